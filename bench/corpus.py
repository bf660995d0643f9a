"""The corpus: a neutral campaign in six languages, the same text for each generator.

It is a function of the number of documents: about 690 words each in real scripts, with headings, lists, a table, links
to other documents, a quotation, a footnote, emphasis, a picture, and three of twenty-four tags.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bench.vocabulary import NAMES, SECTIONS, TAGS, WORDS

HERE = Path(__file__).parent
SOURCE = "en"
PAGES = ("about", "donate", "contact")
"""Short pages outside the sections, for the menu."""
PHOTOS = 60
_COMMAS = {"ar": "، ", "zh": "，"}
_STOPS = {"zh": "。"}

Link = Callable[[str, str, str], str]
"""From language, section and slug to how a text links to that document."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a document has in all its languages."""

    number: int
    section: str
    slug: str
    date: date
    tags: tuple[str, ...]

    @property
    def photo(self) -> str:
        """The file name of its picture."""
        return f"photo-{self.number % PHOTOS:02d}.svg"


def documents(count: int) -> list[Document]:
    """The first ``count`` documents, without their texts; a section and a slug name one."""
    chance = random.Random(1)
    found = []
    for number in range(count):
        slug = "-".join([*chance.sample(WORDS["en"][:60], 3), str(number)])
        day = date(2026, 9, 1) - timedelta(days=chance.randrange(3000))
        found.append(Document(number, SECTIONS[number % 4], slug, day, tuple(chance.sample(TAGS, 3))))
    return found


class Writer:
    """Writes sentences without meaning in one language, the same for the same ``chance``."""

    def __init__(self, language: str, chance: random.Random) -> None:
        self.vocabulary = WORDS[language]
        self.chance = chance
        self.space = "" if language == "zh" else " "
        self.comma = _COMMAS.get(language, ", ")
        self.stop = _STOPS.get(language, ".")

    def words(self, count: int) -> str:
        """So many words in a row."""
        return self.space.join(self.chance.choices(self.vocabulary, k=count))

    def line(self, count: int) -> str:
        """So many words, the first with a capital."""
        text = self.words(count)
        return text[:1].upper() + text[1:]

    def sentence(self) -> str:
        """Eight to seventeen words with a comma, without the full stop."""
        count = self.chance.randint(8, 17)
        before = self.chance.randint(3, count - 3)
        return self.line(before) + self.comma + self.words(count - before)

    def paragraph(self, count: int, *ends: str) -> str:
        """So many sentences; ``ends`` are set at the end of the first ones, where they are not empty."""
        found = []
        for number in range(count):
            end = ends[number] if number < len(ends) else ""
            found.append(self.sentence() + (self.space + end if end else "") + self.stop)
        return self.space.join(found)


def text(document: Document, language: str, every: list[Document], link: Link, pictures: str) -> tuple[str, str, str]:
    """Title, summary and body of ``document`` in ``language``; ``pictures`` is the address of their folder."""
    chance = random.Random(f"1/{language}/{document.number}")
    write = Writer(language, chance)

    def to_another() -> str:
        other = chance.choice(every)
        return f"[{write.words(2)}]({link(language, other.section, other.slug)})"

    def bullets() -> Iterator[str]:
        for _ in range(5):
            yield f"- {write.words(9)}"
            if chance.random() < 0.4:
                yield f"    - {write.words(6)}"

    def table() -> Iterator[str]:
        yield f"| {' | '.join(write.words(1) for _ in range(4))} |"
        yield "|---|---|---:|:--:|"
        for _ in range(5):
            yield f"| {write.words(2)} | {write.words(3)} | {chance.randint(1, 9999)} | *{write.words(1)}* |"

    elsewhere = f"https://example.net/{document.number}"
    title, summary = write.line(6), write.sentence() + write.stop
    parts = [
        write.paragraph(3, f"**{write.words(2)}**", to_another(), f"*{write.words(2)}*"),
        f"## {write.line(4)}",
        write.paragraph(4, to_another(), "", f"`{chance.choice(TAGS)}`"),
        "\n".join(bullets()),
        f"### {write.line(3)}",
        write.paragraph(6, f"**{write.words(1)}**[^1]", f'[{write.words(2)}]({elsewhere} "{write.words(2)}")'),
        f'![{write.words(5)}]({pictures}/{document.photo} "{write.words(3)}")',
        write.paragraph(5),
        write.paragraph(4),
        f"## {write.line(4)}",
        "\n".join(table()),
        write.paragraph(4, to_another(), f"*{write.words(3)}*"),
        f"> {write.paragraph(2)}\n>\n> {write.words(3)}",
        f"## {write.line(3)}",
        write.paragraph(4, "", to_another()),
        "\n".join(f"{number}. {write.words(8)} **{write.words(1)}**" for number in range(1, 6)),
        f"### {write.line(3)}",
        write.paragraph(7, to_another(), "--", f'"{write.words(2)}"'),
        f"[^1]: {write.words(12)}{write.stop}",
    ]
    return title, summary, "\n\n".join(parts) + "\n"


def photo(number: int) -> str:
    """A picture that costs no generator anything to show: an SVG of one rectangle."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300" viewBox="0 0 400 300">'
        f'<rect width="400" height="300" fill="#{number * 4:02x}8090"/></svg>\n'
    )


def write_portevoix(root: Path, count: int) -> None:
    """The campaign of ``count`` documents in ``root``, with its theme."""
    content = root / "content"
    languages = "".join(f"  {tag}: {{name: {name}}}\n" for tag, name in NAMES.items())
    _save(
        content / "campaign.yaml",
        f"name: {{en: Bench}}\nbase_url: https://example.org/\nsource_language: {SOURCE}\nlanguages:\n{languages}"
        "facets: {tag: {name: {en: Tags}, registry: tags}}\nsearch: false\n"
        f"navigation: [{', '.join([*SECTIONS, *(f'pages/{page}' for page in PAGES)])}]\ntheme: bench\n",
    )
    _save(content / "data/tags.yaml", "".join(f"{tag}: {{name: {{en: {tag}}}}}\n" for tag in TAGS))
    for section in SECTIONS:
        _save(content / section / "section.yaml", "kind: page\norder: date\npage_size: 20\nfeed: true\n")
    for number in range(PHOTOS):
        _save(content / f"images/photo-{number:02d}.svg", photo(number))
    for page in PAGES:
        for language in NAMES:
            _save(content / f"pages/{page}.{language}.md", _front({"title": page.capitalize()}) + f"{page}\n")
    every = documents(count)
    for document in every:
        said = {"date": document.date, "tag": list(document.tags), "picture": f"../images/{document.photo}"}
        for language in NAMES:
            title, summary, body = text(document, language, every, _file, "../images")
            front = {"title": title, "summary": summary} | (said if language == SOURCE else {})
            _save(content / document.section / f"{document.slug}.{language}.md", _front(front) + body)
    shutil.copytree(HERE / "themes", root / "themes")


def write_hugo(root: Path, count: int) -> None:
    """The same for Hugo."""
    for number in range(PHOTOS):
        _save(root / f"static/images/photo-{number:02d}.svg", photo(number))
    for page in PAGES:
        for language in NAMES:
            _save(root / "content" / language / f"{page}.md", _front({"title": page.capitalize()}) + f"{page}\n")
    every = documents(count)
    for document in every:
        said = {
            "date": document.date, "tags": list(document.tags), "image": f"/images/{document.photo}",
            "translationKey": f"document-{document.number}",
        }  # fmt: skip
        for language in NAMES:
            title, summary, body = text(document, language, every, _address, "/images")
            place = root / "content" / language / document.section / f"{document.slug}.md"
            _save(place, _front({"title": title, "summary": summary} | said) + body)
    shutil.copytree(HERE / "hugo", root, dirs_exist_ok=True)


def edit_body(root: Path, number: int, count: int) -> Path:
    """Change the text of document ``number`` in a campaign of ``count``; the file."""
    place = _source(root, number, count)
    before, heading, after = place.read_text(encoding="utf-8").rpartition("\n\n## ")
    place.write_text(f"{before} {number}{heading}{after}", encoding="utf-8")
    return place


def edit_title(root: Path, number: int, count: int) -> Path:
    """Change the title of document ``number`` in a campaign of ``count``; the file."""
    place = _source(root, number, count)
    said = place.read_text(encoding="utf-8")
    place.write_text(said.replace('title: "', f'title: "{number} ', 1), encoding="utf-8")
    return place


def _source(root: Path, number: int, count: int) -> Path:
    document = documents(count)[number]
    return root / "content" / document.section / f"{document.slug}.{SOURCE}.md"


def _file(language: str, section: str, slug: str) -> str:
    return f"../{section}/{slug}.{language}.md"


def _address(language: str, section: str, slug: str) -> str:
    return f"/{language}/{section}/{slug}/"


def _front(fields: dict[str, object]) -> str:
    rows = (f"{name}: {value if isinstance(value, date) else json.dumps(value, ensure_ascii=False)}\n"
            for name, value in fields.items())  # fmt: skip
    return f"---\n{''.join(rows)}---\n\n"


def _save(place: Path, said: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(said, encoding="utf-8")
