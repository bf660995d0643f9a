"""Pictures above guest articles: wide, sixteen to nine, with room to crop."""

from __future__ import annotations

from drawings.arcs import voice
from drawings.palette import CLIMATE, EDUCATION, ENERGY, EQUALITY, FOOD, HEALTH, INK, PAPER, SIGNAL
from drawings.shapes import Drawing, Point, arc, box, disc, line, number, on_circle, path, polygon, turned

WIDTH, HEIGHT = 1920, 1080


def draw_for_a_stranger(entry: str) -> Drawing:
    """A peg around the tube of a drip, seen from above; what it counts goes out as arcs."""
    drop = voice(entry, (1330, 560), 1560, 200)
    x, y = drop.centre

    def jaw(side: int) -> str:
        edge = [(x + 250, 8), (x - 560, 8), (x - 1500, 190), (x - 1500, 400), (x - 560, 250), (x + 180, 215)]
        return polygon([(across, y + side * down) for across, down in edge], INK)

    pivot = (x - 560, y)
    return Drawing(WIDTH, HEIGHT, HEALTH, (
        *drop.arcs(1, [PAPER]),
        turned(-24, drop.centre, (
            jaw(-1), jaw(1),
            disc(pivot, 170, HEALTH), disc(pivot, 130, INK), disc(pivot, 80, HEALTH), disc(pivot, 40, INK),
        )),
        disc(drop.centre, 140, HEALTH), disc(drop.centre, 112, PAPER), disc(drop.centre, 74, SIGNAL),
    ))


def whose_story(entry: str) -> Drawing:
    """A reel of tape with three windows, for the three people in one voice; the tape runs out of the picture."""
    tape = voice(entry, (560, 500), 1800, 345)
    x, y = tape.centre
    windows = [disc(on_circle(tape.centre, 315, angle), 118, EDUCATION) for angle in (75, 195, 315)]
    return Drawing(WIDTH, HEIGHT, EDUCATION, (
        *tape.arcs(0, [PAPER]),
        disc(tape.centre, 520, INK), *windows, disc(tape.centre, 125, PAPER),
        box(x, y + 430, WIDTH - x, 90, INK),
        disc(tape.centre, 70, SIGNAL),
    ))


def eleven_months(entry: str) -> Drawing:
    """A screw that has broken exactly on time."""
    snap = voice(entry, (1010, 560), 1500, 84)
    x, y = snap.centre

    def thread(left: float, count: int) -> list[str]:
        return [polygon([(left + 86 * n, y - 153), (left + 86 * n + 34, y - 153), (left + 86 * n + 84, y + 153),
                         (left + 86 * n + 50, y + 153)], ENERGY) for n in range(count)]

    shaft = [(x - 1300, y - 150), (x - 130, y - 150), (x - 190, y - 60), (x - 110, y), (x - 180, y + 70), (x - 120, y + 150), (x - 1300, y + 150)]
    rest = [(x + 130, y - 150), (x + 900, y - 150), (x + 1150, y), (x + 900, y + 150), (x + 140, y + 150), (x + 80, y + 70), (x + 150, y), (x + 70, y - 60)]
    return Drawing(WIDTH, HEIGHT, ENERGY, (
        *snap.arcs(0, [PAPER]),
        turned(-14, snap.centre, (polygon(shaft, INK), *thread(x - 660, 5), box(x - 960, y - 340, 190, 680, INK))),
        turned(12, snap.centre, (polygon(rest, INK), *thread(x + 240, 7))),
        snap.dot(),
    ))


def i_said_no(entry: str) -> Drawing:
    """An umbrella turned inside out: it catches the rain, and its handle gives it to four pots."""
    drop = voice(entry, (1085, 905), 1700, 66)
    x, y = drop.centre
    shaft, rim = x + 105, 210
    canopy = f"M{number(shaft - 640)} {rim}" + "a160 110 0 0 0 320 0" * 4 + f"A640 400 0 0 1 {number(shaft - 640)} {rim}Z"
    pots = [polygon([(left, 800), (left + 200, 800), (left + 160, 1080), (left + 40, 1080)], PAPER) for left in (90, 350, 610)]
    return Drawing(WIDTH, HEIGHT, CLIMATE, (
        *drop.arcs(1, [FOOD]),
        box(shaft - 26, 560, 52, 260, INK), arc((shaft - 80, 815), 80, -180, 0, 52, INK),
        path(canopy, INK),
        *(line(f"M{number(shaft + out)} {rim}Q{number(shaft + 0.85 * out)} 520 {number(shaft)} 612", 12, CLIMATE) for out in (-320, 0, 320)),
        *pots, polygon([(870, 960), (1300, 960), (1240, 1080), (930, 1080)], PAPER),
        drop.dot(),
    ))


def my_worksheet(entry: str) -> Drawing:
    """A moose with five legs, in a boat; its antlers are the arcs."""
    name = voice(entry, (690, 400), 1060, 66)
    x, y = name.centre
    legs = [box(x + left, y + 180, 56, 400, INK) for left in (110, 220, 400, 610, 710)]
    body = (
        f"M{number(x - 70)} {number(y - 30)}L{number(x + 60)} {number(y + 10)}Q{number(x + 230)} {number(y - 110)} {number(x + 400)} {number(y)}"
        f"L{number(x + 800)} {number(y + 60)}V{number(y + 240)}H{number(x + 110)}L{number(x - 20)} {number(y + 150)}"
        f"L{number(x - 70)} {number(y + 310)}L{number(x - 120)} {number(y + 170)}L{number(x - 190)} {number(y + 200)}"
        f"C{number(x - 190)} {number(y + 330)} {number(x - 400)} {number(y + 350)} {number(x - 400)} {number(y + 230)}"
        f"C{number(x - 400)} {number(y + 130)} {number(x - 230)} {number(y + 60)} {number(x - 70)} {number(y - 30)}Z"
    )
    return Drawing(WIDTH, HEIGHT, EDUCATION, (
        *name.arcs(0, [PAPER]), *name.arcs(1, [PAPER])[:3],
        *legs, path(body, INK), disc((x - 125, y + 60), 14, PAPER), disc((x - 340, y + 215), 12, PAPER),
        polygon([(x - 480, 900), (x + 1180, 900), (x + 960, 1080), (x - 300, 1080)], PAPER),
        box(x - 480, 900, 1660, 40, ENERGY),
        name.dot(),
    ))


def two_fingers(entry: str) -> Drawing:
    """A raised map with signs for stairs and for water, and the two fingers that read it."""
    touch = voice(entry, (1000, 560), 1400, 84)
    x, y = touch.centre
    stairs = [box(150 + 110 * tooth, 690, 44, 230, EQUALITY) for tooth in range(5)]
    water = [disc(place, 50, EQUALITY) for place in ((770, 760), (920, 820), (770, 900))]

    def finger(tip: Point) -> tuple[str, ...]:
        nail = f"M{number(tip[0] + 110)} {number(tip[1] - 82)}h-90a82 82 0 0 0 0 164h90Z"
        return box(tip[0], tip[1] - 115, 1500, 230, INK), disc(tip, 115, INK), path(nail, HEALTH)

    return Drawing(WIDTH, HEIGHT, EQUALITY, (
        turned(-5, (600, 500), (box(-200, 90, 1560, 1200, PAPER),)),
        *touch.arcs(1, [EQUALITY]),
        box(150, 650, 484, 60, EQUALITY), *stairs, *water,
        turned(-24, touch.centre, (*finger((x + 20, y - 125)), *finger((x + 90, y + 125)))),
        touch.dot(),
    ))
