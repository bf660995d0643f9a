"""What floor 5 gives to views and templates."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import portevoix
from portevoix.build.functions import FUNCTIONS

SOURCES = Path(portevoix.__file__).parent
CALLED = {
    name for path in SOURCES.rglob("*.py") for name in re.findall(r'\.call\("(\w+)"', path.read_text(encoding="utf-8"))
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_where_it_is_said_to_be(name: str) -> None:
    assert callable(FUNCTIONS[name])


def test_what_is_called_is_there() -> None:
    assert len(CALLED) > 10
    assert FUNCTIONS.keys() >= CALLED
