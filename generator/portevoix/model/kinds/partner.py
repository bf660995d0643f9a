"""A partner: who carries the campaign with its hosts."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from portevoix.model.kinds.common import PICTURE, Metadata
from portevoix.source.fields import Text, WebAddress


class Partner(Metadata):
    """A partner; the title is its name, the summary what it does for the campaign."""

    type: Literal["company", "association", "public body", "school", "media"] = Field(
        "association", description="What it is: lists stand in this order."
    )
    website: WebAddress | None = Field(None, description="Its own site.")
    logo: Annotated[Text | None, PICTURE] = Field(
        None, description="Its logo: a picture, as seen from the file; its sidecar says what it shows."
    )
