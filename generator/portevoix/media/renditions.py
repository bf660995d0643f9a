"""Renditions: a source picture made smaller, cropped, encoded for the web, and rid of everything but its pixels.

The result depends on the source's bytes and the inputs alone: not on threads, nor on which other renditions are made
with it. It is upright, in sRGB, 8 bits a channel, and carries no metadata at all: no place, camera, name or colour
profile. Of a moving picture it shows the first frame.

libvips runs in threads of its own and must not cross a fork: fulfil in the process that started the workers. Several
threads may fulfil at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from portevoix.core.diagnostics import Problem
from portevoix.core.digest import digest
from portevoix.media.errors import BadPicture
from portevoix.media.headers import sniff
from portevoix.media.probe import too_large
from portevoix.media.srcset import FOCAL_CENTRE, crop_box, natural_height

QUALITY = {"avif": 55, "webp": 80, "jpeg": 82}
"""Quality from 1 to 100 for each lossy format; the three look alike at these values."""

_SHARED_LONG_SIDE = 1600
# AVIF is cut into as many tiles as there are threads: pinned, or machines would disagree about the bytes.
_THREADS = 2
# Efforts are far below the encoders' defaults: for AVIF, 4 takes four times as long as 1 to save 9 % of the bytes; for
# WebP, 4 takes twice as long as 2 to save 4 %.
_SAVERS: dict[str, tuple[str, dict[str, Any]]] = {
    "avif": ("heifsave_buffer", {"compression": "av1", "effort": 1, "bitdepth": 8}),
    "webp": ("webpsave_buffer", {"effort": 2}),
    "jpeg": ("jpegsave_buffer", {"optimize_coding": True}),
    "png": ("pngsave_buffer", {}),
}
_LOADERS = {
    "avif": "heifload_buffer",
    "gif": "gifload_buffer",
    "jpeg": "jpegload_buffer",
    "png": "pngload_buffer",
    "webp": "webpload_buffer",
}
_Shape = tuple[int, int, bool, tuple[float, float]]


class RenditionFulfiller:
    """Fulfils orders of kind ``rendition``.

    Inputs: ``source`` (path), ``digest`` (of its bytes), ``width`` and ``height`` in pixels, ``format`` (avif, webp,
    jpeg or png), ``crop`` (whether a part is shown), ``focal`` (two fractions; counts only there; default the centre),
    ``quality`` (1 to 100; default by format; PNG has none).
    """

    kind = "rendition"

    def recipe(self) -> bytes:
        """A digest of this code, of libvips and its codecs, and of the parameters."""
        here = Path(__file__)
        sources = [here, here.with_name("srcset.py")]
        return digest("rendition", *_library_versions(), *(source.read_bytes() for source in sources))

    def fulfil(self, inputs: Mapping[str, Any], read: Callable[[str], bytes]) -> bytes:
        """The rendition's bytes; ``BadPicture`` when the source is damaged, too large, or smaller than asked for."""
        return self.fulfil_many(read(inputs["source"]), [inputs])[0]

    def fulfil_many(self, source: bytes, orders: Sequence[Mapping[str, Any]]) -> list[bytes]:
        """Renditions of one source, as ``fulfil`` makes them, in the order of their inputs ``orders``; decoded once.

        All or none: ``BadPicture`` as ``fulfil`` raises it.
        """
        if not orders:
            return []
        import pyvips

        pyvips.concurrency_set(_THREADS)
        path = orders[0]["source"]
        picture = _Source(source, path)
        try:
            return [_encode(picture.pixels(_shape(order)), order) for order in orders]
        except pyvips.Error as error:
            raise _damaged(path) from error


class _Source:
    """A picture being read: decoded copies and finished pixels are kept for the renditions that share them."""

    def __init__(self, data: bytes, path: str) -> None:
        import pyvips

        kind = sniff(data)
        if kind is None or kind not in _LOADERS:
            raise _damaged(path)
        self._data, self._kind, self._path = data, kind, path
        self._decoded: dict[int, Any] = {}
        self._pixels: dict[_Shape, Any] = {}
        try:
            header = self._load()
            turned = header.get_typeof("orientation") != 0 and 5 <= header.get("orientation") <= 8
        except pyvips.Error as error:
            raise _damaged(path) from error
        large = too_large(header.width, header.height, path)
        if large:
            raise BadPicture([large])
        self._size = (header.height, header.width) if turned else (header.width, header.height)

    def pixels(self, shape: _Shape) -> Any:
        """The finished pixels of one shape: sRGB, 8 bits, with or without alpha."""
        if shape not in self._pixels:
            self._check(shape)
            self._pixels[shape] = self._make(shape)
        return self._pixels[shape]

    def _check(self, shape: _Shape) -> None:
        width, height, crop, _ = shape
        if not (1 <= width <= self._size[0] and 1 <= height <= self._size[1]):
            message, hint = "this picture is too small", "use a larger one, or a smaller picture size in the theme"
        elif not crop and abs(height - natural_height(self._size, width)) > 1:
            message, hint = "this picture does not have the shape that its header states", "save it again"
        else:
            return
        found = f"{self._size[0]} × {self._size[1]} for {width} × {height}"
        raise BadPicture([Problem(self._path, 0, 0, "picture-shape", message, found, hint)])

    def _make(self, shape: _Shape) -> Any:
        width, height, crop, focal = shape
        image = self._decode(self._reduction(width, height))
        if crop:
            image = image.crop(*crop_box((image.width, image.height), (width, height), focal))
        across, down = width / image.width, height / image.height
        resized = _with_alpha_in_mind(image, lambda opaque: opaque.resize(across, vscale=down))
        return _to_srgb(resized).copy_memory()

    def _reduction(self, width: int, height: int) -> int:
        """By how much to shrink while decoding: it follows from this shape alone, and small shapes share one."""
        scale = max(width / self._size[0], height / self._size[1])
        longest = max(self._size)
        needed = 1.8 * max(_SHARED_LONG_SIDE, longest * scale)
        return next((factor for factor in (8, 4, 2) if longest / factor >= needed), 1)

    def _decode(self, factor: int) -> Any:
        """The upright source, 1/``factor`` of its size, in memory."""
        if factor not in self._decoded:
            options = self._shrinking(factor)
            image = self._load(**options)
            if factor > 1 and not options:
                image = _with_alpha_in_mind(image, lambda opaque: opaque.shrink(factor, factor))
            self._decoded[factor] = image.copy_memory().autorot().copy_memory()
        return self._decoded[factor]

    def _shrinking(self, factor: int) -> dict[str, Any]:
        """The loader's own way to shrink, for formats that have one."""
        if factor == 1:
            return {}
        if self._kind == "jpeg":
            return {"shrink": factor}
        return {"scale": 1 / factor} if self._kind == "webp" else {}

    def _load(self, **options: Any) -> Any:
        import pyvips

        load = getattr(pyvips.Image, _LOADERS[self._kind])
        return load(self._data, access="sequential", fail_on="error", **options)


def _with_alpha_in_mind(image: Any, scale: Callable[[Any], Any]) -> Any:
    """``image`` scaled so that the colour of transparent pixels does not bleed into its edges."""
    if not image.hasalpha():
        return scale(image)
    return scale(image.premultiply()).unpremultiply().cast(image.format)


def _to_srgb(image: Any) -> Any:
    """``image`` in sRGB, 8 bits a channel, by its colour profile where it has a sound one."""
    import pyvips

    if image.get_typeof("icc-profile-data") != 0:
        try:
            return image.icc_transform("srgb", embedded=True, intent="relative", depth=8).copy_memory()
        except pyvips.Error:
            image = image.copy()
            image.remove("icc-profile-data")
    if image.interpretation == "cmyk":
        return image.icc_transform("srgb", input_profile="cmyk", intent="relative", depth=8)
    return image.colourspace("srgb").cast("uchar")


def _encode(image: Any, order: Mapping[str, Any]) -> bytes:
    name = order["format"]
    saver, options = _SAVERS[name]
    if name == "jpeg" and image.hasalpha():
        image = image.flatten(background=[255, 255, 255])
    if name in QUALITY:
        options = {**options, "Q": order.get("quality", QUALITY[name])}
    # One pixel a millimetre: a resolution is metadata of the source too.
    encoded: bytes = getattr(image.copy(xres=1.0, yres=1.0), saver)(keep="none", **options)
    return encoded


def _shape(order: Mapping[str, Any]) -> _Shape:
    left, top = order.get("focal", FOCAL_CENTRE) if order["crop"] else FOCAL_CENTRE
    return order["width"], order["height"], order["crop"], (left, top)


def _damaged(path: str) -> BadPicture:
    hint = "open it in a picture program and save it again, or copy it from the original"
    return BadPicture([Problem(path, 0, 0, "picture-damaged", "this picture is damaged or incomplete", hint=hint)])


def _library_versions() -> tuple[str, str]:
    """The versions of pyvips and of the libvips that it uses, without loading them where that is possible."""
    try:
        native = metadata.version("pyvips-binary")
    except metadata.PackageNotFoundError:
        import pyvips

        native = ".".join(str(pyvips.version(part)) for part in range(3))
    return metadata.version("pyvips"), native
