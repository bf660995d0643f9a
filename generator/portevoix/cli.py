"""The command line: each verb says what it wants, and lets the floors below do it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

import portevoix
from portevoix.core.errors import PortevoixError, UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from portevoix.author.campaign import Question
    from portevoix.build.request import Request

F = TypeVar("F", bound=Callable[..., Any])


class _Words(click.Group):
    """Reports our own errors in words, without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except PortevoixError as error:
            click.echo(f"portevoix: {error}", err=True)
            if error.hint:
                click.echo(f"  hint: {error.hint}", err=True)
            ctx.exit(2 if isinstance(error, UsageError) else 1)
        except KeyboardInterrupt:
            click.echo("portevoix: stopped; the site is whole", err=True)
            ctx.exit(130)


@click.group(cls=_Words, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(portevoix.__version__, prog_name="portevoix")
def main() -> None:
    """Make campaign microsites and press kits from Markdown and YAML.

    \b
    portevoix build            make the site: content/ → output/
    portevoix serve            preview it while you write: every language, as of any moment
    portevoix explain PATH     why a page is made again, or what it depends on
    portevoix check            look for broken links, missing alt texts, and more
    portevoix new KIND ID      begin an entry: front matter with every field explained
    portevoix new campaign     begin a campaign: a small site that builds, to write over
    portevoix translate        which translations are missing or stale; accept one
    """


_ROOT = click.option(
    "--root",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The folder that holds content/. Default: this one.",
)
_NOW = click.option("--now", metavar="MOMENT", help="As of this moment: 2026-04-26 00:01, with or without an offset.")
_JOBS = click.option("--jobs", type=click.IntRange(1, 64), help="Processes to work with. Default: one per processor.")
_FORMAT = click.option(
    "--format", "style", type=click.Choice(["text", "json", "github"]), default="text", help="How problems are shown."
)


def _campaign_options(function: F) -> F:
    """The options of every verb that works on a site."""

    @_ROOT
    @click.option(
        "--output",
        type=click.Path(path_type=Path, file_okay=False),
        help="Where the site goes. Default: output/ in the campaign's folder.",
    )
    @_NOW
    @click.option("--drafts", is_flag=True, help="Show what is held back, for a preview; needs another --output.")
    @_JOBS
    @wraps(function)
    def with_options(**values: Any) -> Any:
        return function(**values)

    return cast(F, with_options)  # fmt: skip


def _request(root: Path, output: Path | None, now: str | None, drafts: bool, jobs: int | None, **more: Any) -> Request:
    from portevoix.build.request import Request, moment_of

    root = root.resolve()
    place = (output if output is not None else root / "output").absolute()
    if drafts and place.resolve().is_relative_to((root / "output").resolve()):
        raise UsageError(
            "a preview of what is held back must not go where the site is deployed from",
            "name another folder: --drafts --output preview",
        )
    moment, actual = moment_of(now, root), moment_of(None, root)
    return Request(root, place, moment, drafts, jobs=jobs or os.cpu_count() or 1, actual=actual, **more)


@main.command()
@_campaign_options
@click.option("--strict", is_flag=True, help="Warnings are errors.")
@click.option("--replace", is_flag=True, help="Delete what is in the output, even if portevoix did not make it.")
@_FORMAT
@click.option("--show-held", is_flag=True, help="Name what is held back. Refused where CI is set.")
def build(style: str, show_held: bool, **values: Any) -> None:
    """Make the site.

    Only what changed is made again; what is made is what a build from nothing would make.

    \b
    Examples:
      portevoix build
      portevoix build --now "2026-04-26 00:01"
      portevoix build --strict --format github
      portevoix build --drafts --output preview
    """
    from portevoix.build import report
    from portevoix.build.progress import shown

    request = _request(**values)
    if show_held and os.environ.get("CI"):
        raise UsageError("the names of what is held back do not belong in the logs of CI", "leave out --show-held")
    from portevoix.build.build import build as run
    from portevoix.build.session import Session

    with shown(sys.stderr) as progress:
        done = run(request, Session(progress))
    report.show(done, request, style, held=show_held, write=click.echo)
    if done.failed:
        sys.exit(1)


@main.command()
@_ROOT
@click.option("--port", type=click.IntRange(0, 65535), help="The port. Default: the first free one from 8000 on.")
@click.option("--open", "open_browser", is_flag=True, help="Open it in the browser.")
@click.option("--lan", is_flag=True, help="Let devices on the local network in that know the token: shows a QR code.")
def serve(root: Path, port: int | None, open_browser: bool, lan: bool) -> None:
    """Preview the site while you write it.

    Every language on one address. Save a file, and the page that is open loads again; what is wrong is shown over it.
    The bar at the bottom shows the site as of any moment, with what is held back or without. It all stays on this
    machine, away from output/.

    \b
    Examples:
      portevoix serve
      portevoix serve --open --port 9000
      portevoix serve --lan
    """
    from portevoix.serve.run import serve as run

    run(root.resolve(), port, lan=lan, open_browser=open_browser, say=click.echo)


@main.command()
@_campaign_options
@click.argument("page")
def explain(page: str, **values: Any) -> None:
    """Say why a page would be made again, and what it depends on.

    PAGE is a file of the output or an address of the site.

    \b
    Examples:
      portevoix explain output/en/press/index.html
      portevoix explain /fr/presse/
    """
    from portevoix.build.explain import explain as run

    for line in run(_request(**values), page):
        click.echo(line)


@main.command()
@_ROOT
@_NOW
@_JOBS
@_FORMAT
def check(root: Path, now: str | None, jobs: int | None, style: str) -> None:
    """Hold the campaign against the rules of quality.

    The site is built where nobody sees it, and its pages are read: broken links and anchors, pictures without
    alternative text, translations that lag behind, and more. docs/check.md tells each rule. The exit status is 1 when
    there is an error; warnings alone leave it at 0.

    \b
    Examples:
      portevoix check
      portevoix check --now "2026-04-26 00:01"
      portevoix check --format github
    """
    from portevoix.build.progress import shown
    from portevoix.build.request import moment_of
    from portevoix.check import gate

    root = root.resolve()
    moment, actual = moment_of(now, root), moment_of(None, root)
    request = gate.request_for(root, moment, jobs or os.cpu_count() or 1, actual)
    with shown(sys.stderr) as progress:
        checked = gate.check(request, progress)
    gate.show(checked, request, style, write=click.echo)
    if checked.report.failed:
        sys.exit(1)


@main.group()
def translate() -> None:
    """See which translations are missing or lag behind, and accept those that are right.

    \b
    Examples:
      portevoix translate status
      portevoix translate accept press/releases/launch
    """


@translate.command()
@_ROOT
@_NOW
@click.option("--to-do", is_flag=True, help="Only entries of which a translation is missing, stale or untracked.")
def status(root: Path, now: str | None, to_do: bool) -> None:
    """Show each entry in each language: current, stale, untracked or missing.

    A translation is stale when its source has changed since it was accepted, and untracked when it never was. Where CI
    is set, what is held back is counted and not named.

    \b
    Examples:
      portevoix translate status
      portevoix translate status --to-do
    """
    from portevoix.model.gate import gate
    from portevoix.translate.status import table
    from portevoix.translate.texts import read_texts

    request = _request(root, None, now, False, None)
    texts = read_texts(request)
    hidden = gate(texts.library, request.now).hidden if os.environ.get("CI") else ()
    for line in table(texts, only_to_do=to_do, leave_out={entry.key for entry in hidden}):
        click.echo(line)


@translate.command()
@_ROOT
@click.option("--all", "everything", is_flag=True, help="Every translation of the campaign.")
@click.argument("paths", nargs=-1, metavar="PATH...")
def accept(root: Path, everything: bool, paths: tuple[str, ...]) -> None:
    """Record that translations render their sources as they are now.

    PATH is the file of a translation, or an entry: then all its translations are accepted. One line is written into
    each file, source_digest; from then on a change of the source shows. It is for a person who has read both, so it is
    refused where CI is set.

    \b
    Examples:
      portevoix translate accept content/press/releases/launch.fr.md
      portevoix translate accept press/releases/launch pages/about
      portevoix translate accept --all
    """
    from portevoix.core.diagnostics import show
    from portevoix.translate import accept as accepting
    from portevoix.translate.texts import path_below, read_texts

    if os.environ.get("CI"):
        raise UsageError("a translation is accepted by a person who has read it, not in CI")
    if everything == bool(paths):
        raise UsageError("say which translations are right", "name files or entries, or say --all")
    texts = read_texts(_request(root, None, None, False, None))
    wanted = texts.library.languages_of if everything else [path_below(root.resolve(), path) for path in paths]
    entries, unknown = accepting.chosen(texts, wanted)
    done, refused = accepting.accept(texts, entries)
    for one in done:
        was = "it did already" if one.before == "current" else f"it was {one.before}"
        click.echo(f"{one.path} renders {one.source} as it is now ({was})")
    for problem in [*unknown, *refused]:
        click.echo(show(problem), err=True)
    if unknown or refused:
        sys.exit(1)


class _New(click.Command):
    """``new``: its first word is the kind of an entry, or ``campaign``, which has options of its own."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        if args[:1] == ["campaign"]:
            return new_campaign.make_context(f"{info_name} campaign", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


@main.command(cls=_New)
@_ROOT
@click.option("--now", metavar="MOMENT", help="The moment from which its dates are taken. Default: this one.")
@click.option("--lang", "languages", multiple=True, metavar="TAG", help="A language to write it in; may be repeated.")
@click.option("--all-languages", "every", is_flag=True, help="In every language that it does not exist in yet.")
@click.option("--title", help="Its title in the source language. Default: made from ID.")
@click.argument("kind")
@click.argument("id")
def new(root: Path, now: str | None, **wish: Any) -> None:
    """Begin an entry: a file with every field of its kind explained.

    KIND is page, message, changemaker, article, person, event, release, faq, partner, kit, stat, post, brief, video,
    brand, factsheet or coverage. ID is its path in content/ without language and ending; a bare name goes where entries
    of the kind usually are. The entry begins as a draft. A photo needs no file of its own: put a picture and its
    sidecar into the folder.

    \b
    Examples:
      portevoix new article my-piece --title "My piece"
      portevoix new release press/releases/launch --all-languages
      portevoix new page about --lang fr --lang ar
      portevoix new campaign --help
    """
    from portevoix.author.new import Wish
    from portevoix.author.new import new as run
    from portevoix.build.request import moment_of

    root = root.resolve()
    for path in run(root, Wish(**wish), moment_of(now, root)):
        click.echo(f"wrote {path}")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
@click.option("--name", help="Its name in the first language. Default: made from the folder’s name.")
@click.option("--about", help="What it is about, in one sentence.")
@click.option("--day", metavar="DATE", help="The day that it leads to. Default: in four months.")
@click.option("--languages", metavar="TAGS", help="The language you write in, then the others: en,fr,ar. Default: en.")
@click.option("--organisation", help="Who runs it.")
@click.option("--base-url", metavar="ADDRESS", help="Where the site will stand. Default: https://example.org/.")
@click.option("--email", metavar="ADDRESS", help="Whom the press writes to. Default: press@example.org.")
@click.option("--time-zone", metavar="ZONE", help="Where its dates are meant: Europe/Zurich. Default: UTC.")
@click.option("--yes", is_flag=True, help="Ask nothing; take the defaults for what is not said.")
@_NOW
def new_campaign(folder: Path, now: str | None, yes: bool, **given: str | None) -> None:
    """Begin a campaign in FOLDER, which is empty or new. Default: this one.

    Writes settings, pages and one example of most things, in every language that has starter texts: Arabic, Chinese,
    English, French, Russian, Spanish. Each example says what to put in its place. The site builds at once.

    \b
    Examples:
      portevoix new campaign rain-day
      portevoix new campaign rain-day --yes
      portevoix new campaign . --name "Rain Day" --day 2027-04-26 --languages en,fr,ar --yes
    """
    from portevoix.author import campaign
    from portevoix.build.request import moment_of

    moment = moment_of(now, folder.resolve())
    campaign.refuse_what_is_there(folder)
    said: dict[str, str] = {}
    for question in campaign.questions(folder, moment):
        answer = given[question.name]
        if answer is None and not yes:
            said[question.name] = _ask(question, moment)
        else:
            said[question.name] = campaign.checked(question, question.default if answer is None else answer, moment)
    wanted = campaign.answers(said)
    written = campaign.new_campaign(folder, wanted, moment)
    for line in campaign.what_next(folder, wanted, written):
        click.echo(line)


def _ask(question: Question, moment: datetime) -> str:
    """The answer of whoever sits at the keyboard; a wrong one is told, and asked for again."""
    from portevoix.author.campaign import checked

    def proved(said: str) -> str:
        try:
            return checked(question, said, moment)
        except UsageError as error:
            raise click.UsageError(f"{error}; {error.hint}" if error.hint else str(error)) from None

    try:
        shown = bool(question.default)
        return str(click.prompt(question.text, default=question.default, show_default=shown, value_proc=proved))
    except click.Abort:
        hint = f"answer by {question.option}, or say --yes to take what is usual"
        raise UsageError(f"there is no answer: {question.text}", hint) from None
