"""The brand: the campaign's logos, and the rules for those who use them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from portevoix.model.kinds.common import FILE, PICTURE, Metadata, Part
from portevoix.source.fields import Text


class Logo(Part):
    """One form of the logo."""

    picture: Annotated[Text, PICTURE] = Field(
        description="The logo, as seen from the entry’s file; its sidecar’s caption is its name."
    )
    background: Literal["light", "dark", "any"] = Field("any", description="What it may stand on.")
    files: Annotated[tuple[Text, ...], FILE] = Field(
        (), description="More forms of it to download, as seen from the entry’s file: [logo.png, logo.pdf]."
    )


class Brand(Metadata):
    """Logos to download; the text says how they may be used."""

    logos: tuple[Logo, ...] = Field((), description="The logos, the usual one first.")
