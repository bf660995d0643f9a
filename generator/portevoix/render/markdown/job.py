"""What one parse gathers on its way through the stages."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from portevoix.core.diagnostics import Problem, cut
from portevoix.render.markdown.document import Heading, Hole, LinkEnd, Reference
from portevoix.render.markdown.locate import Locator

STX, ETX = "\x02", "\x03"
"""What delimits tokens; both are taken out of every source, so that no author can write one."""

TOKEN = re.compile(r"\x02pv([a-z]\d*)\x03")
KEPT = ("data-kept", f"{STX}k{ETX}")
"""An attribute of links that have been read and stay as they are; no author can write it, and no page shows it."""

LINK_END = f"{STX}pve{ETX}"


@dataclass(slots=True)
class Job:
    """One text on its way to a document: where it is from, and what was found in it so far."""

    path: str
    folder: str
    language: str
    guest: bool
    locator: Locator
    holes: list[Hole] = field(default_factory=list)
    outline: list[Heading] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    lead: str = ""
    nested: list[int] = field(default_factory=list)

    def token(self, hole: Hole) -> str:
        """The token that stands for ``hole`` until the HTML is cut into segments."""
        if isinstance(hole, LinkEnd):
            return LINK_END
        self.holes.append(hole)
        return f"{STX}pvh{len(self.holes) - 1}{ETX}"

    def problem(
        self, place: tuple[int, int], code: str, message: str, found: str = "", hint: str = "", *, warning: bool = False
    ) -> None:
        """Note a problem at ``place``, a line and a column in the file."""
        severity = "warning" if warning else "error"
        shown = cut(found, 80)
        self.problems.append(Problem(self.path, *place, code, message, shown, hint, severity))  # type: ignore[arg-type]

    def reference(self, kind: str, target: str, fragment: str, place: tuple[int, int]) -> None:
        """Note that the text refers to ``target``."""
        self.references.append(Reference(kind, target, fragment, *place))
