"""A press release."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from portevoix.model.kinds.common import TRANSLATABLE, Metadata, Part, PersonId
from portevoix.source.fields import Day, Prose, Text


class Quote(Part):
    """Words to print, and whose they are."""

    text: Prose = Field(description="The words, without quotation marks.")
    by: Text = Field(description="Who says them.")
    position: Text | None = Field(None, description="What that person is.")


class Correction(Part):
    """A correction; it stays visible."""

    date: Day = Field(description="The day it was made.")
    text: Prose = Field(description="What was wrong, and what is right.")


class Release(Metadata):
    """A press release. A retracted one stays public, with its notice."""

    date: Day = Field(description="The day of release: 2026-04-26.")
    dateline: Annotated[Text | None, TRANSLATABLE] = Field(None, description="The town it is issued from: GENEVA.")
    contacts: tuple[PersonId, ...] = Field((), description="Whom journalists can ask: ids of people.")
    quotes: Annotated[tuple[Quote, ...], TRANSLATABLE] = Field((), description="Quotes to print.")
    notes: Annotated[tuple[Prose, ...], TRANSLATABLE] = Field((), description="Notes to editors, one paragraph each.")
    boilerplate: Annotated[Prose | None, TRANSLATABLE] = Field(
        None, description="The standing paragraph about the organisation."
    )
    corrections: Annotated[tuple[Correction, ...], TRANSLATABLE] = Field((), description="Corrections, newest first.")
    retracted: Annotated[Prose | None, TRANSLATABLE] = Field(
        None, description="Why the release was taken back; shown above it."
    )
