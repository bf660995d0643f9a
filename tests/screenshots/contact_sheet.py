"""The contact sheet: every picture small, a row for each kind of page, so that one look finds what is odd."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import product
from pathlib import Path
from typing import Literal, NamedTuple

import pyvips
from check_pages.browsing import Window
from screenshots.addresses import KINDS, LANGUAGES

WIDTHS = (390, 1280)
SCHEMES: Sequence[Literal["light", "dark"]] = ("light", "dark")
SMALL = {390: 180, 1280: 320}
"""Width of a window → that of its thumbnail, in pixels of the file; shown at half of it."""
STYLE = """
body { margin: 1rem; font: 13px/1.4 system-ui, sans-serif; background: #777; color: #fff; }
table { border-collapse: collapse; }
th, td { padding: 4px; text-align: start; vertical-align: top; }
thead th { position: sticky; inset-block-start: 0; background: #777; }
img { display: block; max-block-size: 420px; object-fit: cover; object-position: top; }
"""


class Shot(NamedTuple):
    """One picture: a kind of page, in a language, through a window."""

    kind: str
    language: str
    window: Window

    @property
    def name(self) -> str:
        """What its file is called, without an ending."""
        return f"{self.kind}.{self.language}.{self.window.width}.{self.window.colours}"


def shrink(picture: Path, shot: Shot) -> None:
    """The thumbnail of a picture, into ``small/`` beside it."""
    small = pyvips.Image.thumbnail(str(picture), SMALL[shot.window.width], height=10_000)
    small.webpsave(str(picture.parent / "small" / f"{shot.name}.webp"), Q=80)


def contact_sheet() -> str:
    """The sheet as a page that lies beside the pictures."""
    columns = [(language, Window(width, colours)) for language, width, colours in product(LANGUAGES, WIDTHS, SCHEMES)]
    heads = "".join(f"<th>{language}<br>{window.width} {window.colours}</th>" for language, window in columns)
    rows = "".join(
        f"<tr><th>{escape(kind.name)}</th>{''.join(_cell(Shot(kind.name, *column)) for column in columns)}</tr>\n"
        for kind in KINDS
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en"><meta charset="utf-8"><title>Screenshots</title><style>{STYLE}</style>\n'
        f"<table><thead><tr><th></th>{heads}</tr></thead>\n<tbody>{rows}</tbody></table>\n"
    )


def _cell(shot: Shot) -> str:
    width = SMALL[shot.window.width] // 2
    return (
        f'<td><a href="{shot.name}.png"><img src="small/{shot.name}.webp" width="{width}" alt="{shot.name}"></a></td>'
    )
