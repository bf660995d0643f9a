"""The platforms: what each allows in a post, as data in ``platforms.yaml`` beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Count = Literal["weighted", "graphemes", "characters", "threads"]


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a platform takes: posts of at most ``limit``, counted as ``count`` says, and at most ``bytes`` of UTF-8.

    An address counts for ``address`` whatever its length, when that is set; ``link``: one in the text can be followed.
    ``most`` hashtags, each of at most ``longest`` characters. ``source`` and ``checked`` tell where that stands and
    when somebody looked; ``unsure``: it was not told by the platform itself.
    """

    name: str
    limit: int
    count: Count
    source: str
    checked: str
    bytes: int | None = None
    address: int | None = None
    link: bool = True
    most: int | None = None
    longest: int | None = None
    unsure: bool = False


@cache
def platforms() -> Mapping[str, Allowed]:
    """Every platform by its key, in the order of the file."""
    from portevoix.source.yaml_text import parse_yaml  # only now: few pages show posts

    text = files("portevoix.toolkit").joinpath("platforms.yaml").read_text(encoding="utf-8")
    document, problems = parse_yaml(text, "platforms.yaml")
    assert document is not None, problems
    return {key: _allowed(said) for key, said in document.value.items()}


def _allowed(said: dict[str, Any]) -> Allowed:
    own = {name: value for name, value in said.items() if name != "hashtags"}
    return Allowed(**own, **said.get("hashtags", {}))
