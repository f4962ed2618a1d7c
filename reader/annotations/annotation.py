"""An annotation: a target in a document and what a person says of it.

The words are those of the W3C Web Annotation Data Model; the colours and styles are those of
the W3C EPUB Annotations draft.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class Colour(StrEnum):
    """The colours of a highlight, in the order of the keys 1 to 6."""

    YELLOW = "yellow"
    GREEN = "green"
    BLUE = "blue"
    PINK = "pink"
    ORANGE = "orange"
    PURPLE = "purple"


class Style(StrEnum):
    """How a highlight is drawn."""

    SOLID = "solid"
    UNDERLINE = "underline"
    STRIKETHROUGH = "strikethrough"
    OUTLINE = "outline"


class Kind(StrEnum):
    """What an annotation is for.

    A bookmark is a place without a range. A heading is what a person decided about a heading: it
    is no note, is listed and counted nowhere, and shows in the sections only.
    """

    HIGHLIGHT = "highlight"
    NOTE = "note"
    QUESTION = "question"
    DEFINITION = "definition"
    SUMMARY = "summary"
    TODO = "todo"
    BOOKMARK = "bookmark"
    HEADING = "heading"


class Target(NamedTuple):
    """How the place of an annotation is remembered.

    ``exact``, ``prefix`` and ``suffix`` are a W3C TextQuoteSelector, ``start`` and ``end`` a
    TextPositionSelector in code points of the canonical text; ``path`` the titles of the
    sections around it, outermost first. ``href`` and ``idref`` are the address and the id, in the
    manifest of an EPUB book, of the file that it is in; "" elsewhere.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0
    end: int = 0
    path: tuple[str, ...] = ()
    href: str = ""
    idref: str = ""


class Annotation(NamedTuple):
    """One thing said about one place. Times are UTC, ISO 8601, to the millisecond.

    ``level`` is for the kind heading: at which level the passage is a heading, from 1, or 0 where
    it is none.
    ``learn`` says how it is asked in a review, a card each; see `reader.annotations.cards`.
    ``extra`` holds the fields of the stored record that this version does not know; they are
    written back as they came.
    """

    id: str
    target: Target
    kind: Kind = Kind.HIGHLIGHT
    colour: Colour = Colour.YELLOW
    style: Style = Style.SOLID
    note: str = ""
    tags: tuple[str, ...] = ()
    created: str = ""
    modified: str = ""
    deleted: str = ""
    level: int = 0
    learn: tuple[str, ...] = ()
    extra: Mapping[str, object] = MappingProxyType({})


def is_open_question(annotation: Annotation) -> bool:
    """Whether it asks something that nobody has answered: a question with an empty note."""
    return annotation.kind is Kind.QUESTION and not annotation.note.strip()


def now() -> str:
    """The time now as annotations carry it."""
    return as_time(datetime.now(UTC))


def as_time(moment: datetime) -> str:
    """A moment as annotations carry it; as text they stand in their order."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32, lower case


def new_id() -> str:
    """A new id: ten characters of time in milliseconds, then eight at random.

    Ids sort by the time they were made, and stay valid in file names, Markdown block ids and
    URLs, because they hold digits and lower-case letters only.
    """
    number = (time.time_ns() // 1_000_000) << 40 | int.from_bytes(os.urandom(5), "big")
    letters = []
    for _ in range(18):
        number, digit = divmod(number, 32)
        letters.append(_ALPHABET[digit])
    return "".join(reversed(letters))


def is_note(annotation: Annotation) -> bool:
    """Whether it is something that a person said, and not a decision about a heading."""
    return annotation.kind is not Kind.HEADING


def in_trash(annotation: Annotation) -> bool:
    """Whether an annotation is deleted, but not forgotten for good.

    Decisions about headings never are: undo brings them back, and nobody looks for them there.
    """
    return bool(annotation.deleted) and is_note(annotation) and "forgotten" not in annotation.extra


def is_detached(annotation: Annotation) -> bool:
    """Whether a person wants it kept without a place while its words are not in the text."""
    return annotation.extra.get("detached") is True


def detached(annotation: Annotation, *, wanted: bool = True) -> Annotation:
    """The annotation as one that is, or is not, wanted without a place."""
    extra = {name: value for name, value in annotation.extra.items() if name != "detached"}
    if wanted:
        extra["detached"] = True
    return annotation._replace(extra=MappingProxyType(extra))
