"""What others published about the campaign: one piece of coverage, critical ones included."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from portevoix.model.kinds.common import TRANSLATABLE, Metadata
from portevoix.source.fields import Day, Prose, Text, Tongue, WebAddress


class Coverage(Metadata):
    """A piece about the campaign; the title is its headline, which stays in its own language in every list."""

    title: Text = Field(description="The headline, as it was printed.")
    outlet: Text = Field(description="Who published it: the newspaper, station or site.")
    link: WebAddress = Field(description="Where it can be read, seen or heard.")
    date: Day = Field(description="The day it appeared: 2026-04-26.")
    type: Literal["press", "broadcast", "blog", "social", "academic"] = Field(
        "press", description="Where it appeared: lists stand in this order."
    )
    tone: Literal["supportive", "neutral", "critical"] = Field(
        "neutral", description="How it speaks of the campaign. Critical pieces are listed with the others."
    )
    in_language: Tongue | None = Field(None, description="The language that it is in, as a tag.")
    author: Text | None = Field(None, description="Who wrote or made it.")
    summary: Annotated[Prose | None, TRANSLATABLE] = Field(
        None, description="What it says, in a sentence or two, in each language."
    )
