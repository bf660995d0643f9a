"""Pictures above guest articles: wide, sixteen to nine, with room to crop."""

from __future__ import annotations

from drawings.arcs import voice
from drawings.palette import CLIMATE, EDUCATION, ENERGY, EQUALITY, FOOD, HEALTH, INK, PAPER, SIGNAL
from drawings.shapes import Drawing, arc, box, disc, line, on_circle, path, placed, polygon, turned

WIDTH, HEIGHT = 1920, 1080


def draw_for_a_stranger(entry: str) -> Drawing:
    """A peg around the tube of a drip, seen from above; what it counts goes out as arcs."""
    drop = voice(entry, (1330, 560), 1560, 200)
    jaw = polygon([(250, 8), (-560, 8), (-1500, 190), (-1500, 400), (-560, 250), (180, 215)], INK)
    other = polygon([(250, -8), (-560, -8), (-1500, -190), (-1500, -400), (-560, -250), (180, -215)], INK)
    coils = ((170, HEALTH), (130, INK), (80, HEALTH), (40, INK))
    spring = [disc((-560, 0), radius, colour) for radius, colour in coils]
    return Drawing(WIDTH, HEIGHT, HEALTH, (
        *drop.arcs(1, [PAPER]),
        placed(drop.centre, (turned(-24, (0, 0), (jaw, other, *spring)),)),
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

    def thread(left: float, count: int) -> list[str]:
        turns = (left + 86 * turn for turn in range(count))
        return [polygon([(x, -153), (x + 34, -153), (x + 84, 153), (x + 50, 153)], ENERGY) for x in turns]

    head = [(-1300, -150), (-130, -150), (-190, -60), (-110, 0), (-180, 70), (-120, 150), (-1300, 150)]
    tip = [(130, -150), (900, -150), (1150, 0), (900, 150), (140, 150), (80, 70), (150, 0), (70, -60)]
    return Drawing(WIDTH, HEIGHT, ENERGY, (
        *snap.arcs(0, [PAPER]),
        placed(snap.centre, (
            turned(-14, (0, 0), (polygon(head, INK), *thread(-660, 5), box(-960, -340, 190, 680, INK))),
            turned(12, (0, 0), (polygon(tip, INK), *thread(240, 7))),
        )),
        snap.dot(),
    ))


def i_said_no(entry: str) -> Drawing:
    """An umbrella turned inside out: it catches the rain, and its handle gives it to four pots."""
    drop = voice(entry, (1085, 905), 1700, 66)
    pot = [(0, 800), (200, 800), (160, 1080), (40, 1080)]
    bowl = [(870, 960), (1300, 960), (1240, 1080), (930, 1080)]
    umbrella = (
        box(-26, 350, 52, 260, INK), arc((-80, 605), 80, -180, 0, 52, INK),
        path("M-640 0" + "a160 110 0 0 0 320 0" * 4 + "A640 400 0 0 1 -640 0Z", INK),
        *(line(f"M{rib} 0Q{0.85 * rib:g} 310 0 402", 12, CLIMATE) for rib in (-320, 0, 320)),
    )
    return Drawing(WIDTH, HEIGHT, CLIMATE, (
        *drop.arcs(1, [FOOD]),
        placed((drop.centre[0] + 105, 210), umbrella),
        *(placed((left, 0), [polygon(pot, PAPER)]) for left in (90, 350, 610)), polygon(bowl, PAPER),
        drop.dot(),
    ))


def my_worksheet(entry: str) -> Drawing:
    """A moose with five legs, in a boat; its antlers are the arcs."""
    name = voice(entry, (690, 400), 1060, 66)
    moose = (
        *(box(left, 180, 56, 400, INK) for left in (110, 220, 400, 610, 710)),
        path(
            "M-70 -30L60 10Q230 -110 400 0L800 60V240H110L-20 150L-70 310L-120 170L-190 200"
            "C-190 330 -400 350 -400 230C-400 130 -230 60 -70 -30Z", INK,
        ),
        disc((-125, 60), 14, PAPER), disc((-340, 215), 12, PAPER),
    )
    boat = (polygon([(-480, 500), (1180, 500), (960, 680), (-300, 680)], PAPER), box(-480, 500, 1660, 40, ENERGY))
    return Drawing(WIDTH, HEIGHT, EDUCATION, (
        *name.arcs(0, [PAPER]), *name.arcs(1, [PAPER])[:3],
        placed(name.centre, (*moose, *boat)),
        name.dot(),
    ))


def two_fingers(entry: str) -> Drawing:
    """A raised map with signs for stairs and for water, and the two fingers that read it."""
    touch = voice(entry, (1000, 560), 1400, 84)
    stairs = [box(150 + 110 * tooth, 690, 44, 230, EQUALITY) for tooth in range(5)]
    water = [disc(place, 50, EQUALITY) for place in ((770, 760), (920, 820), (770, 900))]
    finger = (
        box(0, -115, 1500, 230, INK), disc((0, 0), 115, INK), path("M110 -82h-90a82 82 0 0 0 0 164h90Z", HEALTH),
    )
    return Drawing(WIDTH, HEIGHT, EQUALITY, (
        turned(-5, (600, 500), (box(-200, 90, 1560, 1200, PAPER),)),
        *touch.arcs(1, [EQUALITY]),
        box(150, 650, 484, 60, EQUALITY), *stairs, *water,
        placed(touch.centre, (turned(-24, (0, 0), (placed((20, -125), finger), placed((90, 125), finger))),)),
        touch.dot(),
    ))
