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
            click.echo("portevoix: stopped; the site is as it was", err=True)
            ctx.exit(130)


@click.group(cls=_Words, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(portevoix.__version__, prog_name="portevoix")
def main() -> None:
    """Make campaign microsites and press kits from Markdown and YAML.

    \b
    portevoix build            make the site: content/ → output/
    portevoix explain PATH     why a page is made again, or what it depends on
    portevoix check            look for broken links, missing alt texts, and more
    portevoix new KIND ID      begin an entry: front matter with every field explained
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
    if drafts and output is None:
        raise UsageError("a preview of what is held back must not go where the site is deployed from",
                         "name another folder: --drafts --output preview")  # fmt: skip
    place = (output if output is not None else root / "output").absolute()
    return Request(root, place, moment_of(now, root), drafts, jobs=jobs or os.cpu_count() or 1, **more)


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

    with shown(sys.stderr) as progress:
        done = run(request, progress)
    report.show(done, request, style, held=show_held, write=click.echo)
    if done.failed:
        sys.exit(1)


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
    request = gate.request_for(root, moment_of(now, root), jobs or os.cpu_count() or 1)
    with shown(sys.stderr) as progress:
        checked = gate.check(request, progress)
    gate.show(checked, request, style, write=click.echo)
    if checked.report.failed:
        sys.exit(1)
