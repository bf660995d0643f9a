"""A fact sheet: what can be said of the campaign, each fact with who says so."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from portevoix.model.kinds.common import TRANSLATABLE, Metadata, Part
from portevoix.source.fields import Day, Prose, Text, WebAddress


class Fact(Part):
    """A fact, and where it can be verified."""

    text: Prose = Field(description="What the fact is about, or all of it in a sentence.")
    value: Text | None = Field(None, description="The fact itself, where it is a name, a number or a date.")
    source: Text | None = Field(None, description="Who says so.")
    url: WebAddress | None = Field(None, description="Where it can be read.")
    date: Day | None = Field(None, description="The day on which that was published or looked up.")


class Factsheet(Metadata):
    """Facts with their sources, fit for journalists and encyclopaedists; the text comes before them."""

    facts: Annotated[tuple[Fact, ...], TRANSLATABLE] = Field((), description="The facts, each with its source.")
    same_as: tuple[WebAddress, ...] = Field(
        (), description="Pages elsewhere about the same thing: Wikidata, an encyclopaedia, an official register."
    )
