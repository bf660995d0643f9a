from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import pyvips
from hypothesis import given
from hypothesis import strategies as st

from portevoix.media.probe import PictureInfo, probe


def plain(width: int = 40, height: int = 30, bands: int = 3) -> pyvips.Image:
    return pyvips.Image.black(width, height, bands=bands).copy(interpretation="srgb")


def frames(count: int) -> pyvips.Image:
    strip = pyvips.Image.xyz(40, 30 * count).bandsplit()[1].cast("uchar").bandjoin([1, 2]).copy(interpretation="srgb")
    strip = strip.copy()
    strip.set_type(pyvips.GValue.gint_type, "page-height", 30)
    return strip


MAKERS: dict[str, Callable[[pyvips.Image], bytes]] = {
    "jpg": lambda image: image.jpegsave_buffer(),
    "png": lambda image: image.pngsave_buffer(),
    "gif": lambda image: image.gifsave_buffer(),
    "webp": lambda image: image.webpsave_buffer(),
    "avif": lambda image: image.heifsave_buffer(compression="av1", effort=0),
}
FORMATS = {"jpg": "jpeg"}


@pytest.mark.parametrize("ending", MAKERS)
def test_each_format_is_measured(ending: str) -> None:
    found, problems = probe(MAKERS[ending](plain()), f"a/b.{ending}")
    transparent = ending == "gif"  # the encoder always reserves a transparent colour
    assert found == PictureInfo(FORMATS.get(ending, ending), 40, 30, transparent)
    assert problems == ()


@pytest.mark.parametrize("ending", ["png", "gif", "webp", "avif"])
def test_transparency_is_seen(ending: str) -> None:
    image = plain(bands=3).bandjoin(pyvips.Image.xyz(40, 30).bandsplit()[0].cast("uchar") * 6)
    found, _ = probe(MAKERS[ending](image.cast("uchar").copy(interpretation="srgb")), f"b.{ending}")
    assert found is not None
    assert found.alpha


def test_lossless_webp_is_measured() -> None:
    found, _ = probe(plain(300, 17).webpsave_buffer(lossless=True), "b.webp")
    assert found == PictureInfo("webp", 300, 17)


@pytest.mark.parametrize("ending", ["gif", "webp"])
def test_movement_is_a_warning(ending: str) -> None:
    found, problems = probe(MAKERS[ending](frames(3)), f"b.{ending}")
    assert found is not None
    assert found.animated
    assert (found.width, found.height) == (40, 30)
    assert [(problem.code, problem.severity) for problem in problems] == [("picture-animated", "warning")]


@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "avif"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_size_is_that_of_the_upright_picture_as_it_is_decoded(ending: str, orientation: int) -> None:
    image = plain()
    image.set_type(pyvips.GValue.gint_type, "orientation", orientation)
    data = MAKERS[ending](image)
    decoded = pyvips.Image.new_from_buffer(data, "").autorot()
    found, _ = probe(data, f"b.{ending}")
    assert found is not None
    assert (found.width, found.height) == (decoded.width, decoded.height)
    assert (found.width, found.height) == ((30, 40) if orientation > 4 else (40, 30))


def test_svg_is_measured_by_its_size_or_its_view_box() -> None:
    def size(attributes: str) -> tuple[int, int] | None:
        found, _ = probe(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode(), "b.svg")
        return (found.width, found.height) if found else None

    assert size('width="30px" height="2in"') == (30, 192)
    assert size('viewBox="0 0 24 12.4"') == (24, 12)
    assert size('width="100%" height="100%" viewBox="0,0 24 12"') == (24, 12)
    assert size('width="48" viewBox="0 0 24 12"') == (48, 24)
    assert size('viewBox="0 0 0 12"') is None


def test_svg_without_a_size_is_an_error() -> None:
    found, problems = probe(b'<svg xmlns="http://www.w3.org/2000/svg"/>', "b.svg")
    assert found is None
    assert [problem.code for problem in problems] == ["svg-size"]


def test_what_is_wrong_inside_an_svg_is_told_with_its_place() -> None:
    data = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">\n <script/></svg>'
    _, problems = probe(data, "b.svg")
    assert [(problem.code, problem.line, problem.column) for problem in problems] == [("svg-element", 2, 2)]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n", "Git LFS"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 40, "HEIC"),
        (b"II*\0" + b"\0" * 40, "TIFF"),
        (b"8BPS" + b"\0" * 40, "Photoshop"),
        (b"\x1f\x8b\x08" + b"\0" * 40, "compressed SVG"),
        (b"<!doctype html><p>404 Not Found", "not a picture"),
        (b"\xff\xd8\xff\xe0", "damaged"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
    ],
)
def test_what_is_no_picture_for_the_web_is_said_in_words(data: bytes, words: str) -> None:
    found, problems = probe(data, "a/b.jpg")
    assert found is None
    assert any(words in problem.message and problem.hint for problem in problems if problem.severity == "error")


def test_an_ending_that_disagrees_with_the_content_is_an_error_but_not_in_capitals() -> None:
    data = MAKERS["png"](plain())
    found, problems = probe(data, "a/b.jpg")
    assert found == PictureInfo("png", 40, 30)
    assert [(problem.code, problem.found) for problem in problems] == [("picture-ending", ".jpg")]
    assert "b.png" in problems[0].hint
    assert probe(data, "a/b.PNG")[1] == ()


def test_a_picture_of_too_many_pixels_is_refused(big_header: Callable[[int, int], bytes]) -> None:
    found, problems = probe(big_header(20_001, 10_000), "b.png")
    assert found is None
    assert [problem.code for problem in problems] == ["picture-too-large"]
    assert probe(big_header(20_000, 10_000), "b.png")[0] == PictureInfo("png", 20_000, 10_000)


def test_the_facts_survive_json() -> None:
    info = PictureInfo("gif", 3, 4, alpha=True, animated=True)
    assert PictureInfo.from_json(info.to_json()) == info


@given(ending=st.sampled_from(sorted(MAKERS)), place=st.integers(0, 400), noise=st.binary(min_size=1, max_size=40))
def test_no_bytes_at_all_make_it_fail(ending: str, place: int, noise: bytes) -> None:
    data = _SAMPLES[ending]
    broken = data[:place] + noise + data[place + len(noise) :]
    for one in (broken, data[:place], noise):
        found, problems = probe(one, f"b.{ending}")
        assert found is not None or any(problem.severity == "error" for problem in problems)


_SAMPLES = {ending: make(plain()) for ending, make in MAKERS.items()}


def test_probing_loads_no_image_library(generator: Path) -> None:
    code = (
        "import sys; from portevoix.media.probe import probe; from portevoix.media import renditions;"
        "probe(b'GIF89a', 'a.gif'); renditions.RenditionFulfiller().recipe(); assert 'pyvips' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": str(generator)})
