"""Themes: a chain from the campaign's own to ``base``, and the one rule of override.

Templates and static files: the nearest whole file wins. Settings, picture sizes and blocks merge by key, catalogs by
message; style sheets add up, the base theme's first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from pydantic import Field

from portevoix.core.diagnostics import Problem, did_you_mean
from portevoix.core.digest import ABSENT, digest
from portevoix.render.blocks import BlockSpec, OptionSpec, OptionType
from portevoix.source.fields import Slug, Text, Tongue
from portevoix.source.front_matter import decode
from portevoix.source.validation import Model, validate

PARENT = "@parent/"
"""Before a template's name: the one that the next theme up the chain has."""


class Setting(Model):
    """A value that a campaign may choose."""

    type: Literal["text", "colour", "length", "font", "number", "flag"] = Field(description="What it may be.")
    default: str | int | float | bool = Field(description="What it is otherwise.")
    description: Text | None = Field(None, description="What it does.")

    def admits(self, value: Any) -> bool:
        """Whether a campaign may choose ``value``."""
        if self.type == "flag":
            return isinstance(value, bool)
        if self.type == "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        return isinstance(value, str) and re.fullmatch(_FORMS[self.type][0], value) is not None

    @property
    def expected(self) -> str:
        """What it may be, in words."""
        return {"flag": "true or false", "number": "a number"}.get(self.type) or _FORMS[self.type][1]


_FORMS = {
    "text": (r"[^\n]+", "a text on one line"),
    "colour": (
        r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})|[a-z]+|(?:rgb|hsl|oklch)\([0-9a-z.,%/ -]+\)",
        "a colour like #0b5d5e",
    ),
    "length": (r"[0-9]*\.?[0-9]+(?:px|rem|em|ch|vw|%)|0", "a length like 42rem"),
    "font": (r"[\w ,'\"-]+", "names of fonts like Georgia, serif"),
}
"""For the types of settings that are text: their form, and how to say it."""


class Pictures(Model):
    """A size in which templates show pictures."""

    widths: tuple[int, ...] = Field((400, 800, 1200, 1600), description="Widths of the renditions, in pixels.")
    ratio: Text | None = Field(None, pattern=r"^[0-9]+:[0-9]+$", description="The shape to crop to: 4:3.")
    sizes: Text = Field("100vw", description="How wide it is shown: the sizes attribute.")
    formats: tuple[Literal["avif", "webp"], ...] = Field(("avif", "webp"), description="Before JPEG or PNG.")


class Option(Model):
    """An option of a block."""

    type: OptionType = Field("text", description="What it may hold.")
    required: bool = Field(False, description="Whether it must be there.")
    choices: tuple[Text, ...] = Field((), description="For the type choice: what there is to choose from.")
    kind: Text = Field("*", description="For the type entry: the kind that it takes; `*` takes any.")


class Block(Model):
    """A block that authors may use."""

    body: Literal["required", "optional", "none"] = Field("optional", description="Whether Markdown stands in it.")
    options: dict[str, Option] = Field({}, description="Its options by name.")


class ThemeFile(Model):
    """``theme.yaml``."""

    name: Slug = Field(description="The name of the theme: that of its folder.")
    extends: Slug | None = Field(None, description="The theme that has what this one has not.")
    settings: dict[str, Setting] = Field({}, description="Values that a campaign may choose.")
    pictures: dict[str, Pictures] = Field({}, description="Sizes in which templates show pictures.")
    blocks: dict[str, Block] = Field({}, description="Blocks that authors may use.")
    styles: tuple[Text, ...] = Field((), description="Style sheets in static/, in their order.")
    language_styles: dict[Tongue, tuple[Text, ...]] = Field(
        {}, description="Style sheets for the pages of one language, `ar` or more narrowly `zh-Hans`, after the others."
    )
    related: int | None = Field(None, ge=0, le=20, description="How many related entries a page shows.")
    feed_entries: int | None = Field(None, ge=1, le=100, description="How many entries a feed holds.")


def load_theme_file(data: bytes, path: str) -> tuple[ThemeFile | None, tuple[Problem, ...]]:
    """What ``theme.yaml`` at ``path`` says, and what is wrong with it."""
    from portevoix.source.yaml_text import parse_yaml  # only now: few builds read YAML

    text, problems = decode(data, path)
    document, problems = parse_yaml(text, path) if text is not None else (None, problems)
    if document is None:
        return None, problems
    found, more = validate(ThemeFile, document, path)
    folder = path.split("/")[1]
    if found is not None and found.name != folder:
        line, column = document.place(("name",))
        more = (*more, Problem(path, line, column, "theme-name", "a theme bears the name of its folder", found.name,
                               f"write name: {folder}"))  # fmt: skip
    return found, (*problems, *more)


class Theme(NamedTuple):
    """A chain of themes, the campaign's own first, seen as one.

    ``templates`` and ``static`` map a name to the paths that have it, the nearest first; ``references`` maps a
    template's path to the names that it includes, imports or extends; ``marks`` maps paths to digests.
    """

    chain: tuple[str, ...]
    settings: Mapping[str, Any]
    declared: Mapping[str, Setting]
    pictures: Mapping[str, Pictures]
    blocks: Mapping[str, BlockSpec]
    styles: tuple[str, ...]
    language_styles: Mapping[str, tuple[str, ...]]
    related: int
    feed_entries: int
    templates: Mapping[str, tuple[str, ...]]
    static: Mapping[str, tuple[str, ...]]
    references: Mapping[str, tuple[str, ...]]
    marks: Mapping[str, bytes]

    def find(self, name: str, asking: str | None = None) -> str | None:
        """The path of the template ``name``; of ``@parent/name``, as the template at path ``asking`` means it."""
        if not name.startswith(PARENT):
            return next(iter(self.templates.get(name, ())), None)
        name = name.removeprefix(PARENT)
        if asking is None:
            return None
        own = self.chain.index(asking.split("/")[1])
        above = self.chain[own + 1 :]
        return next((path for path in self.templates.get(name, ()) if path.split("/")[1] in above), None)

    def template_mark(self, name: str) -> bytes:
        """The digest of the template ``name`` and all it includes, imports or extends; ``ABSENT`` without one."""
        path = self.find(name)
        return ABSENT if path is None else self._closure(path, ())

    def _closure(self, path: str, around: tuple[str, ...]) -> bytes:
        if path in around:
            return ABSENT
        parts: list[bytes | str] = [path, self.marks[path]]
        for name in self.references.get(path, ()):
            found = self.find(name, path)
            parts += [name, ABSENT if found is None else self._closure(found, (*around, path))]
        return digest(*parts)


def chain_of(name: str, files: Mapping[str, ThemeFile]) -> tuple[tuple[str, ...], list[Problem]]:
    """The chain from the theme ``name`` to its last; problems for themes that are missing or form a ring.

    They bear the path of the file that names the theme, but no place in it.
    """
    chain: list[str] = []
    path = "content/campaign.yaml"
    while True:
        if name in chain:
            ring = " → ".join([*chain[chain.index(name) :], name])
            return tuple(chain), [
                Problem(
                    path,
                    0,
                    0,
                    "theme-ring",
                    "these themes extend each other in a ring",
                    ring,
                    "let one of them extend base",
                )
            ]
        if name not in files:
            hint = did_you_mean(name, files) or "a theme is a folder in themes/ with a theme.yaml"
            return tuple(chain), [Problem(path, 0, 0, "theme-missing", "there is no such theme", name, hint)]
        chain.append(name)
        parent = files[name].extends
        if parent is None and name != "base":
            parent = "base"
        if parent is None:
            return tuple(chain), []
        path, name = f"themes/{name}/theme.yaml", parent


def build_theme(
    chain: tuple[str, ...],
    files: Mapping[str, ThemeFile],
    chosen: Mapping[str, Any],
    references: Mapping[str, tuple[str, ...]],
    marks: Mapping[str, bytes],
) -> Theme:
    """The themes of ``chain`` as one, with the settings that the campaign ``chosen``."""
    settings: dict[str, Setting] = {}
    pictures: dict[str, Pictures] = {}
    blocks: dict[str, Block] = {}
    styles: dict[str, list[str]] = {"": []}
    related, feed_entries = 5, 20
    for name in reversed(chain):
        file = files[name]
        settings |= file.settings
        pictures |= file.pictures
        blocks |= file.blocks
        for language, sheets in (("", file.styles), *file.language_styles.items()):
            known = styles.setdefault(language, [])
            known += [sheet for sheet in sheets if sheet not in known]
        related = file.related if file.related is not None else related
        feed_entries = file.feed_entries or feed_entries
    return Theme(
        chain=chain,
        settings={name: chosen.get(name, setting.default) for name, setting in settings.items()},
        declared=settings,
        pictures=pictures,
        blocks={name: _block_spec(block) for name, block in blocks.items()},
        styles=tuple(styles.pop("")),
        language_styles={language: tuple(sheets) for language, sheets in sorted(styles.items())},
        related=related,
        feed_entries=feed_entries,
        templates=_by_name(chain, "templates", marks),
        static=_by_name(chain, "static", marks),
        references={path: names for path, names in references.items() if path.split("/")[1] in chain},
        marks={path: mark for path, mark in marks.items() if path.split("/")[1] in chain},
    )


def _block_spec(block: Block) -> BlockSpec:
    options = {
        name: OptionSpec(option.type, option.required, option.choices, option.kind)
        for name, option in block.options.items()
    }
    return BlockSpec(options, block.body)


def _by_name(chain: tuple[str, ...], room: str, paths: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[tuple[int, str]]] = {}
    for path in paths:
        _, theme, inside, *rest = path.split("/")
        if theme in chain and inside == room and rest:
            found.setdefault("/".join(rest), []).append((chain.index(theme), path))
    return {name: tuple(path for _, path in sorted(known)) for name, known in sorted(found.items())}
