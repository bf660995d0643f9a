"""A video: where it can be seen, its captions, and every word of it as text."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from portevoix.model.kinds.common import FILE, PICTURE, Metadata
from portevoix.source.fields import Day, Duration, Text, Tongue, WebAddress


class Video(Metadata):
    """A video; the text is its transcript. Pages show its poster; nobody else is asked before a reader plays it."""

    date: Day | None = Field(None, description="The day it appeared: 2026-04-26.")
    link: WebAddress | None = Field(None, description="Where it can be seen: its page on YouTube, Vimeo or elsewhere.")
    file: Annotated[Text | None, FILE] = Field(
        None, description="The video itself, as seen from the entry’s file: an MP4 or WebM that this site offers."
    )
    picture: Annotated[Text | None, PICTURE] = Field(
        None, description="The poster that stands for it until it plays: a file, as seen from the entry’s own."
    )
    duration: Duration | None = Field(None, description="How long it is: 2:34, or 1:02:34.")
    captions: Annotated[dict[Tongue, Text], FILE] = Field(
        {}, description="Captions, by language: files in WebVTT, as seen from the entry’s own: {en: talk.en.vtt}."
    )
