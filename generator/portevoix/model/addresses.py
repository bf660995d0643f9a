"""Addresses: where everything stands, and what must not stand in the same place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from portevoix.core.diagnostics import Problem
from portevoix.core.paths import normal
from portevoix.model.entry import Entry, Section
from portevoix.model.naming import HOME, slug_of
from portevoix.model.sections import Where


def entry_url(
    entry_id: str,
    language: str,
    slug: str | None,
    section: Section,
    sections: Mapping[str, Section],
    *,
    page: bool = True,
) -> str:
    """The address of an entry below the base address: ``fr/presse/lancement/``.

    A section's own page stands where the section begins, home where its language does. Without a ``page`` of its own
    it is a part of the section's: ``fr/questions/#inscription``.
    """
    if entry_id == HOME:
        return f"{language}/"
    own = sections.get(entry_id)
    if own is not None and own.has_page:
        return own.urls[language]
    name = slug or slug_of(entry_id)
    return f"{section.urls[language]}{name}/" if page else f"{section.urls[language]}#{name}"


def alias_url(language: str, alias: str) -> str | None:
    """The former address ``alias`` of an entry in ``language``, below the base address; None when it is no address."""
    path = normal(alias.strip()).strip("/")
    parts = path.split("/")
    if not path or any(part in ("", ".", "..") or part != part.strip() for part in parts):
        return None
    if any(character in path for character in '\\?#%:*"<>|') or not path.isprintable():
        return None
    return f"{language}/{path}" + ("" if path.endswith(".html") else "/")


def vcard_path(entry: Entry) -> str | None:
    """Where the card of a person stands in the output; None for one without a page, or whom nobody can reach."""
    if entry.kind != "person" or not entry.has_page or not (entry.meta.get("email") or entry.meta.get("phone")):
        return None
    return f"{entry.url}{entry.url.rstrip('/').rpartition('/')[2]}.vcf"


class _Claim(NamedTuple):
    url: str
    entry: Entry | None
    path: str
    field: tuple[str | int, ...] = ()

    @property
    def name(self) -> str:
        """What the author knows it by."""
        return self.path if self.entry else f"the section {self.path.rpartition('/')[0]}"


def collisions(entries: Iterable[Entry], sections: Mapping[str, Section], where: Where) -> list[Problem]:
    """A problem for each address that two things claim which can be public at the same moment."""
    claims: dict[str, list[_Claim]] = {}
    problems: list[Problem] = []

    def claim(url: str, entry: Entry | None, path: str, *field: str | int) -> None:
        claims.setdefault(url.casefold(), []).append(_Claim(url, entry, path, field))

    fronts = set()
    for entry in entries:
        claim(entry.url, entry, entry.path, *(("slug",) if "slug" in entry.meta else ()))
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
                        "this cannot be a former address",
                        alias,
                        "write what stood after the language: press/launch/",
                    )
                )
            elif url != entry.url:
                claim(url, entry, entry.path, "aliases", number)
    for section in sections.values():
        if section.has_page:
            for tag, url in section.urls.items():
                if (section.id, tag) not in fronts:
                    claim(url, None, section.path, *(("slug", tag) if section.said else ()))
    for folded in sorted(claims):
        problems += _disputes(claims[folded], where)
    return problems


def _disputes(rivals: list[_Claim], where: Where) -> list[Problem]:
    problems = []
    for number, one in enumerate(rivals):
        for other in rivals[number + 1 :]:
            if one.entry and other.entry and not one.entry.visibility.meets(other.entry.visibility):
                continue
            late, early = sorted((one, other), key=_blame, reverse=True)
            message = f"the address /{late.url} is also that of {early.name}"
            hint = "give one of them another slug"
            if "aliases" in late.field:
                message = f"the former address /{late.url} is now that of {early.name}"
                hint = "delete it here, or change the other"
                if "aliases" in early.field:
                    message, hint = f"{early.name} has the same former address", "keep it in one of the two"
            place = where(late.path, *late.field) if late.field else (0, 0)
            if place == where(late.path):
                place = (0, 0)
            problems.append(Problem(late.path, *place, "address-taken", message, hint=hint))
    return problems


def _blame(claim: _Claim) -> tuple[bool, bool, bool, str]:
    """What makes a claim the one to tell of: it can be seen in the file, and changed with the least harm."""
    return claim.entry is not None, "aliases" in claim.field, bool(claim.field), claim.path
