"""Settings about the site as a thing that is served: whom to tell of a security hole, and what counts its visits."""

from __future__ import annotations

from urllib.parse import urlsplit

from pydantic import Field

from portevoix.source.fields import Contact, DayOrMoment, SecureAddress, Slug, Text
from portevoix.source.validation import Model


class Security(Model):
    """What ``/.well-known/security.txt`` tells those who find a security hole (RFC 9116)."""

    contact: Contact = Field(description="Where to write: an e-mail address, or a page")
    expires: DayOrMoment = Field(description="Until when this holds; good practice is less than a year ahead")
    policy: SecureAddress | None = Field(None, description="The page that tells how reports are dealt with")


class Analytics(Model):
    """A script that counts visits. It comes from the site's own host: pages may ask no other."""

    script: Text = Field(description="A file in the theme's static/, or a path on the site's host: /stats/count.js")
    data: dict[Slug, Text] = Field({}, description="What the script reads from its tag: site becomes data-site")


def own_path(script: str, base_url: str) -> str | None:
    """The path of ``script`` on the host of ``base_url``, when it is there; None when it is a file of the theme.

    ``ValueError`` when it is on another host.
    """
    try:
        parts, own = urlsplit(script), urlsplit(base_url)
    except ValueError:
        raise ValueError(script) from None
    if parts.scheme or parts.netloc:
        if (parts.scheme or own.scheme, parts.netloc.lower()) != (own.scheme, own.netloc):
            raise ValueError(script)
        return parts.path + (f"?{parts.query}" if parts.query else "")
    return script if script.startswith("/") else None
