"""A statistic: one figure, what it counts, and who says so."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from portevoix.model.kinds.common import TRANSLATABLE, Metadata
from portevoix.source.fields import Day, Text, WebAddress


class Stat(Metadata):
    """A statistic; the title says what the figure counts."""

    value: float = Field(description="The figure, in the scale below: 4.59.")
    scale: Literal["percent", "thousand", "million", "billion", "trillion"] | None = Field(
        None, description="What the figure is a number of; pages say it as each language does."
    )
    unit: Annotated[Text | None, TRANSLATABLE] = Field(None, description="What is counted or measured in: people, kWh.")
    qualifier: Annotated[Text | None, TRANSLATABLE] = Field(
        None, description="What stands before the figure: close to, more than."
    )
    year: int = Field(ge=1, le=9999, description="The year that the figure is of.")
    forecast: bool = Field(False, description="Whether it was only expected when its source told it.")
    source: Text = Field(description="Who says so, under its own name.")
    source_url: WebAddress | None = Field(None, description="Where it can be read.")
    checked: Day | None = Field(None, description="The day on which someone last compared it with its source.")
