"""Posts: the words, the hashtags and the link put together, as each platform takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from portevoix.model.entry import Entry, FacetValue
from portevoix.render.filling import hidden_target
from portevoix.render.scope import Scope
from portevoix.render.views.entry import EntryView
from portevoix.render.views.values import Record
from portevoix.source.registry import HASHTAG
from portevoix.toolkit.platforms import Allowed, platforms
from portevoix.toolkit.share_links import PLATFORMS, Shared, share_link


def put_together(words: str, hashtags: Sequence[str], link: str, platform: Allowed | None = None) -> str:
    """The post as it is published: words, hashtags, link; only what ``platform`` takes, or all of it."""
    most = platform.most if platform is not None else None
    tags = " ".join(f"#{tag}" for tag in hashtags[:most])
    tail = [tags, link if platform is None or platform.link else ""]
    return "\n\n".join(part for part in (words.strip(), "\n".join(filter(None, tail))) if part)


def versions(entry: Entry) -> tuple[str, ...]:
    """The ways in which a post says it, the first one first."""
    return (str(entry.meta["text"]), *map(str, entry.meta.get("variants", ())))


def platforms_of(entry: Entry) -> tuple[str, ...]:
    """The keys of the platforms that a post is meant for."""
    from portevoix.model.kinds.post import Post

    return tuple(entry.meta.get("platforms", Post.model_fields["platforms"].default))


def hashtag(values: Mapping[str, FacetValue], key: str, language: str, source_language: str) -> str | None:
    """The hashtag ``key`` as it is written in ``language``, else as in the source language, else as anywhere."""
    value = values.get(f"{HASHTAG}/{key}")
    if value is None:
        return None
    names = value.names
    return names.get(language) or names.get(source_language) or next(iter(names.values()), None)


def post_texts(scope: Scope, view: EntryView) -> tuple[Record, ...]:
    """Each way in which the post ``view`` says it: text, whole (to copy), words and link (whole in two) and platforms.

    Each platform has id, name, length, limit, fits and url: the link that opens its form with the post, or None.
    """
    entry = scope.nearest(view.id, "listing")
    if entry is None:
        return ()
    link = _link(scope, entry)
    tags = _hashtags(scope, entry)
    return tuple(
        Record(
            text=words,
            whole=whole,
            words=whole.removesuffix(link).rstrip("\n"),
            link=link,
            platforms=tuple(_platform(key, words, tags, link) for key in platforms_of(entry)),
        )
        for words in versions(entry)
        for whole in (put_together(words, tags, link),)
    )


def _link(scope: Scope, entry: Entry) -> str:
    """The address that the post leads to; empty, with a warning, when that is not public."""
    target = entry.meta.get("link")
    if not target:
        return ""
    other = scope.nearest(target)
    if other is None and entry.language == entry.source_language:
        scope.problem(hidden_target(entry.path, 0, 0, f"link: {target}"))
    return scope.place_absolutely(other.url) if other is not None else ""


def _hashtags(scope: Scope, entry: Entry) -> tuple[str, ...]:
    scope.read("setting:source_language")
    library = scope.site.library
    found = []
    for key in entry.meta.get("hashtags", ()):
        scope.read(f"value:{HASHTAG}/{key}@{scope.language}")
        found.append(hashtag(library.values, key, entry.language, library.campaign.source_language))
    return tuple(tag for tag in found if tag is not None)


def _platform(key: str, words: str, tags: Sequence[str], link: str) -> Record:
    from portevoix.toolkit.lengths import fits, length  # only now: few pages show posts

    allowed = platforms()[key]
    whole = put_together(words, tags, link, allowed)
    return Record(
        id=key,
        name=allowed.name,
        length=length(whole, allowed),
        limit=allowed.limit,
        fits=fits(whole, allowed),
        url=_share(key, put_together(words, tags, "", allowed), link),
    )


def _share(key: str, words: str, link: str) -> str | None:
    """The link that opens the platform's form; None where there is none that takes what the post has."""
    known = PLATFORMS.get(key)
    if known is None or not known.address.startswith("https:"):
        return None
    takes_words = any("{title}" in part for part in known.parameters.values())
    return share_link(key, Shared(words, link)) if takes_words or link else None
