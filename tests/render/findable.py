"""A small campaign with something for every program that reads a site, and what such a program makes of its pages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from build.campaigns import made, png, put, write

BASE_URL = "https://example.org/day/"

CAMPAIGN = """\
-- content/campaign.yaml --
name: {en: Our <great> Day, fr: Notre jour}
short_name: {en: Our Day}
description: {en: A day., fr: Un jour.}
base_url: https://example.org/day/
source_language: en
languages: {en: , fr: , pt-BR: }
time_zone: Europe/Zurich
organisation:
  name: {en: The Agency}
  url: https://agency.example/
  same_as: [https://www.wikidata.org/wiki/Q1]
fediverse: "@day@example.social"
-- content/data/topics.yaml --
health: {name: {en: Health & care, fr: Santé}}
-- content/index.en.md --
---
title: Home
picture: pictures/one.png
---
Hello.
-- content/articles/first.en.md --
---
title: "First </script><script>alert(1)</script> & <!-- last"
date: 2027-01-10
updated: 2027-01-12
topic: [health]
authors: [people/ana]
picture: ../pictures/one.png
aliases: [old/first/, "ancien été/"]
---
The first, with [a link](../pages/about.en.md) and ![a square](../pictures/one.png).
-- content/articles/first.fr.md --
---
title: Premier
---
Le premier.
-- content/articles/second.en.md --
---
title: Second
date: 2027-01-11
---
-- content/articles/hidden.en.md --
---
title: Codename Heron
date: 2027-01-20
embargo: 2027-03-01 09:00
aliases: [heron/]
picture: ../pictures/two.png
---
Nobody knows.
-- content/press/releases/launch.en.md --
---
title: Launch
date: 2027-01-15
dateline: GENEVA
---
It begins.
-- content/press/releases/words.en.md --
---
title: Words
date: 2027-01-16
picture: ../photos/dawn.png
---
Said.
-- content/press/photos/dawn.png.yaml --
caption: {en: Dawn at the gauge, fr: L'aube}
alt: {en: A grey square}
creator: Wanjiru "W." Kamau
credit: {en: © Wanjiru / Our Day, fr: © Wanjiru / Notre jour}
licence: cc-by-4.0
date: 2027-01-09
topic: [health]
-- content/press/photos/dusk.png.yaml --
caption: {en: Dusk}
alt: {en: A darker square}
creator: The Agency, drawing desk
licence: all-rights-reserved
-- content/press/photos/noon.png.yaml --
caption: {en: Noon}
decorative: true
-- content/pictures/desk.png.yaml --
caption: {en: The desk}
alt: {en: A desk}
credit: The desk / Our Day
-- content/videos/away.en.md --
---
title: Far away
summary: Rain, from far.
date: 2027-01-08
updated: 2027-01-09
link: https://youtu.be/abcdefghijk
picture: ../pictures/desk.png
duration: "12:04"
topic: [health]
---
A voice: *rain* &amp; [wind](../pages/about.en.md).

More rain.
-- content/videos/away.fr.md --
---
title: Au loin
---
Une voix.
-- content/videos/here.en.md --
---
title: Here
file: film.webm
duration: "1:02:03"
captions: {en: film.vtt, de: film.de.vtt}
---
-- content/videos/elsewhere.en.md --
---
title: Elsewhere
link: https://films.example/1
---
-- content/videos/film.webm --
not really a film
-- content/videos/film.vtt --
WEBVTT
-- content/videos/film.de.vtt --
WEBVTT
-- content/people/ana.en.md --
---
title: Ana Ruiz
position: Head of Rain
organisation: Rain Office
email: ana@example.org
website: https://ana.example/
fediverse: ana@example.social
speaks: [en, fr]
---
Writes.
-- content/changemakers/ben.en.md --
---
title: Ben
field_of_work: Finding leaks by ear
place: A port
---
Listens.
-- content/events/walk.en.md --
---
title: Walk
start: 2027-04-26 18:00
end: 2027-04-26 20:00
attendance: mixed
place: The harbour
organiser: The Walkers
registration: https://walk.example/
---
Come.
-- content/events/talk.en.md --
---
title: Talk
start: 2027-04-26 18:00
attendance: online
---
Listen.
-- content/events/secret-place.en.md --
---
title: Somewhere
start: 2027-04-27 18:00
---
Come.
-- content/faq/section.yaml --
kind: faq
-- content/faq/when.en.md --
---
title: When?
aliases: [when/]
---
On <b>our</b> day: see [about](../pages/about.en.md).
-- content/faq/when.fr.md --
---
title: Quand ?
---
Ce jour.
-- content/faq/why.en.md --
---
title: Why?
---
Because.
-- content/pages/about.en.md --
---
title: About
---
We are here.
-- content/pictures/one.png.yaml --
caption: {en: Square}
alt: {en: One square}
"""


def campaign(root: Path) -> None:
    """Write the campaign into ``root``."""
    write(root, CAMPAIGN)
    put(root / "content/pictures/one.png", png(10))
    put(root / "content/pictures/two.png", png(200))
    put(root / "content/pictures/desk.png", png(60))
    for shade, name in enumerate(("dawn", "dusk", "noon")):
        put(root / f"content/press/photos/{name}.png", png(90 + shade))


def site(root: Path) -> Path:
    """The campaign, built: the folder of the site."""
    campaign(root)
    report = made(root)
    assert not report.problems
    return root / "output"


def page(output: Path, address: str) -> str:
    return (output / address / "index.html").read_text(encoding="utf-8")


def graph(output: Path, address: str) -> list[dict[str, Any]]:
    """What the page says of itself as JSON-LD."""
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page(output, address), re.DOTALL)
    if not scripts:
        return []
    (script,) = scripts
    said = json.loads(script)
    assert said["@context"] == "https://schema.org"
    found: list[dict[str, Any]] = said["@graph"]
    return found


def of_type(output: Path, address: str, type_: str) -> dict[str, Any]:
    (found,) = [thing for thing in graph(output, address) if thing["@type"] == type_]
    return found


def metadata(output: Path, address: str) -> dict[str, list[str]]:
    """The contents of the page's ``<meta>`` elements by name or property."""
    found: dict[str, list[str]] = {}
    for name, content in re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', page(output, address)):
        found.setdefault(name, []).append(content)
    return found


def file_at(output: Path, url: str) -> Path:
    """The file that stands at an absolute address of the site."""
    assert url.startswith(BASE_URL), url
    return output / url.removeprefix(BASE_URL)
