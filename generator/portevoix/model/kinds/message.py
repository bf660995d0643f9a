"""A key message: one thing to say, to whom, and what proves it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from portevoix.model.kinds.common import TRANSLATABLE, Metadata, Part
from portevoix.source.fields import Prose, Text, WebAddress


class Proof(Part):
    """A fact that supports a message."""

    text: Prose = Field(description="The fact, in a sentence.")
    source: Text | None = Field(None, description="Who says so.")
    url: WebAddress | None = Field(None, description="Where it can be read.")


class Message(Metadata):
    """A key message."""

    proof: Annotated[tuple[Proof, ...], TRANSLATABLE] = Field((), description="Facts that support it, with sources.")
