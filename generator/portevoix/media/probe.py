"""What a picture file is, from its header alone: size, format, transparency; and what is wrong with it.

It needs no image library, so it may run before workers are started.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from io import BytesIO
from typing import Any, NamedTuple

from portevoix.core.diagnostics import Problem
from portevoix.media.headers import Traits, avif_size, foreign_format, sniff, traits
from portevoix.media.svg import sanitize, svg_size

LARGEST = 200_000_000
"""Pixels of the largest picture that is read: enough for any camera, too few to exhaust a machine's memory."""

EXTENSIONS = {
    "avif": "avif",
    "gif": "gif",
    "jpeg": "jpeg",
    "jpg": "jpeg",
    "png": "png",
    "svg": "svg",
    "webp": "webp",
}
"""Ending of a picture's name (lower case) to its format."""

_NAMES = {"avif": "AVIF", "gif": "GIF", "jpeg": "JPEG", "png": "PNG", "svg": "SVG", "webp": "WebP"}


class PictureInfo(NamedTuple):
    """A picture: ``width`` and ``height`` in pixels of the upright picture (in CSS pixels for SVG), at least 1.

    ``format`` is avif, gif, jpeg, png, svg or webp, by the content; ``alpha``: it has transparency; ``animated``: it
    has more frames than the first, which is the one that renditions show.
    """

    format: str
    width: int
    height: int
    alpha: bool = False
    animated: bool = False

    def to_json(self) -> list[Any]:
        """The facts as a JSON list, for state and for workers."""
        return [self.format, self.width, self.height, self.alpha, self.animated]

    @classmethod
    def from_json(cls, value: Sequence[Any]) -> PictureInfo:
        """The facts that ``to_json`` wrote."""
        return cls(*value)


def probe(data: bytes, path: str) -> tuple[PictureInfo | None, tuple[Problem, ...]]:
    """The facts of the picture ``data``, and every problem with it; without facts there is an error among them.

    ``path`` names the file: its ending must agree with the content.
    """
    if not data:
        return None, (Problem(path, 0, 0, "picture-empty", "this picture file is empty", hint="copy the file again"),)
    kind = sniff(data)
    if kind is None:
        return None, (_unknown(data, path),)
    if kind == "svg":
        _, problems = sanitize(data, path)
        size = svg_size(data)
        if size is None and not any(problem.severity == "error" for problem in problems):
            problems = (*problems, _no_svg_size(path))
        found = PictureInfo("svg", *size, alpha=True) if size else None
    else:
        found, problems = _raster(data, path, kind)
    return found, (*_wrong_ending(path, kind), *problems)


def too_large(width: int, height: int, path: str) -> Problem | None:
    """The problem with a picture of more than ``LARGEST`` pixels."""
    if width * height <= LARGEST:
        return None
    return Problem(
        path,
        0,
        0,
        "picture-too-large",
        f"this picture has more than {LARGEST // 1_000_000} million pixels",
        found=f"{width} × {height}",
        hint="save a smaller copy; 4000 pixels on the long side are enough for print",
    )


def _raster(data: bytes, path: str, kind: str) -> tuple[PictureInfo | None, tuple[Problem, ...]]:
    size = _stored_size(data, kind)
    if size is None:
        hint = "open it in a picture program, save it again under the same name, or copy it from the original"
        problem = Problem(path, 0, 0, "picture-damaged", "this picture is damaged: its size cannot be read", hint=hint)
        return None, (problem,)
    width, height, marks = size
    if marks.turned:
        width, height = height, width
    large = too_large(width, height, path)
    if large:
        return None, (large,)
    problems: tuple[Problem, ...] = ()
    if marks.animated:
        problem = Problem(
            path,
            0,
            0,
            "picture-animated",
            "this picture moves, and pages show only its first frame",
            hint="to show movement, use a video",
            severity="warning",
        )
        problems = (problem,)
    return PictureInfo(kind, width, height, marks.alpha, marks.animated), problems


def _stored_size(data: bytes, kind: str) -> tuple[int, int, Traits] | None:
    """Width and height as stored, with the traits; None when the header is damaged."""
    if kind == "avif":
        size = avif_size(data)
        return (*size, traits(data, kind, 1)) if size and min(size) > 0 else None
    import imagesize

    try:
        info = imagesize.get_info(BytesIO(data), dpi=False, colors=False, channels=False, exif_rotation=False)
    except (ValueError, IndexError, TypeError, OverflowError, struct.error):
        return None
    width, height = info.width, info.height
    if kind == "webp" and data[12:16] == b"VP8 ":
        width, height = width & 0x3FFF, height & 0x3FFF  # the two upper bits hold a scale (RFC 6386, 9.1)
    elif kind == "gif":
        width, height = width & 0xFFFF, height & 0xFFFF
    if width < 1 or height < 1:
        return None
    return width, height, traits(data, kind, info.rotation)


def _unknown(data: bytes, path: str) -> Problem:
    foreign = foreign_format(data)
    if foreign == "Git LFS pointer":
        message, hint = "the picture itself is not here, only Git LFS's note of it", "run “git lfs pull”"
    elif foreign:
        message = f"{foreign} pictures cannot be shown on web pages"
        hint = "save it as SVG, not compressed" if "SVG" in foreign else "save a copy as JPEG or PNG"
    else:
        message, hint = "this file is not a picture that can be read", "save it as JPEG, PNG, WebP, AVIF, GIF or SVG"
    return Problem(path, 0, 0, "picture-format", message, hint=hint)


def _wrong_ending(path: str, kind: str) -> tuple[Problem, ...]:
    stem, _, ending = path.rpartition("/")[2].rpartition(".")
    if EXTENSIONS.get(ending.lower()) == kind:
        return ()
    right = "jpg" if kind == "jpeg" else kind
    message = f"the file is a {_NAMES[kind]} picture, but its name does not say so"
    hint = f"rename it to {stem or ending}.{right}, and its sidecar and the links to it likewise"
    return (Problem(path, 0, 0, "picture-ending", message, found=f".{ending}" if stem else "", hint=hint),)


def _no_svg_size(path: str) -> Problem:
    message = "this SVG says neither its size nor its viewBox"
    return Problem(path, 1, 0, "svg-size", message, hint="export it again with a viewBox")
