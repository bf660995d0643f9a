"""An event. Its own dates never decide whether it is public."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from portevoix.model.kinds.common import TRANSLATABLE, Metadata
from portevoix.source.fields import Moment, Prose, Text, WebAddress


class Event(Metadata):
    """An event that readers can attend."""

    start: Moment = Field(
        description="When it begins: 2026-04-26 18:00, in the campaign's zone; 2026-04-26T18:00+05:45 by those there."
    )
    end: Moment | None = Field(None, description="When it ends.")
    attendance: Literal["in-person", "online", "mixed"] = Field("in-person", description="How one can take part.")
    place: Annotated[Text | None, TRANSLATABLE] = Field(None, description="The venue and the town.")
    address: Annotated[Prose | None, TRANSLATABLE] = Field(None, description="The postal address of the venue.")
    organiser: Annotated[Text | None, TRANSLATABLE] = Field(None, description="Who holds it.")
    registration: WebAddress | None = Field(None, description="Where to register.")
