"""CSV: annotations as rows, for spreadsheets and for programs that read nothing else.

A cell that a spreadsheet would run as a formula gets an apostrophe in front, which is taken away
again when it comes in. Tables of other programs are read by the names of their columns.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from types import MappingProxyType
from typing import NamedTuple

from reader.annotations.annotation import Annotation, Colour, Kind, Target
from reader.annotations.exchange.incoming import Imported, Incoming, Problem, Work
from reader.annotations.exchange.texts import (
    LARGEST,
    SHOWN,
    clean,
    decoded,
    head_of,
    ids,
    shown_name,
    stem_of,
)
from reader.annotations.exchange.times import time_of
from reader.annotations.exchange.values import came_from, colour_of, line_of, moment
from reader.annotations.exchange.wording import words_now
from reader.annotations.passage_links import link_to
from reader.documents.document import Document
from reader.documents.encoding import harmless
from reader.documents.pages import pages_of
from reader.errors import ReaderError
from reader.text.patterns import lazy
from reader.text.spans import Span

FORMAT = "csv"
CALLED = "a table of annotations"
COLUMNS = (
    "document", "author", "section", "quote", "note", "tags", "colour", "kind", "created", "page",
    "link",
)  # fmt: skip
BETWEEN = " › "  # the titles of sections around a quote

Placed = tuple[Annotation, Span | None]

_NAMED = {
    "document": "document, title, book title, book, full title",
    "author": "author, authors, book author",
    "section": "section, chapter, heading",
    "quote": "quote, highlight, text, highlighted text, passage, exact",
    "note": "note, notes, comment, annotation",
    "tags": "tags, tag, labels",
    "colour": "colour, color",
    "kind": "kind, type",
    "created": "created, created at, date, highlighted at, added, timestamp",
    "page": "page, location",
    "link": "link, url, highlight url",
}
_COLUMN = {name: column for column, names in _NAMED.items() for name in names.split(", ")}
_KINDS = frozenset(kind.value for kind in Kind if kind is not Kind.HEADING)
_COLOURS = frozenset(colour.value for colour in Colour)
_RUN = frozenset("=+-@\t\r\n＝＋－＠")  # the wide ones in spreadsheets that are set to Japanese
_NUMBER = lazy(r"[+-]\d+(?:[.,]\d+)*%?$")
_OURS = lazy(r"reader://[^/\s]*/([0-9a-hjkmnp-tv-z]{18})$")
_OPEN = lazy(r'(?:^|[,;\t])"(?:[^"]|"")*$')
_HALVES = lazy("[\ud800-\udfff]")


class Row(NamedTuple):
    """One row: the cells by the names of their columns, and the line that it begins on."""

    line: int
    cells: Mapping[str, str]


def looks(data: bytes, name: str) -> bool:
    """Whether a file is of this format, by its first line."""
    columns = {_COLUMN.get(name, name) for name in head(data)}
    return "quote" in columns and bool(columns & {"document", "note"})


def head(data: bytes) -> set[str]:
    """What the first line of a table calls its columns, in lower case; none if it is no table."""
    line = head_of(data).partition("\n")[0]
    if len(line) > 2000 or not any(sign in line for sign in ",;\t"):
        return set()
    return set(_names(line))


# Out


def write(
    document: Document, placed: Sequence[Placed], *, source: str = "", document_id: str = ""
) -> str:
    """The live annotations of a document as CSV, in reading order; those without a place last.

    ``document_id`` is what links to the annotations begin with.
    """
    rows = [COLUMNS, *rows_of(document, placed, source=source, document_id=document_id)]
    return written_rows(rows)


def rows_of(
    document: Document, placed: Sequence[Placed], *, source: str = "", document_id: str = ""
) -> list[tuple[str, ...]]:
    """The rows of a document, below `COLUMNS`, such that those of several make one table."""
    title = document.metadata.title.strip() or source or "Untitled"
    authors = "; ".join(document.metadata.authors)
    return [
        (
            title,
            authors,
            BETWEEN.join(annotation.target.path),
            words_now(document, annotation, span),
            annotation.note,
            tags_cell(annotation.tags),
            annotation.colour.value,
            annotation.kind.value,
            annotation.created,
            pages_of(document, span) if span else "",
            link_to(document_id, annotation.id),
        )
        for annotation, span in in_order(placed)
    ]


def in_order(placed: Sequence[Placed]) -> list[Placed]:
    """The live annotations in reading order, those without a place last."""
    live = [(one, span) for one, span in placed if not one.deleted and one.kind is not Kind.HEADING]
    return sorted(
        live,
        key=lambda pair: (pair[1] is None, pair[1] or pair[0].target[3:5], pair[0].created),
    )


def written_rows(rows: Iterable[Sequence[str]]) -> str:
    """Rows as RFC 4180 has them, with nothing in them that a spreadsheet would run."""
    out = io.StringIO()
    csv.writer(out).writerows([inert(cell) for cell in row] for row in rows)
    return out.getvalue()


def inert(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula, and that every program sees as one."""
    cell = harmless(_HALVES.sub("\ufffd", cell))
    return f"'{cell}" if _is_run(cell.lstrip("'")) else cell


def _is_run(cell: str) -> bool:
    return cell[:1] in _RUN and bool(cell) and not _NUMBER.match(cell)


def _as_meant(cell: str) -> str:
    """A cell without the apostrophe that `inert` put before it."""
    return cell[1:] if cell.startswith("'") and _is_run(cell.lstrip("'")) else cell


def tags_cell(tags: Sequence[str]) -> str:
    """Tags between commas; quoted where they hold some themselves."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(tags)
    return out.getvalue()


# In


def read(data: bytes, name: str = "") -> Imported:
    """The annotations of a table; raises ReaderError where it has no column for quotes."""
    rows, problems = table(data, name, CALLED)
    new_id = ids(FORMAT)
    incoming: list[Incoming] = []
    for row in rows:
        cells = row.cells
        quote, note = cells.get("quote", ""), cells.get("note", "")
        kind = _kind(cells.get("kind", ""), quote, note)
        if not quote.strip() and not note.strip() and kind is not Kind.BOOKMARK:
            problems.append(Problem(row.line, "a row without a quote or a note", _shown(cells)))
            continue
        title = line_of(cells.get("document")) or stem_of(name)
        ours = _OURS.match(cells.get("link", ""))
        created = when(cells.get("created", ""))
        section = cells.get("section", "").strip()
        annotation = Annotation(
            ours[1] if ours else new_id(title, quote, "" if quote else note),
            Target(quote, path=tuple(section.split(BETWEEN)) if section else ()),
            kind,
            colour_of(cells.get("colour")),
            note=note,
            tags=tags_of(cells.get("tags", "")),
            created=created,
            modified=created,
            extra=MappingProxyType({}) if ours else came_from(FORMAT, _rest(cells)),
        )
        work = Work(title, authors_of(cells.get("author", "")))
        incoming.append(Incoming(work, annotation, row.line))
    return Imported(FORMAT, tuple(incoming), tuple(problems))


def table(data: bytes, name: str, called: str) -> tuple[list[Row], list[Problem]]:
    """The rows of a table by the names of their columns, as ours are called where they are known.

    A row with a quotation mark that nothing closes is a problem, and does not swallow the rest.
    """
    lines = decoded(data, name, called).replace("\0", "").split("\n")
    begin = next((place for place, line in enumerate(lines) if line.strip()), 0)
    columns = [_COLUMN.get(one, one) for one in _names(lines[begin])]
    if "quote" not in columns:
        raise ReaderError(f"{shown_name(name)} is not {called}: no column is named “quote”")
    separator = _separator(lines[begin])
    rows: list[Row] = []
    problems: list[Problem] = []
    for line, record in _records(lines, begin + 1):
        if record is None and _OPEN.search(lines[line - 1]):
            what = "a quotation mark that nothing closes"
            problems.append(Problem(line, what, lines[line - 1][:SHOWN]))
            continue
        source = lines[line - 1] if record is None else record
        for cells in _cells(source, separator):
            if not any(cell.strip() for cell in cells):
                continue
            meant = map(_as_meant, map(clean, cells))
            named = dict(zip(columns, meant, strict=False))
            if len(cells) > len(columns):
                named["more"] = clean(separator.join(cells[len(columns) :]))
                problems.append(Problem(line, "more cells than there are columns", source[:SHOWN]))
            rows.append(Row(line, named))
    return rows, problems


def _records(lines: Sequence[str], begin: int) -> Iterator[tuple[int, str | None]]:
    """The records with their lines; None for a line that begins one without an end.

    A record ends where its quotation marks are even.
    """
    odd = list(accumulate((line.count('"') & 1 for line in lines), initial=0))
    odd = [count & 1 for count in odd]
    following = [len(lines) + 1] * 2  # the next end of a line after so many marks, even or odd
    ends = [0] * len(lines)
    for place in range(len(lines) - 1, -1, -1):
        following[odd[place + 1]] = place + 1
        ends[place] = following[odd[place]]
    place = begin
    while place < len(lines):
        end = ends[place]
        if end > len(lines):
            yield place + 1, None
            place += 1
        else:
            yield place + 1, "\n".join(lines[place:end])
            place = end


def _names(line: str) -> list[str]:
    cells = next(_cells(line, _separator(line)), [])
    return [" ".join(cell.replace("_", " ").lower().split()) for cell in cells]


def _cells(text: str, separator: str, *, spaced: bool = False) -> Iterator[list[str]]:
    """The rows of a text; cells may be of any size, and have ``spaced`` separators."""
    csv.field_size_limit(LARGEST)
    return csv.reader(io.StringIO(text), delimiter=separator, skipinitialspace=spaced)


def _separator(line: str) -> str:
    return max(",;\t", key=line.count)


def _kind(called: str, quote: str, note: str) -> Kind:
    called = called.strip().lower()
    if called in _KINDS:
        return Kind(called)
    return Kind.NOTE if note.strip() and not quote.strip() else Kind.HIGHLIGHT


def _rest(cells: Mapping[str, str]) -> dict[str, object]:
    """The cells that an annotation has no field for, or may have read otherwise."""
    colour = cells.get("colour", "")
    left: dict[str, object] = {
        name: cell
        for name, cell in cells.items()
        if name not in ("document", "author", "section", "quote", "note", "tags", "colour")
    }
    return left | ({} if colour in _COLOURS else {"colour": colour})


def _shown(cells: Mapping[str, str]) -> str:
    return ", ".join(filter(None, cells.values()))[:SHOWN]


def when(cell: str) -> str:
    """The time that a cell tells, as annotations carry it; "" where it is not understood."""
    return moment(cell) or time_of(cell[:100])


def tags_of(cell: str) -> tuple[str, ...]:
    """The tags in a cell, between commas or semicolons."""
    cell = " ".join(cell.split("\n"))
    separator = ";" if ";" in cell and "," not in cell else ","
    found = next(_cells(cell, separator, spaced=True), [])
    return tuple(dict.fromkeys(filter(None, (line_of(one) for one in found))))


def authors_of(cell: str) -> tuple[str, ...]:
    """The names in a cell, between semicolons or "and"."""
    return tuple(filter(None, (line_of(one) for one in re.split(r";| and | & ", cell))))
