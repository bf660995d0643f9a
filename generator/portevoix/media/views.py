"""What templates see of pictures and files, and the orders that seeing them places."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from portevoix.engine.orders import Order
from portevoix.media.errors import BadPicture
from portevoix.media.files import file_order
from portevoix.media.originals import original, original_order
from portevoix.media.renditions import RenditionFulfiller
from portevoix.media.srcset import FOCAL_CENTRE, SUFFIXES, PictureSize, Rendition, order_inputs, plan, srcset
from portevoix.media.svg import SvgFulfiller
from portevoix.model.entry import Medium
from portevoix.model.naming import PICTURES, slug_of
from portevoix.model.sidecar import LICENCES, text_for
from portevoix.render.scope import Scope
from portevoix.render.templates import View
from portevoix.render.theme import Pictures
from portevoix.render.views.values import Record, set_type

FOLDER = "media"
"""Where renditions stand in the output."""
WEB = 1600
"""Pixels on the long side of a picture to download for the web."""
LOADING = ("lazy", "eager")
"""When a browser fetches a picture: once it comes into sight, or at once."""
KEPT = 4096
"""How many orders of either kind are kept: pictures are shown again soon, on the same page or the next."""


@cache
def _recipes() -> dict[str, bytes]:
    return {fulfiller.kind: fulfiller.recipe() for fulfiller in (RenditionFulfiller(), SvgFulfiller())}


@dataclass(frozen=True, slots=True)
class PictureView(View):
    """A picture of the content in the page's language, before its size is chosen."""

    _medium: Medium
    alt: str
    decorative: bool
    caption: str
    credit: str
    creator: str
    licence: str
    licence_name: str
    licence_url: str
    terms: str
    width: int
    height: int

    @property
    def path(self) -> str:
        """The path of its file below ``content/``."""
        return self._medium.path


def picture_view(scope: Scope, path: str, alt: str | None = None, decorative: bool = False) -> PictureView | None:
    """The picture at ``path`` below ``content/``, or None when it is not public.

    Alternative text: ``alt``, even of a picture that its sidecar calls decorative, else the sidecar's in the page's
    language. Without any, ``alt`` is empty.
    """
    scope.read(f"media:{path}")
    medium = scope.site.library.media.get(path)
    if medium is None or not medium.width:
        return None
    said: Mapping[str, Any] = medium.sidecar or {}
    tag, licence = scope.language, str(said.get("licence") or "")
    decorative = decorative or (bool(said.get("decorative")) and not alt)
    return PictureView(
        medium,
        "" if decorative else set_type(alt or text_for(said.get("alt"), tag), tag),
        decorative,
        set_type(text_for(said.get("caption"), tag), tag),
        set_type(text_for(said.get("credit"), tag), tag),
        str(said.get("creator") or ""),
        licence,
        _licence_name(licence),
        LICENCES.get(licence, licence),
        set_type(text_for(said.get("terms"), tag), tag),
        medium.width,
        medium.height,
    )


def _licence_name(licence: str) -> str:
    """How a Creative Commons licence is written: ``CC BY-SA 4.0``; empty for any other."""
    if not licence.startswith("cc"):
        return ""
    match = re.fullmatch(r"(cc0|cc)(?:-([a-z-]+))?-(\d\.\d)(-igo)?", licence)
    return " ".join(part.strip("-").upper() for part in match.groups() if part) if match else ""


def picture(
    scope: Scope, view: PictureView, size: str, title: str, attributes: Mapping[str, str], loading: str = "lazy"
) -> str:
    """The picture's markup in the theme's size of that name; what it needs is ordered.

    With ``loading`` “eager” it is fetched at once and before others: for one picture, which a page begins with.
    """
    scope.read(f"setting:pictures/{size}")
    wanted = scope.site.theme.pictures.get(size)
    if wanted is None:
        raise ValueError(f"the theme has no picture size “{size}”")
    if loading not in LOADING:
        raise ValueError(f"a picture's loading is “lazy” or “eager”, not “{loading}”")
    return scope.partial("partials/picture.html", picture=_sized(scope, view, wanted, title, attributes, loading))


def share_picture(scope: Scope, view: PictureView) -> Record | None:
    """The picture as previews elsewhere show it: one JPEG or PNG in the theme's size ``share``; None for SVG."""
    scope.read("setting:pictures/share")
    wanted = scope.site.theme.pictures.get("share")
    if wanted is None or view._medium.format == "svg":
        return None
    last = plan(view._medium, _size(wanted))[-1].renditions[-1]
    order = _rendition(view._medium, last)
    scope.recorder.order(order)
    return Record(url=scope.absolutely(order.path), width=last.width, height=last.height, alt=view.alt)


def file_view(scope: Scope, path: str) -> Record | None:
    """A file of the content to link to: url and name; None when it is not public. A picture is shown whole."""
    scope.read(f"media:{path}")
    medium = scope.site.library.media.get(path)
    if medium is None:
        return None
    name = posixpath.basename(path)
    order = _whole(medium) if path.lower().endswith(PICTURES) and medium.width else file_order(medium)
    scope.recorder.order(order)
    return Record(url=scope.address(order.path), name=name, type=_type(name))


def download_view(scope: Scope, path: str) -> Record | None:
    """A file to download: url, name, type (``PDF``), and size in bytes as delivered."""
    scope.read(f"media:{path}")
    medium = scope.site.library.media.get(path)
    if medium is None:
        return None
    return _download(scope, download_order(medium))


def download_order(medium: Medium) -> Order:
    """The order that offers ``medium``: a picture as it is but without metadata, any other file as it is."""
    return original_order(medium) if medium.width else file_order(medium)


def downloads(scope: Scope, view: PictureView) -> Record:
    """A picture to download: ``original`` as ``download_view`` gives it, ``web``: url, type, width, height, or None.

    Neither holds a place, a camera's number or any other metadata. ``web`` is there when it is the smaller one.
    """
    medium = view._medium
    web = None
    if medium.format != "svg" and max(medium.width, medium.height) > WEB:
        last = _at_width(medium, max(1, medium.width * WEB // max(medium.width, medium.height)))
        order = _rendition(medium, last)
        scope.recorder.order(order)
        web = Record(url=scope.address(order.path), type=last.format.upper(), width=last.width, height=last.height)
    return Record(original=_download(scope, download_order(medium)), web=web)


def _at_width(medium: Medium, width: int) -> Rendition:
    """The whole picture in the one format that every program reads."""
    return plan(medium, PictureSize((width,), None, ()))[-1].renditions[-1]


def _download(scope: Scope, order: Order) -> Record:
    scope.recorder.order(order)
    scope.read(f"receipt:{order.key}")
    receipt = scope.site.receipts.get(order.key)
    name = posixpath.basename(order.path)
    return Record(url=scope.address(order.path), name=name, type=_type(name), size=receipt.size if receipt else 0)


def original_file(scope: Scope, medium: Medium) -> bytes | None:
    """The bytes of a file of the content to hand out; a picture is whole, without metadata, and None if damaged."""
    scope.read(f"media:{medium.path}")
    data, path = scope.site.snapshot.read(f"content/{medium.path}"), f"content/{medium.path}"
    if not medium.width:
        return data
    try:
        return original(data, path)
    except BadPicture as bad:
        for problem in bad.problems:
            scope.problem(problem)
        return None


def _type(name: str) -> str:
    return name.rpartition(".")[2].upper()


def _size(wanted: Pictures) -> PictureSize:
    ratio = None
    if wanted.ratio:
        across, _, down = wanted.ratio.partition(":")
        ratio = (int(across), int(down))
    return PictureSize(wanted.widths, ratio, wanted.formats)


def _sized(
    scope: Scope, view: PictureView, wanted: Pictures, title: str, attributes: Mapping[str, str], loading: str
) -> Record:
    medium = view._medium
    values: dict[str, Any] = {
        name: getattr(view, name) for name in ("alt", "decorative", "caption", "credit", "creator", "licence")
    }
    values |= {"title": title, "classes": attributes.get("class", ""), "sizes": wanted.sizes, "loading": loading}
    if medium.format == "svg":
        order = _svg(medium)
        scope.recorder.order(order)
        return Record(
            **values, src=scope.address(order.path), srcset="", sources=(), width=medium.width, height=medium.height
        )
    sources = []
    for candidates in plan(medium, _size(wanted)):
        pairs = []
        for rendition in candidates.renditions:
            order = _rendition(medium, rendition)
            scope.recorder.order(order)
            pairs.append((scope.address(order.path), rendition.width))
        sources.append(Record(type=candidates.media_type, srcset=srcset(pairs)))
        largest, source = candidates.renditions[-1], pairs[-1][0]
    return Record(
        **values,
        src=source,
        srcset=sources[-1].srcset,
        sources=tuple(sources[:-1]),
        width=largest.width,
        height=largest.height,
    )


def _rendition(medium: Medium, rendition: Rendition) -> Order:
    across, down = (medium.sidecar or {}).get("focal") or FOCAL_CENTRE
    return _rendition_order(medium.path, medium.digest.hex(), rendition, (across, down))


@lru_cache(maxsize=KEPT)
def _rendition_order(path: str, digest: str, rendition: Rendition, focal: tuple[float, float]) -> Order:
    inputs = order_inputs(f"content/{path}", digest, rendition, focal)
    name = f"{slug_of(posixpath.splitext(path)[0])}-{rendition.width}.{{key}}{SUFFIXES[rendition.format]}"
    return Order.of("rendition", _recipes()["rendition"], inputs, f"{FOLDER}/{name}")


def _svg(medium: Medium) -> Order:
    return _svg_order(medium.path, medium.digest.hex())


@lru_cache(maxsize=KEPT)
def _svg_order(path: str, digest: str) -> Order:
    name = f"{slug_of(posixpath.splitext(path)[0])}.{{key}}.svg"
    return Order.of("svg", _recipes()["svg"], {"source": f"content/{path}", "digest": digest}, f"{FOLDER}/{name}")


def _whole(medium: Medium) -> Order:
    if medium.format == "svg":
        return _svg(medium)
    return _rendition(medium, _at_width(medium, 2400))
