"""Pictures above the home page, a release and an event: wide, sixteen to nine, with room to crop."""

from __future__ import annotations

from drawings.arcs import draw_lots, voice
from drawings.palette import CLIMATE, ENERGY, HUES, INK, PAPER, SIGNAL, SOIL
from drawings.shapes import Drawing, box, disc, polygon, sector

WIDTH, HEIGHT = 1920, 1080


def cover(entry: str) -> Drawing:
    """One voice and six themes: each arc is wider than the one before, and begins where that one falls silent."""
    centre, inner, width = (300.0, 1080.0), 245.0, 66.0
    elements: list[str] = []
    for place, (hue, lot) in enumerate(zip((INK, *HUES), draw_lots(entry, 1 + len(HUES)), strict=True)):
        cut = 22.5 + 11.25 * round(4 * lot)
        start, end = ((cut, 90) if place % 2 else (0, cut))
        elements.append(sector(centre, inner, inner + width, start, end, hue))
        inner += width
        width *= 1.38
    return Drawing(2400, 1350, PAPER, (*elements, disc(centre, 170, SIGNAL)))


def _chair(x: float, floor: float, size: float, colour: str) -> str:
    """A chair seen from the side, facing left. ``size`` is the height of its seat."""
    part, right, seat = 0.15 * size, x + size, floor - size
    top, lean = seat - 1.2 * size, 1.2 * 0.15 * size
    back = [(right - part, floor), (right, floor), (right + lean, top), (right + lean - part, top)]
    return polygon(back, colour) + box(x, seat, size, part, colour) + box(x, seat, part, size, colour)


def chairs(entry: str) -> Drawing:
    """A row of chairs; on the first of them, where a head would be, a voice."""
    speaker = voice(entry, (1080, 360), 1500, 92)
    return Drawing(WIDTH, HEIGHT, INK, (
        *speaker.arcs(2, [ENERGY]),
        _chair(1650, 1010, 430, SOIL), _chair(1310, 1010, 430, SOIL), _chair(970, 1010, 430, PAPER),
        speaker.dot(),
    ))


def hall(entry: str) -> Drawing:
    """Rows of seats from above, in quarter arcs around the stage; here and there somebody has come already."""
    stage = voice(entry, (210, 960), 2100, 110, count=9)
    elements: list[str] = []
    for place, ring in enumerate(stage.rings):
        count = 3 + 2 * place
        taken = draw_lots(f"{entry}/{place}", count)
        step = 90 / count
        for seat, lot in enumerate(taken):
            colour = ENERGY if lot > 0.82 else CLIMATE if lot > 0.2 else PAPER
            inner, outer = ring.radius - ring.width / 2, ring.radius + ring.width / 2
            elements.append(sector(stage.centre, inner, outer, step * (seat + 0.06), step * (seat + 0.94), colour))
    return Drawing(WIDTH, HEIGHT, INK, (*elements, stage.dot()))
