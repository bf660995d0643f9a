"""The sheet that goes with the pictures of a kit: what each shows, whose it is, what may be done with it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from io import StringIO

from portevoix.model.entry import Medium
from portevoix.model.sidecar import text_for
from portevoix.render.scope import Scope
from portevoix.render.views.values import Record, set_type

RESOLUTION = 300
"""Pixels an inch in print."""
_INCH = 2.54


def caption_rows(media: Iterable[Medium], places: Mapping[str, str], scope: Scope) -> tuple[Record, ...]:
    """What is to be known of each picture: file, caption, credit, creator, licence, licence_url, terms, alt, width,
    height (pixels), across and down (centimetres in print; None for drawings, which have any size)."""
    return tuple(_row(medium, places[medium.path], scope) for medium in media)


def _row(medium: Medium, place: str, scope: Scope) -> Record:
    view = scope.call("picture_view", medium.path)
    terms = text_for((medium.sidecar or {}).get("terms"), scope.language)
    drawn = medium.format == "svg"
    return Record(
        file=place, caption=view.caption, credit=view.credit, creator=view.creator,
        licence=view.licence_name or view.licence.replace("-", " "), licence_url=view.licence_url,
        terms=set_type(terms, scope.language), alt=view.alt,
        width=None if drawn else view.width, height=None if drawn else view.height,
        across=None if drawn else in_print(view.width), down=None if drawn else in_print(view.height),
    )  # fmt: skip


def in_print(pixels: int) -> float:
    """The length of ``pixels`` in print, in centimetres."""
    return round(pixels * _INCH / RESOLUTION, 1)


def caption_sheet(rows: Iterable[Record], scope: Scope) -> bytes:
    """The rows as CSV (RFC 4180), in UTF-8 with the mark by which spreadsheets know it."""
    _ = scope.gettext
    heads = (
        _("File"), _("Caption"), _("Credit line"), _("Creator"), _("Licence"), _("Licence text"), _("Terms of use"),
        _("What the picture shows"), _("Width in pixels"), _("Height in pixels"), _("Width in print (cm, 300 ppi)"),
        _("Height in print (cm, 300 ppi)"),
    )  # fmt: skip
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heads)
    for row in rows:
        cells = [
            row.file, row.caption, row.credit, row.creator, row.licence, row.licence_url, row.terms, row.alt,
            row.width, row.height, row.across, row.down,
        ]  # fmt: skip
        writer.writerow(["" if cell is None else cell for cell in cells])
    return text.getvalue().encode("utf-8-sig")
