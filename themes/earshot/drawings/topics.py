"""The ground of a topic's page: its voice in its hue, from the lower corner, where that of home begins as well."""

from __future__ import annotations

from drawings.arcs import voice
from drawings.palette import CLIMATE, EDUCATION, ENERGY, EQUALITY, FOOD, HEALTH, SIGNAL
from drawings.shapes import Drawing, disc

HUES = {
    "climate": CLIMATE,
    "education": EDUCATION,
    "energy": ENERGY,
    "equality": EQUALITY,
    "food": FOOD,
    "health": HEALTH,
}


def topic(entry: str) -> Drawing:
    """Quarter arcs of the topic whose id ends ``entry``."""
    speaker = voice(entry, (1000, 1000), 980, 140)
    arcs = speaker.arcs(1, [HUES[entry.rpartition("/")[2]]])
    return Drawing(1000, 1000, "", (*arcs, disc((932, 932), 56, SIGNAL)))
