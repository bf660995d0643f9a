"""Time as templates may ask for it: each answer is a fact, and each fact knows how long it holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from portevoix.core.clock import parse_moment, start_of_day, zone
from portevoix.core.digest import digest
from portevoix.source.campaign import Campaign

DAY = "day"
"""The key date that the campaign's phases go by."""


class Moments(NamedTuple):
    """Answers about time at the moment ``now`` of a build."""

    now: datetime
    campaign: Campaign

    def before(self, moment: datetime) -> bool:
        """Whether ``moment`` is still to come."""
        return self.now < moment

    def span(self, name: str) -> tuple[datetime, datetime]:
        """When the key date ``name`` begins and ends; a day ends at its midnight. ``KeyError`` when there is none."""
        date, where = self.campaign.key_dates[name], self.campaign.time_zone
        last = date.end or date.start
        end = parse_moment(last, where)
        if len(last) == 10 or date.end is None:
            end = start_of_day(end, where, 1)
        return parse_moment(date.start, where).astimezone(UTC), end.astimezone(UTC)

    def phase(self) -> str | None:
        """``before``, ``live`` or ``after`` the campaign's day; None when it has none."""
        if DAY not in self.campaign.key_dates:
            return None
        begin, end = self.span(DAY)
        return "before" if self.now < begin else "live" if self.now < end else "after"

    def days_until(self, name: str) -> int:
        """Midnights from now to the first day of the key date ``name``, in the campaign's zone; below 0 after it."""
        where = zone(self.campaign.time_zone)
        return (self.span(name)[0].astimezone(where).date() - self.now.astimezone(where).date()).days

    def fact(self, argument: str) -> bytes:
        """The digest of the answer to ``before/<moment>``, ``phase`` or ``days/<key date>``."""
        what, _, rest = argument.partition("/")
        if what == "before":
            return digest(str(self.before(datetime.fromisoformat(rest))))
        if what == "phase":
            return digest(str(self.phase()))
        return digest(str(self.days_until(rest)) if rest in self.campaign.key_dates else "")

    def turns(self, argument: str) -> Iterable[datetime]:
        """The moments near now at which the answer to ``argument`` is another one; at most one behind and one ahead."""
        what, _, rest = argument.partition("/")
        if what == "before":
            return (datetime.fromisoformat(rest),)
        if what == "phase":
            return self.span(DAY) if DAY in self.campaign.key_dates else ()
        today = start_of_day(self.now, self.campaign.time_zone)
        return (today, start_of_day(self.now, self.campaign.time_zone, 1))


def window(
    moments: Moments, asked: Iterable[str], turns: Iterable[datetime]
) -> tuple[datetime | None, datetime | None]:
    """From when until when everything stays as it is: between the last turn up to now and the next one after it.

    ``asked`` are the arguments of the ``moment:`` facts in use, ``turns`` further moments.
    """
    every = [*turns, *(turn for argument in asked for turn in moments.turns(argument))]
    past = [turn for turn in every if turn <= moments.now]
    future = [turn for turn in every if turn > moments.now]
    return max(past, default=None), min(future, default=None)
