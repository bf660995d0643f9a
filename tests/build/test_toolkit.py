"""Statistics, ready posts, briefs, and the blocks that show them: from the file to the byte."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from build.campaigns import clean, made, page, tree, write

SITE = """\
-- content/campaign.yaml --
name: {en: Day, fr: Jour}
base_url: https://example.org/day/
source_language: en
languages: {en: , fr: }
-- content/data/hashtags.yaml --
day: {name: {en: OurDay, fr: NotreJour}}
voice: {name: {en: Voice}}
-- content/data/topics.yaml --
climate: {name: {en: Climate, fr: Climat}, slug: {fr: climat}}
health: {name: {en: Health, fr: Santé}}
-- content/stats/users.yaml --
title: {en: used social media, fr: utilisaient les réseaux sociaux}
value: 4.59
scale: billion
unit: {en: people, fr: de personnes}
year: 2022
source: Statista
source_url: https://www.statista.com/
topic: climate
-- content/stats/readers.yaml --
title: read aloud
value: 41
scale: percent
year: 2027
forecast: true
source: Nobody
-- content/toolkit/posts/announce.yaml --
title: {en: Announce the day, fr: Annoncer la journée}
text: {en: "Come & listen.", fr: "Venez écouter."}
variants: {en: [Who can hear you?]}
platforms: [x, instagram, facebook, mastodon]
hashtags: [day, voice]
link: pages/about
topic: climate
-- content/toolkit/briefs/reach.en.md --
---
title: For people with reach
say: [It is about ideas.]
please_dont_say: [It is about money.]
calls_to_action: [pages/about]
disclosure: Say that you are our guest.
---
Listen first.
-- content/faq/join.en.md --
---
title: How do I join?
topic: climate
---
Ask.
-- content/messages/voice.en.md --
---
title: Every voice
topic: climate
---
Speak.
-- content/partners/acme.yaml --
title: Acme
type: company
-- content/partners/guild.yaml --
title: The Guild
-- content/pages/about.en.md --
---
title: About
topic: health
---
/// stat
    entry: ../stats/users.yaml
///

/// faq
    section: ../faq/
    facet: {topic: climate}
///

/// posts
    section: ../toolkit/posts/
    limit: 1
///

/// messages
    facet: {topic: climate}
///

/// partners
    type: company
///
-- content/pages/about.fr.md --
---
title: À propos
---
/// stat
    entry: ../stats/users.yaml
///
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path, SITE)
    assert made(tmp_path).problems == ()
    return tmp_path


def again(site: Path, path: str, old: str, new: str) -> set[str]:
    file = site / path
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    report = made(site)
    assert not report.failed, report.problems
    return set(report.made)


def test_figures_are_written_as_each_language_writes_them(site: Path) -> None:
    assert "<strong>4.59 billion</strong> <small>people</small>" in page(site, "en/stats")
    assert "<strong>4,59 milliards</strong>" in page(site, "fr/stats")
    assert "<strong>4,59 milliards</strong>" in page(site, "fr/about")
    assert "<strong>41%</strong>" in page(site, "en/stats")
    assert "2027, forecast" in page(site, "en/stats")
    source = '<a href="https://www.statista.com/" rel="external"><cite>Statista</cite></a></bdi> · 2022'
    assert source in page(site, "en/about")


def test_a_post_is_put_together_for_each_platform(site: Path) -> None:
    posts = page(site, "en/toolkit/posts")
    whole = "Come &amp; listen.\n\n#OurDay #Voice\nhttps://example.org/day/en/about/"
    assert f'data-copy="{whole}"' in posts
    assert '<li title="54 of 280 characters">' in posts  # an address counts 23, whatever its length
    assert ">54 of 280 characters<" not in posts
    assert "https://x.com/intent/tweet?text=Come%20%26%20listen." in posts
    assert "Who can hear you?" in posts
    assert "#NotreJour #Voice" in page(site, "fr/toolkit/posts")


def test_the_length_of_a_post_is_said_where_it_comes_near_the_limit(site: Path) -> None:
    said = 'text: {en: "Come & listen."'
    again(site, "content/toolkit/posts/announce.yaml", said, f'text: {{en: "Come &amp; listen. {"Listen! " * 24}"')
    posts = page(site, "en/toolkit/posts")
    assert re.search(r'<li title="(2\d\d of 280 characters)">.+<span class="meta">\1</span>', posts)
    assert re.search(r'<li title="2\d\d of 500 characters">[^\n]+</bdi></li>', posts)


def test_a_brief_says_what_to_say(site: Path) -> None:
    brief = page(site, "en/toolkit/briefs/reach")
    for words in ("It is about ideas.", "It is about money.", "Say that you are our guest.", 'href="/day/en/about/"'):
        assert words in brief


def test_blocks_show_what_they_are_asked_for_and_no_id_twice(site: Path) -> None:
    about = page(site, "en/about")
    assert "<details>" in about
    assert "How do I join?" in about
    assert "Come &amp; listen." in about
    assert "Every voice" in about
    assert "Acme" in about
    assert "The Guild" not in about
    ids = [piece.split('"')[0] for piece in about.split(' id="')[1:]]
    assert len(ids) == len(set(ids))


def test_partners_stand_by_type_with_headings(site: Path) -> None:
    partners = page(site, "en/partners")
    assert partners.index("Companies") < partners.index("Acme") < partners.index("Associations")
    assert partners.index("Associations") < partners.index("The Guild")


def test_an_edit_of_a_figure_makes_the_pages_that_show_it(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    changed = again(site, "content/stats/users.yaml", "4.59", "4.6")
    assert {"list:stats@en#1", "list:stats@fr#1", "entry:pages/about@en", "entry:pages/about@fr"} <= changed
    assert "list:toolkit/posts@en#1" not in changed
    assert tree(site / "output") == clean(site, tmp_path_factory.mktemp("clean"))[0]


def test_an_edit_of_a_hashtag_makes_the_posts_that_bear_it(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    changed = again(site, "content/data/hashtags.yaml", "NotreJour", "LeJour")
    lists = {f"list:toolkit/posts@{tag}{value}#1" for tag in ("en", "fr") for value in ("", "/topic/climate")}
    assert changed == {*lists, "entry:pages/about@en", "value:topic/climate@en", "value:topic/climate@fr"}
    assert tree(site / "output") == clean(site, tmp_path_factory.mktemp("clean"))[0]


def test_a_post_whose_link_is_held_back_goes_without_it(site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    again(site, "content/pages/about.en.md", "title: About\n", "title: About\nembargo: 2028-01-01 09:00\n")
    assert "about" not in page(site, "en/toolkit/posts")
    assert tree(site / "output") == clean(site, tmp_path_factory.mktemp("clean"))[0]
