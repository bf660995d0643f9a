"""A question and its answer."""

from __future__ import annotations

from pydantic import Field

from portevoix.model.kinds.common import Metadata
from portevoix.source.fields import WebAddress


class Faq(Metadata):
    """A question, which is the title, and its answer, which is the text."""

    source: WebAddress | None = Field(None, description="Where more can be read.")
