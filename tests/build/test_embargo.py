"""Nothing that is held back leaves early: random campaigns, random secrets, random moments."""

from __future__ import annotations

import random
import unicodedata
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from build.campaigns import made, png, put

LETTERS = "abcdefghijklmnopqrstuvwxyz"
ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
CAMPAIGN = """\
name: {en: Day, fr: Jour, ar: يوم}
base_url: https://example.org/
source_language: en
languages: {en: , fr: , ar: }
theme: base
navigation: [pages/public]
"""
SECTIONS = {"articles": "date: 2027-01-02\n", "press/releases": "date: 2027-01-02\n", "pages": "", "changemakers": ""}


def word(rng: random.Random, letters: str = LETTERS) -> str:
    return "".join(rng.choice(letters) for _ in range(14))


class Campaign:
    """A random campaign that remembers its secrets: words of each entry, and when they may be known."""

    def __init__(self, root: Path, rng: random.Random) -> None:
        self.root, self.rng = root, rng
        self.secrets: list[tuple[str, datetime | None, datetime | None]] = []
        self.ids: list[str] = []
        put(root / "content/campaign.yaml", CAMPAIGN)
        self.topics()
        for number in range(rng.randrange(3, 7)):
            self.entry(number)
        self.crowd()

    def topics(self) -> None:
        put(self.root / "content/data/topics.yaml", "health: {name: {en: Health, fr: Santé, ar: صحة}}\n")

    def times(self) -> tuple[str, datetime | None, datetime | None]:
        """Front matter that hides something; from when, and until when, it is public (None: never, no end)."""
        moment = datetime(2027, 3, 1, tzinfo=UTC) + timedelta(hours=self.rng.randrange(-600, 600))
        how = self.rng.choice(["embargo", "publish_at", "expires_at", "draft", "withdrawn", "both"])
        text = moment.strftime("%Y-%m-%d %H:%M+00:00")
        if how in ("draft", "withdrawn"):
            return f"{how}: true\n", None, None
        if how == "expires_at":
            return f"expires_at: {text}\n", datetime.min.replace(tzinfo=UTC), moment
        if how == "both":
            earlier = (moment - timedelta(hours=50)).strftime("%Y-%m-%d %H:%M+00:00")
            return f"embargo: {text}\npublish_at: {earlier}\n", moment, None
        return f"{how}: {text}\n", moment, None

    def entry(self, number: int) -> None:
        rng = self.rng
        section = rng.choice(list(SECTIONS))
        needles = {name: word(rng) for name in ("name", "title", "summary", "body", "heading", "file", "alt", "alias")}
        arabic = word(rng, ARABIC)
        name = f"{section}/{needles['name']}"
        front, since, until = self.times()
        folder = self.root / "content" / name
        put(folder / f"{needles['file']}.png", png(rng.randrange(256)))
        put(folder / f"{needles['file']}.png.yaml", f"alt: {{en: {needles['alt']}}}\n")
        put(folder / "plan.txt", needles["body"])
        text = (
            f"---\ntitle: About {needles['title']}\nsummary: With {needles['summary']}.\n{SECTIONS[section]}{front}"
            f"topic: [health]\npicture: {needles['file']}.png\naliases: [{needles['alias']}/]\n---\n"
            f"Here {needles['body']} stands.\n\n## On {needles['heading']}\n\n"
            f"![]({needles['file']}.png) [plan](plan.txt)\n"
        )
        put(folder / "index.en.md", text)
        put(folder / "index.ar.md", f"---\ntitle: {arabic}\nslug: {arabic}\n---\n{arabic} {needles['body']}\n")
        self.ids.append(name)
        for needle in [*needles.values(), arabic]:
            self.secrets.append((needle, since, until))

    def crowd(self) -> None:
        """Public entries that refer to the hidden ones in every way that does not say their words."""
        target = self.rng.choice(self.ids)
        link = f"../{target}/index.en.md"
        people = [one for one in self.ids if one.startswith("changemakers/")]
        shown = "".join(f"/// changemaker\n    entry: ../{one}/index.en.md\n///\n\n" for one in people)
        body = f"See [this]({link}), [that]({link}#x).\n\n{shown}/// call-to-action\n    link: {link}\n\nCome.\n///\n"
        front = f"title: Public\nsee_also: [{target}]\ntopic: [health]\n"
        put(self.root / "content/pages/public.en.md", f"---\n{front}---\n{body}")
        put(self.root / "content/index.en.md", f"---\ntitle: Home\n---\n[Away]({target}/index.en.md)\n")


def forms(needle: str) -> list[bytes]:
    escaped = needle.encode("unicode_escape")
    decomposed = unicodedata.normalize("NFD", needle)
    return [needle.encode(), quote(needle).encode(), escaped, decomposed.encode(), needle.encode("utf-16-le")]


def check(root: Path, campaign: Campaign, now: datetime) -> None:
    report = made(root, now=now)
    assert not report.failed, report.problems
    output = root / "output"
    paths = {path: path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()}
    everything = b"\n".join(path.read_bytes() for path in paths) + "\n".join(paths.values()).encode()
    for needle, since, until in campaign.secrets:
        public = since is not None and since <= now and (until is None or now < until)
        seen = any(form in everything for form in forms(needle))
        assert seen == public, (needle, since, until, now, [p for p in paths.values() if needle in p])


def run(seed: int, root: Path) -> None:
    rng = random.Random(seed)
    campaign = Campaign(root, rng)
    turns = [moment for _, since, until in campaign.secrets for moment in (since, until) if moment and moment.year > 1]
    moments = [datetime(2027, 3, 1, tzinfo=UTC) + timedelta(hours=rng.randrange(-700, 700))]
    if turns:
        turn = rng.choice(turns)
        moments += [turn - timedelta(seconds=1), turn, turn - timedelta(days=3)]
    for now in moments:
        check(root, campaign, now)


@pytest.mark.slow
@pytest.mark.parametrize("decade", range(30))
def test_no_word_of_what_is_hidden_is_in_any_byte(decade: int, tmp_path: Path) -> None:
    for seed in range(decade * 10, decade * 10 + 10):
        run(seed, tmp_path / str(seed))


def stored(root: Path) -> bytes:
    """Every byte of the store that machines may share."""
    return b"".join(path.read_bytes() for path in sorted((root / ".portevoix/store").rglob("*")) if path.is_file())


@pytest.mark.parametrize("how", ["drafts", "a later moment"])
def test_a_preview_leaves_nothing_confidential_in_the_store_that_is_shared(how: str, tmp_path: Path) -> None:
    put(tmp_path / "content/campaign.yaml", CAMPAIGN.replace("navigation: [pages/public]\n", ""))
    text = "---\ntitle: Later\nembargo: 2027-05-01 08:00\n---\nHush about quicksilver.\n\n![](lead.png)\n"
    put(tmp_path / "content/pages/later/index.en.md", text)
    put(tmp_path / "content/pages/now.en.md", "---\ntitle: Now\n---\nLoud about bronze.\n")
    put(tmp_path / "content/pages/later/lead.png", png(3))
    put(tmp_path / "content/pages/later/lead.png.yaml", "alt: {en: Lead}\n")
    before, after = datetime(2027, 4, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)
    if how == "drafts":
        report = made(tmp_path, tmp_path / "preview", now=before, drafts=True, actual=before)
    else:
        report = made(tmp_path, tmp_path / "preview", now=after, actual=before)
    assert not report.failed, report.problems
    pages = b"".join(path.read_bytes() for path in (tmp_path / "preview").rglob("*.html"))
    assert b"quicksilver" in pages
    assert b"bronze" in stored(tmp_path)
    assert b"quicksilver" not in stored(tmp_path)
    assert b"JFIF" not in stored(tmp_path)  # no rendition of its picture either
    assert len(list((tmp_path / ".portevoix/private/store").rglob("*"))) > 1
