"""The pictures of the demonstration campaign: the program that draws them draws exactly those that lie in place."""

from pathlib import Path

import pytest
import yaml

from drawings.__main__ import STATIC, write
from drawings.arcs import FEWEST, MOST, voice
from drawings.catalogue import GROUNDS, PICTURES, Picture
from drawings.files import contents

CONTENT = Path(__file__).parents[2] / "content"
VECTORS = [picture for picture in PICTURES if picture.file.endswith(".svg")]
PIXELS = [picture for picture in PICTURES if not picture.file.endswith(".svg")]
MOST_BYTES = 400_000


@pytest.mark.parametrize("picture", VECTORS, ids=lambda picture: picture.file)
def test_a_drawing_is_the_one_in_the_campaign(picture: Picture) -> None:
    assert contents(picture) == (CONTENT / picture.file).read_bytes()


@pytest.mark.parametrize("picture", GROUNDS, ids=lambda picture: picture.file)
def test_a_ground_is_the_one_in_the_theme(picture: Picture) -> None:
    assert contents(picture) == (STATIC / picture.file).read_bytes()


def test_every_topic_of_the_campaign_has_its_ground_and_no_two_are_alike() -> None:
    topics = yaml.safe_load((CONTENT / "data" / "topics.yaml").read_text(encoding="utf-8"))
    assert {f"topics/{name}.svg" for name in topics} == {picture.file for picture in GROUNDS}
    assert len({contents(picture) for picture in GROUNDS}) == len(GROUNDS)


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


def test_files_that_are_up_to_date_are_left_alone(tmp_path: Path) -> None:
    write(VECTORS[:2], tmp_path)
    kept, changed = (tmp_path / picture.file for picture in VECTORS[:2])
    before = kept.stat().st_mtime_ns
    changed.write_text("<svg/>")
    write(VECTORS[:2], tmp_path)
    assert kept.stat().st_mtime_ns == before
    assert changed.read_bytes() == contents(VECTORS[1])
