"""The metadata of AVIF pictures: found by the tables of their boxes, and wiped where it lies.

An item's place in the file is stated as a distance from its beginning; so nothing is cut out, which would move the
pixels: what an item of metadata holds becomes zeros. Rotation is a box of its own in AVIF and stays.

Source: ISO/IEC 14496-12 (6th edition) §8.11.3 (``iloc``) and §8.11.6 (``iinf``).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

_METADATA = (b"Exif", b"mime", b"uri ")


def wipe(data: bytes) -> bytes:
    """``data`` with zeros for what its items of metadata hold; ``ValueError`` or ``struct.error`` when it is damaged.

    Boxes on the outermost level that are neither picture nor index (``uuid``, ``free``, ``skip``) are wiped as well.
    """
    result = bytearray(data)
    for name, start, end in _boxes(data, 0, len(data)):
        if name in (b"uuid", b"free", b"skip", b"udta"):
            result[start:end] = bytes(end - start)
        elif name == b"meta":
            for low, high in _extents(data, start + 4, end):
                if high > len(data):
                    raise ValueError("an item lies outside of the file")
                result[low:high] = bytes(high - low)
        elif name == b"moov":  # a moving picture may say more of itself in each of its tracks
            raise ValueError("a sequence")
    return bytes(result)


def _boxes(data: bytes, place: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Type of each box between ``place`` and ``end``, and where its content begins and ends."""
    while place + 8 <= end:
        size, name = struct.unpack_from(">L4s", data, place)
        head = 8
        if size == 1:
            (size,), head = struct.unpack_from(">Q", data, place + 8), 16
        elif size == 0:
            size = end - place
        if size < head or place + size > end:
            raise ValueError("a box does not end")
        yield name, place + head, place + size
        place += size


def _extents(data: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each piece of each item of metadata lies in the file."""
    inside = {name: (low, high) for name, low, high in _boxes(data, start, end)}
    if b"iinf" not in inside or b"iloc" not in inside:
        return
    wanted = set(_items(data, *inside[b"iinf"]))
    within = inside.get(b"idat", (0, 0))[0]
    for item, method, low, high in _locations(data, inside[b"iloc"][0]):
        if item in wanted:
            if method > 1:
                raise ValueError("an item that is built from others")
            shift = within if method else 0
            yield low + shift, high + shift


def _items(data: bytes, start: int, end: int) -> Iterator[int]:
    """The numbers of the items that hold metadata."""
    version = data[start]
    for name, place, _ in _boxes(data, start + (6 if version == 0 else 8), end):
        if name == b"infe" and data[place] >= 2:
            wide = data[place] > 2
            item = struct.unpack_from(">L" if wide else ">H", data, place + 4)[0]
            kind = place + (10 if wide else 8)
            if data[kind : kind + 4] in _METADATA:
                yield item


def _locations(data: bytes, place: int) -> Iterator[tuple[int, int, int, int]]:
    """Of every piece of every item: number, method, begin and end."""
    version = data[place]
    sizes = struct.unpack_from(">H", data, place + 4)[0]
    offset_size, length_size, base_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index_size = sizes & 15 if version else 0
    place += 6
    wide = 4 if version == 2 else 2
    count, place = _number(data, place, wide)
    for _ in range(count):
        item, place = _number(data, place, wide)
        method = 0
        if version:
            method, place = _number(data, place, 2)
            method &= 15
        place += 2
        base, place = _number(data, place, base_size)
        pieces, place = _number(data, place, 2)
        for _ in range(pieces):
            _, place = _number(data, place, index_size)
            offset, place = _number(data, place, offset_size)
            length, place = _number(data, place, length_size)
            yield item, method, base + offset, base + offset + length


def _number(data: bytes, place: int, size: int) -> tuple[int, int]:
    """The number of ``size`` bytes at ``place``, and what comes behind it."""
    if place + size > len(data):
        raise ValueError("a table does not end")
    return int.from_bytes(data[place : place + size], "big"), place + size
