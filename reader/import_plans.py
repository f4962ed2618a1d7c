"""What a file of notes holds, where each of them would go, and what becomes of it there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from reader.annotations.annotation import Annotation
from reader.annotations.coming_again import News, Update
from reader.annotations.exchange.incoming import Imported, Incoming, Work
from reader.awaited import Confirmed
from reader.catalogue import NO_TEXT, Entry
from reader.matching import (
    By,
)

OWN = "reader-markdown"  # the format of what Reader exports, whose edited notes come back


class File(NamedTuple):
    """A file of notes, read; ``problem`` says why nothing could be read."""

    name: str
    imported: Imported
    problem: str = ""


class Fate(StrEnum):
    """What becomes of an annotation that comes in.

    PLACED: where its words are. LIKE: on words like its own. OPEN: it needs a person, since its
    words are not in the text, or several times. UNPLACED: it says no words, and is kept without a
    place. WAITING: there is no text to look in. THERE, NEWER, BOTH: it came before; see `News`.
    GONE: it was deleted here.
    """

    PLACED = "placed"
    LIKE = "placed on like words"
    OPEN = "needs you"
    UNPLACED = "without a place"
    WAITING = "waiting for its text"
    THERE = "already there"
    NEWER = "newer"
    BOTH = "changed on both sides"
    GONE = "deleted here"


FATES = {News.SAME: Fate.THERE, News.NEWER: Fate.NEWER, News.BOTH: Fate.BOTH}
NEW = (Fate.PLACED, Fate.LIKE, Fate.OPEN, Fate.UNPLACED, Fate.WAITING)


class Going(NamedTuple):
    """One annotation on its way: ``entry`` is the document that it goes to, or is in."""

    incoming: Incoming
    annotation: Annotation
    fate: Fate
    entry: Entry
    update: Update | None = None
    again: bool = False  # it was deleted here, and comes back as it was
    anew: bool = False  # it was taken back with an import, and comes in as it is now
    left: Entry | None = None  # the work without a text that it waited in, and leaves
    reviews: tuple[Mapping[str, Any], ...] = ()  # in which it was asked, and that are not here yet


class Part(NamedTuple):
    """A work, the document that its notes go to, and by what that is known.

    ``maybe`` are other documents with such a title, in which the quotes may stand as well, or none
    does: only a person can tell.
    ``wanted`` is false where nothing of it is to come in.
    """

    name: str
    work: Work
    incoming: tuple[Incoming, ...]
    entry: Entry
    by: By
    confirmed: Confirmed
    maybe: tuple[Entry, ...]
    going: tuple[Going, ...]
    trouble: str = ""
    wanted: bool = True

    @property
    def counts(self) -> Counter[Fate]:
        """How many annotations have which fate."""
        return Counter(one.fate for one in self.going)

    @property
    def reviews(self) -> int:
        """How many reviews come along."""
        return sum(len(one.reviews) for one in self.going)

    @property
    def has_text(self) -> bool:
        """Whether the document has a text."""
        return self.entry.format != NO_TEXT


class Plan(NamedTuple):
    """What would be done: the works, in the order of the files."""

    files: tuple[File, ...]
    parts: tuple[Part, ...]

    @property
    def counts(self) -> Counter[Fate]:
        """How many annotations of the works that are wanted have which fate."""
        return sum((one.counts for one in self.parts if one.wanted), Counter())

    @property
    def changes(self) -> int:
        """How many annotations would be added or changed."""
        counts = self.counts
        return sum(counts[fate] for fate in (*NEW, Fate.NEWER, Fate.BOTH))

    @property
    def reviews(self) -> int:
        """How many reviews would come along."""
        return sum(one.reviews for one in self.parts if one.wanted)

    @property
    def is_news(self) -> bool:
        """Whether anything of it is new here."""
        return bool(self.changes or self.reviews)


# --- reading -----------------------------------------------------------------------------------


def format_of(incoming: Sequence[Incoming]) -> str:
    """The format that notes come from; empty where they do not say."""
    told = incoming[0].annotation.extra.get("from") if incoming else None
    name = told.get("format") if isinstance(told, Mapping) else None
    return name if isinstance(name, str) else ""
