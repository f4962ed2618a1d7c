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
    """What an annotation is for. A bookmark is a place without a range."""

    HIGHLIGHT = "highlight"
    NOTE = "note"
    QUESTION = "question"
    DEFINITION = "definition"
    SUMMARY = "summary"
    TODO = "todo"
    BOOKMARK = "bookmark"


class Target(NamedTuple):
    """How the place of an annotation is remembered.

    ``exact``, ``prefix`` and ``suffix`` are a W3C TextQuoteSelector, ``start`` and ``end`` a
    TextPositionSelector in code points of the canonical text; ``path`` the titles of the
    sections around it, outermost first.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0
    end: int = 0
    path: tuple[str, ...] = ()


class Annotation(NamedTuple):
    """One thing said about one place. Times are UTC, ISO 8601, to the millisecond.

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
    extra: Mapping[str, object] = MappingProxyType({})


def is_open_question(annotation: Annotation) -> bool:
    """Whether it asks something that nobody has answered: a question with an empty note."""
    return annotation.kind is Kind.QUESTION and not annotation.note.strip()


def now() -> str:
    """The time now as annotations carry it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


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


def in_trash(annotation: Annotation) -> bool:
    """Whether an annotation is deleted, but not forgotten for good."""
    return bool(annotation.deleted) and "forgotten" not in annotation.extra
