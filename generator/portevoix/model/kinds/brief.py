"""A brief: what somebody who speaks for the campaign should know."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from portevoix.model.kinds.common import TRANSLATABLE, EntryId, Metadata
from portevoix.source.fields import Prose


class Brief(Metadata):
    """A brief for influencers; the facet `audience` says whom they speak to, the text what they should know."""

    say: Annotated[tuple[Prose, ...], TRANSLATABLE] = Field((), description="What to say, a sentence each.")
    please_dont_say: Annotated[tuple[Prose, ...], TRANSLATABLE] = Field(
        (), description="What not to say, a sentence each, best with the reason."
    )
    calls_to_action: tuple[EntryId, ...] = Field((), description="What to ask of followers: entries, by id.")
    disclosure: Annotated[Prose | None, TRANSLATABLE] = Field(
        None, description="What they must tell of their ties to the campaign, and where."
    )
