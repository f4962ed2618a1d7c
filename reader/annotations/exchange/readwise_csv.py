"""The CSV that Readwise gives, and the other one that it takes."""

from __future__ import annotations

from collections.abc import Sequence

from reader.annotations.annotation import Annotation, Target
from reader.annotations.exchange.csv_table import (
    Placed,
    head,
    in_order,
    table,
    tags_of,
    when,
    written_rows,
)
from reader.annotations.exchange.incoming import Imported, Incoming, Problem, Work
from reader.annotations.exchange.readwise import tags_in
from reader.annotations.exchange.texts import ids
from reader.annotations.exchange.values import came_from, colour_of, line_of
from reader.annotations.exchange.wording import words_now
from reader.documents.document import Document
from reader.documents.identifiers import identifier

FORMAT = "readwise"
CALLED = "a table of Readwise"
COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")

_TAKEN = frozenset({"quote", "document", "author", "note", "tags"})


def looks(data: bytes, name: str) -> bool:
    """Whether a file is of this format, by its first line."""
    columns = head(data)
    given = {"amazon book id", "document tags", "location type"}
    taken = {name.lower() for name in COLUMNS}  # of which all but the first may be left out
    return "highlight" in columns and (bool(columns & given) or (columns <= taken))


def read(data: bytes, name: str = "") -> Imported:
    """The highlights of a table; raises ReaderError where it has no column for them."""
    rows, problems = table(data, name, CALLED)
    new_id = ids(FORMAT)
    incoming: list[Incoming] = []
    for row in rows:
        cells = row.cells
        text = cells.get("quote", "").strip()
        if not text:
            problems.append(
                Problem(row.line, "a row without a highlight", ", ".join(cells.values()))
            )
            continue
        title, author = line_of(cells.get("document")), line_of(cells.get("author"))
        inline, note = tags_in(cells.get("note", ""))
        created = when(cells.get("created", ""))
        link = cells.get("link", "").strip()
        known = (identifier(cells.get("amazon book id", "")), identifier(link, "url"))
        annotation = Annotation(
            new_id(title, text),
            Target(text),
            colour=colour_of(cells.get("colour")),
            note=note,
            tags=tuple(dict.fromkeys((*inline, *tags_of(cells.get("tags", ""))))),
            created=created,
            modified=created,
            extra=came_from(FORMAT, cells, _TAKEN),
        )
        work = Work(title, (author,) if author else (), link, tuple(filter(None, known)))
        incoming.append(Incoming(work, annotation, row.line))
    return Imported(FORMAT, tuple(incoming), tuple(problems))


def write(
    document: Document, placed: Sequence[Placed], *, source: str = "", document_id: str = ""
) -> str:
    """The quotes of a document as Readwise takes them; where there is none, the note stands in its
    place, and what has neither, it cannot take.

    Tags stand before the notes, ".like .this".
    """
    title = document.metadata.title.strip() or "Untitled"
    authors = ", ".join(document.metadata.authors)
    address = source if source.startswith(("http://", "https://")) else ""
    rows = [
        (
            words_now(document, annotation, span) if _is_quote(annotation) else annotation.note,
            title,
            authors,
            address,
            _said(annotation),
            str(span.start if span else annotation.target.start),
            annotation.created[:19].replace("T", " ") + "+00:00" if annotation.created else "",
        )
        for annotation, span in in_order(placed)
        if takes(annotation)
    ]
    return written_rows([COLUMNS, *rows])


def takes(annotation: Annotation) -> bool:
    """Whether an annotation goes out as this."""
    return _is_quote(annotation) or bool(annotation.note.strip())


def _is_quote(annotation: Annotation) -> bool:
    return bool(annotation.target.exact.strip())


def _said(annotation: Annotation) -> str:
    """The tags and the note, but where that stands in place of a quote."""
    note = [annotation.note] if _is_quote(annotation) else []
    return " ".join([*(f".{_tag(tag)}" for tag in annotation.tags), *note]).strip()


def _tag(tag: str) -> str:
    """A tag as one word."""
    return "-".join(tag.split()).strip(".")
