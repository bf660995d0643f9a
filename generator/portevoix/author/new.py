"""New entries: a file for each language, with front matter that is right from the first."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from portevoix.author.front_matter import Value, data_file, front_matter
from portevoix.author.place import Place, campaign_in, full_id, names_folder
from portevoix.core.clock import zone
from portevoix.core.diagnostics import close, did_you_mean
from portevoix.core.errors import UsageError
from portevoix.core.languages import canonical_tag
from portevoix.model.entry_file import required, required_text
from portevoix.model.kinds import KINDS
from portevoix.model.kinds.common import indefinite
from portevoix.source.registry import load_registry

KEYS_SHOWN = 12
"""Keys of a registry that a comment names before it only says where they are."""


class Wish(NamedTuple):
    """What a new entry is to be: its ``kind``, and its ``id`` (``my-piece`` alone stands in the usual section).

    ``languages`` are tags; none means the source language, ``every`` all that it does not exist in yet. ``title`` is in
    the source language; without it the id gives one.
    """

    kind: str
    id: str
    languages: tuple[str, ...] = ()
    every: bool = False
    title: str | None = None


def new(root: Path, wish: Wish, now: datetime) -> list[str]:
    """Write the files of the entry that ``wish`` describes, and return their paths below ``root``, the original first.

    A file that is there is never touched; ``UsageError`` says why nothing is written. Every file begins as a draft:
    nothing of it is public before its author takes that line out. No translation counts as accepted: there is none yet.
    """
    campaign = campaign_in(root)
    if wish.kind not in KINDS:
        hint = did_you_mean(wish.kind, KINDS) or _by_section(wish) or f"the kinds are {', '.join(KINDS)}"
        raise UsageError(f"there is no kind of entry “{wish.kind}”", hint)
    if KINDS[wish.kind].photo:
        hint = "put the picture into its folder, and what it shows beside it: name.jpg and name.jpg.yaml"
        raise UsageError(f"{indefinite(wish.kind)} is a picture and its sidecar, no text", hint)
    place = Place(root, campaign, full_id(root, wish.id, wish.kind), in_folder=names_folder(wish.id))
    if place.is_front and wish.kind != "page":
        hint = f"choose another name, or write the folder’s own page: portevoix new page {place.id}"
        raise UsageError(f"content/{place.id}/ is a folder of entries", hint)
    if KINDS[wish.kind].data and not KINDS[place.kind].data:
        hint = f"choose {KINDS[wish.kind].sections[0]}/, or a folder whose section.yaml says kind: {wish.kind}"
        raise UsageError(f"{indefinite(wish.kind)} cannot stand in a folder of texts", hint)
    languages, source = _languages(wish, place)
    write = _data if KINDS[wish.kind].data else _texts
    texts = write(wish, place, languages, source, now)
    for path in texts:
        if (root / path).exists():
            raise UsageError(f"there is already {path}", "it was left as it is")
        (root / path).parent.mkdir(parents=True, exist_ok=True)
    for path, text in texts.items():
        with open(root / path, "x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    return list(texts)


def _by_section(wish: Wish) -> str:
    """A hint for a kind that goes by the name of a section: a contact is a person in ``press/contacts/``."""
    sections = {place.rpartition("/")[2]: (kind, place) for kind in KINDS for place in KINDS[kind].sections}
    for near in close(wish.kind, sections):
        kind, place = sections[near]
        return f"write: portevoix new {kind} {place}/{wish.id.strip('/').rpartition('/')[2]}"
    return ""


def _languages(wish: Wish, place: Place) -> tuple[tuple[str, ...], str]:
    """The languages to write, the original's first if it is among them; and the language of the original."""
    known = tuple(place.campaign.languages)
    asked = [canonical_tag(tag) or tag for tag in wish.languages]
    for tag in asked:
        if tag not in known:
            raise UsageError(f"the campaign does not have the language “{tag}”", f"it has {', '.join(known)}")
    source = place.source_language
    if wish.every:
        asked = [tag for tag in known if tag not in place.files]
        if not asked:
            raise UsageError(f"{place.id} exists in every language already")
    elif not asked:
        asked = [source]
    there = [place.files[tag] for tag in asked if tag in place.files]
    if there:
        raise UsageError(f"there is already {there[0]}", "it was left as it is")
    if source not in (*asked, *place.files):
        if place.files:
            raise UsageError(f"{place.id} has no original, in “{source}”", f"begin with it: --lang {source}")
        source = asked[0]
    return tuple(sorted(dict.fromkeys(asked), key=lambda tag: (tag != source, known.index(tag)))), source


def _texts(wish: Wish, place: Place, languages: tuple[str, ...], source: str, now: datetime) -> dict[str, str]:
    """The text of each new file, by path."""
    wished = " ".join((wish.title or "").split())
    title = wished or posixpath.basename(place.id).replace("-", " ").capitalize()
    kind = {} if wish.kind == place.kind else {"kind": wish.kind}
    texts: dict[str, str] = {}
    if source in languages:
        first = {"source_language": source} if source != place.source_language else {}
        said = {**_required(wish.kind, title, now, place), **kind, **first}
        path = place.path(source)
        texts[path] = front_matter(wish.kind, said, _facets(place), translation=False)
        written = texts[path].encode()
    else:
        path = place.files[source]
        written = (place.root / path).read_bytes()
    original = place.read(path, written)
    if original is None:
        raise UsageError(f"{path} has errors", "mend them first: portevoix check tells which")
    if original.kind != wish.kind:
        raise UsageError(f"{path} is of the kind {original.kind}", f"portevoix new {original.kind} {place.id} …")
    for language in languages:
        if language != source:
            theirs = wished if source not in languages else ""
            said = {"title": theirs or str(original.meta["title"]), **kind}
            texts[place.path(language)] = front_matter(wish.kind, said, {}, translation=True)
    return texts


def _data(wish: Wish, place: Place, languages: tuple[str, ...], source: str, now: datetime) -> dict[str, str]:
    """The text of the one new file, by path."""
    wished = " ".join((wish.title or "").split())
    title = wished or posixpath.basename(place.id).replace("-", " ").capitalize()
    kind = {} if wish.kind == place.kind else {"kind": wish.kind}
    first = {"source_language": source} if source != place.source_language else {}
    required = _required(wish.kind, title, now, place)
    texts = {name: dict.fromkeys(languages, str(required[name])) for name in required_text(wish.kind)}
    said: dict[str, Value | Mapping[str, str]] = {**required, **texts, **kind, **first}
    return {f"content/{place.id}.yaml": data_file(wish.kind, said, _facets(place))}


def _required(kind: str, title: str, now: datetime, place: Place) -> dict[str, Value]:
    day = now.astimezone(zone(place.campaign.time_zone)).date()
    values: dict[str, Value] = {
        "title": title, "date": day.isoformat(), "start": f"{day.isoformat()} 18:00",
        "text": title, "value": 0, "year": day.year, "source": title,
        "outlet": "…", "link": "https://example.org/",
    }  # fmt: skip
    return {name: values[name] for name in (*required(kind), *(names[0] for names in KINDS[kind].one_of))}


def _facets(place: Place) -> Mapping[str, str]:
    """What to say of each facet: the keys that its registry holds."""
    found = {}
    for name, facet in place.campaign.facets.items():
        path = f"content/data/{facet.registry}.yaml"
        if (place.root / path).is_file():
            values, _ = load_registry((place.root / path).read_bytes(), path, place.campaign.context)
            keys = list(values or ())
            shown = ", ".join(keys[:KEYS_SHOWN]) + (" …" if len(keys) > KEYS_SHOWN else "")
            found[name] = f"Keys of {path}: {shown}"
    return found
