"""A change-maker: a person or group whose work shows what the campaign is about."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from portevoix.model.kinds.common import TRANSLATABLE, Metadata
from portevoix.source.fields import Prose, Text, WebAddress


class Changemaker(Metadata):
    """A profile in the Gallery of Change-makers."""

    field_of_work: Annotated[Text | None, TRANSLATABLE] = Field(None, description="What they do, in a few words.")
    place: Annotated[Text | None, TRANSLATABLE] = Field(None, description="Where they work, as a reader would say it.")
    quote: Annotated[Prose | None, TRANSLATABLE] = Field(None, description="A sentence in their own words.")
    website: WebAddress | None = Field(None, description="Their own site.")
