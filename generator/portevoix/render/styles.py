"""Static files of the theme: fingerprinted, with addresses in style sheets rewritten; and one sheet of settings."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from portevoix.core.diagnostics import Problem, did_you_mean, line_and_column
from portevoix.core.digest import digest_bytes
from portevoix.core.languages import ancestry
from portevoix.core.paths import folder, resolve
from portevoix.render.theme import Setting, Theme

FOLDER = "assets"
"""Where static files stand in the output."""
SETTINGS = "settings.css"
"""The generated style sheet that hands the theme's settings to CSS."""
JOINED = "site{}.css"
"""All that the pages load, in one: a reader on a slow line waits for one answer before the page shows, not for four.
Those of a language for which the theme has more load one of their own, ``site-ar.css``."""
_STRING = r"""(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
_ADDRESS = re.compile(
    rf"""
    /\*.*?\*/
    | url\(\s*(?:(?P<quote>["'])(?P<quoted>(?:\\.|(?!(?P=quote)).)*)(?P=quote)|(?P<bare>[^"'()\s\\]+))\s*\)
    | @import\s+(?P<mark>["'])(?P<imported>(?:\\.|(?!(?P=mark)).)*)(?P=mark)
    | {_STRING}
    """,
    re.DOTALL | re.VERBOSE | re.IGNORECASE,
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
        return next(self.styles[key] for key in (*reversed(ancestry(tag)), "") if key in self.styles)

    def address(self, name: str) -> str | None:
        """The path in the output of the static file ``name``, or None."""
        return self.paths.get(name)


_KEPT = rf"""(?P<kept>{_STRING}|url\(\s*(?:{_STRING}|[^"')]*)\s*\)|\\.)"""
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


class _Named(NamedTuple):
    """A file of the theme that a style sheet names: its name, and where in the sheet's text it stands (``start:end``).

    What follows it there, ``?…`` or ``#…``, is not part of it.
    """

    target: str
    start: int
    end: int
    said: str


def _names(name: str, text: str) -> Iterator[_Named]:
    """The files that the style sheet ``name`` takes for files of the theme, in comments and strings aside."""
    for match in _ADDRESS.finditer(text):
        said = re.split("[?#]", match[match.lastgroup])[0] if match.lastgroup else ""
        if said and ":" not in said and not said.startswith("//"):
            start = match.start(match.lastgroup or 0)
            yield _Named(resolve(folder(name), said) or said, start, start + len(said), said)


def fingerprint(theme: Theme, read: Callable[[str], bytes]) -> tuple[Assets, list[Problem]]:
    """The addresses of the theme's static files; each holds a digest of the very bytes that stand there."""
    sheet = settings_sheet(theme.settings, theme.declared)
    generated = {SETTINGS: sheet} if sheet else {}
    found = _Fingerprints(theme, read, {name: _path(name, digest_bytes(data)) for name, data in generated.items()})
    for name in theme.static:
        found.place(name, ())
    styles, parts = {}, {}
    for language, more in {"": (), **theme.language_styles}.items():
        own = tuple(name for name in (*theme.styles, *more) if name in theme.static)
        styles[language] = sheets = (*generated, *own)
        name = JOINED.format(f"-{language}" if language else "")
        # An @import may stand at the beginning alone.
        if len(sheets) > 1 and name not in found.paths and not any(b"@import" in found.source(one) for one in own):
            styles[language], parts[name] = (name,), sheets
    assets = Assets(found.paths, generated, styles, parts)
    paths = found.paths | {name: _path(name, digest_bytes(joined(name, assets, found.source))) for name in parts}
    return assets._replace(paths=paths), found.problems


class _Fingerprints:
    """Finds the ``paths`` of static files, and ``problems`` in style sheets."""

    def __init__(self, theme: Theme, read: Callable[[str], bytes], paths: dict[str, str]) -> None:
        self.paths = paths
        self.problems: list[Problem] = []
        self._theme = theme
        self._read = read

    def source(self, name: str) -> bytes:
        """What its author wrote."""
        return self._read(self._theme.static[name][0])

    def place(self, name: str, around: tuple[str, ...]) -> None:
        """Find the path of ``name``, which the sheets ``around`` import, and of all that it names."""
        if name in self.paths:
            return
        mark = self._theme.marks[self._theme.static[name][0]]
        text = self._text(name) if name.endswith(".css") else None
        if text is not None:
            for one in _names(name, text):
                self._place_target(name, text, one, (*around, name))
            mark = digest_bytes(_rewritten(name, text, self.paths, _folder(name)).encode())
        self.paths[name] = _path(name, mark)

    def _place_target(self, name: str, text: str, one: _Named, around: tuple[str, ...]) -> None:
        if one.target not in self._theme.static:
            hint = did_you_mean(one.target, self._theme.static) or "a path is read from the folder of the style sheet"
            self._problem(name, text, one, "the theme has no such file", hint)
        elif one.target in around:
            hint = "let one of them stand alone, or write both into one file"
            self._problem(name, text, one, "these style sheets import each other in a ring", hint)
        else:
            self.place(one.target, around)

    def _problem(self, name: str, text: str, one: _Named, message: str, hint: str) -> None:
        place = line_and_column(text, one.start)
        self.problems.append(Problem(self._theme.static[name][0], *place, "style-target", message, one.said, hint))

    def _text(self, name: str) -> str | None:
        data = self.source(name)
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            before = data[: error.start].decode("utf-8", "replace")
            place, hint = line_and_column(before, len(before)), "save it again in your editor with the encoding UTF-8"
            source = self._theme.static[name][0]
            self.problems.append(Problem(source, *place, "file-text", "this file is not written in UTF-8", hint=hint))
            return None


def _folder(name: str) -> str:
    return posixpath.join(FOLDER, folder(name))


def _path(name: str, mark: bytes) -> str:
    stem, dot, ending = posixpath.basename(name).partition(".")
    return posixpath.join(_folder(name), f"{stem}.{mark.hex()[:10]}{dot}{ending}")


def joined(sheet: str, assets: Assets, read: Callable[[str], bytes]) -> bytes:
    """The joined style sheet ``sheet``; ``read`` gives a static file by its name."""
    own = _folder(sheet)
    return b"".join(
        assets.generated[name]
        if name in assets.generated
        else _rewritten(name, read(name).decode("utf-8", "replace"), assets.paths, own).encode()
        for name in assets.parts[sheet]
    )


def style_sheet(name: str, text: str, assets: Assets) -> str:
    """The style sheet ``name`` with every address in it that is a static file's replaced by the fingerprinted one."""
    return _rewritten(name, text, assets.paths, _folder(name))


def _rewritten(name: str, text: str, paths: Mapping[str, str], own: str) -> str:
    """As ``style_sheet``; addresses are seen from the folder ``own``."""
    parts, end = [], 0
    for one in _names(name, text):
        if one.target in paths:
            parts += [text[end : one.start], posixpath.relpath(paths[one.target], own)]
            end = one.end
    return compact("".join(parts) + text[end:])


@lru_cache(64)
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
    start, end = match.span()
    before, after = match.string[max(0, start - 1) : start], match.string[end : end + 1]
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
