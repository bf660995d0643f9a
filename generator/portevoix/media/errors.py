"""What goes wrong with a picture, as one exception that carries problems."""

from __future__ import annotations

from collections.abc import Sequence

from portevoix.core.diagnostics import Problem
from portevoix.core.errors import PortevoixError


class BadPicture(PortevoixError):
    """A picture from which nothing can be made; ``problems`` (one at least) say why, in the author's words."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems[0].message, problems[0].hint)
        self.problems = tuple(problems)
