"""Icons: the theme's drawing in pixels."""

from __future__ import annotations

from typing import Any

import pytest
import pyvips

from portevoix.media.errors import BadPicture
from portevoix.media.icons import IconFulfiller

DISC = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="5" fill="#f00"/></svg>'
WIDE = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="10"><path d="M0 0h40v10H0z" fill="#00f"/></svg>'


def drawn(data: bytes, size: int = 64, opaque: bool = False) -> Any:
    inputs = {"source": "themes/mine/static/icon.svg", "digest": "", "size": size, "opaque": opaque}
    png = IconFulfiller().fulfil(inputs, lambda path: data)
    assert png == IconFulfiller().fulfil(inputs, lambda path: data)
    return pyvips.Image.new_from_buffer(png, "")


@pytest.mark.parametrize("size", [180, 192, 512])
def test_an_icon_is_a_square_of_the_size_asked_for(size: int) -> None:
    for data in (DISC, WIDE):
        image = drawn(data, size)
        assert (image.width, image.height) == (size, size)


def test_an_icon_keeps_its_shape_and_what_is_around_it_is_clear() -> None:
    image = drawn(WIDE)
    assert image.getpoint(32, 32) == [0, 0, 255, 255]
    assert image.getpoint(32, 2)[3] == 0
    assert image.getpoint(1, 32) == [0, 0, 255, 255]


def test_an_opaque_icon_stands_on_white() -> None:
    image = drawn(DISC, opaque=True)
    assert image.bands == 3
    assert image.getpoint(0, 0) == [255, 255, 255]


def test_an_icon_holds_nothing_but_pixels() -> None:
    assert not [name for name in drawn(DISC).get_fields() if name.startswith(("exif", "xmp", "icc", "png-comment"))]


@pytest.mark.parametrize("data", [b"", b"no picture", b"<svg", DISC.replace(b' viewBox="0 0 10 10"', b"")])
def test_what_cannot_be_drawn_is_told(data: bytes) -> None:
    with pytest.raises(BadPicture) as caught:
        drawn(data)
    assert [problem.code for problem in caught.value.problems] == ["icon-unsound"]
