"""Photos and data for the small campaign, and random edits of them: entries that are no Markdown file."""

from __future__ import annotations

import random
import re
from pathlib import Path

from build.campaigns import Edit, png, put, write

LIBRARY = """\
-- content/press/index.en.md --
---
title: Press
---
Welcome.

/// stat
    entry: ../stats/users.yaml
///

/// gallery
    pictures: [photos/dawn.png, ../pictures/one.png]
///
-- content/press/photos/dawn.png.yaml --
caption: {en: Dawn, fr: L'aube}
alt: {en: A grey square}
credit: © Ana / Day
licence: cc-by-4.0
date: 2027-01-09
topic: [health]
-- content/press/photos/dusk.png.yaml --
caption: {en: Dusk}
alt: {en: A darker square}
creator: Ana
-- content/press/kits/media.yaml --
title: {en: A bag, fr: Un sac}
sections: [press/coverage, stats]
pictures: [press/photos]
-- content/press/coverage/section.yaml --
title: {en: Heard of us}
-- content/press/coverage/leak.yaml --
title: "Une fuite : enfin"
outlet: The Times of Lake
link: https://times.example/leak
date: 2027-01-12
in_language: fr
summary: {en: Asks who empties it., fr: Demande qui le vide.}
topic: [food]
-- content/stats/users.yaml --
title: {en: used it, fr: l'utilisaient}
value: 4.5
scale: billion
unit: {en: people, fr: de personnes}
year: 2022
source: The Register
checked: 2027-01-05
topic: [energy]
"""


def library(root: Path) -> None:
    """Add photos, a kit that packs them, coverage and a figure to the small campaign in ``root``."""
    write(root, LIBRARY)
    put(root / "content/press/photos/dawn.png", png(60))
    put(root / "content/press/photos/dusk.png", png(30))


def _sidecars(root: Path) -> list[Path]:
    return sorted((root / "content/press/photos").glob("*.png.yaml"))


def _photos(root: Path) -> list[Path]:
    return sorted((root / "content/press/photos").glob("*.png"))


def _set(file: Path, name: str, value: str | None) -> None:
    """Set the field ``name`` of a YAML file, which stands on one line, or take it out."""
    text = re.sub(rf"^{name}: .*\n", "", file.read_text(), flags=re.MULTILINE)
    file.write_text(text if value is None else f"{text}{name}: {value}\n")


def _texts(rng: random.Random, word: str) -> str:
    """A text in the source language, and perhaps in others."""
    tags = ["en", *(tag for tag in ("fr", "ar") if rng.random() < 0.4)]
    return "{" + ", ".join(f"{tag}: {word} {rng.randrange(9)} {tag}" for tag in tags) + "}"


def photo_caption(root: Path, rng: random.Random) -> None:
    """The photo is there in other languages than before."""
    if sidecars := _sidecars(root):
        _set(rng.choice(sidecars), "caption", _texts(rng, "Photo"))


def photo_rights(root: Path, rng: random.Random) -> None:
    if sidecars := _sidecars(root):
        field, value = rng.choice([
            ("credit", _texts(rng, "Ana")), ("credit", '"© Ana"'), ("creator", "Bo"), ("licence", "cc-by-sa-4.0"),
            ("licence", "all-rights-reserved"), ("terms", _texts(rng, "Not for")), ("alt", _texts(rng, "Square")),
        ])  # fmt: skip
        _set(rng.choice(sidecars), field, None if field != "alt" and rng.random() < 0.3 else value)


def photo_place(root: Path, rng: random.Random) -> None:
    """Another day, other topics, another point that crops keep in view."""
    if sidecars := _sidecars(root):
        field, value = rng.choice([
            ("date", f"2027-01-{rng.randrange(1, 29):02}"), ("date", None), ("topic", "[food, energy]"),
            ("topic", None), ("focal", f"[0.{rng.randrange(1, 9)}, 0.5]"),
        ])  # fmt: skip
        _set(rng.choice(sidecars), field, value)


def photo_replaced(root: Path, rng: random.Random) -> None:
    put(rng.choice(_photos(root)), png(rng.randrange(256), 30 + rng.randrange(30)))


def photo_deleted(root: Path, rng: random.Random) -> None:
    """A picture without its sidecar is no photo of the library; one that nothing names may go, too."""
    if sidecars := _sidecars(root):
        sidecar = rng.choice(sidecars)
        sidecar.unlink()
        if not sidecar.name.startswith("dawn") and rng.random() < 0.5:
            sidecar.with_suffix("").unlink()


def photo_added(root: Path, rng: random.Random) -> None:
    name = rng.choice(["dawn.png", "dusk.png", "new-1.png", "new-2.png"])
    picture = root / "content/press/photos" / name
    if not picture.exists():
        put(picture, png(rng.randrange(256)))
    put(picture.with_name(f"{name}.yaml"), f"caption: {_texts(rng, 'New')}\nalt: {_texts(rng, 'Square')}\n")


def photo_renamed(root: Path, rng: random.Random) -> None:
    if spare := [path for path in _photos(root) if path.stem != "dawn"]:
        old = rng.choice(spare)
        new = old.with_name(f"{old.stem.split('_')[0]}_{rng.randrange(9)}.png")
        if not new.exists():
            old.rename(new)
            if (sidecar := old.with_name(f"{old.name}.yaml")).exists():
                sidecar.rename(new.with_name(f"{new.name}.yaml"))


def photo_shown(root: Path, rng: random.Random) -> None:
    """A photo of the library stands for an article, or no longer."""
    _front(root / "content/articles/second.en.md", "picture", rng.choice([None, "../press/photos/dawn.png"]))


def _front(path: Path, name: str, value: str | None) -> None:
    text = re.sub(rf"^{name}: .*\n", "", path.read_text(), count=1, flags=re.MULTILINE)
    path.write_text(text if value is None else text.replace("---\n", f"---\n{name}: {value}\n", 1))


def photo_section(root: Path, rng: random.Random) -> None:
    said = rng.choice([
        "slug: {en: pictures}\n", "fallback: omit\n", "embargo: 2027-02-05 08:00\n", "draft: true\n", "order: title\n",
    ])  # fmt: skip
    put(root / "content/press/photos/section.yaml", f"title: {_texts(rng, 'Photos')}\n{rng.choice(['', said])}")


def stat_text(root: Path, rng: random.Random) -> None:
    field, value = rng.choice([
        ("title", _texts(rng, "did")), ("summary", _texts(rng, "Sum")), ("unit", _texts(rng, "people")),
        ("qualifier", _texts(rng, "over")), ("value", f"{rng.randrange(1, 99) / 10}"), ("forecast", "true"),
        ("source_url", f"https://example.org/{rng.randrange(9)}"), ("checked", f"2027-01-{rng.randrange(1, 29):02}"),
    ])  # fmt: skip
    _set(root / "content/stats/users.yaml", field, value)


def coverage_text(root: Path, rng: random.Random) -> None:
    if files := _coverage(root):
        field, value = rng.choice([
            ("title", f"Leak {rng.randrange(9)}"), ("summary", _texts(rng, "Asks")), ("tone", "critical"),
            ("date", f"2027-01-{rng.randrange(1, 29):02}"), ("type", "broadcast"), ("in_language", "de"),
        ])  # fmt: skip
        _set(rng.choice(files), field, value)


def _coverage(root: Path) -> list[Path]:
    return sorted(path for path in (root / "content/press/coverage").glob("*.yaml") if path.name != "section.yaml")


def data_held(root: Path, rng: random.Random) -> None:
    file = rng.choice([root / "content/stats/users.yaml", *_coverage(root)])
    field, value = rng.choice([
        ("draft", "true"), ("draft", None), ("embargo", f"2027-02-{rng.randrange(1, 27):02} 08:00"), ("embargo", None),
        ("topic", "[health]"), ("topic", None), ("weight", f"{rng.randrange(9)}"), ("weight", None),
    ])  # fmt: skip
    _set(file, field, value)


def data_added(root: Path, rng: random.Random) -> None:
    if rng.random() < 0.5:
        said = f"value: {rng.randrange(99)}\nscale: percent\nyear: 2026\nsource: A count\n"
        put(root / f"content/stats/new-{rng.randrange(3)}.yaml", f"title: {_texts(rng, 'counted')}\n{said}")
    else:
        said = f"outlet: O {rng.randrange(9)}\nlink: https://o.example/\ndate: 2027-01-{rng.randrange(1, 29):02}\n"
        put(root / f"content/press/coverage/new-{rng.randrange(3)}.yaml", f"title: New\n{said}")


def data_deleted(root: Path, rng: random.Random) -> None:
    spare = [*sorted((root / "content/stats").glob("new-*.yaml")), *_coverage(root)]
    if spare:
        rng.choice(spare).unlink()


LIBRARY_EDITS: tuple[Edit, ...] = (
    photo_caption, photo_caption, photo_rights, photo_rights, photo_place, photo_replaced, photo_deleted, photo_added,
    photo_added, photo_renamed, photo_shown, photo_section, stat_text, coverage_text, data_held, data_added,
    data_deleted,
)  # fmt: skip
