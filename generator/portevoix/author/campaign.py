"""A new campaign: what is asked, what is taken when nothing is said, and where its files go."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from portevoix.author.front_matter import scalar
from portevoix.author.starter import Answers, campaign_files, spoken, texts_for
from portevoix.core.clock import zone
from portevoix.core.errors import UsageError
from portevoix.core.languages import canonical_tag, is_known_tag
from portevoix.source.campaign import load_campaign
from portevoix.source.fields import Day, Email, Moment, Text, TimeZone, WebAddress

DAYS_AHEAD = 120
"""How far away the day is taken to be when nobody says it."""
_MAY_BE_THERE = ("README.md", ".gitignore")
"""Files that a fresh repository has: they are kept as they are."""


class Question(NamedTuple):
    """One thing to ask: the option that answers it, the question, and what is taken when nothing is said."""

    name: str
    text: str
    default: str

    @property
    def option(self) -> str:
        """How it is written on the command line."""
        return f"--{self.name.replace('_', '-')}"


def questions(folder: Path, now: datetime) -> tuple[Question, ...]:
    """What to ask about the campaign that is to stand in ``folder``, in this order."""
    name = " ".join(re.split(r"[\s_-]+", folder.resolve().name)).strip()
    return (
        Question("name", "The name of the campaign", name[:1].upper() + name[1:] or "Our campaign"),
        Question("about", "What it is about, in one sentence (empty: say it later)", ""),
        Question("day", "The day that it leads to", (now.date() + timedelta(days=DAYS_AHEAD)).isoformat()),
        Question("languages", "Its languages, the one you write in first", "en"),
        Question("organisation", "Who runs it (empty: say it later)", ""),
        Question("base_url", "The address of the site", "https://example.org/"),
        Question("email", "The e-mail address for the press", "press@example.org"),
        Question("time_zone", "The time zone of its dates", "UTC"),
    )


def checked(question: Question, said: str, now: datetime) -> str:
    """The answer ``said`` in its normal form; ``UsageError`` tells what is wrong with it and what to write."""
    said = said.strip()
    return said if not said and not question.default else _CHECKS[question.name](question.option, said, now)


def answers(said: Mapping[str, str]) -> Answers:
    """What was answered to each question, by its name; every answer is ``checked``.

    ``UsageError`` when two answers do not go together.
    """
    for hour in ("06:00", "18:00", "20:00"):
        _valid("--day", Moment, f"{said['day']} {hour}", {"time_zone": said["time_zone"]})
    languages = tuple(said["languages"].split(","))
    return Answers(
        name=said["name"],
        day=date.fromisoformat(said["day"]),
        languages=languages,
        about=said["about"],
        organisation=said["organisation"],
        base_url=said["base_url"],
        email=said["email"],
        time_zone=said["time_zone"],
    )


def refuse_what_is_there(folder: Path) -> None:
    """``UsageError`` when ``folder`` holds a campaign already, or cannot hold one."""
    if (folder / "content").exists():
        hint = "choose an empty folder or a new one; portevoix new KIND ID adds an entry to this campaign"
        raise UsageError(f"{_named(folder)} holds a campaign already: there is a folder content", hint)
    if (folder / "themes" / "campaign").exists():
        raise UsageError(f"{_named(folder)} has a theme “campaign” already", "choose an empty folder or a new one")


class Written(NamedTuple):
    """The files of a new campaign, by their paths in its folder: those that were written, and those that were there."""

    new: tuple[str, ...]
    kept: tuple[str, ...]


def new_campaign(folder: Path, wanted: Answers, now: datetime) -> Written:
    """Write the campaign ``wanted`` into ``folder``, which is made if need be.

    Nothing that is there is touched. ``UsageError`` tells why nothing is written.
    """
    refuse_what_is_there(folder)
    files = campaign_files(wanted, now.astimezone(zone(wanted.time_zone)).date())
    kept = tuple(path for path in files if path in _MAY_BE_THERE and (folder / path).exists())
    new = tuple(path for path in files if path not in kept)
    for path in new:
        try:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            with open(folder / path, "x", encoding="utf-8", newline="\n") as stream:
                stream.write(files[path])
        except OSError as error:
            message = f"{_named(folder)}/{path} cannot be written: {error.strerror}"
            raise UsageError(message, "choose another folder") from None
    return Written(new, kept)


def what_next(folder: Path, wanted: Answers, written: Written) -> tuple[str, ...]:
    """What to tell whoever began the campaign ``wanted``: what was ``written``, and how to go on."""
    texts = [path for path in written.new if path.startswith("content/")]
    others = [path for path in written.new if path not in texts]
    without = [tag for tag in wanted.languages if texts_for(tag) is None]
    source = wanted.languages[0]
    lines = [f"wrote {path}" for path in others]
    lines.append(f"wrote content/ ({len(texts)} files; campaign.yaml holds the settings)")
    lines += [f"kept {path}, which was there" for path in written.kept]
    lines += [f"there are no starter texts in {tag}: portevoix new page about --lang {tag}" for tag in without]
    steps = [] if folder == Path() else [f"cd {shlex.quote(str(folder))}"]
    steps += ["portevoix serve --open    # shows the site, and every change as you save it; Ctrl-C ends it"]
    lines += ["", "Next:", *(f"  {step}" for step in steps), ""]
    lines.append(f"Then write: content/campaign.yaml and content/index.{source}.md first.")
    lines.append("portevoix build makes the site in output/, to be published.")
    return tuple(lines)


def _named(folder: Path) -> str:
    return "this folder" if folder == Path() else str(folder)


def _wrong(option: str, message: str, found: str, hint: str) -> UsageError:
    return UsageError(f"{option}: {message} ({found or 'nothing'})", hint)


def _valid(option: str, kind: Any, said: str, context: Mapping[str, Any] | None = None) -> str:
    try:
        return str(TypeAdapter(kind).validate_python(said, context=context))
    except ValidationError as error:
        about = error.errors()[0].get("ctx", {})
        message = str(about.get("message", "this cannot be used"))
        raise _wrong(option, message, said, str(about.get("hint", ""))) from None


def _as(kind: Any) -> Callable[[str, str, datetime], str]:
    return lambda option, said, now: _valid(option, kind, said)


def _day(option: str, said: str, now: datetime) -> str:
    day = _valid(option, Day, said)
    if date.fromisoformat(day) < now.date():
        raise _wrong(option, "this day has passed", said, "write a day to come; campaign.yaml can say another later")
    return day


def _base_url(option: str, said: str, now: datetime) -> str:
    address = _valid(option, WebAddress, said)
    settings = f"name: {{en: x}}\nsource_language: en\nlanguages: {{en: }}\nbase_url: {scalar(address)}\n"
    _, problems = load_campaign(settings.encode(), "")
    if problems:
        raise _wrong(option, problems[0].message, said, problems[0].hint)
    return address


def _languages(option: str, said: str, now: datetime) -> str:
    """The tags in their customary case, with commas between them."""
    found: list[str] = []
    for word in re.split(r"[,;\s]+", said.strip(",; ")):
        tag = canonical_tag(word)
        if tag is None or not is_known_tag(tag):
            message = f"“{word}” is not a language tag" if tag is None else f"no language is called “{word}”"
            raise _wrong(option, message, said, "write them like en,fr,zh-Hans")
        if tag in found:
            raise _wrong(option, f"“{tag}” stands there twice", said, "write each language once")
        found.append(tag)
    if texts_for(found[0]) is None:
        hint = f"begin with one of {', '.join(spoken())}, and name {found[0]} after it"
        raise _wrong(option, f"there are no starter texts in “{found[0]}” to begin with", said, hint)
    return ",".join(found)


_CHECKS: dict[str, Callable[[str, str, datetime], str]] = {
    "name": _as(Text), "about": _as(Text), "day": _day, "languages": _languages, "organisation": _as(Text),
    "base_url": _base_url, "email": _as(Email), "time_zone": _as(TimeZone),
}  # fmt: skip
