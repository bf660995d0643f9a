"""Static files of the theme: fingerprinted, with addresses in style sheets rewritten; and one sheet of settings."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from portevoix.core.diagnostics import Problem, did_you_mean, line_and_column
from portevoix.core.digest import digest, digest_bytes
from portevoix.core.paths import folder, resolve
from portevoix.render.theme import Setting, Theme

FOLDER = "assets"
"""Where static files stand in the output."""
SETTINGS = "settings.css"
"""The generated style sheet that hands the theme's settings to CSS."""
JOINED = "site{}.css"
"""All that the pages load, in one: a reader on a slow line waits for one answer before the page shows, not for four.
Those of a language for which the theme has more load one of their own, ``site-ar.css``."""
_URL = re.compile(
    r"""url\(\s*(?P<quote>['"]?)(?P<target>[^'")\s]+)(?P=quote)\s*\)|@import\s+(?P<q2>['"])(?P<t2>[^'"]+)(?P=q2)"""
)
_SAFE_VALUE = re.compile(r"[\w#.,%() '\"+/-]*")


class Assets(NamedTuple):
    """Every static file: ``paths`` maps names to paths in the output, ``generated`` holds what has no file.

    ``styles`` maps languages of the theme to the sheets of their pages, in their order, ``""`` being all others;
    ``parts`` maps a joined sheet to those that it is made of.
    """

    paths: Mapping[str, str]
    generated: Mapping[str, bytes]
    styles: Mapping[str, tuple[str, ...]]
    parts: Mapping[str, tuple[str, ...]]

    def styles_of(self, tag: str) -> tuple[str, ...]:
        """The names of the style sheets of every page in the language ``tag``, in their order."""
        return next(self.styles[key] for key in (tag, tag.split("-")[0], "") if key in self.styles)

    def address(self, name: str) -> str | None:
        """The path in the output of the static file ``name``, or None."""
        return self.paths.get(name)


_KEPT = r"""(?P<kept>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\([^)]*\))"""
_COMMENT = re.compile(rf"{_KEPT}|/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(
    rf"""
    {_KEPT}
    | (?:[\s;]*(?=}}))? \s* (?P<sign>[{{}};,>]) \s*
    | (?<=:) (?P<after>\s+) (?=[^\s;}}])
    | (?<=[\s:,(]) (?P<minus>-?)0 (?=\.\d)
    | \s+
    """,
    re.DOTALL | re.VERBOSE,
)
_PARTS = (*" \t\n{};", "")
"""What parts words besides a comment; the edge of the file does, too."""


def fingerprint(theme: Theme, read: Callable[[str], bytes]) -> tuple[Assets, list[Problem]]:
    """The addresses of the theme's static files; a style sheet's changes with whatever it refers to."""
    problems: list[Problem] = []
    sheet = settings_sheet(theme.settings, theme.declared)
    generated = {SETTINGS: sheet} if sheet else {}
    paths = {name: _path(name, digest_bytes(data)) for name, data in generated.items()}

    def place(name: str, around: tuple[str, ...]) -> str:
        if name not in paths:
            source = theme.static[name][0]
            mark = theme.marks[source]
            if name.endswith(".css"):
                inside = [
                    place(target, (*around, name))
                    for target in _targets(name, read(source).decode("utf-8", "replace"))
                    if target in theme.static and target not in (*around, name)
                ]
                mark = digest(mark, *inside)
            paths[name] = _path(name, mark)
        return paths[name]

    for name in theme.static:
        place(name, ())
    for name, (source, *_) in theme.static.items():
        if name.endswith(".css"):
            problems += _unsound(name, source, read(source), theme)
    styles, parts = {}, {}
    for language, more in {"": (), **theme.language_styles}.items():
        own = tuple(name for name in (*theme.styles, *more) if name in theme.static)
        styles[language] = sheets = (*generated, *own)
        name = JOINED.format(f"-{language}" if language else "")
        # An @import may stand at the beginning alone.
        if len(sheets) > 1 and name not in paths and not any(b"@import" in read(theme.static[one][0]) for one in own):
            styles[language], parts[name] = (name,), sheets
    paths |= {name: _path(name, digest(*(paths[one] for one in sheets))) for name, sheets in parts.items()}
    return Assets(paths, generated, styles, parts), problems


def _unsound(name: str, source: str, data: bytes, theme: Theme) -> list[Problem]:
    """What is wrong with a style sheet: its encoding, and files of the theme that it names and that are not there."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        place = line_and_column(before, len(before))
        hint = "save it again in your editor with the encoding UTF-8"
        return [Problem(source, *place, "file-text", "this file is not written in UTF-8", hint=hint)]
    problems = []
    for match in _URL.finditer(text):
        target = (match["target"] or match["t2"]).partition("#")[0].partition("?")[0]
        path = resolve(folder(name), target) if target and ":" not in target else None
        if target and ":" not in target and path not in theme.static:
            place = line_and_column(text, match.start())
            hint = did_you_mean(path or target, theme.static) or "a path is read from the folder of the style sheet"
            problems.append(Problem(source, *place, "style-target", "the theme has no such file", target, hint))
    return problems


def _path(name: str, mark: bytes) -> str:
    stem, dot, ending = posixpath.basename(name).partition(".")
    return posixpath.join(FOLDER, folder(name), f"{stem}.{mark.hex()[:10]}{dot}{ending}")


def _targets(name: str, text: str) -> list[str]:
    found = []
    for match in _URL.finditer(text):
        target = (match["target"] or match["t2"]).partition("#")[0].partition("?")[0]
        path = resolve(folder(name), target) if target and ":" not in target else None
        if path is not None:
            found.append(path)
    return found


def joined(sheet: str, assets: Assets, read: Callable[[str], bytes]) -> bytes:
    """The joined style sheet ``sheet``; ``read`` gives a static file by its name."""
    own = folder(assets.paths[sheet])
    return b"".join(
        assets.generated[name]
        if name in assets.generated
        else style_sheet(name, read(name).decode("utf-8"), assets, own).encode()
        for name in assets.parts[sheet]
    )


def style_sheet(name: str, text: str, assets: Assets, own: str | None = None) -> str:
    """The style sheet ``name`` with every address in it that is a static file's replaced by the fingerprinted one.

    Addresses are seen from the folder ``own``; without it, from the one where the sheet itself is written.
    """
    own = folder(assets.paths[name]) if own is None else own

    def rewrite(match: re.Match[str]) -> str:
        target = match["target"] or match["t2"]
        bare, hash_mark, fragment = target.partition("#")
        path = resolve(folder(name), bare) if bare and ":" not in bare else None
        if path is None or path not in assets.paths:
            return match[0]
        return match[0].replace(target, posixpath.relpath(assets.paths[path], own) + hash_mark + fragment)

    return compact(_URL.sub(rewrite, text))


def compact(text: str) -> str:
    """A style sheet without comments, and without the space, the semicolons and the zeros that only people need.

    It means the same: strings and addresses stay as they are, and so does space that may mean something (``a b``,
    ``calc(1px + 2px)``).
    """
    return _SPACE.sub(_needed, _COMMENT.sub(_without, text)).strip() + "\n"


def _needed(match: re.Match[str]) -> str:
    if match["minus"] is not None:
        return match["minus"]
    return match["kept"] or match["sign"] or ("" if match["after"] else " ")


def _without(match: re.Match[str]) -> str:
    """Nothing in the place of a comment, unless it is all that parts two words."""
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return match["kept"] or ("" if before in _PARTS or after in _PARTS else match[0])


def settings_sheet(settings: Mapping[str, Any], declared: Mapping[str, Setting]) -> bytes:
    """``:root{--name:value}`` for the settings that CSS can use; empty when there are none.

    A value that could end the declaration is left out: settings come from authors, not from the theme.
    """
    rows = [
        f"--{name}:{value};"
        for name, value in sorted(settings.items())
        if declared[name].type in ("colour", "length", "font", "number") and _SAFE_VALUE.fullmatch(str(value))
    ]
    return (":root{" + "".join(rows) + "}\n").encode() if rows else b""
