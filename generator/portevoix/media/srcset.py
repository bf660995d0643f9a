"""Which renditions a picture needs: pure arithmetic over sizes, no pixels.

A theme names its picture sizes; from one and the facts of a source follow the renditions, never larger than the
source. All sizes are in pixels of the upright picture (after its EXIF orientation); a focal point is a pair of
fractions, from the left and from the top, each from 0 to 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

FOCAL_CENTRE = (0.5, 0.5)
"""The focal point of a picture whose sidecar names none."""

MEDIA_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webp": "image/webp",
}
"""Format to media type (IANA media types registry)."""

SUFFIXES = {"avif": ".avif", "gif": ".gif", "jpeg": ".jpg", "png": ".png", "svg": ".svg", "webp": ".webp"}
"""Format to the ending of a file's name."""


class Picture(Protocol):
    """What is known of a source: its format, its size upright, and whether it has transparency."""

    @property
    def format(self) -> str:
        """``avif``, ``gif``, ``jpeg``, ``png``, ``svg`` or ``webp``."""

    @property
    def width(self) -> int:
        """Pixels across."""

    @property
    def height(self) -> int:
        """Pixels down."""

    @property
    def alpha(self) -> bool:
        """Whether it has transparency."""


class PictureSize(NamedTuple):
    """One of a theme's picture sizes.

    ``widths`` are the candidates' widths; ``ratio`` is (width, height) to crop to, None keeps the picture's own shape;
    ``formats`` come in order of preference, before the JPEG or PNG that every browser shows.
    """

    widths: tuple[int, ...] = (400, 800, 1200, 1600)
    ratio: tuple[int, int] | None = None
    formats: tuple[str, ...] = ("avif", "webp")


class Rendition(NamedTuple):
    """One file to make from a source: ``crop`` says whether it shows a part of the picture, around its focal point."""

    width: int
    height: int
    format: str
    crop: bool


class Candidates(NamedTuple):
    """The renditions in one format, narrow to wide: the material of one ``srcset``."""

    format: str
    media_type: str
    renditions: tuple[Rendition, ...]


def plan(source: Picture, size: PictureSize) -> tuple[Candidates, ...]:
    """The renditions of a picture at ``size``, by format in order of preference; the last is for ``<img>`` itself.

    That is JPEG, or PNG for a picture with transparency. A width that the source does not reach gives way to the widest
    that it does. Of a moving picture the first frame counts. An SVG has no renditions: the result is empty.
    """
    if source.format == "svg":
        return ()
    fallback = "png" if source.alpha else "jpeg"
    formats = [*(name for name in size.formats if name != fallback), fallback]
    shapes = [_shape(source, width, size.ratio) for width in _widths(source, size)]
    return tuple(
        Candidates(name, MEDIA_TYPES[name], tuple(Rendition(*shape[:2], name, shape[2]) for shape in shapes))
        for name in formats
    )


def order_inputs(
    path: str, digest: str, rendition: Rendition, focal: tuple[float, float] = FOCAL_CENTRE, quality: int | None = None
) -> dict[str, Any]:
    """The inputs of a ``rendition`` order for the source at ``path`` whose bytes have ``digest`` (hexadecimal).

    The focal point counts only where it crops: moving it leaves every other rendition's key alone.
    """
    inputs: dict[str, Any] = {
        "source": path,
        "digest": digest,
        "width": rendition.width,
        "height": rendition.height,
        "format": rendition.format,
        "crop": rendition.crop,
    }
    if rendition.crop:
        inputs["focal"] = list(focal)
    if quality is not None:
        inputs["quality"] = quality
    return inputs


def srcset(candidates: Iterable[tuple[str, int]]) -> str:
    """The ``srcset`` attribute for (address, width) pairs; addresses are percent-encoded already.

    Source: HTML Living Standard, "srcset attributes" (an address neither begins nor ends with a comma).
    """
    return ", ".join(f"{address} {width}w" for address, width in candidates)


def crop_box(source: tuple[int, int], target: tuple[int, int], focal: tuple[float, float]) -> tuple[int, int, int, int]:
    """The largest part of ``source`` in the shape of ``target``: left, top, width, height.

    It is centred on the focal point as far as the edges allow.
    """
    width, height = source
    if width * target[1] >= height * target[0]:
        box = (min(width, max(1, _divide(height * target[0], target[1]))), height)
    else:
        box = (width, min(height, max(1, _divide(width * target[1], target[0]))))
    left = min(max(0, round(focal[0] * width - box[0] / 2)), width - box[0])
    top = min(max(0, round(focal[1] * height - box[1] / 2)), height - box[1])
    return left, top, *box


def natural_height(source: tuple[int, int], width: int) -> int:
    """The height of the whole picture ``source`` scaled to ``width``."""
    return max(1, _divide(width * source[1], source[0]))


def _widths(source: Picture, size: PictureSize) -> list[int]:
    """The widths that the source reaches, ascending, with its own full width where that adds a tenth or more."""
    widest = source.width
    if size.ratio:
        widest = max(1, min(source.width, source.height * size.ratio[0] // size.ratio[1]))
    wanted = sorted(set(size.widths))
    reached = [width for width in wanted if width <= widest]
    if len(reached) < len(wanted) and (not reached or widest * 10 >= reached[-1] * 11):
        reached.append(widest)
    return reached


def _shape(source: Picture, width: int, ratio: tuple[int, int] | None) -> tuple[int, int, bool]:
    """Width, height and whether that is a crop."""
    natural = natural_height((source.width, source.height), width)
    if ratio is None:
        return width, natural, False
    height = min(source.height, max(1, _divide(width * ratio[1], ratio[0])))
    return width, height, height != natural


def _divide(numerator: int, denominator: int) -> int:
    """The quotient rounded half up, exact for any size."""
    return (2 * numerator + denominator) // (2 * denominator)
