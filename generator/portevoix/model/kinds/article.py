"""A guest article."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from portevoix.model.kinds.common import TRANSLATABLE, Metadata, PersonId
from portevoix.source.fields import Day, Prose, WebAddress


class Article(Metadata):
    """An article by a guest; its text is sanitized and may hold no raw HTML."""

    date: Day = Field(description="The day it appeared: 2026-04-26.")
    authors: tuple[PersonId, ...] = Field((), description="Who wrote it: ids of people.")
    editor_note: Annotated[Prose | None, TRANSLATABLE] = Field(None, description="What the editors want to add.")
    first_published: WebAddress | None = Field(None, description="Where it appeared first, if it did elsewhere.")
