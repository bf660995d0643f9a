"""Blocks as a theme declares them in ``theme.yaml``.

::

    blocks:
      quote:
        body: required            # required, optional (the default) or none
        options:
          by: {type: text, required: true}
          source: {type: link}
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

OptionType = Literal[
    "text", "link", "picture", "pictures", "file", "entry", "section", "number", "flag", "choice", "facet"
]
"""What an option may hold.

``text``; ``link``: a path to an entry's file, a path with a fragment, or an ``https:`` or ``mailto:`` address;
``picture``, ``pictures``: one or a list of paths of pictures; ``file``: the path of a file to download; ``entry``: the
path of an entry's file; ``section``: the path of a folder of entries; ``number``: a whole number from 1; ``flag``: true
or false; ``choice``: one of ``choices``; ``facet``: a mapping of facet names to keys (``{topic: climate}``).
"""


class OptionSpec(NamedTuple):
    """One option of a block; ``kind`` is that of the entry which it takes, ``*`` for any."""

    type: OptionType = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    kind: str = "*"


@dataclass(frozen=True, slots=True)
class BlockSpec:
    """What a block takes: its options by name, and whether Markdown stands in it."""

    options: dict[str, OptionSpec] = field(default_factory=dict)
    body: Literal["required", "optional", "none"] = "optional"
