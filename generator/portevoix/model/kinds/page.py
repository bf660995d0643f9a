"""A page of prose: about, contact, a guide."""

from __future__ import annotations

from portevoix.model.kinds.common import Metadata


class Page(Metadata):
    """A page of prose, and the front of a section."""
