"""Change-makers: not their faces but the thing that each of them made. All are upright, four to five."""

from __future__ import annotations

from math import degrees

from drawings.arcs import Voice, voice
from drawings.palette import CLIMATE, EDUCATION, ENERGY, EQUALITY, FOOD, HEALTH, INK, PAPER, SIGNAL, SOIL
from drawings.shapes import (
    Drawing,
    arc,
    arch,
    box,
    box_data,
    disc,
    line,
    mirrored,
    on_circle,
    path,
    placed,
    polygon,
    sector,
    turned,
    within,
)

WIDTH, HEIGHT = 1600, 2000


def cool_wall(entry: str) -> Drawing:
    """A brick with arched mouths, and the cold that goes out from one of them into the heat."""
    cold = voice(entry, (850, 1270), 1560, 92, sway=20)
    top = cold.centre[1] - 215
    return Drawing(WIDTH, HEIGHT, ENERGY, (
        *cold.arcs(1, [PAPER]),
        polygon([(400, 860), (660, 600), (1960, 600), (1700, 860)], SOIL),
        polygon([(640, 790), (770, 660), (1960, 660), (1830, 790)], CLIMATE),
        box(400, 860, 1200, 760, INK),
        box(0, 1660, 1000, 340, INK), box(1040, 1660, 600, 340, INK),
        within("front", box_data(400, 860, 1200, 760), cold.arcs(1, [CLIMATE])),
        path(arch(cold.centre[0], top, 1620, 215), PAPER),
        path(arch(cold.centre[0] + 600, top, 1620, 215), CLIMATE),
        cold.dot(),
    ))


def leak_listener(entry: str) -> Drawing:
    """An ear on a rod, a pipe below, and the leak that calls up to it."""
    leak = voice(entry, (300, 1590), 1540, 92, sway=20)
    ear = (
        "M800 620C780 350 950 190 1180 190C1430 190 1590 390 1570 640C1555 850 1420 950 1350 1100"
        "C1290 1240 1200 1390 1020 1370C880 1355 815 1230 830 1110C842 1010 880 960 870 870C862 790 808 720 800 620Z"
    )
    rim = "M960 690C930 480 1030 340 1190 340C1340 340 1425 470 1412 630C1400 790 1280 860 1220 1010"
    hollow = (
        "M1010 800C1000 640 1080 540 1180 550C1280 560 1290 680 1220 780C1160 860 1150 930 1120 1010"
        "C1080 1100 960 1090 950 1000C945 940 1050 940 1050 880C1050 840 1012 840 1010 800Z"
    )
    return Drawing(WIDTH, HEIGHT, CLIMATE, (
        *leak.arcs(0, [INK]),
        box(1000, 1300, 70, 330, PAPER), path(ear, PAPER), line(rim, 64, INK), path(hollow, INK),
        box(0, 1630, 1600, 250, INK), box(950, 1590, 170, 330, INK),
        leak.dot(),
    ))


def two_voice_books(entry: str) -> Drawing:
    """An open book: the lines of both pages spread from the spine, more of them in one language than in the other."""
    left = voice(entry, (930, 1650), 1500, 92, count=9)
    x, y = left.centre
    first = f"M{x} {y + 110}V560L-60 250V1450Z"
    second = f"M{x} {y + 110}V560L1700 330V1530Z"
    right = voice(entry + "/second", (x, y), 1500, 92, count=5)
    return Drawing(WIDTH, HEIGHT, INK, (
        path(first, PAPER), path(second, ENERGY),
        within("first", first, left.arcs(1, [EDUCATION])),
        within("second", second, right.arcs(0, [EQUALITY])),
        left.dot(),
    ))


def growing_uniform(entry: str) -> Drawing:
    """A skirt that is a piece of a circle; the lines of four opened hems run along its edge."""
    waist = voice(entry, (590, 130), 1480, 92)
    centre = waist.centre
    lines = [
        sector(centre, 1020 + 118 * place, 1092 + 118 * place, -102, -38, colour)
        for place, colour in enumerate((FOOD, ENERGY, SIGNAL, CLIMATE))
    ]
    return Drawing(WIDTH, HEIGHT, EQUALITY, (
        *waist.arcs(2, [PAPER]),
        sector(centre, 1400, 2300, -87, -79, PAPER), sector(centre, 1400, 2300, -66, -58, PAPER),
        sector(centre, 0, 1490, -102, -38, INK),
        *lines,
        waist.dot(),
    ))


def lantern_ward(entry: str) -> Drawing:
    """A lantern with a screw that has three corners; the light gets out all the same."""
    flame = voice(entry, (560, 1080), 1700, 100, sway=20)
    x, y = flame.centre
    screw = (x, y + 560)
    corners = [on_circle(screw, 62, angle) for angle in (90, 210, 330)]
    return Drawing(WIDTH, HEIGHT, INK, (
        *flame.arcs(0, [ENERGY]),
        arc((x, y - 420), 270, 0, 180, 60, PAPER),
        polygon([(x - 250, y - 470), (x + 250, y - 470), (x + 400, y - 290), (x - 400, y - 290)], PAPER),
        box(x - 330, y - 290, 330, 620, ENERGY),
        *flame.arcs(1, [INK])[:2],
        box(x - 330, y + 330, 660, 90, PAPER), box(x - 420, y + 410, 840, 600, PAPER),
        disc(screw, 105, INK), polygon(corners, PAPER),
        flame.dot(),
    ))


def meter_game(entry: str) -> Drawing:
    """A playing card: a kettle with a moustache that is about to speak, and the strip that they call the meter."""
    steam = voice(entry, (420, 800), 1500, 80)
    half = "M1060 1215C950 1115 810 1150 770 1270C720 1350 640 1320 625 1250C600 1440 910 1470 1060 1310Z"
    strip = [box(150 + 260 * place, 1790, 220, 300, INK if place % 4 else ENERGY) for place in range(7)]
    return Drawing(WIDTH, HEIGHT, EDUCATION, (
        turned(7, (800, 1000), (box(210, 180, 1800, 2300, PAPER),)),
        *steam.arcs(1, [ENERGY]),
        turned(7, (800, 1000), strip),
        polygon([(370, 850), (500, 790), (720, 1080), (640, 1330)], INK),
        path("M560 1620C490 1290 620 800 990 780H1130C1500 800 1630 1290 1560 1620Z", INK),
        arc((1060, 800), 390, 14, 166, 84, INK), disc((1060, 750), 84, INK),
        path(half, PAPER), mirrored(1060, [path(half, PAPER)]),
        steam.dot(),
    ))


def night_spoon(entry: str) -> Drawing:
    """A spoon from the side, a bowl at each end, ribbed towards the large one: the dark is no obstacle to it."""
    dose = voice(entry, (500, 1250), 1640, 92)
    x, y = dose.centre
    ribs = [box(x + 470 + 56 * place, y - 50, 28, 100, INK) for place in range(4)]
    spoon = (
        sector(dose.centre, 0, 440, -180, 0, PAPER), sector((x + 900, y), 0, 200, -180, 0, PAPER),
        box(x - 440, y - 40, 1540, 80, PAPER), *ribs,
    )
    return Drawing(WIDTH, HEIGHT, INK, (
        *dose.arcs(0, [HEALTH]),
        turned(-14, dose.centre, spoon),
        dose.dot(),
    ))


def _grains(seed: Voice, place: int) -> list[str]:
    """Grains of rice, hanging at both sides of an arc's end."""
    ring = seed.rings[place]
    step = degrees(150 / ring.radius)
    grain, drawn = path("M0 -76Q70 0 0 76Q-70 0 0 -76Z", ENERGY), []
    for nth in range(9):
        side = 1 if nth % 2 else -1
        angle = 177 - nth * step / 2
        at = on_circle(seed.centre, ring.radius + side * (ring.width / 2 + 40), angle)
        drawn.append(placed(at, [turned(180 - angle + 20 * side, (0, 0), [grain])]))
    return drawn


def third_bucket(entry: str) -> Drawing:
    """Three buckets; rice comes up in the third, bent like an arc."""
    seed = voice(entry, (1130, 1180), 1500, 92)
    x = seed.centre[0]

    def bucket(middle: float, colour: str) -> str:
        return polygon([(middle - 330, 1250), (middle + 330, 1250), (middle + 250, 2060), (middle - 250, 2060)], colour)

    return Drawing(WIDTH, HEIGHT, CLIMATE, (
        *seed.arcs(1, [FOOD]),
        *_grains(seed, 2), *_grains(seed, 4),
        bucket(x - 1360, SOIL), bucket(x - 690, SOIL),
        bucket(x, INK), box(x - 370, 1230, 740, 90, PAPER),
        seed.dot(),
    ))
