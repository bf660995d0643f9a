"""A photo: a picture and its sidecar."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from portevoix.model.kinds.common import PICTURE, TRANSLATABLE, Metadata
from portevoix.source.fields import Day, Text


class Photo(Metadata):
    """A picture of the library, as its sidecar describes it; it exists in the languages of its caption.

    Its sidecar may also say facets (`topic: [climate]`). What else it says (creator, credit, licence, terms) every
    picture has: see its sidecar.
    """

    title: Annotated[Text, TRANSLATABLE] = Field(description="The sidecar's caption.")
    date: Day | None = Field(None, description="The day it was taken: the sidecar's date.")
    picture: Annotated[Text, PICTURE] = Field(description="The picture itself.")
