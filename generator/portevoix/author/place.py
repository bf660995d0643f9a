"""Where a new entry goes: its id, the folder that it stands in, and what of it is there already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from portevoix.core.errors import PortevoixError, UsageError
from portevoix.core.paths import folder, normal, unsafe_part
from portevoix.model.entry_file import EntryFile, read_entry_file
from portevoix.model.kinds import KINDS
from portevoix.model.naming import DATA, read_name
from portevoix.model.sections import default_kind, kind_of
from portevoix.source.campaign import Campaign, load_campaign
from portevoix.source.fields import is_slug, slug_of
from portevoix.source.section import load_section


def campaign_in(root: Path) -> Campaign:
    """The settings of the campaign in ``root``; ``UsageError`` when there is none, else why it cannot be used."""
    path = "content/campaign.yaml"
    if not (root / path).is_file():
        raise UsageError(f"there is no campaign in {root}", "go to the folder that holds content/, or say --root")
    campaign, _ = load_campaign((root / path).read_bytes(), path)
    if campaign is None:
        raise PortevoixError("the campaign’s settings cannot be read", "portevoix check tells why")
    return campaign


def names_folder(written: str) -> bool:
    """Whether ``written`` asks for a folder of the entry's own: ``changemakers/amina/index``."""
    return normal(written.strip("/")).endswith("/index")


def full_id(root: Path, written: str, kind: str) -> str:
    """The id that ``written`` means; ``my-piece`` alone stands in the usual section of its ``kind``.

    ``UsageError`` when no entry can be called so.
    """
    bare = normal(written.strip("/"))
    if names_folder(written) and not KINDS[kind].data:
        bare = bare.removesuffix("/index")
        there = "/" in bare or (root / "content" / bare).is_dir()
    else:
        there = "/" in bare
    entry_id = bare if there else f"{KINDS[kind].sections[0]}/{bare}"
    place, _, last = entry_id.rpartition("/")
    parts = entry_id.split("/")
    known = (root / "content" / place).is_dir() and not {".", "..", ""} & set(parts)
    for part in [last] if known else parts:
        if not part or not is_slug(part) or unsafe_part(part) or part == "index":
            near = slug_of(part)
            hint = f"write {near}" if near not in ("", part) else "choose another name"
            message = f"“{part}” cannot be part of an address: it takes lower-case letters, digits and hyphens"
            raise UsageError(f"“{part}” is the name of a folder’s own page" if part == "index" else message, hint)
    if parts[0] == DATA:
        raise UsageError(f"content/{DATA}/ holds registries, no entries", "choose another folder")
    return entry_id


@dataclass(frozen=True)
class Place:
    """The place of the entry ``id`` in the campaign in ``root``; ``in_folder`` gives a new one a folder of its own."""

    root: Path
    campaign: Campaign
    id: str
    in_folder: bool = False

    @cached_property
    def settings(self) -> Mapping[str, Mapping[str, Any]]:
        """What the ``section.yaml`` of each folder on the way to the entry says."""
        found = {}
        for place in self._folders:
            path = f"content/{place}/section.yaml" if place else "content/section.yaml"
            if (self.root / path).is_file():
                section, _ = load_section((self.root / path).read_bytes(), path, self.campaign.context)
                found[place] = section.model_dump(mode="json")
        return found

    @property
    def _folders(self) -> tuple[str, ...]:
        """The folders that it stands in, the innermost first, the root last."""
        parts = self.id.split("/")[:-1]
        return tuple("/".join(parts[:length]) for length in range(len(parts), -1, -1))

    @cached_property
    def kind(self) -> str:
        """The kind of an entry that does not name one."""
        sections = (self.id,) if self.is_front else ()
        return default_kind(self.id, sections, lambda place: kind_of(place, self.settings))

    @cached_property
    def is_front(self) -> bool:
        """Whether the entry is a section's own page."""
        inside = self.root / "content" / self.id
        if (inside / "section.yaml").is_file():
            return True
        return any(path.parent != inside or not path.name.startswith("index.") for path in inside.rglob("*.md"))

    @cached_property
    def files(self) -> dict[str, str]:
        """The paths of the entry's files, by language; one that does not name its language has the source's."""
        found: dict[str, str] = {}
        content = self.root / "content"
        for path in sorted([*(content / folder(self.id)).glob("*.md"), *(content / self.id).glob("index*.md")]):
            written = normal(path.relative_to(self.root).as_posix())
            named, _ = read_name(written, self.campaign.languages)
            if named is not None and named.id.casefold() == self.id.casefold():
                if named.id != self.id:
                    raise UsageError(f"there is already {written}", f"write {named.id}")
                found[named.language or ""] = written
        if "" in found:
            found[self._source_of(found)] = found.pop("")
        return found

    @property
    def source_language(self) -> str:
        """The language that the entry is written in first, or would be if nobody said another."""
        return self._source_of(self.files)

    def _source_of(self, files: Mapping[str, str]) -> str:
        said = [file.meta.get("source_language") for path in files.values() if (file := self.read(path)) is not None]
        said += [self.settings.get(place, {}).get("source_language") for place in self._folders]
        return str(next(filter(None, said), self.campaign.source_language))

    def read(self, path: str, data: bytes | None = None) -> EntryFile | None:
        """The file ``path``, or what it would be with the bytes ``data``; None when it has errors."""
        data = (self.root / path).read_bytes() if data is None else data
        file, problems = read_entry_file(
            data, path, kind=self.kind, facets=tuple(self.campaign.facets), time_zone=self.campaign.time_zone
        )
        return file if not any(problem.severity == "error" for problem in problems) else None

    def path(self, language: str) -> str:
        """Where its file in ``language`` goes: into its own folder, if it has one."""
        own = any(path.startswith(f"content/{self.id}/") for path in self.files.values())
        in_folder = own or (not self.files and (self.in_folder or (self.root / "content" / self.id).is_dir()))
        return f"content/{self.id}{'/index' if in_folder else ''}.{language}.md"
