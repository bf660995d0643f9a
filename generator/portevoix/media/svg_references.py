"""How often the parts of an SVG are drawn: ``<use>`` may repeat a part that repeats another, without end."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_DRAWN = 200_000
"""Elements that a picture may draw, repetitions counted."""

_DEEPEST = 300


@dataclass(slots=True)
class _Part:
    """What has an id: its elements that have none, and the ids of what else it draws, contained or repeated."""

    elements: int = 0
    draws: list[str] = field(default_factory=list)
    drawn: int | None = None


class References:
    """Counts elements while a document is read: ``enter`` at each start tag, ``leave`` at its end tag."""

    def __init__(self) -> None:
        self._parts: dict[str, _Part] = {}
        self._all = _Part()
        self._open: list[_Part] = []

    def enter(self, identity: str | None, target: str | None) -> None:
        """An element begins: its ``id`` if any, and the ``#id`` that it draws if it is a ``<use>``."""
        holder = self._open[-1] if self._open else self._all
        if identity:
            holder.draws.append(identity)
            holder = self._parts.setdefault(identity, _Part())
        holder.elements += 1
        if target:
            holder.draws.append(target[1:])
        self._open.append(holder)

    def leave(self) -> None:
        """The element that was entered last ends."""
        self._open.pop()

    def explosion(self) -> str | None:
        """“in a circle”, “too deep” or “too often” when drawing would not end, or not soon; None when all is well."""
        try:
            return "too often" if self._count(self._all, ()) > MOST_DRAWN else None
        except _Endless as endless:
            return str(endless)

    def _count(self, part: _Part, path: tuple[int, ...]) -> int:
        if id(part) in path:
            raise _Endless("in a circle")
        if len(path) > _DEEPEST:
            raise _Endless("too deep")
        if part.drawn is None:
            inner = (self._parts[name] for name in part.draws if name in self._parts)
            part.drawn = part.elements + sum(self._count(other, (*path, id(part))) for other in inner)
        return part.drawn


class _Endless(Exception):
    """Drawing would not end."""
