"""Links that hand a page to another service: what each carries, and that every value arrives as it was."""

from __future__ import annotations

from typing import get_args
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from portevoix.source.campaign import ShareWay
from portevoix.toolkit.share_links import PLATFORMS, Shared, mail_link, share_link, with_query

URL = "https://example.org/day/ar/%D9%85%D9%82%D8%A7%D9%84/?a=1&b=2#c"
HARD = (
    "Salt & pepper: 100 % free + more? #yes",
    "من يملك حكاية جدتي؟",
    "谁拥有我祖母的故事？",
    "«\u202fEst-ce l’heure\u202f?\u202f» {url}",
    'Quotes "double" and <angle>',
)

# Each platform's form: its address without the query, and the parameter that holds the title, and that of the address.
FORMS = {
    "x": ("https://x.com/intent/tweet", "text", "url"),
    "facebook": ("https://www.facebook.com/sharer/sharer.php", None, "u"),
    "linkedin": ("https://www.linkedin.com/sharing/share-offsite/", None, "url"),
    "whatsapp": ("https://wa.me/", "text", "text"),
    "telegram": ("https://t.me/share/url", "text", "url"),
    "bluesky": ("https://bsky.app/intent/compose", "text", "text"),
    "mastodon": ("/share", "text", "text"),
    "threads": ("https://www.threads.com/intent/post", "text", "url"),
    "reddit": ("https://www.reddit.com/submit", "title", "url"),
    "weibo": ("https://service.weibo.com/share/share.php", "title", "url"),
    "vk": ("https://vk.com/share.php", "title", "url"),
    "email": ("mailto:", "subject", "body"),
}


def values(link: str) -> dict[str, str]:
    """What a service finds in a link."""
    return {name: value for name, (value,) in parse_qs(urlsplit(link).query, strict_parsing=True).items()}


def test_the_campaign_can_choose_every_platform_and_two_buttons() -> None:
    assert set(get_args(ShareWay)) == {*PLATFORMS, "copy", "print"}
    assert set(FORMS) == set(PLATFORMS)


@pytest.mark.parametrize("platform", FORMS)
@pytest.mark.parametrize("title", HARD)
def test_every_platform_gets_the_title_and_the_address_as_they_are(platform: str, title: str) -> None:
    address, of_title, of_url = FORMS[platform]
    link = share_link(platform, Shared(title, URL))
    found = values(link)
    assert link.startswith(f"{address}?")
    assert set(found) == {of_title, of_url} - {None}
    if of_title == of_url:
        assert found[of_url] == f"{title}\n{URL}"
    else:
        assert found[of_url] == URL
        assert of_title is None or found[of_title] == title


@pytest.mark.parametrize("platform", FORMS)
def test_nothing_stands_unencoded_in_a_query(platform: str) -> None:
    query = share_link(platform, Shared(HARD[0], URL, "é", "https://x.org/é.jpg", "日")).partition("?")[2]
    assert query.isascii()
    assert not set(query) & set(" +/:#?\"'<>,\n")


@pytest.mark.parametrize(("platform", "name"), [("x", "hashtags"), ("threads", "tag")])
def test_platforms_with_a_field_for_it_get_the_hashtag(platform: str, name: str) -> None:
    assert values(share_link(platform, Shared("A", URL, hashtag="يوم_الصوت")))[name] == "يوم_الصوت"


def test_weibo_gets_the_picture() -> None:
    assert values(share_link("weibo", Shared("A", URL, picture="https://x.org/a.jpg")))["pic"] == "https://x.org/a.jpg"


def test_the_lines_of_a_letter_end_as_letters_have_it() -> None:
    link = share_link("email", Shared("A & B", "https://x.org/", "Two\nlines"))
    assert link == "mailto:?subject=A%20%26%20B&body=Two%0D%0Alines%0D%0A%0D%0Ahttps%3A%2F%2Fx.org%2F"


def test_a_letter_to_somebody_cannot_be_given_more_headers_by_its_subject() -> None:
    link = mail_link("a+b@example.org", "Hello?&cc=spy@example.org\nBcc: spy")
    assert link.startswith("mailto:a%2Bb@example.org?subject=")
    assert link.count("&") == 0
    assert unquote(link.partition("=")[2]) == "Hello?&cc=spy@example.org\r\nBcc: spy"


def test_empty_values_are_left_out() -> None:
    assert with_query("https://x.org/", {"a": "", "b": "1"}) == "https://x.org/?b=1"
    assert with_query("https://x.org/", {"a": ""}) == "https://x.org/"
