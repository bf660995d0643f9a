"""The pictures of the demonstration campaign: the program that draws them draws exactly those that lie in content/."""

from pathlib import Path

import pytest

from drawings.__main__ import write
from drawings.arcs import FEWEST, MOST, voice
from drawings.catalogue import PICTURES, Picture
from drawings.files import contents

CONTENT = Path(__file__).parents[2] / "content"
VECTORS = [picture for picture in PICTURES if picture.file.endswith(".svg")]
PIXELS = [picture for picture in PICTURES if not picture.file.endswith(".svg")]
MOST_BYTES = 400_000


@pytest.mark.parametrize("picture", VECTORS, ids=lambda picture: picture.file)
def test_a_drawing_is_the_one_in_the_campaign(picture: Picture) -> None:
    assert contents(picture) == (CONTENT / picture.file).read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("picture", PIXELS, ids=lambda picture: picture.file)
def test_a_rendered_drawing_is_the_one_in_the_campaign(picture: Picture) -> None:
    data = contents(picture)
    assert data == (CONTENT / picture.file).read_bytes()
    assert len(data) < MOST_BYTES


def test_every_picture_says_what_it_shows() -> None:
    assert [p.file for p in PICTURES if not (CONTENT / f"{p.file}.yaml").exists()] == []


def test_arcs_depend_on_the_id_alone() -> None:
    assert voice("articles/two-fingers", (0, 0), 900, 60) == voice("articles/two-fingers", (0, 0), 900, 60)
    assert voice("articles/two-fingers", (0, 0), 900, 60) != voice("articles/three-fingers", (0, 0), 900, 60)


@pytest.mark.parametrize("entry", [f"people/{number}" for number in range(50)])
def test_arcs_never_touch_and_fill_their_reach(entry: str) -> None:
    rings = voice(entry, (0, 0), 900, 60).rings
    edges = [edge for ring in rings for edge in (ring.radius - ring.width / 2, ring.radius + ring.width / 2)]
    assert FEWEST <= len(rings) <= MOST
    assert edges == sorted(set(edges))
    assert edges[0] > 60
    assert edges[-1] == pytest.approx(900)


def test_files_that_are_up_to_date_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("drawings.__main__.PICTURES", VECTORS[:2])
    write(tmp_path)
    kept, changed = (tmp_path / picture.file for picture in VECTORS[:2])
    before = kept.stat().st_mtime_ns
    changed.write_text("<svg/>")
    write(tmp_path)
    assert kept.stat().st_mtime_ns == before
    assert changed.read_bytes() == contents(VECTORS[1])
