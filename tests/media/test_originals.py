"""Originals: every pixel as it was, and nothing said beside them."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
import pyvips

from portevoix.media.errors import BadPicture
from portevoix.media.originals import original
from portevoix.media.probe import probe

SECRET = b"SECRET-7f3a"
MARKS = (SECRET, b"http://ns.adobe.com", b"xmpmeta", b"8BIM", b"Photoshop", b"GPSLat")
SAVERS: dict[str, tuple[str, dict[str, Any]]] = {
    "jpg": ("jpegsave_buffer", {"Q": 92}),
    "progressive.jpg": ("jpegsave_buffer", {"Q": 80, "interlace": True, "restart_interval": 2}),
    "png": ("pngsave_buffer", {}),
    "webp": ("webpsave_buffer", {}),
    "lossless.webp": ("webpsave_buffer", {"lossless": True}),
    "avif": ("heifsave_buffer", {"compression": "av1", "effort": 0}),
}


@pytest.fixture
def saved(photo: bytes) -> Callable[..., bytes]:
    """The photo with all its metadata in another format."""

    def save(kind: str, turned: int = 1) -> bytes:
        image = pyvips.Image.new_from_buffer(photo, "").copy_memory().copy()
        image.set_type(pyvips.GValue.gint_type, "orientation", turned)
        saver, options = SAVERS[kind]
        data: bytes = getattr(image, saver)(keep="all", **options)
        return data

    return save


def upright(data: bytes) -> tuple[int, int, bytes]:
    image = pyvips.Image.new_from_buffer(data, "", fail_on="warning").autorot()
    return image.width, image.height, image.write_to_memory()


@pytest.mark.parametrize("kind", SAVERS)
@pytest.mark.parametrize("turned", [1, 6])
def test_pixels_stay_and_metadata_goes(kind: str, turned: int, saved: Callable[..., bytes]) -> None:
    before = saved(kind, turned)
    assert SECRET in before
    after = original(before, f"a.{kind}")
    assert [mark for mark in MARKS if mark in after] == []
    assert upright(after) == upright(before)
    shape, problems = probe(after, f"a.{kind}")
    assert problems == ()
    assert shape == probe(before, f"a.{kind}")[0]
    assert original(after, f"a.{kind}") == after


@pytest.mark.parametrize("kind", ["jpg", "png", "webp", "avif"])
def test_the_colour_profile_stays(kind: str, saved: Callable[..., bytes]) -> None:
    after = pyvips.Image.new_from_buffer(original(saved(kind), f"a.{kind}"), "")
    assert after.get_typeof("icc-profile-data") != 0


def test_what_hangs_behind_a_picture_goes(photo: bytes, saved: Callable[..., bytes]) -> None:
    for kind in ("jpg", "png", "webp"):
        before = saved(kind)
        assert original(before + SECRET, f"a.{kind}") == original(before, f"a.{kind}")


def test_a_gif_moves_on_without_its_comments() -> None:
    head = b"GIF89a" + b"\x02\0\x02\0" + b"\x80\0\0" + b"\0\0\0\xff\xff\xff"
    loop = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
    comment = b"\x21\xfe" + bytes([len(SECRET)]) + SECRET + b"\0"
    xmp = b"\x21\xff\x0bXMP DataXMP" + bytes([len(SECRET)]) + SECRET + b"\0"
    control = b"\x21\xf9\x04\0\0\0\0\0"
    frame = b"\x2c\0\0\0\0\x02\0\x02\0\0" + b"\x02\x03\x44\x02\x05\0"
    before = head + loop + comment + control + frame + xmp + control + frame + b"\x3b"
    assert original(before, "a.gif") == head + loop + control + frame + control + frame + b"\x3b"


def test_a_drawing_is_made_safe() -> None:
    drawn = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><!-- SECRET --><path d="M0 0"/></svg>'
    assert b"SECRET" not in original(drawn, "a.svg")
    with pytest.raises(BadPicture):
        original(drawn.replace(b"<path", b"<script>x</script><path"), "a.svg")


@pytest.mark.parametrize("kind", ["jpg", "png", "webp", "avif"])
def test_a_damaged_picture_is_a_problem_and_never_a_traceback(kind: str, saved: Callable[..., bytes]) -> None:
    whole, rng = saved(kind), random.Random(5)
    with pytest.raises(BadPicture):
        original(whole[:40], f"a.{kind}")
    for _ in range(200):
        data = bytearray(whole[: rng.randrange(12, len(whole))])
        for _ in range(3):
            data[rng.randrange(len(data))] = rng.randrange(256)
        with suppress(BadPicture):
            original(bytes(data), f"a.{kind}")
