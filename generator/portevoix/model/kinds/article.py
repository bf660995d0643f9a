"""A guest article."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from portevoix.model.kinds.common import TRANSLATABLE, Metadata, Part, PersonId
from portevoix.source.fields import Day, Prose, Text, WebAddress


class Credit(Part):
    """Somebody who had a part in an article beside its authors."""

    role: Text = Field(description="What they did: “Illustrations”, “Translated from Spanish by”.")
    name: Text | None = Field(None, description="Their name, where they have no page of their own.")
    person: PersonId | None = Field(None, description="The id of the person.")


class Article(Metadata):
    """An article by a guest; its text is sanitized and may hold no raw HTML."""

    date: Day = Field(description="The day it appeared: 2026-04-26.")
    authors: tuple[PersonId, ...] = Field((), description="Who wrote it: ids of people.")
    editor_note: Annotated[Prose | None, TRANSLATABLE] = Field(None, description="What the editors want to add.")
    credits: Annotated[tuple[Credit, ...], TRANSLATABLE] = Field(
        (), description="Who else had a part in it: translators, illustrators, interviewers."
    )
    first_published: WebAddress | None = Field(None, description="Where it appeared first, if it did elsewhere.")
