"""The document of a file of a word processor, when its text is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element

from reader.documents.document import BlockKind, Document, Metadata
from reader.documents.formats.block_document import document_of
from reader.documents.formats.flow import Flow
from reader.documents.formats.zipped import Archive, UnreadableError
from reader.errors import SourceError

FIRST = 12_000  # code points of the first piece

_MOST_PIECES = 60
_LARGEST_TREE = 8 * 2**20  # bytes of the files that are read as trees
_ABOVE = 10  # blocks at the beginning that may say who wrote it
_DAMAGED = "the document is damaged: it is shown as far as it can be read"


def with_text(name: str, called: str, document: Document) -> Document:
    """The document; raises SourceError where there is nothing to read in it. ``called`` is what it
    is, with its article."""
    if not document.text:
        raise SourceError(f"{name} is {called} without anything to read in it")
    return document


def first_piece(document: Document) -> Document | None:
    """The document of the beginning, whose text begins that of the whole; None where that is all,
    or where there is nothing to read in it."""
    return None if document.complete or not document.text else document


def until(flow: Flow, enough: int) -> Callable[[], bool]:
    """What tells, asked after each piece of a file, whether its flow has ``enough`` code points (0:
    all there are), or so much was read that a first piece is of no use."""
    read = 0

    def stop() -> bool:
        nonlocal read
        read += 1
        return enough > 0 and (flow.length >= enough or read > _MOST_PIECES)

    return stop


def tree(archive: Archive, path: str, largest: int = _LARGEST_TREE) -> Element | None:
    """A small file of XML; None where there is none."""
    try:
        return archive.xml(path, largest) if path else None
    except UnreadableError:
        return None


def finished(
    flow: Flow,
    titles: Sequence[int],
    metadata: Metadata,
    *,
    complete: bool,
    whole: bool,
    comments: int = 0,
) -> Document:
    """The document of a flow whose ``titles`` are the parts with the style of a title.

    Its headings are one level deeper than they say, as they stand below the title; without one
    they are raised. Title, authors and date are those that the text has above its beginning, else
    those of ``metadata``. ``complete`` is false for the first piece, ``whole`` for what could not
    be read to its end; ``comments`` are left out, which is told.
    """
    headings = [part for part in flow.parts if part.kind is BlockKind.HEADING]
    if not titles:
        for part in headings:
            part.depth -= 1
    title = flow.parts[titles[0]].text if len(titles) == 1 else metadata.title
    title = title or next((part.text for part in headings if part.depth == 1), "")

    def said(role: str) -> list[str]:
        return [part.text for part in flow.parts[:_ABOVE] if part.role == role]

    metadata = metadata._replace(
        title=title,
        authors=tuple(dict.fromkeys(said("byline") or metadata.authors)),
        date="".join(said("date")[:1]) or metadata.date,
    )
    notices = list(flow.notices)
    if comments:
        notices.append(f"{comments} comment{'s' * (comments > 1)} in the file: not shown")
    if complete and not whole:
        notices.append(_DAMAGED)
    return document_of(flow.blocks, metadata, tuple(notices) if complete else (), complete)


def names(words: str) -> tuple[str, ...]:
    """The names in a list of them."""
    return tuple(name for one in words.split(";") if (name := one.strip()))


def about(description: str, keywords: str) -> dict[str, object]:
    """What a text is about, as far as that is said."""
    subjects = [word for one in keywords.replace(";", ",").split(",") if (word := one.strip())]
    found = {"description": description, "subjects": subjects}
    return {key: value for key, value in found.items() if value}
