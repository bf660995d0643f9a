"""Facts: named answers with digests.

A fact's name is ``kind:argument``. Floors above register a resolver for each kind; asking for a fact computes its
digest once per build. What does not exist has a digest too (``ABSENT``), so that its appearing is a change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple


class Resolver(NamedTuple):
    """How facts of one kind are answered.

    ``digest`` maps the argument to the digest of the answer. ``guard``, where given, maps it to the name of another
    fact that covers everything the answer could draw from: while the guard stands, the answer is not asked for again.
    """

    digest: Callable[[str], bytes]
    guard: Callable[[str], str] | None = None


class Facts:
    """The facts of one build; it is not changed while products are made, only asked."""

    def __init__(self, resolvers: Mapping[str, Resolver]) -> None:
        self._resolvers = dict(resolvers)
        self._known: dict[str, bytes] = {}

    def digest(self, name: str) -> bytes:
        """The digest of the fact ``name``; ``KeyError`` when no resolver knows its kind."""
        found = self._known.get(name)
        if found is None:
            kind, _, argument = name.partition(":")
            found = self._known[name] = self._resolvers[kind].digest(argument)
        return found

    def again(self, resolvers: Mapping[str, Resolver], *, forget: str) -> Facts:
        """These facts as ``resolvers`` answer them: all that is known stays known, but for those of kind ``forget``."""
        other = Facts(resolvers)
        other._known = {name: mark for name, mark in self._known.items() if not name.startswith(f"{forget}:")}
        return other

    def guard(self, name: str) -> str | None:
        """The name of the fact that guards ``name``, or None."""
        kind, _, argument = name.partition(":")
        resolver = self._resolvers.get(kind)
        return resolver.guard(argument) if resolver and resolver.guard else None

    def knows(self, name: str) -> bool:
        """Whether some resolver answers facts of this kind."""
        return name.partition(":")[0] in self._resolvers


def changed(before: Mapping[str, bytes], facts: Facts) -> set[str]:
    """The names of the facts in ``before`` whose digest is another one now."""
    different = set()
    stands: dict[str | None, bool] = {None: False}
    for name, old in before.items():
        guard = facts.guard(name)
        if guard not in stands:
            assert guard is not None
            stands[guard] = guard in before and facts.digest(guard) == before[guard]
        if stands[guard]:
            continue
        if not facts.knows(name) or facts.digest(name) != old:
            different.add(name)
    return different
