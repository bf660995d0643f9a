"""A press kit: what is packed into one archive for journalists."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from portevoix.model.kinds.common import TRANSLATABLE, EntryId, Metadata, PersonId
from portevoix.source.fields import Prose, Tag, Text


class Kit(Metadata):
    """A press kit; the title is its name, the summary what it is for. There is one archive for each of its languages.

    Only what is public goes in, as far as it exists in the archive's language.
    """

    languages: tuple[Tag, ...] = Field((), description="The languages to pack it in. Default: all it has a title in.")
    entries: tuple[EntryId, ...] = Field((), description="Entries to put in, by id, in this order.")
    sections: tuple[Text, ...] = Field((), description="Sections of which all entries are put in: press/releases.")
    pictures: tuple[Text, ...] = Field(
        (), description="Pictures to put in, whole: files, or folders of them, by their paths below content/."
    )
    logos: tuple[Text, ...] = Field((), description="Logos to put in: files, or folders of them, below content/.")
    files: tuple[Text, ...] = Field((), description="Other files to put in, as they are: files or folders, likewise.")
    contacts: tuple[PersonId, ...] = Field(
        (), description="Whom journalists can ask: ids of people. Default: all in press/contacts."
    )
    boilerplate: Annotated[Prose | None, TRANSLATABLE] = Field(
        None, description="The standing paragraph. Default: that of the newest release which has one."
    )
