"""The campaign that the examples of the documentation are laid over, and the examples themselves."""

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
BY_OTHERS = {"engine.md", "check.md"}
"""Pages whose examples show no files of a campaign."""

_FENCE = re.compile(r"^```(\S*)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)

BASE = {
    "content/campaign.yaml": """\
name: {en: Good Day, fr: Bonne journée, ar: يوم جميل}
base_url: https://example.org/
source_language: en
languages: {en: , fr: , ar: }
time_zone: Europe/Zurich
""",
    "content/data/topics.yaml": "climate: {name: {en: Climate}}\nhealth: {name: {en: Health}}\n",
    "content/data/countries.yaml": "KE: {}\n",
    "content/data/audiences.yaml": "hosts: {name: {en: Hosts}}\n",
    "content/index.en.md": "---\ntitle: Good Day\n---\n\nWelcome.\n",
    "content/pages/about.en.md": "---\ntitle: About\n---\n\nWe make a good day.\n",
    "content/messages/rain.en.md": "---\ntitle: Rain is shared\n---\n\nIt falls on all.\n",
    "content/faq/join.en.md": "---\ntitle: How do I join?\n---\n\nBring a bottle.\n",
    "content/people/ana-ruiz.en.md": "---\ntitle: Ana Ruiz\n---\n\nAna measures rain.\n",
    "content/events/harbour-walk.en.md": (
        "---\ntitle: Walk\nstart: 2027-04-26 18:00\ntopic: climate\n---\n\nBring a coat.\n"
    ),
    "content/articles/rain-gauge.en.md": (
        "---\ntitle: A rain gauge\ndate: 2027-01-15\n---\n\nA bottle.\n\n## What we measure\n\nRain.\n"
    ),
    "content/pictures/gauge.jpg.yaml": "alt: {en: A glass tube}\n",
    "content/files/checklist.pdf": "%PDF-1.4\n",
    "content/press/photos/dawn.jpg.yaml": "caption: {en: Dawn}\nalt: {en: A glass tube}\n",
    "content/press/videos/gauge.en.md": "---\ntitle: A gauge\nlink: https://example.org/film\n---\n\nRain.\n",
    "content/press/videos/gauge.en.vtt": "WEBVTT\n",
    "content/press/drop.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M4 0v8"/></svg>\n',
}
PICTURES = (
    "content/pictures/gauge.jpg",
    "content/changemakers/solar-weavers/portrait.jpg",
    "content/changemakers/solar-weavers/line.png",
    "content/press/photos/dawn.jpg",
    "content/press/videos/poster.jpg",
)


class Example(NamedTuple):
    """A fenced part of a page: its language, the file that it stands for or nothing, its text, its first line."""

    language: str
    path: str
    text: str
    line: int


def examples(page: Path) -> list[Example]:
    text = page.read_text(encoding="utf-8")
    return [
        Example(found[1], found[2] or "", found[3], text.count("\n", 0, found.start()) + 2)
        for found in _FENCE.finditer(text)
    ]


def lay(root: Path, files: dict[str, str]) -> None:
    """Write ``files``, and the pictures that the examples name, below ``root``."""
    import pyvips

    for path in PICTURES:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        pyvips.Image.black(64, 48, bands=3).write_to_file(str(root / path))
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
