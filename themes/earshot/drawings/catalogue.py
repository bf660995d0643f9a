"""Which picture is drawn for which entry, and under which name it lies in content/ or in the theme."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from drawings import articles, leads, portraits, prints, signs, topics
from drawings.shapes import Drawing


class Picture(NamedTuple):
    """One picture: the id that decides its rhythm, its file, what draws it, and pixels per unit."""

    entry: str
    file: str
    draw: Callable[[str], Drawing]
    scale: float = 1

    def drawing(self) -> Drawing:
        """The picture itself, always the same."""
        return self.draw(self.entry)


def _portrait(entry: str, draw: Callable[[str], Drawing], ending: str = "png") -> Picture:
    return Picture(entry, f"{entry}/portrait.{ending}", draw)


def _beside(entry: str, draw: Callable[[str], Drawing], ending: str = "jpg") -> Picture:
    return Picture(entry, f"{entry}.{ending}", draw)


PICTURES = (
    _portrait("changemakers/cool-wall", portraits.cool_wall, "jpg"),
    _portrait("changemakers/growing-uniform", portraits.growing_uniform),
    _portrait("changemakers/lantern-ward", portraits.lantern_ward),
    _portrait("changemakers/leak-listener", portraits.leak_listener, "jpg"),
    _portrait("changemakers/meter-game", portraits.meter_game),
    _portrait("changemakers/night-spoon", portraits.night_spoon),
    _portrait("changemakers/third-bucket", portraits.third_bucket),
    _portrait("changemakers/two-voice-books", portraits.two_voice_books),
    _beside("articles/draw-for-a-stranger", articles.draw_for_a_stranger),
    _beside("articles/eleven-months", articles.eleven_months),
    _beside("articles/i-said-no", articles.i_said_no),
    _beside("articles/my-worksheet", articles.my_worksheet),
    _beside("articles/two-fingers", articles.two_fingers),
    _beside("articles/whose-story", articles.whose_story),
    Picture("within-earshot", "pictures/cover.jpg", leads.cover),
    Picture("press/releases/launch", "pictures/chairs.jpg", leads.chairs),
    Picture("events/evening-within-earshot", "events/evening-within-earshot/hall.png", leads.hall),
    _beside("press/photos/drip-counter", prints.drip_counter),
    _beside("press/photos/kiln-at-dawn", prints.kiln_at_dawn),
    _beside("press/photos/the-stamp", prints.the_stamp),
    _beside("press/photos/three-in-the-morning", prints.three_in_the_morning),
    _beside("press/photos/twelve-chairs", prints.twelve_chairs),
    _beside("press/photos/two-columns", prints.two_columns, "svg"),
    _beside("changemakers/cool-wall/brick", signs.brick, "svg"),
    _beside("changemakers/two-voice-books/spread", signs.spread, "svg"),
    _beside("pictures/licence-travels", signs.licence_travels, "svg"),
    _beside("pictures/mark", signs.mark_on_paper, "svg"),
    _beside("press/logos/mark", signs.mark, "svg"),
    Picture("press/logos/mark", "press/logos/mark.png", signs.mark, 2),
    _beside("press/logos/mark-on-dark", signs.mark_on_dark, "svg"),
    Picture("press/logos/mark-on-dark", "press/logos/mark-on-dark.png", signs.mark_on_dark, 2),
)
"""Below content/."""
GROUNDS = tuple(Picture(f"topic/{name}", f"topics/{name}.svg", topics.topic) for name in topics.HUES)
"""Below the theme's static/."""
