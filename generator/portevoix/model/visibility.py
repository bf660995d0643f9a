"""Visibility: whether something exists for the public at a moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, NamedTuple

Status = Literal["withdrawn", "draft", "expired", "embargoed", "scheduled", "public"]


class Visibility(NamedTuple):
    """What decides it: two flags and three moments."""

    withdrawn: bool = False
    draft: bool = False
    expires_at: datetime | None = None
    embargo: datetime | None = None
    publish_at: datetime | None = None

    def status(self, now: datetime) -> Status:
        """The status at ``now``: the first that applies, in the order of ``Status``; only ``public`` is shown."""
        if self.withdrawn:
            return "withdrawn"
        if self.draft:
            return "draft"
        if self.expires_at is not None and self.expires_at <= now:
            return "expired"
        if self.embargo is not None and self.embargo > now:
            return "embargoed"
        if self.publish_at is not None and self.publish_at > now:
            return "scheduled"
        return "public"

    def transitions(self) -> tuple[datetime, ...]:
        """The moments at which the status may become another one."""
        if self.withdrawn or self.draft:
            return ()
        return tuple(moment for moment in (self.expires_at, self.embargo, self.publish_at) if moment is not None)

    def within(self, outer: Visibility) -> Visibility:
        """This, inside something with the visibility ``outer``: shown only when both are."""
        return Visibility(
            self.withdrawn or outer.withdrawn,
            self.draft or outer.draft,
            _pick(min, self.expires_at, outer.expires_at),
            _pick(max, self.embargo, outer.embargo),
            _pick(max, self.publish_at, outer.publish_at),
        )

    def meets(self, other: Visibility) -> bool:
        """Whether there can be a moment at which this and ``other`` are both public."""
        if self.withdrawn or self.draft or other.withdrawn or other.draft:
            return False
        both = self.within(other)
        starts = [moment for moment in (both.embargo, both.publish_at) if moment is not None]
        return both.expires_at is None or not starts or max(starts) < both.expires_at

    @classmethod
    def of(cls, meta: Mapping[str, Any]) -> Visibility:
        """What ``meta``, the JSON of a front matter or of a ``section.yaml``, says of it."""

        def moment(name: str) -> datetime | None:
            text = meta.get(name)
            return datetime.fromisoformat(text) if text else None

        return cls(
            bool(meta.get("withdrawn")), bool(meta.get("draft")),
            moment("expires_at"), moment("embargo"), moment("publish_at"),
        )  # fmt: skip


def _pick(better: Any, one: datetime | None, other: datetime | None) -> datetime | None:
    known = [moment for moment in (one, other) if moment is not None]
    return better(known) if known else None
