"""The campaign's settings: ``content/campaign.yaml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field

from portevoix.core import clock
from portevoix.core.diagnostics import Problem, did_you_mean
from portevoix.core.digest import digest_json
from portevoix.core.languages import Language, autonym, canonical_tag, direction, is_known_tag
from portevoix.source.fields import (
    DayOrMoment,
    Email,
    EntryId,
    FediverseAccount,
    Hashtag,
    Slug,
    Slugs,
    Tag,
    Text,
    Texts,
    TimeZone,
    Tongue,
    WebAddress,
)
from portevoix.source.front_matter import decode
from portevoix.source.hosting import Analytics, Security, own_path
from portevoix.source.validation import Context, Model, validate, wrong
from portevoix.source.yaml_document import Path, YamlDocument

DEFAULT_FACETS = {"topic": "topics", "country": "countries", "audience": "audiences", "role": "roles"}
"""The facets that every campaign has, and the registry that holds the values of each."""


ShareWay = Literal[
    "email", "whatsapp", "telegram", "facebook", "linkedin", "bluesky", "mastodon", "threads", "x", "reddit",
    "weibo", "vk", "copy", "print",
]  # fmt: skip
"""The ways to share a page: platforms, and the buttons that copy its address and print it."""


def _base_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.query or parts.fragment or "?" in value or "#" in value:
        raise wrong("the site's address holds neither ? nor #", "write it like https://example.org/day/")
    if "//" in parts.path or any(part in (".", "..") for part in parts.path.split("/")):
        raise wrong("the path in the site's address is not a plain one", "write it like https://example.org/day/")
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}/"


class LanguageSettings(Model):
    """One language of the campaign; an empty value takes every default."""

    name: Text | None = Field(None, description="The language's name in itself, when CLDR's does not suit")
    direction: Literal["ltr", "rtl"] | None = Field(None, description="When CLDR's does not suit")
    formats: Tongue | None = Field(
        None, description="Whose dates and numbers it writes: `en-GB` has 26 April 2027 where `en` has April 26, 2027"
    )
    fallback: tuple[Tag, ...] | None = Field(
        None,
        description="The languages to lead a reader to, in this order, when something does not exist in this one; "
        "the source language when it is left out, none at all when it is []",
    )


class Organisation(Model):
    """Who runs the campaign."""

    name: Texts = Field(description="The organisation's name")
    url: WebAddress | None = Field(None, description="Its site")
    email: Email | None = Field(None, description="Where to write to it")
    same_as: tuple[WebAddress, ...] = Field((), description="Its pages elsewhere: Wikidata, social networks")


class Host(Model):
    """The site that this one belongs to."""

    name: Texts = Field(description="The name of the host site")
    url: WebAddress = Field(description="Its address")


class KeyDate(Model):
    """A date that the campaign lives by; the one called ``day`` is the campaign's day."""

    start: DayOrMoment = Field(alias="from", description="The first day, or the moment at which it begins")
    end: DayOrMoment | None = Field(None, alias="to", description="The last day, or the moment at which it ends")
    name: Texts | None = Field(None, description="What the date is called")


class Objective(Model):
    """What the campaign wants to reach, and how one will see that it did."""

    id: Slug = Field(description="Its short name")
    text: Texts = Field(description="The objective in one sentence")
    audiences: tuple[Slug, ...] = Field((), description="Whom it speaks to: keys of the registry of audiences")
    channels: tuple[Slug, ...] = Field((), description="Where it speaks to them: some of the campaign's channels")
    indicators: tuple[Texts, ...] = Field((), description="What is counted")


class Facet(Model):
    """A way to sort entries: its values are the keys of a registry."""

    name: Texts | None = Field(None, description="Its name; the theme has names for the facets that always exist")
    registry: Slug = Field(
        "", description="The file in content/data/ that lists its values, without ending; else the facet's own name"
    )
    slug: Slugs | None = Field(None, description="Its segment in addresses; else its own name")


class ThemeChoice(Model):
    """The theme, and the values for its settings."""

    name: Slug = Field("base", description="The folder of the theme")
    settings: dict[str, Any] = Field({}, description="Values for the settings that the theme declares")


def _theme(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


def _languages(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {tag: {} if settings is None else settings for tag, settings in value.items()}


def _facets(value: Any) -> Any:
    """``value`` with the facets that always exist; one that names no registry has the one that is called like it."""
    if not isinstance(value, dict):
        return value
    written = {name: {} if facet is None else facet for name, facet in value.items()}
    facets = {name: written.get(name, {}) for name in DEFAULT_FACETS} | written
    return {
        name: {"registry": DEFAULT_FACETS.get(name, name), **facet} if isinstance(facet, dict) else facet
        for name, facet in facets.items()
    }


class Campaign(Model):
    """A campaign's settings; what ``load_campaign`` returns keeps every promise between them."""

    name: Texts = Field(description="The campaign's name")
    short_name: Texts | None = Field(None, description="Its name below an icon: a dozen letters")
    tagline: Texts | None = Field(None, description="Its motto")
    description: Texts | None = Field(None, description="What it is about, in two sentences, for search and feeds")
    base_url: Annotated[WebAddress, AfterValidator(_base_url)] = Field(
        description="The address of the whole site; a path is allowed", examples=["https://example.org/day/"]
    )
    source_language: Tag = Field(description="The language that texts are written in first")
    languages: Annotated[
        dict[Tag, LanguageSettings],
        BeforeValidator(_languages, json_schema_input_type=dict[Tag, LanguageSettings | None]),
    ] = Field(
        min_length=1,
        description="Every language of the site, in the order in which readers see them",
        examples=[{"en": None, "fr": {"fallback": ["en"]}}],
    )
    time_zone: TimeZone = Field("UTC", description="Where dates and times without an offset are meant")
    host: Host | None = Field(None, description="The site that this one belongs to")
    organisation: Organisation | None = Field(None, description="Who runs the campaign")
    key_dates: dict[Slug, KeyDate] = Field({}, description="The campaign's dates, each under a short name")
    hashtags: tuple[Hashtag, ...] = Field((), description="The campaign's hashtags, the main one first")
    share: tuple[ShareWay, ...] = Field(
        ("email", "whatsapp", "facebook", "linkedin", "bluesky", "mastodon", "x", "copy", "print"),
        description="How readers can share a page, in this order; [] for no way at all",
    )
    channels: tuple[Slug, ...] = Field((), description="Where the campaign speaks: press, social, events")
    objectives: tuple[Objective, ...] = Field((), description="The brief; `check` holds the content against it")
    facets: Annotated[dict[Slug, Facet], BeforeValidator(_facets, json_schema_input_type=dict[Slug, Facet | None])] = (
        Field({}, validate_default=True, description="Ways to sort entries, besides topic, country, audience and role")
    )
    players: tuple[Literal["youtube", "vimeo"], ...] = Field(
        (), description="Platforms whose players pages may show, once a reader asks for it; else videos are links"
    )
    navigation: tuple[EntryId, ...] = Field((), description="The main menu: entries and sections by their ids")
    search: bool | None = Field(
        None, description="Whether readers can search the site; when it is left out: if Pagefind is installed"
    )
    theme: Annotated[ThemeChoice, BeforeValidator(_theme, json_schema_input_type=Slug | ThemeChoice)] = Field(
        ThemeChoice(), description="The theme: its name, or its name and settings"
    )

    fediverse: FediverseAccount | None = Field(
        None, description="The account that Mastodon names below previews of pages whose authors have none"
    )
    security: Security | None = Field(None, description="Whom to tell of a security hole: makes security.txt")
    analytics: Analytics | None = Field(None, description="What counts visits; without it nothing does")

    def to_json(self) -> dict[str, Any]:
        """The settings as JSON."""
        return self.model_dump(mode="json", by_alias=True)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Campaign:
        """The settings that ``to_json`` wrote."""
        names = ("time_zone", "source_language")
        context = {"languages": tuple(value["languages"]), **{name: value[name] for name in names}}
        return cls.model_validate(value, strict=False, context=context)

    def languages_in_order(self) -> tuple[Language, ...]:
        """The languages as declared, each with its name in itself and its direction."""
        return tuple(
            Language(tag, settings.name or autonym(tag), settings.direction or direction(tag), settings.formats)
            for tag, settings in self.languages.items()
        )

    def fallback_chain(self, tag: str) -> tuple[str, ...]:
        """The languages to try, in this order, for what does not exist in ``tag``; never ``tag`` itself.

        It is what the language declares, and not what those languages declare in their turn.
        """
        declared = self.languages[tag].fallback
        chain = (self.source_language,) if declared is None else declared
        return tuple(dict.fromkeys(other for other in chain if other != tag))

    @property
    def base_path(self) -> str:
        """The path of the site's address, with a slash at both ends: ``/day/``, or ``/``."""
        return urlsplit(self.base_url).path

    @property
    def context(self) -> Context:
        """What the validation of other files needs to know about the campaign."""
        return {
            "time_zone": self.time_zone,
            "languages": tuple(self.languages),
            "source_language": self.source_language,
        }

    @property
    def digest(self) -> bytes:
        """A digest of the settings on which the reading of other files depends."""
        return digest_json([self.context, {name: facet.registry for name, facet in self.facets.items()}])


def load_campaign(data: bytes, path: str) -> tuple[Campaign | None, tuple[Problem, ...]]:
    """The campaign that the bytes of ``campaign.yaml`` describe; None with all problems when it cannot be used."""
    from portevoix.source.yaml_text import parse_yaml  # only now: few builds read YAML

    text, problems = decode(data, path)
    if text is None:
        return None, problems
    document, problems = parse_yaml(text, path)
    if document is None:
        return None, problems
    campaign, wrong_values = validate(Campaign, document, path, context=_context(document))
    wrong_pairs = tuple(_cross_check(document, path, campaign))
    problems = tuple(sorted({*problems, *wrong_values, *wrong_pairs}))
    return (campaign if not problems else None), problems


def _context(document: YamlDocument) -> Context:
    """What the file says about itself, as far as it can be understood before it is validated."""
    context: Context = {}
    value = document.value if isinstance(document.value, dict) else {}
    languages = value.get("languages")
    if isinstance(languages, dict):
        declared = tuple(dict.fromkeys(filter(None, (canonical_tag(tag) for tag in languages))))
        if declared:
            context["languages"] = declared
    source = canonical_tag(str(value.get("source_language")))
    if source is not None and source in context.get("languages", ()):
        context["source_language"] = source
    try:
        clock.zone(str(value.get("time_zone", "UTC")))
        context["time_zone"] = str(value.get("time_zone", "UTC"))
    except clock.BadMoment:
        pass
    return context


def _cross_check(document: YamlDocument, path: str, campaign: Campaign | None) -> Iterator[Problem]:
    def problem(at: Path, message: str, found: str = "", hint: str = "", key: bool = False) -> Problem:
        line, column = document.key_place(at) if key else document.place(at)
        return Problem(path, line, column, "campaign-setting", message, found, hint)

    languages = document.value.get("languages") if isinstance(document.value, dict) else None
    seen: dict[str, str] = {}
    for written, settings in languages.items() if isinstance(languages, dict) else ():
        at = ("languages", written)
        tag = canonical_tag(written)
        if tag is None:
            continue
        if tag in seen:
            message = f"“{seen[tag]}” and “{written}” are the same language"
            yield problem(at, message, hint="keep one of the two", key=True)
        seen.setdefault(tag, written)
        settings = settings if isinstance(settings, dict) else {}
        if "name" not in settings and not is_known_tag(tag):
            hint = "correct it, or give the language a name: {name: …}"
            yield problem(at, f"no language “{written}” is known", hint=hint, key=True)
        fallback = settings.get("fallback")
        for index, other in enumerate(fallback if isinstance(fallback, tuple) else ()):
            if isinstance(other, str) and canonical_tag(other) == tag:
                yield problem((*at, "fallback", index), "a language cannot fall back to itself", other, "leave it out")
    if campaign is not None:
        yield from _between_settings(document, path, campaign)


def _between_settings(document: YamlDocument, path: str, campaign: Campaign) -> Iterator[Problem]:
    def problem(at: Path, message: str, found: str = "", hint: str = "") -> Problem:
        return Problem(path, *document.place(at), "campaign-setting", message, found, hint)

    for name, dates in campaign.key_dates.items():
        if dates.end is not None and not _in_order(dates.start, dates.end, campaign.time_zone):
            found = f"{dates.start} – {dates.end}"
            yield problem(("key_dates", name, "to"), "this date ends before it begins", found, "correct “from” or “to”")
    for name, facet in campaign.facets.items():
        if facet.name is None and name not in DEFAULT_FACETS:
            yield problem(("facets", name), "“name” is missing", hint="add a line “name: {en: …}”")
    yield from _foreign_script(document, path, campaign)
    ids: set[str] = set()
    for index, objective in enumerate(campaign.objectives):
        if objective.id in ids:
            at = ("objectives", index, "id")
            yield problem(at, "two objectives have the same id", objective.id, "change one of the two")
        ids.add(objective.id)
        for number, channel in enumerate(objective.channels):
            if channel not in campaign.channels:
                hint = did_you_mean(channel, campaign.channels) or "add it to “channels”"
                where = ("objectives", index, "channels", number)
                yield problem(where, "the campaign has no such channel", channel, hint)


def _foreign_script(document: YamlDocument, path: str, campaign: Campaign) -> Iterator[Problem]:
    if campaign.analytics is None:
        return
    try:
        own_path(campaign.analytics.script, campaign.base_url)
    except ValueError:
        message = "this script would tell another site who reads this one"
        hint = "serve it from the site's own host: put it into the theme's static/, or let the host forward /stats/"
        place = document.place(("analytics", "script"))
        yield Problem(path, *place, "analytics-foreign", message, campaign.analytics.script, hint)


def _in_order(start: str, end: str, zone: str) -> bool:
    """Whether ``end`` is not before ``start``; a day lasts until its midnight in ``zone``."""
    first, last = clock.parse_moment(start, zone), clock.parse_moment(end, zone)
    if len(end) == len("2026-04-26"):
        return last.date() >= first.astimezone(clock.zone(zone)).date()
    return last >= first
