"""Pictures as templates see them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from portevoix.media.views import picture_view
from portevoix.model.entry import Medium

ALT = {"en": "A boat", "fr": "Un bateau"}


def scope(**sidecar: Any) -> Any:
    """What ``picture_view`` needs of the scope of an English page, in a campaign with one picture."""
    medium = Medium("boat.png", b"", "png", 40, 30, sidecar=sidecar)
    library = SimpleNamespace(media={"boat.png": medium})
    return SimpleNamespace(language="en", read=lambda fact: None, site=SimpleNamespace(library=library))


@pytest.mark.parametrize(
    ("sidecar", "brackets", "without", "alt", "decorative"),
    [
        ({"alt": ALT}, "Sails", False, "Sails", False),
        ({"alt": ALT}, None, False, "A boat", False),
        ({"alt": ALT}, None, True, "", True),
        ({"decorative": True}, None, False, "", True),
        ({"decorative": True}, "Sails", False, "Sails", False),
        ({}, None, False, "", False),
    ],
)
def test_alternative_text_is_that_of_the_brackets_else_that_of_the_sidecar(
    sidecar: dict[str, Any], brackets: str | None, without: bool, alt: str, decorative: bool
) -> None:
    view = picture_view(scope(**sidecar), "boat.png", brackets, without)
    assert view is not None
    assert (view.alt, view.decorative) == (alt, decorative)
