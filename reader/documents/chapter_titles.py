"""A chapter's number and the title on the line below are two headings, and one line of a list."""

from __future__ import annotations

from functools import lru_cache

from reader.documents.alike import look_of
from reader.documents.document import BlockKind, Document, Section
from reader.documents.numbering import number_of
from reader.documents.outline import Heading, nest
from reader.documents.overrides import Unit

_STOPS = (".", ":", "—", "–", "-", "。", "、")  # behind which a title goes on without a sign


@lru_cache(1)  # a document is shown again with each thing that is known of it
def with_joined_titles(document: Document) -> Document:
    """The document with one section for each number that has its title below it, called by both:
    "CHAPTER I. The Sea". It begins at the number; text and blocks are the same.

    For lists that a person reads; the two headings stay two for everything else.
    """
    outline = document.outline
    below = {index for index in range(len(outline) - 1) if has_title_below(document, index)}
    if not below:
        return document
    headings = [
        Heading(
            joined(section.title, outline[index + 1].title) if index in below else section.title,
            section.level,
            section.heading,
            section.lines,
            section.confidence,
            section.made,
            section.lead,
        )
        for index, section in enumerate(outline)
        if index - 1 not in below
    ]
    return document.with_(sections=nest(headings, document.body_end))


def has_title_below(document: Document, index: int) -> bool:
    """Whether a section's heading is a number only, and the next one, without any text between,
    its title: not the first of several sections that the number holds."""
    outline = document.outline
    if index + 1 >= len(outline):
        return False
    section, title = outline[index], outline[index + 1]
    if section.made or title.made or title.level < section.level:
        return False
    if document.block_at(title.heading.start) != document.block_at(section.heading.start) + 1:
        return False
    if document.page_at(title.heading.start) != document.page_at(section.heading.start):
        return False
    number = number_of(_one_line(section))
    if number is None or number.rest or number_of(_one_line(title)) is not None:
        return False
    return title.level == section.level or _is_title_of(document, section, title, number.kind)


def joined(number: str, title: str) -> str:
    """A number and a title as one title."""
    number, title = " ".join(number.split()), " ".join(title.split())
    return f"{number}{' ' if number.endswith(_STOPS) else ' · '}{title}"


def _is_title_of(document: Document, section: Section, title: Section, kind: str) -> bool:
    """Whether the first section in another one, numbered in this way, is called so for the whole
    of it. The next numbers of its own series may be in it because a person put it above them."""
    if not _has_text(document, title):
        return True
    look = _look(document, title)
    for other in section.children[1:]:
        number = number_of(_one_line(other))
        if (number is not None and number.kind != kind) or _look(document, other) == look:
            return False
    return True


def _has_text(document: Document, section: Section) -> bool:
    """Whether anything but a heading follows a heading."""
    after = document.block_at(section.heading.start) + 1
    if after >= len(document.blocks):
        return False
    return document.blocks[after].kind is not BlockKind.HEADING


def _look(document: Document, section: Section) -> object:
    unit = Unit(*section.heading, document.block_at(section.heading.start))
    return look_of(document, unit)._replace(depth=0)


def _one_line(section: Section) -> str:
    return " ".join(section.title.split())
