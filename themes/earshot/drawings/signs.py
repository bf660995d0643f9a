"""The campaign's sign, and drawings that explain; these stay SVG."""

from __future__ import annotations

from itertools import chain
from math import atan2, degrees

from drawings.arcs import voice
from drawings.palette import CLIMATE, EDUCATION, ENERGY, EQUALITY, FOOD, INK, PAPER, SIGNAL, SOIL
from drawings.shapes import Drawing, Point, arc, arc_data, box, disc, line, on_circle, path, polygon, polyline, turned


def _sign(size: float, ink: str) -> list[str]:
    """Four quarter arcs, each heavier than the one before, and the dot; as a square of ``size``."""
    centre, elements = (0.225 * size, 0.775 * size), []
    inner = 0.16
    for width in (0.052, 0.069, 0.09, 0.118):
        elements.append(arc(centre, (inner + width / 2) * size, 0, 90, width * size, ink))
        inner += 1.62 * width
    return [*elements, disc(centre, 0.105 * size, SIGNAL)]


def mark_on_paper(entry: str) -> Drawing:
    """The sign with its own ground."""
    return Drawing(400, 400, PAPER, tuple(_sign(400, INK)))


def mark(entry: str) -> Drawing:
    """The sign for light grounds."""
    return Drawing(600, 600, "", tuple(_sign(600, INK)))


def mark_on_dark(entry: str) -> Drawing:
    """The sign for dark grounds."""
    return Drawing(600, 600, "", tuple(_sign(600, PAPER)))


def brick(entry: str) -> Drawing:
    """The brick of the Cool Wall in section: wind comes in wide and goes out narrow."""
    wind, cold = (590, 400), voice(entry, (870, 400), 330, 0, count=6)
    return Drawing(1200, 800, PAPER, (
        box(360, 150, 480, 500, INK), box(360, 690, 480, 110, SOIL),
        path("M360 220C540 240 620 345 840 360V440C620 455 540 560 360 580Z", PAPER),
        path("M400 150H800V172A34 34 0 0 1 766 206H434A34 34 0 0 1 400 172Z", CLIMATE),
        *(disc((480 + 120 * drop, 670), 13, CLIMATE) for drop in range(3)),
        *(arc(wind, 330 + 72 * place, 145, 215, 34, ENERGY) for place in range(4)),
        *(arc(cold.centre, ring.radius, -35, 35, ring.width, CLIMATE) for ring in cold.rings),
        disc((600, 400), 30, SIGNAL),
    ))


def spread(entry: str) -> Drawing:
    """A double page: nine lines in one language, five in the other; their voices meet over the spine."""
    first, second = voice(entry, (470, 330), 265, 30, count=5), voice(entry, (730, 330), 265, 30, count=5)
    lengths = (390, 320, 400, 350, 372, 300, 390, 330, 190), (350, 390, 330, 372, 250)
    return Drawing(1200, 800, ENERGY, (
        polygon([(90, 90), (595, 130), (595, 750), (90, 710)], PAPER),
        polygon([(1110, 90), (605, 130), (605, 750), (1110, 710)], PAPER),
        *(line(arc_data(first.centre, ring.radius, 0, 180), ring.width, EDUCATION) for ring in first.rings),
        *(line(arc_data(second.centre, ring.radius, 0, 180), ring.width, EQUALITY) for ring in second.rings),
        *(box(150, 392 + 33 * row, length, 15, EDUCATION) for row, length in enumerate(lengths[0])),
        *(box(660, 392 + 33 * row, length, 15, EQUALITY) for row, length in enumerate(lengths[1])),
        first.dot(), second.dot(),
    ))


def _thing(at: Point, size: float, improved: bool = False) -> list[str]:
    """The thing, a square that bears its maker's dot; whoever made it better has added a corner."""
    x, y = at[0] - size / 2, at[1] - size / 2
    added = [disc((x + size, y), 40, FOOD)] if improved else []
    return [box(x, y, size, size, INK), disc(at, 0.24 * size, SIGNAL), *added]


def _way(start: Point, end: Point) -> list[str]:
    """A way out, and on it the licence: a label with a hole, which points ahead."""
    x, y = 0.44 * start[0] + 0.56 * end[0], 0.44 * start[1] + 0.56 * end[1]
    outline = [(x - 62, y - 38), (x + 34, y - 38), (x + 74, y), (x + 34, y + 38), (x - 62, y + 38)]
    label = turned(-degrees(atan2(start[1] - end[1], end[0] - start[0])), (x, y), (
        polygon(outline, ENERGY), disc((x + 36, y), 11, INK),
    ))
    return [polyline([start, end], 14, INK), label]


def licence_travels(entry: str) -> Drawing:
    """A thing goes out, with its licence and its maker's dot; an improvement comes back. A copy alone stays alone."""
    maker, inner, outer = (130.0, 740.0), 460.0, 915.0
    near = [on_circle(maker, inner, angle) for angle in (55, 17)]
    far = [on_circle(maker, outer, angle) for angle in (44, 26, 8)]
    lone, (last_x, last_y), below = on_circle(maker, inner, 82), far[2], maker[1] + 50
    return Drawing(1200, 900, PAPER, (
        arc(maker, inner, 0, 90, 120, CLIMATE), arc(maker, outer, 0, 90, 160, CLIMATE),
        polyline([maker, lone], 14, INK, dash=(14, 18)),
        box(lone[0] - 50, lone[1] - 50, 100, 100, INK),
        polyline([(last_x, last_y), (last_x, below), (maker[0], below)], 14, FOOD, dash=(40, 18)),
        disc((560, below), 40, FOOD),
        *chain.from_iterable(_way(maker, place) for place in near),
        *_way(near[0], far[0]), *_way(near[1], far[1]), *_way(near[1], far[2]),
        *chain.from_iterable(_thing(place, 104) for place in (*near, *far[:2])),
        *_thing(far[2], 104, improved=True), *_thing(maker, 170, improved=True),
    ))
