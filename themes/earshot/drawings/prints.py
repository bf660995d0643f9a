"""Pictures that newspapers may print: three thousand pixels wide, three to two."""

from __future__ import annotations

from drawings.arcs import voice
from drawings.palette import CLIMATE, EDUCATION, ENERGY, EQUALITY, FOOD, HEALTH, INK, PAPER, SIGNAL, SOIL
from drawings.shapes import Drawing, arc, arch, box, disc, on_circle, path, placed, polygon, sector, turned

WIDTH, HEIGHT = 3000, 2000


def kiln_at_dawn(entry: str) -> Drawing:
    """A round kiln, a fire in its mouth, and a yellow sky."""
    fire = voice(entry, (1130, 1290), 2300, 130)
    dome = (800.0, 1640.0)
    courses = [arc(dome, radius, 0, 180, 16, SOIL) for radius in range(520, 1180, 165)]
    return Drawing(WIDTH, HEIGHT, ENERGY, (
        sector(dome, 0, 1230, 0, 180, INK), *courses,
        box(690, 250, 220, 300, INK),
        *fire.arcs(0, [PAPER]),
        path(arch(fire.centre[0], 960, 1640, 330), ENERGY),
        box(0, 1640, WIDTH, 360, SOIL),
        fire.dot(),
    ))


def three_in_the_morning(entry: str) -> Drawing:
    """Houses, one window lit; under the street a pipe, and a rod that stands on it and listens."""
    leak = voice(entry, (1960, 1560), 1900, 120)
    x = leak.centre[0]
    houses = (
        (0, 620, 420, SOIL), (620, 480, 240, INK), (1100, 560, 560, SOIL),
        (1660, 760, 330, INK), (2420, 580, 640, SOIL),
    )
    return Drawing(WIDTH, HEIGHT, CLIMATE, (
        *(box(left, top, width, 1200 - top, colour) for left, width, top, colour in houses),
        box(2610, 760, 170, 230, ENERGY),
        box(0, 1150, WIDTH, 850, INK),
        *leak.arcs(1, [PAPER]),
        box(x - 24, 560, 48, 1000, ENERGY), box(x - 150, 560, 300, 60, ENERGY),
        box(0, 1560, WIDTH, 210, CLIMATE),
        leak.dot(),
    ))


def twelve_chairs(entry: str) -> Drawing:
    """Twelve chairs from above, in three quarter arcs; one of them is still free."""
    guest = voice(entry, (330, 1760), 3000, 150)
    chairs = []
    for row, (count, radius) in enumerate(((3, 700), (4, 1150), (5, 1600))):
        for seat in range(count):
            angle = 90 * (seat + 0.5) / count
            x, y = on_circle(guest.centre, radius, angle)
            colour = ENERGY if (row, seat) == (2, 2) else INK
            chair = (box(x - 150, y - 120, 300, 250, colour), box(x - 150, y - 200, 300, 50, colour))
            chairs.append(turned(90 - angle, (x, y), chair))
    return Drawing(WIDTH, HEIGHT, FOOD, (*guest.arcs(0, [PAPER]), *chairs, guest.dot()))


def the_stamp(entry: str) -> Drawing:
    """A stamp, lifted from a brick; the brick bears the sign."""
    sign = voice(entry, (1500, 1800), 900, 110, count=5)
    return Drawing(WIDTH, HEIGHT, EQUALITY, (
        box(1180, 880, 1900, 1200, INK),
        *sign.arcs(0, [PAPER]),
        sign.dot(),
        turned(-24, (900, 900), (
            disc((760, 180), 250, PAPER), polygon([(640, 300), (880, 300), (960, 820), (560, 820)], PAPER),
            box(280, 800, 960, 240, PAPER), box(330, 1060, 860, 70, SIGNAL),
        )),
    ))


def drip_counter(entry: str) -> Drawing:
    """A drop under its tube; each time that one falls, the counter clicks."""
    drop = voice(entry, (1050, 1270), 2500, 300)
    figure = (
        box(-190, -1270, 380, 384, INK), polygon([(-190, -890), (190, -890), (60, -750), (-60, -750)], INK),
        path("M0 -690C60 -480 400 -300 400 0A400 400 0 0 1 -400 0C-400 -300 -60 -480 0 -690Z", INK),
    )
    return Drawing(WIDTH, HEIGHT, HEALTH, (
        *drop.arcs(0, [PAPER]), *drop.arcs(2, [PAPER]),
        placed(drop.centre, figure),
        disc(drop.centre, 130, SIGNAL),
    ))


def two_columns(entry: str) -> Drawing:
    """A page in two columns, nine lines on the left and five on the right, and a voice between them."""
    teller = voice(entry, (560, 680), 275, 48, count=4)
    x = teller.centre[0]
    left = [box(0, 90 + 120 * row, x - (330 if 2 <= row <= 4 else 60), 62, INK) for row in range(9)]
    right = [box(x + (330 if row == 3 else 60), 90 + 216 * row, 1200, 158, EQUALITY) for row in range(5)]
    arcs = (*teller.arcs(1, [EDUCATION]), *teller.arcs(3, [EDUCATION]))
    return Drawing(1200, 1200, PAPER, (*left, *right, *arcs, teller.dot()))
