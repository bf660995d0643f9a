"""A section's settings: ``section.yaml`` in any folder of the content."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from portevoix.core.diagnostics import Problem
from portevoix.core.languages import canonical_tag
from portevoix.source.fields import Kind, Moment, Slug, Slugs, Tag, Texts
from portevoix.source.front_matter import decode
from portevoix.source.validation import EMPTY_HINT, Context, Model, shown, validate_what_fits
from portevoix.source.yaml_document import YamlDocument

VISIBILITY = frozenset(("withdrawn", "draft", "expires_at", "embargo", "publish_at"))
"""The settings, and the fields of entries, that hold something back."""


class Section(Model):
    """What a folder says about the entries in it; what it leaves out follows from its name and kind."""

    title: Texts | None = Field(None, description="The section's name")
    description: Texts | None = Field(None, description="What one finds in it")
    kind: Kind | None = Field(None, description="What its entries are; else by the folder's name, else pages")
    fallback: Literal["link", "omit"] | None = Field(
        None, description="What readers get of an entry that does not exist in their language: a link to it, or nothing"
    )
    slug: Slugs | None = Field(None, description="Its segment in addresses; else the folder's name")
    publish_at: Moment | None = Field(None, description="When the section opens")
    embargo: Moment | None = Field(None, description="Until when its entries are held back")
    expires_at: Moment | None = Field(None, description="When the section closes")
    draft: bool = Field(False, description="Whether all of it is still being written")
    withdrawn: bool = Field(False, description="Whether all of it is taken back")
    source_language: Tag | None = Field(None, description="The language that its entries are written in first")
    order: Literal["date", "-date", "start", "-start", "title", "weight"] | None = Field(
        None,
        description="`date` (newest first), `-date` (oldest first), `start` (of events, the next first), `-start`, "
        "`title` or `weight`; else by kind",
    )
    page_size: Annotated[int, Field(ge=1, le=200)] | None = Field(None, description="Entries on one page of the list")
    facets: tuple[Slug, ...] | None = Field(None, description="The facets whose values get pages in this section")
    layout: Slug | None = Field(
        None, description="The template of its own page, from the theme's sections/; else by the folder's name"
    )
    feed: bool | None = Field(None, description="Whether it has a feed; else by kind")


def load_section(data: bytes, path: str, context: Context) -> tuple[Section, tuple[Problem, ...]]:
    """The settings in the bytes of a ``section.yaml``, as far as they can be understood, and every problem.

    When that is not far enough to know what they hold back, they hold back everything. ``context`` is
    ``Campaign.context``, with ``kinds`` when they are to be checked.
    """
    from portevoix.source.yaml_text import parse_yaml  # only now: few builds read YAML

    text, problems = decode(data, path)
    document, problems = (None, problems) if text is None else parse_yaml(text, path)
    if document is None:
        return Section(withdrawn=True), problems
    value = document.value if isinstance(document.value, dict) else {}
    own = canonical_tag(str(value.get("source_language")))
    if own is not None and own in context.get("languages", ()):
        context = {**context, "source_language": own}
    section, unread, more = validate_what_fits(Section, document, path, context=context)
    empty = untold(section, document, path)
    if (unread | empty.keys()) & VISIBILITY:
        section = section.model_copy(update={"withdrawn": True})
    return section, (*problems, *more, *empty.values())


def untold(found: Model, document: YamlDocument, path: str) -> dict[str, Problem]:
    """A problem for each moment that is named and not told: who begins to write an embargo does not mean “at once”."""
    return {
        name: Problem(
            path, *document.place((name,)), "value", "a date and time like 2026-04-26 10:00 is expected here",
            shown(None), EMPTY_HINT,
        )
        for name in sorted(VISIBILITY & found.model_fields_set)
        if getattr(found, name) is None
    }  # fmt: skip
