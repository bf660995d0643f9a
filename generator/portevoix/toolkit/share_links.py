"""Links that hand a page to another service: data by platform, and one rule that encodes every value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote


class Platform(NamedTuple):
    """Where readers share: its ``name``, the ``address`` of its form, and what each parameter holds.

    The values are made of ``{title}``, ``{description}``, ``{url}``, ``{picture}`` and ``{hashtag}``. A parameter that
    comes out empty is left out.
    """

    name: str
    address: str
    parameters: Mapping[str, str]


PLATFORMS: Mapping[str, Platform] = {
    "email": Platform("E-mail", "mailto:", {"subject": "{title}", "body": "{description}\n\n{url}"}),
    "whatsapp": Platform("WhatsApp", "https://wa.me/", {"text": "{title}\n{url}"}),
    "telegram": Platform("Telegram", "https://t.me/share/url", {"url": "{url}", "text": "{title}"}),
    "facebook": Platform("Facebook", "https://www.facebook.com/sharer/sharer.php", {"u": "{url}"}),
    "linkedin": Platform("LinkedIn", "https://www.linkedin.com/sharing/share-offsite/", {"url": "{url}"}),
    "bluesky": Platform("Bluesky", "https://bsky.app/intent/compose", {"text": "{title}\n{url}"}),
    "mastodon": Platform("Mastodon", "/share", {"text": "{title}\n{url}"}),
    "threads": Platform(
        "Threads", "https://www.threads.com/intent/post", {"text": "{title}", "url": "{url}", "tag": "{hashtag}"}
    ),
    "x": Platform("X", "https://x.com/intent/tweet", {"text": "{title}", "url": "{url}", "hashtags": "{hashtag}"}),
    "reddit": Platform("Reddit", "https://www.reddit.com/submit", {"url": "{url}", "title": "{title}"}),
    "weibo": Platform(
        "微博", "https://service.weibo.com/share/share.php", {"url": "{url}", "title": "{title}", "pic": "{picture}"}
    ),
    "vk": Platform("VK", "https://vk.com/share.php", {"url": "{url}", "title": "{title}"}),
}
"""Every platform by its key. The address of Mastodon's lacks the server, which only the reader knows."""


class Shared(NamedTuple):
    """What is shared: a page in one language. What it has not is empty."""

    title: str
    url: str
    description: str = ""
    picture: str = ""
    hashtag: str = ""


def share_link(platform: str, page: Shared) -> str:
    """The link that opens the form of ``platform`` with ``page`` in it."""
    known = PLATFORMS[platform]
    filled = {name: text.format_map(page._asdict()).strip() for name, text in known.parameters.items()}
    return with_query(known.address, filled)


def mail_link(address: str, subject: str) -> str:
    """The link that opens a letter to ``address`` with a subject.

    Source: RFC 6068, section 2.
    """
    return with_query(f"mailto:{quote(address, safe='@')}", {"subject": subject})


def with_query(address: str, values: Mapping[str, str]) -> str:
    """``address`` with ``values`` as its query, without those that are empty.

    Everything but letters, digits and ``-._~`` is percent-encoded as UTF-8 (RFC 3986, 2.3). In a letter a line ends
    with CR LF (RFC 6068, section 5).
    """
    line_end = "\r\n" if address.startswith("mailto:") else "\n"
    pairs = [(name, quote(value.replace("\n", line_end), safe="")) for name, value in values.items() if value]
    return f"{address}?{'&'.join(f'{name}={value}' for name, value in pairs)}" if pairs else address
