"""Templates: Jinja in its sandbox, with literal names, undefined names refused, and problems that know their line."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping, MutableMapping
from datetime import date, tzinfo
from functools import lru_cache
from types import CodeType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from portevoix.core.diagnostics import Problem, did_you_mean
from portevoix.render.output import Compiler, escaped
from portevoix.render.theme import Theme
from portevoix.source.front_matter import decode

_OPTIONS: dict[str, Any] = {
    "autoescape": True, "undefined": jinja2.StrictUndefined, "trim_blocks": True, "lstrip_blocks": True,
}  # fmt: skip
_OF_THE_MACHINE = frozenset(
    ("astimezone", "ctime", "fromtimestamp", "now", "strftime", "timestamp", "today", "utcfromtimestamp", "utcnow")
)
"""What dates and times tell of the machine and its surroundings rather than of themselves."""
_NOT_REPRODUCIBLE = ("random",)
"""Filters whose answer is another one each time."""


_UNKNOWN = re.compile(r"No (filter|test) named '([^']*)'")
"""Jinja's words for a name that it does not know."""


class View:
    """What templates may look at: every public attribute of a view is for them, and reports what it reads."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


class TemplateFailed(Exception):
    """A template could not be rendered; ``problem`` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Compiled(jinja2.BytecodeCache):
    """The code of every template that this process has compiled, by path and source: a preview builds all day."""

    def __init__(self) -> None:
        self._code: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._code.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self._code[bucket.key] = (bucket.checksum, bucket.code)


_COMPILED = _Compiled()


class Environment(ImmutableSandboxedEnvironment):
    """Jinja for one theme. Names inside are the paths of templates, so that every theme's own are told apart.

    ``scope`` is that of the product being made: filters in macros, which see no context, write in its language.
    """

    code_generator_class = Compiler
    escaped = staticmethod(escaped)

    def __init__(self, theme: Theme, read: Callable[[str], bytes]) -> None:
        super().__init__(loader=jinja2.FunctionLoader(self._load), auto_reload=False, cache_size=-1,
                         bytecode_cache=_COMPILED, **_OPTIONS)  # fmt: skip
        self.theme = theme
        self.scope: Any = None
        self._read = read
        for name in _NOT_REPRODUCIBLE:
            del self.filters[name]
        self.globals.pop("lipsum")

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's own names, to which no template adds: a chain of two would cost more to look through."""
        return self.globals if not d else super().make_globals(d)

    def _load(self, path: str) -> tuple[str, str, Callable[[], bool]] | None:
        if path not in self.theme.marks:
            return None
        return self._read(path).decode("utf-8", "replace"), path, lambda: True

    def join_path(self, template: str, parent: str) -> str:
        """The path of the template that ``parent`` calls ``template``; the name itself when there is none."""
        return self.theme.find(template, parent) or template

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may look at an attribute: nothing that asks the machine for its time or its zone."""
        if isinstance(obj, tzinfo) or (isinstance(obj, date) and attr in _OF_THE_MACHINE):
            return False
        return super().is_safe_attribute(obj, attr, value)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """An attribute; views need no further check, everything else goes through the sandbox."""
        if isinstance(obj, View) and attribute[:1] != "_":
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def page(self, name: str, context: Mapping[str, Any]) -> str:
        """The template ``name`` rendered with ``context``; ``TemplateFailed`` when it cannot be."""
        path = self.theme.find(name)
        if path is None:
            raise TemplateFailed(
                Problem(
                    f"themes/{self.theme.chain[0]}/templates/{name}",
                    0,
                    0,
                    "template-missing",
                    "the theme has no such template",
                    name,
                    did_you_mean(name, self.theme.templates),
                )
            )
        try:
            return self.get_template(path).render(context)
        except TemplateFailed:
            raise
        except (jinja2.TemplateError, SecurityError) as error:
            raise TemplateFailed(self._problem(error, path)) from error
        except (
            TypeError,
            ValueError,
            KeyError,
            AttributeError,
            ArithmeticError,
            RecursionError,
        ) as error:
            problem = self._problem(error, path)
            if not problem.line:
                raise
            raise TemplateFailed(problem) from error

    def _problem(self, error: Exception, path: str) -> Problem:
        if isinstance(error, jinja2.TemplateNotFound):
            name = str(error.name)
            where, line = self._line(error, path)
            hint = did_you_mean(name, self.theme.templates)
            return Problem(where, line, 0, "template-missing", "the theme has no such template", name, hint)
        where, line = self._line(error, path)
        if isinstance(error, jinja2.UndefinedError):
            return Problem(where, line, 0, "template-undefined", *_undefined(error))
        if isinstance(error, SecurityError):
            return Problem(where, line, 0, "template-unsafe", "templates may not do this", str(error))
        if isinstance(error, RecursionError):
            where, line = self._ring(error, path)
            hint = "let none of the templates that it includes include it again"
            return Problem(where, line, 0, "template-ring", "this template includes itself without end", hint=hint)
        if match := _UNKNOWN.match(str(error)):
            known = self.filters if match[1] == "filter" else self.tests
            hint = did_you_mean(match[2], known) or "docs/templates.md lists what templates may use"
            return Problem(where, line, 0, f"template-{match[1]}", f"there is no such {match[1]}", match[2], hint)
        hint = "look at the values that this line works with"
        return Problem(where, line, 0, "template-error", "the template fails here", str(error).rstrip("."), hint)

    def _ring(self, error: Exception, path: str) -> tuple[str, int]:
        """The first template that comes twice on the way to the error, and where it leads on."""
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in self.theme.marks]
        files = [frame.filename for frame in frames]
        again = next((frame for number, frame in enumerate(frames) if frame.filename in files[number + 1 :]), None)
        return (again.filename, again.lineno or 0) if again is not None else (path, 0)

    def _line(self, error: Exception, path: str) -> tuple[str, int]:
        """Where in which template it happened: the innermost frame that is a template's."""
        for frame in reversed(traceback.extract_tb(error.__traceback__)):
            if frame.filename in self.theme.marks:
                return frame.filename, frame.lineno or 0
        return path, 0


def _undefined(error: jinja2.UndefinedError) -> tuple[str, str, str]:
    match = re.search(r"'([^']+)' is undefined|has no attribute '([^']+)'", str(error))
    name = next((part for part in match.groups() if part), "") if match else ""
    return "there is no such name here", name or str(error), "docs/templates.md lists what each template sees"


_plain = ImmutableSandboxedEnvironment(**_OPTIONS)


@lru_cache(maxsize=1024)
def references(source: bytes, path: str) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """The names that the template at ``path`` includes, imports or extends, and what is wrong with its text."""
    text, wrong = decode(source, path)
    if text is None:
        return (), wrong
    try:
        tree = _plain.parse(text, filename=path)
    except jinja2.TemplateSyntaxError as error:
        message = (error.message or "").rstrip(".")
        return (), (Problem(path, error.lineno, 0, "template-syntax", "the template cannot be read", message),)
    found: dict[str, None] = {}
    problems = []
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        named = getattr(node, "template", None)
        literal = _literals(named)
        if literal is None:
            problems.append(
                Problem(
                    path,
                    node.lineno,
                    0,
                    "template-name",
                    "the name of an included or imported template must be written out",
                    hint="write the name in quotation marks; choose between names with {% if %}",
                )
            )
        elif isinstance(node, nodes.Import | nodes.FromImport) and node.with_context:
            problems.append(
                Problem(
                    path,
                    node.lineno,
                    0,
                    "template-import",
                    "an import sees no context",
                    "with context",
                    "give the macro what it needs as arguments, or use include",
                )
            )
        else:
            found.update(dict.fromkeys(literal))
    return tuple(found), tuple(problems)


def _literals(node: nodes.Node | None) -> list[str] | None:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, nodes.Const) and isinstance(node.value, tuple | list):
        return [str(name) for name in node.value]
    if isinstance(node, nodes.Tuple | nodes.List):
        names = [item.value for item in node.items if isinstance(item, nodes.Const)]
        return names if len(names) == len(node.items) else None
    return None
