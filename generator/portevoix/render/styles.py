"""Static files of the theme: fingerprinted, with addresses in style sheets rewritten; and one sheet of settings."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portevoix.core.diagnostics import Problem, did_you_mean
from portevoix.core.digest import digest, digest_bytes
from portevoix.core.paths import folder, resolve
from portevoix.render.theme import Setting, Theme

FOLDER = "assets"
"""Where static files stand in the output."""
SETTINGS = "settings.css"
"""The generated style sheet that hands the theme's settings to CSS."""
_URL = re.compile(
    r"""url\(\s*(?P<quote>['"]?)(?P<target>[^'")\s]+)(?P=quote)\s*\)|@import\s+(?P<q2>['"])(?P<t2>[^'"]+)(?P=q2)"""
)
_SAFE_VALUE = re.compile(r"[\w#.,%() '\"+/-]*")


@dataclass(frozen=True)
class Assets:
    """Every static file: ``paths`` maps names to paths in the output, ``generated`` holds what has no file."""

    paths: Mapping[str, str]
    generated: Mapping[str, bytes]

    def address(self, name: str) -> str | None:
        """The path in the output of the static file ``name``, or None."""
        return self.paths.get(name)


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
    for style in theme.styles:
        if style not in paths:
            problems.append(
                Problem(
                    f"themes/{theme.chain[0]}/theme.yaml",
                    0,
                    0,
                    "style-missing",
                    "there is no such style sheet in static/",
                    style,
                    did_you_mean(style, theme.static),
                )
            )
    return Assets(paths, generated), problems


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


def style_sheet(name: str, text: str, assets: Assets) -> str:
    """The style sheet ``name`` with every address in it that is a static file's replaced by the fingerprinted one."""
    own = folder(assets.paths[name])

    def rewrite(match: re.Match[str]) -> str:
        target = match["target"] or match["t2"]
        bare, hash_mark, fragment = target.partition("#")
        path = resolve(folder(name), bare) if bare and ":" not in bare else None
        if path is None or path not in assets.paths:
            return match[0]
        return match[0].replace(target, posixpath.relpath(assets.paths[path], own) + hash_mark + fragment)

    return _URL.sub(rewrite, text)


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
