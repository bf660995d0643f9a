"""Which addresses are videos of a platform, and where their players come from."""

from __future__ import annotations

import pytest

from portevoix.source.players import frame_origins, recognised

TUBE = ("youtube", "https://www.youtube-nocookie.com/embed/a_b-cdefghi")


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://www.youtube.com/watch?v=a_b-cdefghi", TUBE),
        ("https://youtube.com/watch?feature=share&v=a_b-cdefghi&t=3", TUBE),
        ("https://m.youtube.com/watch?v=a_b-cdefghi", TUBE),
        ("https://youtu.be/a_b-cdefghi?si=xyz", TUBE),
        ("https://www.youtube.com/shorts/a_b-cdefghi", TUBE),
        ("https://www.youtube-nocookie.com/embed/a_b-cdefghi", TUBE),
        ("https://vimeo.com/123456789", ("vimeo", "https://player.vimeo.com/video/123456789?dnt=1")),
        ("https://player.vimeo.com/video/123456789?h=1", ("vimeo", "https://player.vimeo.com/video/123456789?dnt=1")),
        ("https://youtube.com.example.org/watch?v=a_b-cdefghi", None),
        ("https://example.org/?u=youtu.be/a_b-cdefghi", None),
        ("https://www.youtube.com/@channel", None),
        ("https://vimeo.com/about", None),
    ],
)
def test_the_pages_of_videos_are_recognised(address: str, found: tuple[str, str] | None) -> None:
    assert recognised(address) == found


def test_only_admitted_players_are_let_into_frames() -> None:
    assert frame_origins(()) == ()
    assert frame_origins(("vimeo", "youtube")) == ("https://www.youtube-nocookie.com", "https://player.vimeo.com")
