from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import pyvips

from portevoix.media.errors import BadPicture
from portevoix.media.renditions import RenditionFulfiller

SECRET = b"SECRET-7f3a"
FORMATS = ["avif", "webp", "jpeg", "png"]
MARKS = (
    b"Exif",
    b"EXIF",
    b"eXIf",
    b"http://ns.adobe.com",
    b"xmpmeta",
    b"8BIM",
    b"Photoshop",
    b"ICC_PROFILE",
    b"iCCP",
    SECRET,
)


def inputs(width: int, height: int, kind: str = "jpeg", *, crop: bool = False, **more: Any) -> dict[str, Any]:
    return {"source": "a/b.jpg", "digest": "", "width": width, "height": height, "format": kind, "crop": crop, **more}


def make(data: bytes, order: dict[str, Any]) -> bytes:
    return RenditionFulfiller().fulfil(order, {"a/b.jpg": data}.__getitem__)


def opened(data: bytes) -> pyvips.Image:
    return pyvips.Image.new_from_buffer(data, "").copy_memory()


def colour(image: pyvips.Image, across: float, down: float) -> str:
    """The letter of the quarter's colour that stands at these fractions of the picture."""
    red, green, blue = (band > 128 for band in image(int(across * image.width), int(down * image.height))[:3])
    return {(True, False, False): "r", (False, True, False): "g", (False, False, True): "b"}.get(
        (red, green, blue), "w"
    )


def corners(image: pyvips.Image) -> str:
    return "".join(colour(image, across, down) for down in (0.1, 0.9) for across in (0.1, 0.9))


@pytest.mark.parametrize("kind", FORMATS)
def test_no_metadata_remains(kind: str, photo: bytes) -> None:
    assert all(mark in photo for mark in (b"Exif", b"xmpmeta", b"8BIM", b"ICC_PROFILE", SECRET))
    result = make(photo, inputs(400, 300, kind))
    assert [mark for mark in MARKS if mark in result] == []
    fields = opened(result).get_fields()
    assert [name for name in fields if name.startswith(("exif", "xmp", "iptc", "photoshop", "icc", "orient"))] == []


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed")
@pytest.mark.parametrize("kind", FORMATS)
def test_exiftool_finds_no_metadata(kind: str, photo: bytes, tmp_path: Path) -> None:
    file = tmp_path / f"a.{kind}"
    file.write_bytes(make(photo, inputs(400, 300, kind)))
    command = ["exiftool", "-G1", "-s", "-a", "-u", "-EXIF:all", "-XMP:all", "-IPTC:all", "-Photoshop:all"]
    command += ["-ICC_Profile:all", "-MakerNotes:all", "-JFIF:all", "-PNG:Comment", str(file)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == ""


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("size", [(400, 300), (123, 92), (800, 600), (1, 1)])
def test_sizes_are_exact(kind: str, size: tuple[int, int], photo: bytes) -> None:
    image = opened(make(photo, inputs(*size, kind)))
    assert (image.width, image.height, image.bands) == (*size, 3)
    assert image.interpretation == "srgb"


UPRIGHT = {1: "rgbw", 2: "grwb", 3: "wbgr", 4: "bwrg", 5: "rbgw", 6: "brwg", 7: "wgbr", 8: "gwrb"}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_picture_is_turned_upright(orientation: int, photo_of: Callable[..., bytes]) -> None:
    size = (300, 400) if orientation > 4 else (400, 300)
    image = opened(make(photo_of(orientation=orientation), inputs(*size)))
    assert corners(image) == UPRIGHT[orientation]


@pytest.mark.parametrize(
    ("focal", "expected"), [((0.0, 0.0), "rrrr"), ((1, 0), "gggg"), ((0, 1), "bbbb"), ((1.0, 1.0), "wwww")]
)
def test_a_crop_shows_the_focal_point(
    focal: tuple[float, float], expected: str, photo_of: Callable[..., bytes]
) -> None:
    wide, high = photo_of(1600, 300), photo_of(300, 1600)
    across = opened(make(wide, inputs(200, 200, crop=True, focal=[focal[0], 0.5])))
    down = opened(make(high, inputs(200, 200, crop=True, focal=[0.5, focal[1]])))
    left = {"r": "rb", "g": "gw", "b": "rb", "w": "gw"}[expected[0]]
    above = {"r": "rg", "g": "rg", "b": "bw", "w": "bw"}[expected[0]]
    assert corners(across) == left[0] * 2 + left[1] * 2
    assert corners(down) == above * 2


def test_a_crop_follows_the_upright_picture(photo_of: Callable[..., bytes]) -> None:
    turned = photo_of(1600, 300, orientation=6)
    assert corners(opened(make(turned, inputs(200, 200, crop=True, focal=[0.5, 0.0])))) == "brbr"


@pytest.mark.parametrize("kind", ["webp", "avif", "png"])
def test_transparency_stays_and_its_colour_does_not_bleed(kind: str) -> None:
    x = pyvips.Image.xyz(400, 400).bandsplit()[0]
    clear = (x < 200).ifthenelse([0, 255, 0, 0], [200, 0, 0, 255]).cast("uchar").copy(interpretation="srgb")
    image = opened(make(clear.pngsave_buffer(), inputs(100, 100, kind)))
    assert image.hasalpha()
    assert image(5, 50)[3] == 0
    assert image(95, 50)[3] == 255
    assert all(image(across, 50)[1] < 60 for across in range(100) if image(across, 50)[3] > 32)


def test_jpeg_shows_white_where_the_source_is_transparent() -> None:
    clear = pyvips.Image.black(40, 40, bands=4).cast("uchar").copy(interpretation="srgb")
    assert min(opened(make(clear.pngsave_buffer(), inputs(20, 20)))(10, 10)) > 250


@pytest.mark.parametrize("mode", ["b-w", "grey16", "rgb16", "cmyk"])
def test_every_colour_mode_becomes_srgb(mode: str) -> None:
    image = pyvips.Image.black(40, 40, bands=3).copy(interpretation="srgb") + [200, 200, 200]
    image = image.cast("uchar")
    image = image.icc_export(output_profile="cmyk") if mode == "cmyk" else image.colourspace(mode)
    data = image.jpegsave_buffer(Q=95) if mode in ("cmyk", "b-w") else image.pngsave_buffer()
    result = opened(make(data, inputs(20, 20)))
    assert result.bands == 3
    assert all(abs(band - 200) < 12 for band in result(10, 10))


def test_a_wide_gamut_is_brought_into_srgb_by_its_profile() -> None:
    red = (pyvips.Image.black(40, 40, bands=3) + [180, 60, 60]).cast("uchar").copy(interpretation="srgb")
    wide = red.icc_transform("p3", input_profile="srgb")
    assert abs(wide(5, 5)[0] - 180) > 8
    result = opened(make(wide.pngsave_buffer(), inputs(20, 20, "png")))
    assert all(abs(band - wanted) <= 2 for band, wanted in zip(result(10, 10), (180, 60, 60), strict=True))


def test_a_broken_colour_profile_does_not_matter() -> None:
    image = (pyvips.Image.black(40, 40, bands=3) + [200, 20, 20]).cast("uchar").copy(interpretation="srgb")
    image.set_type(pyvips.GValue.blob_type, "icc-profile-data", b"nonsense" * 30)
    result = opened(make(image.jpegsave_buffer(), inputs(20, 20, "png")))
    assert abs(result(10, 10)[0] - 200) < 6


@pytest.mark.parametrize("saver", ["gifsave_buffer", "webpsave_buffer"])
def test_of_a_moving_picture_the_first_frame_shows(saver: str) -> None:
    first = (pyvips.Image.black(40, 30, bands=3) + [220, 0, 0]).cast("uchar")
    second = (pyvips.Image.black(40, 30, bands=3) + [0, 0, 220]).cast("uchar")
    strip = first.join(second, "vertical").copy(interpretation="srgb")
    strip.set_type(pyvips.GValue.gint_type, "page-height", 30)
    result = opened(make(getattr(strip, saver)(), inputs(40, 30, "png")))
    assert (result.width, result.height) == (40, 30)
    assert result(20, 15)[0] > 180


def batch(large: bytes) -> list[dict[str, Any]]:
    shapes = [(1700, 1275, False), (400, 300, False), (300, 300, True)]
    return [
        inputs(width, height, kind, crop=crop, **({"focal": [0.3, 0.6]} if crop else {}))
        for width, height, crop in shapes
        for kind in FORMATS
    ]


@pytest.fixture(scope="module")
def large(photo_of: Callable[..., bytes]) -> bytes:
    """A source that is shrunk while it is decoded for small renditions, and not for large ones."""
    return photo_of(6400, 4800)


@pytest.mark.slow
def test_together_gives_the_bytes_of_one_by_one_in_any_process_with_any_number_of_threads(
    large: bytes, generator: Path, tmp_path: Path
) -> None:
    orders = batch(large)
    fulfiller = RenditionFulfiller()
    together = fulfiller.fulfil_many(large, orders)
    assert together == [make(large, order) for order in orders]
    (tmp_path / "a.jpg").write_bytes(large)
    code = (
        "import sys; from hashlib import blake2b; from portevoix.media.renditions import RenditionFulfiller as F;"
        f"[print(blake2b(one).hexdigest()) for one in F().fulfil_many(open('a.jpg','rb').read(), {orders!r})]"
    )
    from hashlib import blake2b

    expected = [blake2b(one).hexdigest() for one in together]
    for threads in ("1", "4", "8"):
        environment = {"PYTHONPATH": str(generator), "VIPS_CONCURRENCY": threads}
        found = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment, cwd=tmp_path
        )
        assert found.stdout.split() == expected


def test_quality_is_obeyed(photo: bytes) -> None:
    assert len(make(photo, inputs(400, 300, quality=30))) < len(make(photo, inputs(400, 300, quality=90)))


def problem_of(data: bytes, order: dict[str, Any]) -> tuple[str, str]:
    with pytest.raises(BadPicture) as caught:
        make(data, order)
    (problem,) = caught.value.problems
    assert problem.path == "a/b.jpg"
    assert problem.hint
    return problem.code, problem.message


@pytest.mark.parametrize("part", [0.0, 0.001, 0.02, 0.5, 0.99])
@pytest.mark.parametrize("saver", ["jpegsave_buffer", "pngsave_buffer", "webpsave_buffer", "heifsave_buffer"])
def test_a_truncated_picture_is_refused(saver: str, part: float) -> None:
    options = {"compression": "av1", "effort": 0} if saver.startswith("heif") else {}
    noise = pyvips.Image.gaussnoise(200, 150, mean=128, sigma=40, seed=7).cast("uchar")
    whole = getattr(noise.bandjoin([noise, noise]).copy(interpretation="srgb"), saver)(**options)
    cut = whole[: int(len(whole) * part)]
    code, message = problem_of(cut, inputs(100, 75))
    assert code == "picture-damaged"
    assert "damaged or incomplete" in message


def test_what_is_no_picture_is_refused() -> None:
    for data in (b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"P6\n2 2\n255\n" + b"\0" * 12):
        assert problem_of(data, inputs(1, 1))[0] == "picture-damaged"


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(big_header: Callable[[int, int], bytes]) -> None:
    data = big_header(30_000, 10_000) + b"\0\0\0\0IDAT" + b"\0" * 4
    assert problem_of(data, inputs(1, 1))[0] == "picture-too-large"


def test_nothing_is_enlarged(photo: bytes) -> None:
    assert problem_of(photo, inputs(801, 601)) == ("picture-shape", "this picture is too small")
    assert problem_of(photo, inputs(100, 601, crop=True))[0] == "picture-shape"


def test_a_whole_picture_is_never_squeezed(photo: bytes) -> None:
    assert problem_of(photo, inputs(300, 300))[0] == "picture-shape"


def test_no_orders_need_no_picture() -> None:
    assert RenditionFulfiller().fulfil_many(b"", []) == []


def test_the_recipe_is_the_same_each_time() -> None:
    assert RenditionFulfiller().recipe() == RenditionFulfiller().recipe()
    assert len(RenditionFulfiller().recipe()) == 16
