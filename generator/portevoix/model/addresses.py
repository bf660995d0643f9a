"""Addresses: where everything stands, and what must not stand in the same place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portevoix.core.diagnostics import Problem
from portevoix.core.paths import normal
from portevoix.model.entry import Entry, Section
from portevoix.model.naming import HOME, slug_of
from portevoix.model.sections import Where


def entry_url(entry_id: str, language: str, slug: str | None, section: Section, sections: Mapping[str, Section]) -> str:
    """The address of an entry below the base address: ``fr/presse/lancement/``.

    A section's own page stands where the section begins, home where its language does.
    """
    if entry_id == HOME:
        return f"{language}/"
    own = sections.get(entry_id)
    if own is not None and own.has_page:
        return own.urls[language]
    return f"{section.urls[language]}{slug or slug_of(entry_id)}/"


def alias_url(language: str, alias: str) -> str | None:
    """The former address ``alias`` of an entry in ``language``, below the base address; None when it is no address."""
    path = normal(alias.strip()).strip("/")
    parts = path.split("/")
    if not path or any(part in ("", ".", "..") or part != part.strip() for part in parts):
        return None
    if any(character in path for character in '\\?#%:*"<>|') or not path.isprintable():
        return None
    return f"{language}/{path}" + ("" if path.endswith(".html") else "/")


@dataclass(frozen=True, slots=True)
class _Claim:
    url: str
    entry: Entry | None
    path: str
    field: str


def collisions(entries: Iterable[Entry], sections: Mapping[str, Section], where: Where) -> list[Problem]:
    """A problem for each address that two things claim which can be public at the same moment."""
    claims: dict[str, list[_Claim]] = {}
    problems: list[Problem] = []

    def claim(url: str, entry: Entry | None, path: str, field: str) -> None:
        claims.setdefault(url.casefold(), []).append(_Claim(url, entry, path, field))

    fronts = set()
    for entry in entries:
        claim(entry.url, entry, entry.path, "slug" if "slug" in entry.meta else "title")
        if entry.id in sections:
            fronts.add((entry.id, entry.language))
        for number, alias in enumerate(entry.meta.get("aliases", ())):
            url = alias_url(entry.language, alias)
            if url is None:
                problems.append(
                    Problem(
                        entry.path,
                        *where(entry.path, "aliases", number),
                        "alias-address",
                        "a former address is written below its language, as press/launch/",
                        alias,
                    )
                )
            elif url != entry.url:
                claim(url, entry, entry.path, "aliases")
    for section in sections.values():
        if section.has_page:
            for tag, url in section.urls.items():
                if (section.id, tag) not in fronts:
                    claim(url, None, section.path, "")
    for folded in sorted(claims):
        problems += _disputes(claims[folded], where)
    return problems


def _disputes(rivals: list[_Claim], where: Where) -> list[Problem]:
    problems = []
    for number, one in enumerate(rivals):
        for other in rivals[number + 1 :]:
            if one.entry and other.entry and not one.entry.visibility.meets(other.entry.visibility):
                continue
            late, early = (one, other) if one.path > other.path else (other, one)
            if late.entry is None:
                late, early = early, late
            problems.append(
                Problem(
                    late.path,
                    *where(late.path, late.field),
                    "address-taken",
                    f"the address /{late.url} is also that of {early.path}",
                    hint="give one of them another slug",
                )
            )
    return problems
