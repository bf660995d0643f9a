"""What the first bytes of a picture file say: its format, rotation, transparency and motion.

Sources: PNG (W3C, third edition) §5 and §11; WebP container specification (RFC 9649); GIF89a; ISO/IEC 23008-12 (HEIF)
(6.5) for AVIF; EXIF 2.32, tag 0x0112. Nothing here decodes pixels, and any bytes at all give an answer.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from typing import NamedTuple

_AVIF_ALPHA = (b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", b"urn:mpeg:hevc:2015:auxid:1")
_SVG_HEAD = 4096
_FOREIGN: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("HEIC", lambda data: data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"hevc", b"msf1")),
    ("TIFF", lambda data: data[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")),
    ("Photoshop", lambda data: data[:4] == b"8BPS"),
    ("BMP", lambda data: data[:2] == b"BM"),
    ("PDF", lambda data: data[:5] == b"%PDF-"),
    ("Git LFS pointer", lambda data: data.startswith(b"version https://git-lfs")),
    ("compressed SVG", lambda data: data[:2] == b"\x1f\x8b"),
)


class Traits(NamedTuple):
    """``turned``: the stored width is the height; ``alpha``: it has transparency; ``animated``: it has more frames."""

    turned: bool = False
    alpha: bool = False
    animated: bool = False


def sniff(data: bytes) -> str | None:
    """The format of ``data`` by its content: avif, gif, jpeg, png, svg or webp; None for anything else."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp" and _is_avif(data):
        return "avif"
    return "svg" if _is_svg(data) else None


def foreign_format(data: bytes) -> str | None:
    """The name of a format that is known but not supported, or None."""
    return next((name for name, matches in _FOREIGN if matches(data)), None)


def traits(data: bytes, kind: str, rotation: int) -> Traits:
    """The traits of a ``kind`` picture; ``rotation`` is the EXIF orientation of a JPEG."""
    if kind == "png":
        return _png(data)
    if kind == "webp":
        return _webp(data)
    if kind == "gif":
        return _gif(data)
    if kind == "avif":
        return _avif(data)
    return Traits(rotation in (5, 6, 7, 8))


def avif_size(data: bytes) -> tuple[int, int] | None:
    """Width and height as stored: tiles and thumbnails state their own, smaller ones. None when nothing is stated."""
    sizes = [
        struct.unpack_from(">LL", body, 4) for name, body in _avif_properties(data) if name == b"ispe" and body[11:]
    ]
    return max(sizes, key=lambda size: size[0] * size[1], default=None)


def exif_orientation(payload: bytes) -> int:
    """The orientation, 1 to 8, that an EXIF block (with or without its ``Exif`` mark) states; 1 when it states none."""
    tiff = payload[6:] if payload.startswith(b"Exif\0\0") else payload
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return 1
    try:
        (start,) = struct.unpack_from(order + "L", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, start)
        for index in range(count):
            tag, kind, _, value = struct.unpack_from(order + "HHLH", tiff, start + 2 + 12 * index)
            if tag == 0x0112 and kind == 3:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        return 1
    return 1


def _is_avif(data: bytes) -> bool:
    size = int.from_bytes(data[:4], "big")
    brands = {data[8:12], *(data[place : place + 4] for place in range(16, min(size, 256), 4))}
    return bool(brands & {b"avif", b"avis"})


def _is_svg(data: bytes) -> bool:
    head = data[:_SVG_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"<") and (b"<svg" in head or b":svg" in head)


def _avif(data: bytes) -> Traits:
    # A decoder obeys the rotation box (a number of quarter turns) and leaves the EXIF orientation alone.
    properties = list(_avif_properties(data))
    turned = any(name == b"irot" and body[:1] in (b"\x01", b"\x03") for name, body in properties)
    alpha = any(name == b"auxC" and body[4:].split(b"\0")[0] in _AVIF_ALPHA for name, body in properties)
    return Traits(turned, alpha, data[8:12] == b"avis")


def _avif_properties(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The properties of all items: the boxes in ``meta/iprp/ipco``."""
    for outer, meta in _boxes(data):
        if outer == b"meta":
            for name, properties in _boxes(meta[4:]):
                if name == b"iprp":
                    for inner, container in _boxes(properties):
                        if inner == b"ipco":
                            yield from _boxes(container)


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Type and content of each box in ``data``, up to one that is damaged."""
    place = 0
    while place + 8 <= len(data):
        size, name = struct.unpack_from(">L4s", data, place)
        head = 8
        if size == 1 and place + 16 <= len(data):
            (size,), head = struct.unpack_from(">Q", data, place + 8), 16
        elif size == 0:
            size = len(data) - place
        if size < head:
            return
        yield name, data[place + head : place + size] if name != b"mdat" else b""
        place += size


def _png(data: bytes) -> Traits:
    rotation, alpha, animated, place = 1, False, False, 8
    while place + 8 <= len(data):
        length, name = struct.unpack_from(">L4s", data, place)
        body = place + 8
        if name == b"IHDR" and length >= 10:
            alpha = data[body + 9 : body + 10] in (b"\x04", b"\x06")
        elif name == b"tRNS":
            alpha = True
        elif name == b"acTL":
            animated = True
        elif name == b"eXIf":
            rotation = exif_orientation(data[body : body + length])
        elif name == b"IEND":
            break
        place = body + length + 4
    return Traits(rotation >= 5, alpha, animated)


def _webp(data: bytes) -> Traits:
    rotation, alpha, animated = 1, False, False
    for name, body in _riff_chunks(data):
        if name == b"VP8X" and body:
            alpha, animated = bool(body[0] & 0x10), bool(body[0] & 0x02)
        elif name == b"VP8L" and len(body) >= 5:
            alpha = alpha or bool(body[4] & 0x10)
        elif name == b"EXIF":
            rotation = exif_orientation(body)
    return Traits(rotation >= 5, alpha, animated)


def _riff_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and body of each chunk; of long ones that hold pixels, the beginning."""
    place = 12
    while place + 8 <= len(data):
        name, length = struct.unpack_from("<4sL", data, place)
        shown = length if name == b"EXIF" else min(length, 16)
        yield name, data[place + 8 : place + 8 + shown]
        place += 8 + length + length % 2


def _gif(data: bytes) -> Traits:
    """Transparency of the first frame, and whether there is a second."""
    if len(data) < 13:
        return Traits()
    place = 13 + _gif_table(data[10])
    alpha, frames = False, 0
    while place + 10 <= len(data) and frames < 2:
        if data[place] == 0x21:
            if data[place + 1] == 0xF9 and not frames:
                alpha = bool(data[place + 3] & 1)
            place += 2
        elif data[place] == 0x2C:
            frames += 1
            place += 11 + _gif_table(data[place + 9])
        else:
            break
        while place < len(data) and data[place]:
            place += data[place] + 1
        place += 1
    return Traits(False, alpha, frames > 1)


def _gif_table(flags: int) -> int:
    """Bytes of the colour table that ``flags`` announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0
