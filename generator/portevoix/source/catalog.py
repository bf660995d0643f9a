"""Interface strings: one gettext catalog (``.po``) for each language and theme."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from gettext import c2py
from typing import Any, NamedTuple

from portevoix.core.diagnostics import Problem, cut
from portevoix.source.front_matter import decode

_KEYWORD = r"(?:(?P<word>msgctxt|msgid|msgid_plural|msgstr)(?P<form>\[[0-9]{1,3}\])?[ \t]+)?"
_ROW = re.compile(_KEYWORD + r'"(?:[^"\\]|\\.)*"|#.*')
_OPENED = re.compile(_KEYWORD + '"')
_AFTER: Mapping[str, tuple[str, ...]] = {
    "msgctxt": ("", "msgstr", "msgstr[]"),
    "msgid": ("", "msgctxt", "msgstr", "msgstr[]"),
    "msgid_plural": ("msgid",),
    "msgstr": ("msgid",),
    "msgstr[]": ("msgid_plural", "msgstr[]"),
    "": ("", "msgstr", "msgstr[]"),
}
"""What each part of an entry may follow; the empty word is a comment, or the beginning of the file."""
_OPEN = ("msgctxt", "msgid", "msgid_plural")
_ENTRY_HINT = "an entry is msgid, then msgstr; in the plural msgid, msgid_plural, then msgstr[0], msgstr[1] and so on"
_HEADER = re.compile(r'(?:[ \t]*(?:#.*)?\n)*msgid ""\nmsgstr ((?:[ \t]*"(?:[^"\\]|\\.)*"[ \t]*(?:\n|$))+)')
_PLURAL_FORMS = re.compile(r"^Plural-Forms: *nplurals *= *([0-9]{1,2}) *; *plural *= *([^;\n]+);? *$", re.MULTILINE)
_PLACEHOLDER = re.compile(r"%\((\w*)\)([a-zA-Z]?)")
_CONTEXT_MARK = "\x04"
_PROBE = range(1000)


@lru_cache(maxsize=64)
def _rule(expression: str) -> Callable[[int], int]:
    """The function that a C expression of gettext's ``Plural-Forms`` describes; ValueError when it is none."""
    return c2py(expression)


class Catalog(NamedTuple):
    """The translations of interface strings into ``language``.

    ``messages`` maps a string as the theme has it (its first form, with its context before it when it has one) to its
    forms: one, or ``plurals`` of them, of which the C expression ``plural`` chooses by ``n``. What is not here is
    looked for in ``parent``, by that catalog's own rule.
    """

    language: str
    plurals: int
    plural: str
    messages: Mapping[str, tuple[str, ...]]
    parent: Catalog | None = None

    def gettext(self, message: str, context: str = "") -> str:
        """The translation of ``message``, else itself."""
        for catalog in self._chain():
            forms = catalog.messages.get(_key(message, context))
            if forms:
                return forms[0]
        return message

    def ngettext(self, one: str, many: str, n: int, context: str = "") -> str:
        """The translation that goes with the number ``n``, else ``one`` or ``many`` as English has it."""
        for catalog in self._chain():
            forms = catalog.messages.get(_key(one, context), ())
            form = _rule(catalog.plural)(abs(int(n)))
            if form < len(forms):
                return forms[form]
        return one if n == 1 else many

    def to_json(self) -> dict[str, Any]:
        """The catalog as a JSON value, its parents included."""
        return {
            "language": self.language,
            "plurals": self.plurals,
            "plural": self.plural,
            "messages": {key: list(forms) for key, forms in self.messages.items()},
            "parent": self.parent.to_json() if self.parent else None,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Catalog:
        """The catalog that ``to_json`` wrote."""
        messages = {key: tuple(forms) for key, forms in value["messages"].items()}
        parent = cls.from_json(value["parent"]) if value["parent"] else None
        return cls(value["language"], value["plurals"], value["plural"], messages, parent)

    def _chain(self) -> Iterator[Catalog]:
        catalog: Catalog | None = self
        while catalog is not None:
            yield catalog
            catalog = catalog.parent


def merge(child: Catalog, parent: Catalog) -> Catalog:
    """``child`` with ``parent`` behind it, and behind what already stands behind ``child``."""
    return child._replace(parent=merge(child.parent, parent) if child.parent else parent)


def load_catalog(data: bytes, path: str, language: str) -> tuple[Catalog | None, tuple[Problem, ...]]:
    """The catalog in the bytes of a ``.po`` file; None with all problems when it cannot be used.

    Fuzzy, obsolete and empty translations do not count. Without ``Plural-Forms`` CLDR's plural rule holds.
    """
    text, problems = decode(data, path)
    if text is None:
        return None, problems
    rows = text.split("\n")
    problems = tuple(_unreadable_rows(rows, path)) or tuple(_disordered_rows(rows, path))
    if problems:
        return None, problems
    plurals, expression, problems = _plural_rule(text, path, language)
    problems = problems or tuple(_surplus_forms(rows, path, plurals))
    if problems:
        return None, problems
    messages, problems = _read(text, path, plurals, expression)
    return (Catalog(language, plurals, expression, messages) if not problems else None), problems


def _key(message: str, context: str) -> str:
    return f"{context}{_CONTEXT_MARK}{message}" if context else message


def _problem(path: str, line: int, message: str, found: str = "", hint: str = "", column: int = 1) -> Problem:
    return Problem(path, line, column, "catalog", message, cut(found), hint)


def _unreadable_rows(rows: list[str], path: str) -> Iterator[Problem]:
    """The lines that are not PO; Babel would drop them, and what they say, without a word."""
    for line, row in enumerate(rows, 1):
        text = row.strip()
        if not text or _ROW.fullmatch(text):
            continue
        column = len(row) - len(row.lstrip())
        opened = _OPENED.match(text)
        if opened:
            message, hint = "the text in quotes is not closed properly", 'write " at its end, and \\" inside'
            yield _problem(path, line, message, text, hint, column + opened.end())
        else:
            hint = 'it begins with msgid, msgstr or #, or is a text in quotes: "…"'
            yield _problem(path, line, "this line does not belong in a catalog", text, hint, column + 1)


def _disordered_rows(rows: list[str], path: str) -> Iterator[Problem]:
    """The first line at which an entry's parts are out of order; what follows cannot be judged."""
    before = ""
    for line, row in enumerate(rows, 1):
        match = _ROW.fullmatch(row.strip())
        if match is None or row.lstrip().startswith("#~"):
            continue
        word = "" if match["word"] is None else match["word"] + ("[]" if match["form"] else "")
        continues = not word and match[0][0] == '"'
        misplaced = not before if continues else before not in _AFTER[word]
        if misplaced:
            message = f"the text of the “{before}” above is missing" if before in _OPEN else "this belongs elsewhere"
            yield _problem(path, line, message, row.strip(), _ENTRY_HINT)
            return
        before = before if continues else word
    if before in _OPEN:
        yield _problem(path, len(rows), f"the text of the “{before}” above is missing", "", _ENTRY_HINT)


def _plural_rule(text: str, path: str, language: str) -> tuple[int, str, tuple[Problem, ...]]:
    """How many forms a plural has, the expression that chooses one, and what is wrong with either."""
    from babel.messages.pofile import denormalize

    header = _HEADER.match(text)
    fields = denormalize(header[1].strip()) if header else ""
    if "Plural-Forms:" not in fields:
        return *_cldr_rule(language), ()
    line = text.count("\n", 0, text.find("Plural-Forms:")) + 1
    match = _PLURAL_FORMS.search(fields)
    hint = "leave the line out, and the rule of the language holds"
    if not match:
        return 0, "", (_problem(path, line, "“Plural-Forms” cannot be read", hint=hint),)
    plurals, expression = int(match[1]), match[2].strip()
    try:
        rule = _rule(expression)
        fits = all(0 <= rule(n) < plurals for n in _PROBE)
    except (ValueError, ZeroDivisionError, RecursionError):
        return 0, "", (_problem(path, line, "the rule in “Plural-Forms” cannot be computed", expression, hint),)
    if not fits:
        message = f"the rule in “Plural-Forms” chooses a form that nplurals={plurals} does not have"
        return 0, "", (_problem(path, line, message, expression, hint),)
    return plurals, expression, ()


def _cldr_rule(language: str) -> tuple[int, str]:
    from babel import UnknownLocaleError
    from babel.messages.plurals import get_plural

    try:
        rule = get_plural(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return 2, "(n != 1)"
    return rule.num_plurals, rule.plural_expr


def _surplus_forms(rows: list[str], path: str, plurals: int) -> Iterator[Problem]:
    for line, row in enumerate(rows, 1):
        match = _ROW.fullmatch(row.strip())
        if match and match["form"] and int(match["form"][1:-1]) >= plurals:
            message = f"this plural form is one too many: there are {plurals} in this language, from 0"
            yield _problem(path, line, message, row.strip(), "delete it, or correct “Plural-Forms” in the header")


def _read(
    text: str, path: str, plurals: int, expression: str
) -> tuple[Mapping[str, tuple[str, ...]], tuple[Problem, ...]]:
    """The entries by key.

    Babel gets the entries and their flags alone: it stumbles over wrong dates in headers and over strange comments.
    """
    from babel.messages.pofile import read_po

    header = _HEADER.match(text)
    end = header.end() if header else 0
    rows = ['msgid ""', f'msgstr "Plural-Forms: nplurals={plurals}; plural={expression};\\n"']
    above = len(rows)
    rows += [""] * text.count("\n", 0, end)
    rows += ["" if re.match(r"\s*#[^,]", row) else row for row in text[end:].split("\n")]
    catalog = read_po([row + "\n" for row in rows], abort_invalid=True)
    messages: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for entry in catalog:
        ids = _forms(entry.id)
        forms = _forms(entry.string)
        if not ids[0] or entry.fuzzy or not any(forms):
            continue
        line = (entry.lineno or 0) - above
        if not all(forms):
            found = f"{sum(map(bool, forms))} of {plurals}"
            problems.append(_problem(path, line, "some plural forms are missing", found, "write all of them"))
        else:
            problems.extend(_placeholder_problems(path, line, ids, forms))
        messages[_key(ids[0], entry.context or "")] = forms
    return messages, tuple(problems)


def _forms(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, tuple | list) else (value or "",)


def _placeholder_problems(path: str, line: int, ids: tuple[str, ...], forms: tuple[str, ...]) -> Iterator[Problem]:
    """What a translation does to the places where the theme puts names and numbers.

    Of several forms only the last must have all of them: others may write a number as a word.
    """
    wanted = {name for text in ids for name, _ in _PLACEHOLDER.findall(text)}
    for number, form in enumerate(forms, 1):
        used = _PLACEHOLDER.findall(form)
        for name in sorted({name for name, conversion in used if conversion not in ("s", "d")}):
            yield _problem(path, line, f"“%({name})” wants the letter s right after it", form, f"write %({name})s")
        names = {name for name, _ in used}
        for name in sorted(names - wanted):
            hint = f"there are: {', '.join(sorted(f'%({one})s' for one in wanted))}" if wanted else "leave it out"
            yield _problem(path, line, f"the translation has “%({name})s”, which the original has not", form, hint)
        for name in sorted(wanted - names if number == len(forms) else ()):
            hint = "write it where the value belongs in the sentence"
            yield _problem(path, line, f"the translation has lost “%({name})s”", form, hint)
        if wanted and "%" in _PLACEHOLDER.sub("", form).replace("%%", ""):
            yield _problem(path, line, "a percent sign stands alone here", form, "write it twice: %%")
