from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
import pyvips

SECRET = "SECRET-7f3a"
"""Stands in every kind of metadata of ``photo``; must not stand in anything made from it."""

XMP = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    f'xmlns:dc="http://purl.org/dc/elements/1.1/" dc:format="{SECRET}"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)


def quarters(width: int, height: int) -> pyvips.Image:
    """Red and green above, blue and white below, with a little texture."""
    x, y = pyvips.Image.xyz(width, height).bandsplit()
    left, above = x < width // 2, y < height // 2
    red = (left & above) | (~left & ~above)
    green = ~left
    blue = ~above
    texture = (x + y) % 16
    bands = [(band & 224) + texture for band in (red, green, blue)]
    return bands[0].bandjoin(bands[1:]).cast("uchar").copy(interpretation="srgb").copy_memory()


def with_secrets(image: pyvips.Image, orientation: int = 1) -> pyvips.Image:
    """``image`` with EXIF (place and serial number among it), XMP, IPTC, Photoshop data and a colour profile."""
    marked = image.copy()
    for field, value in {
        "exif-ifd0-Make": f"{SECRET} (x, ASCII, 12 components, 12 bytes)",
        "exif-ifd0-Artist": f"{SECRET} (x, ASCII, 12 components, 12 bytes)",
        "exif-ifd2-BodySerialNumber": f"{SECRET} (x, ASCII, 12 components, 12 bytes)",
        "exif-ifd3-GPSLatitudeRef": "S (S, ASCII, 2 components, 2 bytes)",
        "exif-ifd3-GPSLatitude": "1/1 17/1 24/1 (1, Rational, 3 components, 24 bytes)",
    }.items():
        marked.set_type(pyvips.GValue.gstr_type, field, value)
    marked.set_type(pyvips.GValue.gint_type, "orientation", orientation)
    marked.set_type(pyvips.GValue.blob_type, "xmp-data", XMP.encode())
    iptc = b"\x1c\x02\x5a" + struct.pack(">H", len(SECRET)) + SECRET.encode()
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">L", len(iptc)) + iptc + b"\0" * (len(iptc) % 2)
    marked.set_type(pyvips.GValue.blob_type, "iptc-data", b"Photoshop 3.0\0" + resource)
    return marked.icc_transform("srgb", input_profile="srgb").copy_memory()


def make_photo(width: int = 800, height: int = 600, orientation: int = 1) -> bytes:
    data: bytes = with_secrets(quarters(width, height), orientation).jpegsave_buffer(Q=92)
    return data


@pytest.fixture(scope="session")
def photo() -> bytes:
    """A JPEG of 800 by 600 pixels, red, green, blue and white by quarters, full of metadata."""
    return make_photo()


@pytest.fixture(scope="session")
def photo_of() -> Callable[..., bytes]:
    """Makes such a JPEG of any width, height and EXIF orientation."""
    return make_photo


@pytest.fixture
def big_header() -> Callable[[int, int], bytes]:
    """A PNG that announces a size and holds nothing more."""

    def make(width: int, height: int) -> bytes:
        import zlib

        body = b"IHDR" + struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
        return b"\x89PNG\r\n\x1a\n" + struct.pack(">L", 13) + body + struct.pack(">L", zlib.crc32(body))

    return make


@pytest.fixture(scope="session")
def generator() -> Path:
    """The folder of the code, for other processes."""
    return Path(__file__).resolve().parents[2] / "generator"
