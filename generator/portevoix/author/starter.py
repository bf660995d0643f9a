"""The files of a new campaign, made of the templates in ``starter/``.

``starter/shared/`` holds what all languages share, ``starter/<language>/`` the texts of one language, ``fields.yaml``
what the original of an entry says beside its text. All of them are Jinja templates. A language is added by a folder of
its own.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from portevoix.author.front_matter import scalar
from portevoix.core.languages import ancestry
from portevoix.model.entry_file import read_entry_file, source_digest
from portevoix.model.naming import read_name, section_folders
from portevoix.model.sections import default_kind, kind_of
from portevoix.render.formats import in_words

if TYPE_CHECKING:
    from jinja2 import Environment

STARTER = Path(__file__).parent / "starter"
_FLOW_WIDTH = 110
_TEXT_WIDTH = 110
_HASHTAG_LENGTH = 30


class Answers(NamedTuple):
    """What is asked about a new campaign.

    ``languages`` are tags, that of the source first; the source has starter texts. ``about`` and ``organisation`` are
    in the source language; where they are empty, placeholders in every language stand in their place.
    """

    name: str
    day: date
    languages: tuple[str, ...]
    about: str
    organisation: str
    base_url: str
    email: str
    time_zone: str


def spoken() -> tuple[str, ...]:
    """The languages that have starter texts."""
    return tuple(sorted(path.parent.name for path in STARTER.glob("*/words.yaml")))


def texts_for(tag: str) -> str | None:
    """The language of the starter texts that readers of ``tag`` understand: ``fr`` for fr-CA; else None."""
    known = spoken()
    return next((one for one in reversed((*_aliases(tag), *ancestry(tag))) if one in known), None)


def _aliases(tag: str) -> tuple[str, ...]:
    """Texts in Chinese name their script; ``zh`` is understood by it, too."""
    return ("zh-Hans",) if "zh" in ancestry(tag) else ()


def campaign_files(answers: Answers, today: date) -> dict[str, str]:
    """The text of each file of the new campaign, by its path in the campaign's folder, in the order of paths."""
    return dict(sorted(_Starter(answers, today).files()))


def hashtag(name: str) -> str:
    """``name`` as a hashtag: its letters and digits, each word with a capital."""
    words = ("".join(c for c in word if c.isalnum() or c == "_") for word in re.split(r"[\s\-–—/]+", name))
    tag = "".join(word[:1].upper() + word[1:] for word in words)
    return tag[:_HASHTAG_LENGTH] if any(c.isalpha() for c in tag) else f"OurDay{tag}"[:_HASHTAG_LENGTH]


def markdown(text: str) -> str:
    """``text`` as Markdown that shows just that text."""
    return re.sub(r"([\\`*_{}\[\]<>#|~^!&$])", r"\\\1", text)


class _Starter:
    """The templates, and what they may say."""

    def __init__(self, answers: Answers, today: date) -> None:
        self.answers = answers
        self.today = today
        self.texts = {tag: found for tag in answers.languages if (found := texts_for(tag)) is not None}
        self.source = answers.languages[0]

    def files(self) -> Iterator[tuple[str, str]]:
        for template in _below(STARTER / "shared"):
            path = ".gitignore" if template == "gitignore" else template
            yield path, self._filled(f"shared/{template}", self.source)
        yield "README.md", self._filled(f"{self.texts[self.source]}/README.md", self.source)
        for template in _below(STARTER / self.texts[self.source] / "content"):
            yield from self._entry(f"content/{template}")

    def _entry(self, template: str) -> Iterator[tuple[str, str]]:
        """The files of one entry, the original and its translations."""
        entry = template.removeprefix("content/").removesuffix(".md")
        path = f"content/{entry}.{self.source}.md"
        fields = self._env.from_string(self._fields.get(entry, "")).render(self._said(self.source))
        original = _with_fields(self._filled(f"{self.texts[self.source]}/{template}", self.source), fields)
        yield path, original
        digest = self._digest(path, original)
        for tag, texts in self.texts.items():
            if tag != self.source and (STARTER / texts / template).is_file():
                text = self._filled(f"{texts}/{template}", tag)
                yield f"content/{entry}.{tag}.md", _with_fields(text, f"source_digest: {digest}\n")

    def _digest(self, path: str, original: str) -> str:
        named, _ = read_name(path, self.answers.languages)
        assert named is not None
        kind = default_kind(named.id, self._sections, lambda place: kind_of(place, {}))
        data = original.encode()
        file, problems = read_entry_file(
            data, path, kind=kind, facets=("topic", "country", "audience", "role"), time_zone=self.answers.time_zone
        )
        assert file is not None, problems
        return source_digest(file, data)

    def _filled(self, template: str, tag: str) -> str:
        text: str = self._env.get_template(template).render(self._said(tag))
        return re.sub(r"\n{2,}\Z", "\n", text)

    def _said(self, tag: str) -> dict[str, Any]:
        """What a template in the language ``tag`` may say."""
        return {
            "answers": self.answers, "tag": tag, "today": self.today.isoformat(), "hashtag": hashtag(self.answers.name),
            "name": self.answers.name, "day": in_words(self.answers.day, tag), "email": self.answers.email,
            "about": self._given(tag, "about"), "organisation": self._given(tag, "organisation"),
            "own": lambda text, indent=2: _by_language({self.source: text}, indent),
            "everywhere": lambda text, indent: _by_language(self._in_all(text), indent),
            "said": self._by_language, "slugs": self._slugs, "scalar": scalar,
        }  # fmt: skip

    def _given(self, tag: str, name: str) -> str:
        """The answer, or in a language that it is not in, the placeholder."""
        answer: str = getattr(self.answers, name)
        if answer and (tag == self.source or name == "organisation"):
            return answer
        return str(self._words[self.texts[tag]][name])

    def _by_language(self, name: str, indent: int = 2) -> str:
        """The words called ``name`` (``posts.before.text``) in every language, as a value in YAML."""
        answer = getattr(self.answers, name, "")
        if answer:
            return _by_language({self.source: answer, **self._bare(name)}, indent)
        days = {tag: in_words(self.answers.day, tag) for tag in self.texts}
        templates = {tag: self._env.from_string(_at(self._words[texts], name)) for tag, texts in self.texts.items()}
        found = {tag: template.render(day=days[tag]) for tag, template in templates.items()}
        return _by_language({**found, **self._bare(name)}, indent)

    def _in_all(self, text: str) -> dict[str, str]:
        """The same words for each language."""
        return dict.fromkeys(self.answers.languages, text)

    def _bare(self, name: str) -> dict[str, str]:
        """What the campaign is about in languages in which nothing says it: its name and its day."""
        if name != "about":
            return {}
        said = {self.source} if self.answers.about else self.texts.keys()
        without = [tag for tag in self.answers.languages if tag not in said]
        return {tag: f"{self.answers.name}, {in_words(self.answers.day, tag)}" for tag in without}

    def _slugs(self, name: str) -> str:
        """The line ``slug:`` of a section for the languages that have one of their own, or nothing."""
        found = {tag: slug for tag, texts in self.texts.items() if (slug := _at(self._words[texts], name))}
        return f"slug: {_by_language(found, 2)}" if found else ""

    @cached_property
    def _env(self) -> Environment:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined

        env = Environment(
            loader=FileSystemLoader(STARTER), undefined=StrictUndefined, keep_trailing_newline=True, trim_blocks=True
        )
        env.filters["markdown"] = markdown
        return env

    @cached_property
    def _sections(self) -> set[str]:
        """The folders of the new campaign that hold entries."""
        templates = _below(STARTER / self.texts[self.source] / "content")
        names = [named for template in templates if (named := read_name(f"content/{template}", ())[0]) is not None]
        return section_folders(names, ())

    @cached_property
    def _words(self) -> Mapping[str, Mapping[str, Any]]:
        return {texts: _data(STARTER / texts / "words.yaml") for texts in self.texts.values()}

    @cached_property
    def _fields(self) -> Mapping[str, str]:
        return _data(STARTER / "fields.yaml")


def _below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _data(path: Path) -> Mapping[str, Any]:
    from portevoix.source.yaml_text import parse_yaml

    document, problems = parse_yaml(path.read_text(encoding="utf-8"), path.name)
    assert document is not None, problems
    return dict(document.value)


def _at(words: Mapping[str, Any], name: str) -> str:
    found: Any = words
    for part in name.split("."):
        found = found.get(part, {})
    return found if isinstance(found, str) else ""


def _with_fields(text: str, fields: str) -> str:
    """The Markdown file ``text`` with ``fields`` at the end of its front matter."""
    opening, front, body = text.split("---\n", 2)
    return f"{opening}---\n{front}{fields}---\n{body}"


def _by_language(texts: Mapping[str, str], indent: int) -> str:
    """A text for each language in YAML: on the line of its key if it is short, else below it, ``indent`` spaces in."""
    flow = ", ".join(f"{tag}: {_in_flow(text)}" for tag, text in texts.items())
    if len(flow) <= _FLOW_WIDTH:
        return f"{{{flow}}}"
    space = " " * indent
    return "".join(f"\n{space}{tag}: {_in_block(text, space)}" for tag, text in texts.items())


def _in_flow(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if re.search(r"[,\[\]{}]", text) else scalar(text)


def _in_block(text: str, space: str) -> str:
    if len(text) <= _TEXT_WIDTH - len(space):
        return scalar(text)
    rows = textwrap.wrap(text, _TEXT_WIDTH - len(space), break_long_words=False, break_on_hyphens=False)
    return ">-" + "".join(f"\n{space}  {row}" for row in rows)
