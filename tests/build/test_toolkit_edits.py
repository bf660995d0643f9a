"""Random edits of statistics, posts, hashtags, questions and registries give what a clean build gives."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from build.campaigns import clean, made, put, tree, write
from build.test_toolkit import SITE

STEPS = 8


def _set(root: Path, path: str, pattern: str, value: str) -> None:
    file = root / "content" / path
    file.write_text(re.sub(pattern, value, file.read_text(), count=1, flags=re.MULTILINE))


def _figure(root: Path, rng: random.Random) -> None:
    _set(root, "stats/users.yaml", r"^value: .*", f"value: {rng.randrange(99) / 10}")


def _forecast(root: Path, rng: random.Random) -> None:
    _set(root, "stats/readers.yaml", r"^(forecast|draft): .*", rng.choice(["forecast: true", "draft: true"]))


def _hashtag(root: Path, rng: random.Random) -> None:
    french = rng.choice([", fr: Voix", f", fr: Voix{rng.randrange(9)}", ""])
    put(root / "content/data/hashtags.yaml",
        f"day: {{name: {{en: OurDay}}}}\nvoice: {{name: {{en: Voice{rng.randrange(3)}{french}}}}}\n")  # fmt: skip


def _link(root: Path, rng: random.Random) -> None:
    target = rng.choice(["pages/about", "messages/voice", "faq/join", "stats/readers"])
    _set(root, "toolkit/posts/announce.yaml", r"^link: .*", f"link: {target}")


def _hold(root: Path, rng: random.Random) -> None:
    path = rng.choice(["faq/join.en.md", "messages/voice.en.md", "pages/about.en.md"])
    text = (root / "content" / path).read_text().replace("embargo: 2028-01-01 09:00\n", "")
    if rng.random() < 0.5:
        text = text.replace("---\n", "---\nembargo: 2028-01-01 09:00\n", 1)
    put(root / "content" / path, text)


def _topic(root: Path, rng: random.Random) -> None:
    path = rng.choice(["stats/users.yaml", "toolkit/posts/announce.yaml", "faq/join.en.md", "messages/voice.en.md"])
    _set(root, path, r"^topic: .*", f"topic: [{rng.choice(['climate', 'health', 'climate, health'])}]")


def _names(root: Path, rng: random.Random) -> None:
    said = rng.choice(["", ", description: {en: All about it.}", ", slug: {en: air}"])
    put(root / "content/data/topics.yaml",
        f"climate: {{name: {{en: Climate {rng.randrange(3)}}}{said}}}\nhealth: {{name: {{en: Health}}}}\n")  # fmt: skip


def _type(root: Path, rng: random.Random) -> None:
    _set(root, "partners/acme.yaml", r"^type: .*", f"type: {rng.choice(['company', 'media', 'school'])}")


def _more(root: Path, rng: random.Random) -> None:
    path = root / f"content/faq/more-{rng.randrange(8)}.en.md"
    if path.exists():
        path.unlink()
    else:
        put(path, f"---\ntitle: More {rng.randrange(9)}\ntopic: climate\n---\nText.\n")


EDITS: tuple[Callable[[Path, random.Random], None], ...] = (
    _figure, _forecast, _hashtag, _link, _hold, _topic, _names, _type, _more,
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_random_edits_give_what_a_clean_build_gives(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    site = tmp_path / "site"
    write(site, SITE)
    made(site)
    told = []
    for _ in range(STEPS):
        for edit in rng.sample(EDITS, rng.choice([1, 2, 3])):
            edit(site, rng)
            told.append(edit.__name__)
        report = made(site)
        assert not report.failed, (seed, told, report.problems)
        expected, whole = clean(site, tmp_path / "clean")
        assert report.problems == whole.problems, (seed, told)
        assert tree(site / "output") == expected, (seed, told)
        assert made(site).made == (), (seed, told)
