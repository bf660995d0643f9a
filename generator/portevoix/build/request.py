"""What a build is asked for, and where everything is."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from portevoix.core.clock import BadMoment, parse_moment, zone
from portevoix.core.digest import digest
from portevoix.core.errors import UsageError


class Request(NamedTuple):
    """One build: of the campaign in ``root``, into ``output``, at the moment ``now`` (aware).

    ``actual`` is the moment that it is in fact (None: the same): what is not public then is kept in the private store.
    ``drafts`` shows what is held back, for a preview; ``strict`` makes warnings errors; ``jobs`` is the number of
    processes, ``start_method`` how they are started (None: what is best here); ``replace`` overwrites a foreign output.
    """

    root: Path
    output: Path
    now: datetime
    drafts: bool = False
    strict: bool = False
    jobs: int = 1
    start_method: str | None = None
    replace: bool = False
    actual: datetime | None = None

    @property
    def private(self) -> Path:
        """The folder of state, never shared and never cached."""
        return self.root / ".portevoix" / "private"

    @property
    def shared(self) -> Path:
        """The folder of the store that machines may share."""
        return self.root / ".portevoix" / "store"

    @property
    def state(self) -> Path:
        """The state of this output: each output has its own."""
        name = digest(os.path.relpath(self.output.resolve(), self.root.resolve())).hex()[:12]
        return self.private / f"state-{name}.sqlite"

    def roots(self) -> dict[str, Path]:
        """The folders that sources lie in: the content, and every theme, the campaign's own before ours."""
        content = self.root / "content"
        if not content.is_dir():
            raise UsageError(
                f"there is no folder “content” in {self.root}", "go to the campaign's folder, or name it with --root"
            )
        found = {"content": content}
        for folder in (self.root / "themes", bundled_themes()):
            if folder is not None and folder.is_dir():
                for theme in sorted(folder.iterdir()):
                    if (theme / "theme.yaml").is_file():
                        found.setdefault(f"themes/{theme.name}", theme)
        return found

    def place(self, path: str) -> Path | None:
        """Where the source file ``path`` would lie; None when that is in no root, or there is no content just now."""
        try:
            roots = self.roots()
        except UsageError:
            return None
        for root, folder in roots.items():
            if path.startswith(f"{root}/"):
                return folder / path[len(root) + 1 :]
        return None


def bundled_themes() -> Path | None:
    """Where the themes lie that come with portevoix: in the wheel, or beside the code in its repository."""
    import portevoix

    package = Path(portevoix.__file__).parent
    for folder in (package / "_themes", package.parent.parent / "themes"):
        if folder.is_dir():
            return folder
    return None


def moment_of(text: str | None, root: Path) -> datetime:
    """The moment that ``text`` names in the campaign's time zone; this one, to the second, when nothing is said."""
    if text is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return parse_moment(text, _time_zone(root)).astimezone(UTC)
    except OverflowError:
        raise UsageError(f"--now {text}: this is outside of every calendar", "write it as 2026-04-26 00:01") from None
    except BadMoment as error:
        raise UsageError(f"--now {text}: {error}", "write it as 2026-04-26 00:01, or with an offset: …+02:00") from None


def _time_zone(root: Path) -> str:
    """The campaign's time zone, read alone: the build will tell what is wrong with its settings."""
    from portevoix.source.yaml_text import parse_yaml

    try:
        text = (root / "content" / "campaign.yaml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return "UTC"
    document, _ = parse_yaml(text, "content/campaign.yaml")
    value = document.value if document is not None else None
    name = str(value.get("time_zone", "UTC")) if isinstance(value, dict) else "UTC"
    try:
        zone(name)
    except BadMoment:
        return "UTC"
    return name
