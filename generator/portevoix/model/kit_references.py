"""What a press kit names: sections, pictures and files that must be there, in the source if not yet in public."""

from __future__ import annotations

from collections.abc import Collection

from portevoix.core.diagnostics import Problem, did_you_mean
from portevoix.core.paths import folder, normal, resolve
from portevoix.model.entry import Entry
from portevoix.model.library import Library
from portevoix.model.sections import Where

CONTENT = ("entries", "sections", "pictures", "logos", "files")
"""The fields of which one at least must name something."""
_PICTURES = ("pictures", "logos")


def check_kit(
    entry: Entry, library: Library, media: Collection[str], endings: tuple[str, ...], where: Where
) -> list[Problem]:
    """Everything wrong with what the kit ``entry`` names; ``endings`` are those of files that are pictures."""
    problems = []
    if not entry.meta.get("draft") and not any(entry.meta.get(name) for name in CONTENT):
        hint = "name entries, sections, pictures, logos or files"
        problems.append(Problem(entry.path, *where(entry.path), "kit-empty", "nothing is put into this kit", hint=hint))
    problems += _languages(entry, library, where)
    for number, section in enumerate(entry.meta.get("sections", ())):
        if section not in library.sections:
            hint = did_you_mean(section, filter(None, library.sections)) or "write its path from content/"
            place = where(entry.path, "sections", number)
            problems.append(Problem(entry.path, *place, "section-unknown", "there is no such section", section, hint))
    for name in ("pictures", "logos", "files"):
        for number, target in enumerate(entry.meta.get(name, ())):
            found = _missing(target, media, endings if name in _PICTURES else ())
            if found is not None:
                problems.append(Problem(entry.path, *where(entry.path, name, number), *found))
    return problems


def _languages(entry: Entry, library: Library, where: Where) -> list[Problem]:
    problems = []
    known = library.campaign.languages
    for number, tag in enumerate(entry.meta.get("languages", ())):
        if f"{entry.id}@{tag}" in library.entries:
            continue
        message, hint = "the kit has no title in this language", f"add “{tag}: …” to its title, or delete this"
        if tag not in known:
            message = "this is not a language of the campaign"
            hint = did_you_mean(tag, known) or "the languages are " + ", ".join(known)
        place = where(entry.path, "languages", number)
        problems.append(Problem(entry.path, *place, "kit-language", message, tag, hint))
    return problems


def _missing(target: str, media: Collection[str], endings: tuple[str, ...]) -> tuple[str, str, str, str] | None:
    """Code, message, found and hint for a ``target`` that is no file nor folder; with ``endings``, of pictures."""
    place = normal(target.removesuffix("/"))
    if not place or resolve("", target) != place:
        return "link-climbs", "this is no path below content/", target, "write it like press/photos/portrait.jpg"
    inside = [path for path in media if path == place or path.startswith(f"{place}/")]
    if not inside:
        near = did_you_mean(place, [*media, *{folder(path) for path in media if folder(path)}])
        return "link-target", "there is no such file or folder", target, near or "a path begins below content/"
    if endings and not any(path.lower().endswith(endings) for path in inside):
        return "picture-format", "there is no picture here", target, f"pictures end in {', '.join(endings)}"
    return None
