"""Reading a text with the blocks of a small theme."""

from __future__ import annotations

from typing import Any

import pytest
from render.markdown.reading import SPECS, Read, Reading

from portevoix.render.markdown.parse import parse


@pytest.fixture
def read() -> Read:
    def run(text: str, **changes: Any) -> Reading:
        arguments: dict[str, Any] = {
            "path": "content/press/launch.en.md",
            "folder": "press",
            "first_line": 1,
            "language": "en",
            "blocks": SPECS,
        }
        return Reading(*parse(text, **(arguments | changes)))

    return run
