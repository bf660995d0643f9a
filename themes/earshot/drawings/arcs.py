"""The rule behind every picture: quarter arcs that spread from one point, in a rhythm that the entry's id decides.

How many arcs, how heavy, how fast they grow: all of it comes from a digest of the id. So no two entries look alike, and
each looks the same for ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from itertools import accumulate, repeat
from typing import NamedTuple

from drawings.palette import SIGNAL
from drawings.shapes import Point, arc, disc

FEWEST, MOST = 5, 9
"""Arcs of one voice."""


class Ring(NamedTuple):
    """One arc: the middle of its stroke, and its width."""

    radius: float
    width: float


class Voice(NamedTuple):
    """Where arcs begin and how they follow each other."""

    centre: Point
    heart: float
    rings: tuple[Ring, ...]

    def arcs(self, quarter: int, colours: Sequence[str], span: float = 90) -> list[str]:
        """The arcs of a quarter (0: upper right, then against the clock), in ``colours`` by turns."""
        start = 90 * quarter
        return [
            arc(self.centre, ring.radius, start, start + span, ring.width, colours[place % len(colours)])
            for place, ring in enumerate(self.rings)
        ]

    def dot(self, colour: str = SIGNAL) -> str:
        """The point itself."""
        return disc(self.centre, self.heart, colour)


def draw_lots(entry: str, count: int) -> list[float]:
    """``count`` numbers from 0 to 1, always the same for the same id."""
    return [byte / 255 for byte in blake2b(entry.encode(), digest_size=count).digest()]


def voice(entry: str, near: Point, reach: float, heart: float, sway: float = 0, count: int = 0) -> Voice:
    """The voice of ``entry``: it begins near a point (up to ``sway`` pixels off) and ends at ``reach``.

    ``heart`` is the dot's radius; a ``count`` of arcs that the subject demands overrides the id's own.
    """
    number, growth, weight, aside, above = draw_lots(entry, 5)
    count = count or FEWEST + round(number * (MOST - FEWEST))
    steps = list(accumulate(repeat(1 + 0.3 * growth, count - 1), float.__mul__, initial=1.0))
    share = 0.42 + 0.2 * weight  # of a step, the rest is air
    unit = (reach - 1.6 * heart) / (sum(steps) - (1 - share) * steps[-1])
    begins = accumulate((step * unit for step in steps[:-1]), initial=1.6 * heart)
    widths = [step * unit * share for step in steps]
    rings = tuple(Ring(begin + width / 2, width) for begin, width in zip(begins, widths, strict=True))
    return Voice((near[0] + sway * (2 * aside - 1), near[1] + sway * (2 * above - 1)), heart, rings)
