"""Originals: a picture as its maker saved it, rid of what it says beside its pixels.

Not a pixel is touched and nothing is encoded again: the parts of the file that hold metadata (place, camera and its
serial number, names, comments, thumbnails, earlier versions) are left out, byte by byte. What stays is what decoders
need: colour profile, rotation, transparency. The result depends on the bytes alone.

Sources: ISO/IEC 10918-1 and 10918-5 (JPEG, JFIF), PNG (W3C, third edition) §11, RFC 9649 (WebP), GIF89a, ISO/IEC
14496-12 (boxes of AVIF: ``iinf``, ``iloc``).
"""

from __future__ import annotations

import posixpath
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from portevoix.core.diagnostics import Problem
from portevoix.core.digest import digest
from portevoix.engine.orders import Order
from portevoix.media.boxes import wipe
from portevoix.media.errors import BadPicture
from portevoix.media.files import FOLDER
from portevoix.media.headers import exif_orientation, sniff
from portevoix.media.svg import SvgFulfiller, sanitize
from portevoix.model.entry import Medium

_PNG_KEPT = frozenset(
    (b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV",
     b"cLLI", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT")
)  # fmt: skip
_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_EXIF_FLAG, _XMP_FLAG = 0x08, 0x04
_GIF_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def original(data: bytes, path: str) -> bytes:
    """The picture ``data`` without metadata, in its own format and size; ``BadPicture`` when it is damaged.

    An SVG is made safe, as on pages.
    """
    kind = sniff(data)
    if kind == "svg":
        clean, problems = sanitize(data, path)
        if clean is None:
            raise BadPicture([problem for problem in problems if problem.severity == "error"])
        return clean
    strip = _STRIPPERS.get(kind or "")
    try:
        if strip is not None:
            return strip(data)
    except (struct.error, IndexError, ValueError):
        pass
    hint = "open it in a picture program and save it again, or copy it from the original"
    raise BadPicture([Problem(path, 0, 0, "picture-damaged", "this picture is damaged or incomplete", hint=hint)])


class OriginalFulfiller:
    """Fulfils orders of kind ``original``; inputs: ``source`` (path) and ``digest`` (of its bytes)."""

    kind = "original"

    def recipe(self) -> bytes:
        """A digest of this code and of what it takes from its neighbours."""
        here = Path(__file__)
        sources = (here, *(here.with_name(name) for name in ("boxes.py", "headers.py")))
        return digest("original", SvgFulfiller().recipe(), *(source.read_bytes() for source in sources))

    def fulfil(self, inputs: Mapping[str, Any], read: Callable[[str], bytes]) -> bytes:
        """The picture without its metadata; ``BadPicture`` when it is damaged."""
        return original(read(inputs["source"]), inputs["source"])


@cache
def _recipe() -> bytes:
    return OriginalFulfiller().recipe()


def original_order(medium: Medium) -> Order:
    """The order that puts the picture ``medium`` into the output whole and without metadata, under its own name."""
    inputs = {"source": f"content/{medium.path}", "digest": medium.digest.hex()}
    path = f"{FOLDER}/{{key}}/{posixpath.basename(medium.path)}"
    return Order.of("original", _recipe(), inputs, path)


def _rotation(turned: int) -> bytes:
    """An EXIF block that says nothing but the orientation."""
    return b"MM\0*" + struct.pack(">LHHHLHHL", 8, 1, 0x0112, 3, 1, turned, 0, 0)


def _jpeg(data: bytes) -> bytes:
    kept, turned = [data[:2]], 1
    for mark, segment in _jpeg_segments(data):
        body = segment[4:]
        if mark == 0xE1 and body.startswith(b"Exif\0"):
            turned = max(turned, exif_orientation(body))
        elif (
            (not 0xE0 <= mark <= 0xEF and mark != 0xFE)
            or (mark == 0xE2 and body.startswith(b"ICC_PROFILE\0"))
            or (mark == 0xEE and body.startswith(b"Adobe"))
        ):  # fmt: skip
            kept.append(segment)
        elif mark == 0xE0 and body.startswith(b"JFIF\0") and len(body) >= 14:
            kept.append(b"\xff\xe0\0\x10" + body[:12] + b"\0\0")  # without its thumbnail
    if turned > 1:
        block = b"Exif\0\0" + _rotation(turned)
        first = 2 if len(kept) > 1 and kept[1][1] == 0xE0 else 1
        kept.insert(first, struct.pack(">HH", 0xFFE1, len(block) + 2) + block)
    return b"".join(kept)


def _jpeg_segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Mark and bytes of each segment up to the end of the picture; a scan comes with its coded data."""
    place = 2
    while True:
        if data[place] != 0xFF:
            raise ValueError
        while data[place + 1] == 0xFF:  # fill bytes
            place += 1
        mark = data[place + 1]
        if mark == 0xD9:
            yield mark, b"\xff\xd9"
            return
        (length,) = struct.unpack_from(">H", data, place + 2)
        end = place + 2 + length
        if length < 2 or end > len(data):
            raise ValueError
        if mark == 0xDA:
            end = _end_of_scan(data, end)
        yield mark, data[place:end]
        place = end


def _end_of_scan(data: bytes, place: int) -> int:
    """Where the coded data that begins at ``place`` ends: before the next mark that is no restart."""
    while True:
        place = data.index(b"\xff", place)
        if data[place + 1] not in (0x00, 0xFF) and not 0xD0 <= data[place + 1] <= 0xD7:
            return place
        place += 1 if data[place + 1] == 0xFF else 2


def _png(data: bytes) -> bytes:
    kept, turned, place = [data[:8]], 1, 8
    while True:
        length, name = struct.unpack_from(">L4s", data, place)
        end = place + 12 + length
        if end > len(data):
            raise ValueError
        if name == b"eXIf":
            turned = exif_orientation(data[place + 8 : end - 4])
        elif name in _PNG_KEPT:
            if name == b"IDAT" and turned > 1:
                kept.append(_png_chunk(b"eXIf", _rotation(turned)))
                turned = 1
            kept.append(data[place:end])
        if name == b"IEND":
            return b"".join(kept)
        place = end


def _png_chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">L", len(body)) + name + body + struct.pack(">L", zlib.crc32(name + body))


def _webp(data: bytes) -> bytes:
    kept, turned, place = [], 1, 12
    (stated,) = struct.unpack_from("<L", data, 4)
    whole = min(len(data), stated + 8)
    while place + 8 <= whole:
        name, length = struct.unpack_from("<4sL", data, place)
        end = place + 8 + length + length % 2
        if place + 8 + length > whole:
            raise ValueError
        body = data[place + 8 : place + 8 + length]
        if name == b"EXIF":
            turned = exif_orientation(body)
        elif name in _WEBP_KEPT:
            kept.append([name, body])
        place = end
    for chunk in kept:
        if chunk[0] == b"VP8X":
            flags = chunk[1][0] & ~(_EXIF_FLAG | _XMP_FLAG) | (_EXIF_FLAG if turned > 1 else 0)
            chunk[1] = bytes([flags]) + chunk[1][1:]
    if turned > 1 and kept and kept[0][0] == b"VP8X":
        kept.append([b"EXIF", _rotation(turned)])
    if not kept:
        raise ValueError
    body = b"".join(name + struct.pack("<L", len(part)) + part + b"\0" * (len(part) % 2) for name, part in kept)
    return b"RIFF" + struct.pack("<L", len(body) + 4) + b"WEBP" + body


def _gif(data: bytes) -> bytes:
    place = 13 + _gif_table(data[10])
    kept = [data[:place]]
    while data[place] != 0x3B:
        start, mark = place, data[place]
        if mark == 0x21:
            label, place = data[place + 1], place + 2
        elif mark == 0x2C:
            label, place = 0, place + 11 + _gif_table(data[place + 9])
        else:
            raise ValueError
        looping = label == 0xFF and data[place + 1 : place + 12] in _GIF_LOOPS
        while data[place]:
            place += data[place] + 1
        place += 1
        if mark == 0x2C or label in (0xF9, 0x01) or looping:
            kept.append(data[start:place])
    return b"".join(kept) + b"\x3b"


def _gif_table(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


_STRIPPERS: dict[str, Callable[[bytes], bytes]] = {
    "jpeg": _jpeg, "png": _png, "webp": _webp, "gif": _gif, "avif": wipe,
}  # fmt: skip
