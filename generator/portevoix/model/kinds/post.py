"""A ready post for social platforms."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from portevoix.model.kinds.common import TRANSLATABLE, EntryId, Metadata
from portevoix.source.fields import Day, Prose, Slug

Platform = Literal[
    "x", "bluesky", "mastodon", "threads", "instagram", "linkedin", "facebook", "tiktok", "youtube", "telegram",
    "whatsapp",
]  # fmt: skip
"""Where posts are published. What each platform allows is data of the toolkit."""


class Post(Metadata):
    """A post that allies can publish as it is; the title says what it is for."""

    text: Annotated[Prose, TRANSLATABLE] = Field(description="Its words, without link and hashtags: those are added.")
    variants: Annotated[tuple[Prose, ...], TRANSLATABLE] = Field((), description="Other ways to say it.")
    platforms: tuple[Platform, ...] = Field(
        ("x", "bluesky", "mastodon", "linkedin"), description="What it is meant for; its length is counted for each."
    )
    hashtags: tuple[Slug, ...] = Field((), description="Keys of content/data/hashtags.yaml.")
    link: EntryId | None = Field(None, description="The entry that it leads to, by id.")
    day: Day | None = Field(None, description="The day on which to publish it, if there is a best one.")
