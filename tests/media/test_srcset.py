from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portevoix.media.probe import PictureInfo
from portevoix.media.srcset import PictureSize, Rendition, crop_box, order_inputs, plan, srcset

PHOTO = PictureInfo("jpeg", 4000, 3000)


def widths(info: PictureInfo, size: PictureSize) -> list[int]:
    return [rendition.width for rendition in plan(info, size)[0].renditions]


def test_a_photo_comes_as_avif_webp_and_jpeg_in_four_widths() -> None:
    found = plan(PHOTO, PictureSize())
    assert [one.media_type for one in found] == ["image/avif", "image/webp", "image/jpeg"]
    assert found[2].renditions == (
        Rendition(400, 300, "jpeg", False),
        Rendition(800, 600, "jpeg", False),
        Rendition(1200, 900, "jpeg", False),
        Rendition(1600, 1200, "jpeg", False),
    )


def test_transparency_makes_png_the_fallback() -> None:
    found = plan(PictureInfo("png", 1000, 1000, alpha=True), PictureSize())
    assert [one.format for one in found] == ["avif", "webp", "png"]


def test_an_opaque_png_falls_back_to_jpeg() -> None:
    assert plan(PictureInfo("png", 1000, 1000), PictureSize())[-1].format == "jpeg"


def test_a_format_is_not_named_twice() -> None:
    assert [one.format for one in plan(PHOTO, PictureSize(formats=("jpeg", "webp")))] == ["webp", "jpeg"]


def test_svg_has_no_renditions() -> None:
    assert plan(PictureInfo("svg", 100, 100), PictureSize()) == ()


@pytest.mark.parametrize(
    ("width", "expected"),
    [(5000, [400, 800]), (800, [400, 800]), (799, [400, 799]), (430, [400]), (440, [400, 440]), (90, [90])],
)
def test_nothing_is_enlarged_and_the_source_width_stands_in(width: int, expected: list[int]) -> None:
    assert widths(PictureInfo("jpeg", width, 600), PictureSize(widths=(800, 400))) == expected


def test_a_ratio_crops_only_a_picture_of_another_shape() -> None:
    size = PictureSize(widths=(800,), ratio=(4, 3))
    assert plan(PHOTO, size)[0].renditions == (Rendition(800, 600, "avif", False),)
    assert plan(PictureInfo("jpeg", 3000, 4000), size)[0].renditions == (Rendition(800, 600, "avif", True),)


def test_the_widest_crop_fits_into_the_source() -> None:
    assert plan(PictureInfo("jpeg", 1500, 300), PictureSize(ratio=(1, 1)))[0].renditions == (
        Rendition(300, 300, "avif", True),
    )


@given(
    width=st.integers(1, 20_000),
    height=st.integers(1, 20_000),
    ratio=st.none() | st.tuples(st.integers(1, 40), st.integers(1, 40)),
    wanted=st.lists(st.integers(1, 4000), min_size=1, max_size=5),
)
def test_every_rendition_lies_within_the_source(
    width: int, height: int, ratio: tuple[int, int] | None, wanted: list[int]
) -> None:
    for candidates in plan(PictureInfo("jpeg", width, height), PictureSize(tuple(wanted), ratio)):
        assert candidates.renditions
        for one in candidates.renditions:
            assert 1 <= one.width <= width
            assert 1 <= one.height <= height


@given(
    source=st.tuples(st.integers(1, 9000), st.integers(1, 9000)),
    target=st.tuples(st.integers(1, 2000), st.integers(1, 2000)),
    focal=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_a_crop_lies_within_the_picture_and_touches_two_edges(
    source: tuple[int, int], target: tuple[int, int], focal: tuple[float, float]
) -> None:
    left, top, width, height = crop_box(source, target, focal)
    assert left >= 0
    assert top >= 0
    assert left + width <= source[0]
    assert top + height <= source[1]
    assert width == source[0] or height == source[1]


def test_a_crop_is_centred_on_the_focal_point_as_far_as_edges_allow() -> None:
    assert crop_box((1000, 500), (1, 1), (0.5, 0.5)) == (250, 0, 500, 500)
    assert crop_box((1000, 500), (1, 1), (0.6, 0.5)) == (350, 0, 500, 500)
    assert crop_box((1000, 500), (1, 1), (0.9, 0.1)) == (500, 0, 500, 500)
    assert crop_box((500, 1000), (1, 1), (0.9, 0.0)) == (0, 0, 500, 500)


def test_the_focal_point_is_part_of_an_order_only_where_it_crops() -> None:
    whole, part = Rendition(4, 3, "webp", False), Rendition(4, 4, "webp", True)
    assert "focal" not in order_inputs("a.jpg", "00", whole, (0.2, 0.3))
    assert order_inputs("a.jpg", "00", part, (0.2, 0.3), quality=60) == {
        "source": "a.jpg",
        "digest": "00",
        "width": 4,
        "height": 4,
        "format": "webp",
        "crop": True,
        "focal": [0.2, 0.3],
        "quality": 60,
    }


def test_srcset_is_written_as_browsers_read_it() -> None:
    assert srcset([("/m/a.webp", 400), ("/m/b.webp", 800)]) == "/m/a.webp 400w, /m/b.webp 800w"
