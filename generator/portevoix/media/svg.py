"""SVG pictures, made safe by an allow-list: what draws stays, what acts is an error, what editors leave behind goes.

Style attributes become presentation attributes, which a strict content security policy lets pass. The result depends on
the bytes alone, holds no comment, declaration or foreign namespace, and refers to nothing but its own parts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Any
from xml.parsers import expat

from portevoix.core.diagnostics import Problem, cut, did_you_mean
from portevoix.core.digest import digest
from portevoix.media import svg_vocabulary as words
from portevoix.media.errors import BadPicture
from portevoix.media.svg_references import References

LARGEST = 2_000_000
"""Bytes of the largest SVG that is read; above it, a photo is smaller."""

_DEEPEST = 200
_MOST_PROBLEMS = 50
_FUNCTION = re.compile(r"(?<![a-zA-Z-])([a-zA-Z-]+)\s*\(")
_URL = re.compile(r"url\s*\(([^)]*)\)?", re.IGNORECASE)
# Every position matches, so that the search is linear whatever the text.
_DECLARATION = re.compile(r"\s*(?:([a-zA-Z-]+)\s*:)?((?:\"[^\"]*\"|'[^']*'|[^;])*)(?:;|$)")
_IMPORTANT = re.compile(r"!\s*important\s*$", re.IGNORECASE)
_LENGTH = re.compile(r"\s*\+?(\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+)\s*(px|pt|pc|mm|cm|in)?\s*$", re.IGNORECASE)
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_IN_ATTRIBUTE = str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
_CONTROL = re.compile(r"[\x00-\x20\x7f]+")


class SvgFulfiller:
    """Fulfils orders of kind ``svg``; inputs: ``source`` (path) and ``digest`` (of its bytes)."""

    kind = "svg"

    def recipe(self) -> bytes:
        """A digest of this code and of the XML parser."""
        here = Path(__file__)
        sources = [here, here.with_name("svg_vocabulary.py"), here.with_name("svg_references.py")]
        return digest("svg", expat.EXPAT_VERSION, *(source.read_bytes() for source in sources))

    def fulfil(self, inputs: Mapping[str, Any], read: Callable[[str], bytes]) -> bytes:
        """The picture made safe; ``BadPicture`` with every error when it cannot be."""
        path = inputs["source"]
        clean, problems = sanitize(read(path), path)
        if clean is None:
            raise BadPicture([problem for problem in problems if problem.severity == "error"])
        return clean


def sanitize(data: bytes, path: str) -> tuple[bytes | None, tuple[Problem, ...]]:
    """The picture ``data`` made safe, in UTF-8, and every problem with it; None when one of them is an error."""
    sanitizer = _Sanitizer(path)
    sanitizer.run(data)
    problems = tuple(sanitizer.problems)
    if any(problem.severity == "error" for problem in problems):
        return None, problems
    return sanitizer.text().encode(), problems


def svg_size(data: bytes) -> tuple[int, int] | None:
    """Width and height in CSS pixels, rounded up: from ``width`` and ``height``, else ``viewBox``; None without either.

    Source: SVG 2, §8.12 (one length with a viewBox gives the other).
    """
    root = _root_attributes(data)
    width, height = _pixels(root.get("width", "")), _pixels(root.get("height", ""))
    box = _numbers(root.get("viewBox", ""))
    if box and not (width and height):
        ratio = box[0] / box[1]
        width, height = width or (height * ratio if height else box[0]), height or (width / ratio if width else box[1])
    if not width or not height or max(width, height) > 1_000_000:
        return None
    return max(1, round(width)), max(1, round(height))


class _Stop(Exception):
    """Nothing more is to be read."""


class _Sanitizer:
    """One pass over the events of the XML parser."""

    def __init__(self, path: str) -> None:
        self.problems: list[Problem] = []
        self._path = path
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.ordered_attributes = True
        self._parser.buffer_text = True
        self._out: list[str] = []
        self._open: list[str] = []
        self._skipping = 0
        self._pending = False
        self._references = References()
        self._warned: set[str] = set()

    def run(self, data: bytes) -> None:
        """Reads ``data`` to its end, or to where reading on makes no sense."""
        if len(data) > LARGEST:
            hint = "simplify its paths, or save it as PNG or JPEG"
            self._report("svg-too-large", f"this SVG has more than {LARGEST // 1_000_000} MB", hint=hint)
            return
        parser = self._parser
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.SkippedEntityHandler = self._skipped_entity
        parser.ProcessingInstructionHandler = self._instruction
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            self._broken(error)
        except (LookupError, ValueError):
            self._report("svg-encoding", "the text encoding of this SVG is not known", hint="save it as UTF-8")
        except _Stop:
            return
        explosion = self._references.explosion()
        if explosion and not self.problems:
            hint = "export it again with its symbols expanded"
            self._report("svg-use", f"the parts of this SVG repeat each other {explosion}", hint=hint)

    def text(self) -> str:
        """The picture as safe XML."""
        return "".join(self._out) + "\n"

    def _start(self, name: str, attributes: list[str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if len(self.problems) >= _MOST_PROBLEMS:
            raise _Stop
        if self._skipping:
            self._skipping += 1
        elif not self._open and (namespace, local) != (words.SVG, "svg"):
            hint = f'the first tag must be <svg xmlns="{words.SVG}">; export it again'
            self._report("svg-root", "this is not an SVG picture", found=f"<{local}>", hint=hint)
            raise _Stop
        elif namespace != words.SVG or local in words.SILENT:
            self._skipping = 1
        elif local not in words.ELEMENTS:
            self._unwanted(local)
            self._skipping = 1
        elif len(self._open) >= _DEEPEST:
            self._report("svg-depth", f"the groups of this SVG nest more than {_DEEPEST} deep", hint="ungroup them")
            raise _Stop
        else:
            self._write_start(local, attributes)
            self._open.append(local)

    def _end(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        local = self._open.pop()
        self._references.leave()
        self._out.append("/>" if self._pending else f"</{local}>")
        self._pending = False

    def _characters(self, text: str) -> None:
        if not self._skipping and self._open and self._open[-1] in words.TEXT:
            self._close_tag()
            self._out.append(escape(text, quote=False))

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_subset: int) -> None:
        if has_subset:
            self._refuse_entities()

    def _entity(self, *_details: object) -> None:
        self._refuse_entities()

    def _skipped_entity(self, name: str, _is_parameter: int) -> None:
        self._report("svg-entity", "this SVG uses an abbreviation that nothing explains", found=f"&{name};")
        raise _Stop

    def _refuse_entities(self) -> None:
        hint = "in Illustrator, export with “Preserve Illustrator editing capabilities” off; else save as plain SVG"
        self._report("svg-entity", "this SVG defines its own abbreviations (a DOCTYPE with entities)", hint=hint)
        raise _Stop

    def _instruction(self, target: str, _data: str) -> None:
        if target == "xml-stylesheet":
            self._unwanted("style")

    def _unwanted(self, local: str) -> None:
        if local in words.MOTION:
            if "motion" not in self._warned:
                self._warned.add("motion")
                message, hint = "the movement in this SVG is left out", "to show movement, use a video"
                self._report("svg-motion", message, found=f"<{local}>", hint=hint, severity="warning")
            return
        message, hint = words.REFUSED.get(
            local, ("this is not a part of an SVG picture that is known", did_you_mean(local, words.ELEMENTS))
        )
        self._report("svg-element", message, found=f"<{local}>", hint=hint)

    def _write_start(self, local: str, attributes: list[str]) -> None:
        self._close_tag()
        kept: dict[str, str] = {}
        style = ""
        for name, value in zip(attributes[::2], attributes[1::2], strict=True):
            namespace, _, key = name.rpartition(" ")
            if namespace == words.XML and key in ("lang", "space"):
                kept[f"xml:{key}"] = value
            elif key == "href" and namespace in ("", words.XLINK):
                self._keep_href(local, value, kept)
            elif namespace:
                continue
            elif key.lower().startswith("on"):
                hint = "export it again as plain SVG, without interaction"
                self._report("svg-script", "an SVG picture must not hold a script", found=f"{key}=…", hint=hint)
            elif key == "style":
                style = value
            elif key in words.PLAIN or (key in words.PRESENTATION and self._is_safe(key, value)):
                kept[key] = value
        kept.update(self._declarations(style))
        self._references.enter(kept.get("id"), kept.get("href") if local == "use" else None)
        root = f' xmlns="{words.SVG}"' if not self._open else ""
        self._out.append(f"<{local}{root}" + "".join(f" {key}={_quoted(value)}" for key, value in kept.items()))
        self._pending = True

    def _keep_href(self, local: str, value: str, kept: dict[str, str]) -> None:
        target = _CONTROL.sub("", value)
        if not target.startswith("#"):
            hint = "an SVG picture must hold all that it shows; export it again with everything inside"
            self._report("svg-link", "this SVG refers to something outside itself", found=_short(value), hint=hint)
        elif local in words.LINKING:
            kept["href"] = target

    def _declarations(self, style: str) -> dict[str, str]:
        """The properties of a style attribute that are presentation attributes."""
        found: dict[str, str] = {}
        for name, value in _DECLARATION.findall(style):
            value = _IMPORTANT.sub("", value).strip()
            if value and name in words.PRESENTATION and self._is_safe(name, value):
                found[name] = value
        return found

    def _is_safe(self, name: str, value: str) -> bool:
        """Whether a style value draws and does no more; if not, that is reported."""
        outside = [target for target in _URL.findall(value) if not target.strip(" \t\r\n'\"").startswith("#")]
        if outside:
            hint = "an SVG picture must hold all that it shows; export it again with everything inside"
            message = "this SVG refers to something outside itself"
        elif "\\" in value or "/*" in value or any(call not in words.FUNCTIONS for call in _FUNCTION.findall(value)):
            hint, message = "write plain values, as fill: #0a7", "this style is not one that an SVG picture may use"
        else:
            return True
        self._report("svg-style", message, found=_short(f"{name}: {value}"), hint=hint)
        return False

    def _close_tag(self) -> None:
        if self._pending:
            self._out.append(">")
            self._pending = False

    def _broken(self, error: expat.ExpatError) -> None:
        reason = expat.ErrorString(error.code) or "damaged"
        hint = "open it in a drawing program and export it again"
        message = f"this SVG is damaged: {reason}"
        self.problems.append(Problem(self._path, error.lineno, error.offset + 1, "svg-damaged", message, hint=hint))

    def _report(self, code: str, message: str, *, found: str = "", hint: str = "", severity: Any = "error") -> None:
        line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
        self.problems.append(Problem(self._path, line, column, code, message, found, hint, severity))


def _quoted(value: str) -> str:
    """``value`` as an attribute's value; white space that XML would fold is kept."""
    return '"' + escape(value, quote=False).translate(_IN_ATTRIBUTE) + '"'


def _short(text: str) -> str:
    return cut(" ".join(text.split()))


def _root_attributes(data: bytes) -> dict[str, str]:
    """The attributes of the first element; none when there is none."""
    found: dict[str, str] = {}

    def start(_name: str, attributes: dict[str, str]) -> None:
        found.update(attributes)
        raise _Stop

    def entity(*_details: object) -> None:
        raise _Stop

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EntityDeclHandler = entity
    try:
        parser.Parse(data, True)
    except (_Stop, expat.ExpatError, LookupError, ValueError):
        return found
    return found


def _pixels(length: str) -> float:
    """A length in CSS pixels; 0 for what is none, or depends on its surroundings."""
    match = _LENGTH.match(length)
    return float(match[1]) * _PIXELS[(match[2] or "").lower()] if match else 0.0


def _numbers(box: str) -> tuple[float, float] | None:
    """Width and height of a ``viewBox``; None when it is not one."""
    try:
        values = [float(number) for number in re.split(r"[\s,]+", box.strip())]
    except ValueError:
        return None
    if len(values) != 4 or not (0 < values[2] < 1e9 and 0 < values[3] < 1e9):
        return None
    return values[2], values[3]
