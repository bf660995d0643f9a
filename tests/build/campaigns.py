"""Small whole campaigns for tests: written from one string, built, looked at, edited at random."""

from __future__ import annotations

import hashlib
import random
import re
import shutil
import struct
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from portevoix.build.build import build
from portevoix.build.report import Report
from portevoix.build.request import Request

NOON = datetime(2027, 2, 1, 12, tzinfo=UTC)


def write(root: Path, text: str) -> None:
    """Write the files that ``text`` holds: each begins with a line ``-- its/path --``."""
    for path, body in re.findall(r"^-- (\S+) --\n(.*?)(?=^-- \S+ --$|\Z)", text, re.MULTILINE | re.DOTALL):
        put(root / path, body)


def put(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def png(shade: int, width: int = 48, height: int = 36) -> bytes:
    """A small picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + bytes([shade, 255 - shade, 90]) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def made(root: Path, output: Path | None = None, now: datetime = NOON, **options: object) -> Report:
    """Build the campaign in ``root``."""
    return build(Request(root, output or root / "output", now, **options))  # type: ignore[arg-type]


def page(site: Path, path: str) -> str:
    """The page that stands at the address ``path`` of a built campaign."""
    return (site / "output" / path / "index.html").read_text()


def tree(output: Path) -> dict[str, str]:
    """Every file of a site, with the digest of its bytes."""
    return {
        path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(output.rglob("*"))
        if path.is_file()
    }


def clean(root: Path, scratch: Path, now: datetime = NOON) -> tuple[dict[str, str], Report]:
    """What a build from nothing makes of the campaign in ``root`` at ``now``."""
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(root, scratch, ignore=shutil.ignore_patterns(".portevoix", "output", ".output.staging"))
    report = made(scratch, now=now)
    return tree(scratch / "output"), report


SMALL = """\
-- content/campaign.yaml --
name: {en: Day, fr: Jour, ar: يوم}
base_url: https://example.org/day/
source_language: en
languages: {en: , fr: , ar: {fallback: [fr]}}
time_zone: Europe/Zurich
key_dates: {day: {from: 2027-04-26}}
facets: {topic: {registry: topics}}
navigation: [articles, press, pages/about]
search: false
theme: mine
-- content/data/topics.yaml --
health: {name: {en: Health, fr: Santé, ar: صحة}}
energy: {name: {en: Energy, fr: Énergie}}
food: {name: {en: Food}}
-- content/index.en.md --
---
title: Home
---
See [about](pages/about.en.md) and [the launch](press/releases/launch.en.md#what-changes).
-- content/index.fr.md --
---
title: Accueil
---
Voir [à propos](pages/about.fr.md).
-- content/pages/about.en.md --
---
title: About
aliases: [old/about/]
---
We are *here*.

## Who

![a square](../pictures/one.png)
-- content/pages/about.fr.md --
---
title: À propos
slug: a-propos
---
Nous sommes là.

## Qui

[Ici](#who) et [là](../press/releases/launch.en.md).
-- content/articles/section.yaml --
title: {en: Articles, fr: Articles, ar: مقالات}
page_size: 2
-- content/articles/first.en.md --
---
title: First
date: 2027-01-10
topic: [health, energy]
authors: [people/ana]
---
The first [second](second.en.md).[^1]

[^1]: A note.
-- content/articles/first.fr.md --
---
title: Premier
---
Le premier.
-- content/articles/first.ar.md --
---
title: الأول
---
نص أول.
-- content/articles/second.en.md --
---
title: Second
date: 2027-01-12
summary: A summary.
topic: health
see_also: [articles/first]
picture: ../pictures/two.png
---
The second.

/// quote
    by: Ana

Well said.
///
-- content/articles/third.en.md --
---
title: Third
date: 2027-01-14
topic: [food]
publish_at: 2027-02-10 09:00
---
The third.
-- content/people/ana.en.md --
---
title: Ana
---
Writes.
-- content/press/releases/launch.en.md --
---
title: Launch
date: 2027-02-01
topic: energy
embargo: 2027-02-01 09:00
---
It begins.

## What changes

/// download
    file: ../../files/plan.txt
///
-- content/press/releases/launch.fr.md --
---
title: Lancement
---
Cela commence.

## Ce qui change
-- content/files/plan.txt --
A plan.
-- content/pictures/one.png.yaml --
alt: {en: One square, fr: Un carré}
-- themes/mine/theme.yaml --
name: mine
extends: base
settings: {tone: {type: colour, default: "#123456"}}
-- themes/mine/templates/partials/extra.html --
<p>{{ site.name }} {{ days_until("day") }} {% if before("2027-03-01 00:00") %}soon{% endif %}</p>
-- themes/mine/templates/macros/mine.html --
{% macro item(entry) %}<b><a href="{{ entry.url }}">{{ entry.title }}</a></b>{% endmacro %}
-- themes/mine/templates/person.html --
{% from "macros/mine.html" import item %}
<!doctype html><title>{{ page.title }}</title>{% include "partials/extra.html" %}
{% for entry in entries(kind="article", limit=3) %}{{ item(entry) }} {{ entry.lead }}{% endfor %}{{ page.entry.body }}
-- themes/mine/static/mine.css --
b { color: red }
-- themes/mine/locales/fr.po --
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Topic"
msgstr "Sujet"
"""


def small(root: Path) -> None:
    """Write the small campaign that most tests start from."""
    write(root, SMALL)
    put(root / "content/pictures/one.png", png(10))
    put(root / "content/pictures/two.png", png(200))


Edit = Callable[[Path, random.Random], None]


def _entries(root: Path) -> list[Path]:
    return sorted((root / "content").rglob("*.md"))


def _field(path: Path, name: str, value: str | None) -> None:
    """Set the field ``name`` of a front matter, or take it out."""
    text = re.sub(rf"^{name}: .*\n", "", path.read_text(), count=1, flags=re.MULTILINE)
    if value is not None:
        text = text.replace("---\n", f"---\n{name}: {value}\n", 1)
    path.write_text(text)


def _sources(root: Path) -> list[Path]:
    return [path for path in _entries(root) if path.name.endswith(".en.md")]


def _body(root: Path, rng: random.Random) -> None:
    path = rng.choice(_entries(root))
    more = rng.choice(["\nMore {n}.\n", "\n## Part {n}\n", "\n> Said {n}\n", "\n[^9]: odd {n}\n"])
    path.write_text(path.read_text() + more.format(n=rng.randrange(99)))


def _title(root: Path, rng: random.Random) -> None:
    _field(rng.choice(_entries(root)), "title", f"Title {rng.randrange(9)}")


def _summary(root: Path, rng: random.Random) -> None:
    _field(rng.choice(_entries(root)), "summary", rng.choice([None, f"Sum {rng.randrange(9)}"]))


def _date(root: Path, rng: random.Random) -> None:
    dated = [path for path in _sources(root) if "date:" in path.read_text()]
    if dated:
        _field(rng.choice(dated), "date", f"2027-01-{rng.randrange(1, 29):02}")


def _slug(root: Path, rng: random.Random) -> None:
    _field(rng.choice(_entries(root)), "slug", rng.choice([None, f"slug-{rng.randrange(9999)}"]))


def _topics(root: Path, rng: random.Random) -> None:
    chosen = rng.sample(["health", "energy", "food"], rng.randrange(4))
    _field(rng.choice(_sources(root)), "topic", f"[{', '.join(chosen)}]" if chosen else None)


def _times(root: Path, rng: random.Random) -> None:
    path = rng.choice(_sources(root))
    day = f"2027-02-{rng.randrange(1, 27):02} 08:00"
    _field(path, rng.choice(["embargo", "publish_at", "expires_at"]), rng.choice([None, day]))


def _flags(root: Path, rng: random.Random) -> None:
    _field(rng.choice(_entries(root)), "draft", rng.choice([None, "true"]))


def _see(root: Path, rng: random.Random) -> None:
    _field(rng.choice(_sources(root)), "see_also", rng.choice([None, "[people/ana]", "[pages/about, people/ana]"]))


def _credits(root: Path, rng: random.Random) -> None:
    articles = [path for path in _sources(root) if "articles/" in path.as_posix()]
    if articles:
        chosen = rng.choice([None, "[{role: Ink, person: people/ana}]", "[{role: Ink, name: Bo}]"])
        _field(rng.choice(articles), "credits", chosen)


def _share(root: Path, rng: random.Random) -> None:
    path = root / "content/campaign.yaml"
    text = re.sub(r"^(share|hashtags): .*\n", "", path.read_text(), flags=re.MULTILINE)
    ways = rng.choice(["[]", "[email, copy]", "[x, weibo, print]"])
    path.write_text(f"{text}share: {ways}\nhashtags: [Tag{rng.randrange(3)}]\n")


def _delete(root: Path, rng: random.Random) -> None:
    spare = [path for path in _entries(root) if "articles/" in path.as_posix() and path.stem not in _LINKED]
    if spare:
        path = rng.choice(spare)
        every = path.parent.glob(f"{path.name.split('.')[0]}.*.md") if path.name.endswith(".en.md") else [path]
        for file in list(every):
            file.unlink()


_LINKED = ("first.en", "second.en")


def _add(root: Path, rng: random.Random) -> None:
    name, tag = f"new-{rng.randrange(4)}", rng.choice(["en", "en", "fr"])
    front = f"title: New {rng.randrange(9)}\n"
    if tag == "en":
        front += f"date: 2027-01-{rng.randrange(1, 29):02}\ntopic: {rng.choice(['health', 'food'])}\n"
    elif not (root / f"content/articles/{name}.en.md").exists():
        return
    put(root / f"content/articles/{name}.{tag}.md", f"---\n{front}---\nFresh [first](first.en.md).\n")


def _translate(root: Path, rng: random.Random) -> None:
    path = rng.choice(_sources(root))
    other = path.with_name(path.name.replace(".en.md", f".{rng.choice(['fr', 'ar'])}.md"))
    if other.exists() and rng.random() < 0.5 and other.stem != "about.fr":
        other.unlink()
    else:
        put(other, f"---\ntitle: Autre {rng.randrange(9)}\n---\nTexte.\n\n## Titre\n")


def _rename(root: Path, rng: random.Random) -> None:
    place = root / "content/articles"
    old, new = ("third", "fourth") if (place / "third.en.md").exists() else ("fourth", "third")
    for file in list(place.glob(f"{old}.*.md")):
        file.rename(place / file.name.replace(old, new, 1))


def _language(root: Path, rng: random.Random) -> None:
    path = root / "content/campaign.yaml"
    text = path.read_text()
    if ", es: }" in text:
        for file in (root / "content").rglob("*.es.md"):
            file.unlink()
        path.write_text(text.replace(", es: }", "}"))
    else:
        path.write_text(re.sub(r"^(languages: .*)}$", r"\1, es: }", text, flags=re.MULTILINE))
        put(root / "content/articles/first.es.md", "---\ntitle: Primero\n---\nTexto.\n")


def _drop(root: Path, rng: random.Random) -> None:
    """Arabic, which no other language falls back on, goes with all that is said in it, or comes back."""
    path = root / "content/campaign.yaml"
    text = path.read_text()
    if ", ar: {fallback: [fr]}" in text:
        for file in (root / "content").rglob("*.ar.md"):
            file.unlink()
        for file in (path, root / "content/data/topics.yaml", root / "content/articles/section.yaml"):
            if file.exists():
                file.write_text(re.sub(r", ar: [^,{}]+", "", file.read_text().replace(", ar: {fallback: [fr]}", "")))
    else:
        path.write_text(re.sub(r"^(languages: {.*?: , .*?: )", r"\1, ar: {fallback: [fr]}", text, flags=re.MULTILINE))


def _address(root: Path, rng: random.Random) -> None:
    path = root / "content/campaign.yaml"
    host, place = rng.choice(["https://example.org", "https://day.example"]), rng.choice(["/", "/day/", "/a/b/"])
    path.write_text(re.sub(r"^base_url: .*$", f"base_url: {host}{place}", path.read_text(), flags=re.MULTILINE))


def _order(root: Path, rng: random.Random) -> None:
    """Mappings of settings whose order is seen: languages, key dates, data of the analytics script."""
    path = root / "content/campaign.yaml"
    text = re.sub(r"^(key_dates|analytics): .*\n", "", path.read_text(), flags=re.MULTILINE)
    days = rng.sample(["day: {from: 2027-04-26}", "eve: {from: 2027-04-25}"], 2)
    data = rng.choice(["site: day, tag: x", "tag: x, site: day"])
    first, other = rng.choice([("en", "fr"), ("fr", "en")])
    text = re.sub(r"languages: {(en|fr): , (en|fr): ", f"languages: {{{first}: , {other}: ", text)
    text += f"key_dates: {{{days[0]}, {days[1]}}}\nanalytics: {{script: /count.js, data: {{{data}}}}}\n"
    path.write_text(text)


def _macro(root: Path, rng: random.Random) -> None:
    tag = rng.choice(["b", "i", "u"])
    inner = '<a href="{{ entry.url }}">{{ entry.title }}</a>'
    macro = "{% macro item(entry) %}" + f"<{tag}>{inner}</{tag}>" + "{% endmacro %}"
    put(root / "themes/mine/templates/macros/mine.html", macro)


def _template(root: Path, rng: random.Random) -> None:
    put(root / "themes/mine/templates/partials/extra.html", f"<p>{{{{ site.phase }}}} {rng.randrange(9)}</p>")


def _override(root: Path, rng: random.Random) -> None:
    """A template of the base theme is overridden, or no longer."""
    path = root / "themes/mine/templates" / rng.choice(["blocks/quote.html", "message.html", "partials/picture.html"])
    if path.exists():
        path.unlink()
    elif path.name == "picture.html":
        put(path, '<img src="{{ picture.src }}" alt="{{ picture.alt }}">')
    elif path.name == "quote.html":
        put(path, "<blockquote>{{ inner }}{{ block.by }}</blockquote>")
    else:
        put(path, '{% extends "@parent/message.html" %}')


def _settings(root: Path, rng: random.Random) -> None:
    path = root / "content/campaign.yaml"
    text = re.sub(r"^(theme|tagline): .*\n", "", path.read_text(), flags=re.MULTILINE)
    text += f'theme: {{name: mine, settings: {{tone: "#{rng.randrange(16**6):06x}"}}}}\n'
    if rng.random() < 0.5:
        text += f"tagline: {{en: Tag {rng.randrange(9)}}}\n"
    path.write_text(text)


def _hosting(root: Path, rng: random.Random) -> None:
    path = root / "content/campaign.yaml"
    text = re.sub(r"^(security|analytics|fediverse|organisation|short_name): .*\n", "", path.read_text(), flags=re.M)
    more = (
        f"security: {{contact: s@example.org, expires: 2027-12-{rng.randrange(10, 30)}}}\n",
        f"analytics: {{script: /count-{rng.randrange(3)}.js, data: {{site: day}}}}\n",
        f'fediverse: "@day{rng.randrange(3)}@example.social"\n',
        f"organisation: {{name: {{en: Office {rng.randrange(3)}}}, url: https://example.org/}}\n",
        f"short_name: {{en: D{rng.randrange(3)}}}\n",
    )
    path.write_text(text + "".join(rng.sample(more, rng.randrange(4))))


def _aliases(root: Path, rng: random.Random) -> None:
    _field(rng.choice(_entries(root)), "aliases", rng.choice([None, f"[gone-{rng.randrange(9999)}/]"]))


def _represent(root: Path, rng: random.Random) -> None:
    path = rng.choice(_sources(root))
    up = "../" * (len(path.relative_to(root / "content").parts) - 1)
    picture = rng.choice([None, f"{up}pictures/one.png", f"{up}pictures/two.png"])
    _field(path, "picture", picture)


def _icon(root: Path, rng: random.Random) -> None:
    path = root / "themes/mine/static/icon.svg"
    path.unlink(missing_ok=True)
    if rng.random() < 0.7:
        shape = f'<path fill="#{rng.randrange(16**3):03x}" d="M0 0h9v9z"/>'
        base = Path(__file__).parents[2] / "themes/base/static/icon.svg"
        drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{shape}</svg>'
        put(path, rng.choice([drawing, base.read_text(encoding="utf-8")]))


def _catalog(root: Path, rng: random.Random) -> None:
    path = root / "themes/mine/locales/fr.po"
    path.write_text(re.sub(r'msgstr "Suj[^"]*"', f'msgstr "Sujet{rng.randrange(9)}"', path.read_text()))


def _picture(root: Path, rng: random.Random) -> None:
    name = rng.choice(["one.png", "two.png"])
    put(root / "content/pictures" / name, png(rng.randrange(256), 40 + rng.randrange(20)))


def _sidecar(root: Path, rng: random.Random) -> None:
    path = root / "content/pictures" / rng.choice(["one.png.yaml", "two.png.yaml"])
    if path.exists() and rng.random() < 0.4:
        path.unlink()
    else:
        put(path, f"alt: {{en: Alt {rng.randrange(9)}}}\nfocal: [0.{rng.randrange(1, 9)}, 0.5]\n")


def _style(root: Path, rng: random.Random) -> None:
    put(root / "themes/mine/static/mine.css", f"b {{ color: #{rng.randrange(16**6):06x} }}")
    text = (root / "themes/mine/theme.yaml").read_text().replace("styles: [mine.css]\n", "")
    put(root / "themes/mine/theme.yaml", text + rng.choice(["", "styles: [mine.css]\n"]))


def _section(root: Path, rng: random.Random) -> None:
    size = rng.choice([1, 2, 5])
    slug = rng.choice(["", "slug: {fr: billets}\n", "fallback: omit\n", "embargo: 2027-02-05 08:00\n", "feed: false\n"])
    put(root / "content/articles/section.yaml", f"title: {{en: Articles}}\npage_size: {size}\n{slug}")


def _registry(root: Path, rng: random.Random) -> None:
    path = root / "content/data/topics.yaml"
    path.write_text(re.sub(r"Food\d*", f"Food{rng.randrange(9)}", path.read_text()))


def _download(root: Path, rng: random.Random) -> None:
    put(root / "content/files/plan.txt", f"A plan {'x' * rng.randrange(99)}.")


def _pasted(root: Path, rng: random.Random) -> None:
    """A release is under embargo, and its words stand in a text that may be public."""
    told = [f"The medal number {number} goes to the workshop at the harbour" for number in range(3)]
    front = f"title: {rng.choice(told)}\ndate: 2027-02-08\nembargo: 2027-02-08 09:00\n"
    put(root / "content/press/releases/medal.en.md", f"---\n{front}---\n{PASTED[rng.randrange(2)]}\n")
    path = rng.choice(_entries(root))
    path.write_text(f"{path.read_text()}\n{rng.choice([*told, *PASTED])}\n")


PASTED = tuple(
    f"A class of {number} children is honoured for asking all of its grandparents twice before it printed a word."
    for number in (20, 30)
)
"""First paragraphs of what is under embargo."""
EDITS: tuple[Edit, ...] = (
    _body, _body, _title, _summary, _date, _slug, _topics, _times, _flags, _see, _delete, _add, _translate, _rename,
    _language, _macro, _template, _override, _settings, _catalog, _picture, _sidecar, _style, _section, _registry,
    _download, _credits, _share, _hosting, _aliases, _represent, _icon, _drop, _address, _order, _pasted,
)  # fmt: skip


def another_moment(rng: random.Random) -> datetime:
    """A moment in the weeks around the small campaign's transitions."""
    return datetime(2027, 1, 20, tzinfo=UTC) + timedelta(hours=rng.randrange(24 * 45))
