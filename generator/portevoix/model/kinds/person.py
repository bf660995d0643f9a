"""A person: an author, a contact, a spokesperson."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from portevoix.model.kinds.common import TRANSLATABLE, Metadata
from portevoix.source.fields import Email, FediverseAccount, Phone, Text, WebAddress


class Person(Metadata):
    """A person; the title is the name."""

    position: Annotated[Text | None, TRANSLATABLE] = Field(None, description="What they are: “Head of Press”.")
    organisation: Annotated[Text | None, TRANSLATABLE] = Field(None, description="For whom they work.")
    email: Email | None = Field(None, description="Where to write to them.")
    phone: Phone | None = Field(None, description="International form: +41 22 000 00 00.")
    website: WebAddress | None = Field(None, description="Their own site.")
    fediverse: FediverseAccount | None = Field(None, description="Their account: @name@example.social.")
    region: Annotated[Text | None, TRANSLATABLE] = Field(
        None, description="Where they are at hand: contacts stand in groups by region."
    )
    serves: Annotated[Text | None, TRANSLATABLE] = Field(
        None, description="Whom they answer, where that needs saying: “Radio and television in East Africa”."
    )
    spokesperson: bool = Field(False, description="Whether they speak for the campaign; their text is a biography.")
    speaks: tuple[Text, ...] = Field((), description="Languages they answer in, as tags.")
