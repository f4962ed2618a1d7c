"""Annotations of many documents as one text: Markdown, plain text, JSON or CSV."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from reader.annotations.passage_links import link_to
from reader.catalogue import Entry
from reader.documents.encoding import harmless
from reader.notebook import Row

FORMATS = ("markdown", "text", "json", "csv")
SUFFIXES = {"markdown": ".md", "text": ".txt", "json": ".json", "csv": ".csv"}

Entries = Mapping[str, Entry]


def export(
    rows: Sequence[Row],
    entries: Entries,
    kind: str,
    printed: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> str:
    """The rows in one of `FORMATS`, in their order; ``printed`` are the pages that they stand on,
    by the ids of document and annotation, where they are known."""
    if kind == "json":
        records = [record_of(row, entries[row.document]) for row in rows]
        text = json.dumps(records, ensure_ascii=False, indent=2) + "\n"
        return re.sub("[\x7f-\x9f\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text)
    if kind == "csv":
        return _csv(rows, entries, printed)
    parts = _markdown(rows, entries) if kind == "markdown" else _text(rows, entries)
    return harmless("\n\n".join(parts) + "\n")


def link_of(row: Row) -> str:
    """The link that leads to an annotation."""
    return link_to(row.document, row.id)


def share_of(row: Row, entry: Entry) -> float | None:
    """How far into its document it stands, from 0 to 1; None where nobody knows."""
    if not entry.length or row.state:
        return None
    return min(1.0, row.start / entry.length)


def record_of(row: Row, entry: Entry) -> dict[str, object]:
    """An annotation for programs."""
    share = share_of(row, entry)
    return {
        "id": row.id,
        "document": {
            "id": entry.id,
            "title": entry.title,
            "authors": list(entry.authors),
            "path": entry.path or None,
        },
        "section": list(row.section),
        "kind": row.kind,
        "colour": row.colour,
        "style": row.style,
        "tags": list(row.tags),
        "quote": row.quote,
        "note": row.note,
        "other_notes": list(row.others),
        "start": None if row.state else row.start,
        "share": None if share is None else round(share, 4),
        "orphan": row.state == "orphan",
        "learn": list(row.learn),
        "due": row.due or None,
        "created": row.created,
        "modified": row.modified,
        "link": link_of(row),
    }


def place_of(row: Row, entry: Entry) -> str:
    """How far into the text it stands, or why it stands nowhere."""
    share = share_of(row, entry)
    lost = {"orphan": "without a place yet", "apart": "kept without a place"}
    if share is not None and not row.state:
        return f"{int(100 * share)}%"
    return ", ".join(filter(None, (lost.get(row.state, ""), row.told)))


def where_of(row: Row, entry: Entry) -> str:
    """Where an annotation stands, in a line: title, section, how far into the text."""
    parts = (entry.title, *row.section[-1:], place_of(row, entry))
    return ", ".join(dict.fromkeys(filter(None, (" ".join(part.split()) for part in parts))))


def _markdown(rows: Iterable[Row], entries: Entries) -> Iterator[str]:
    from reader.annotations.exchange.markdown_text import closed, one_line, quote_as_written

    before: Row | None = None
    for row in rows:
        entry = entries[row.document]
        if before is None or before.document != row.document:
            yield f"# {one_line(entry.title)}"
            if entry.authors:
                yield one_line(", ".join(entry.authors))
        here = row.document, row.section
        if row.section and (before is None or (before.document, before.section) != here):
            yield f"## {one_line(' › '.join(row.section))}"
        before = row
        if row.quote:
            yield quote_as_written(row.quote)
        for note in filter(str.strip, (row.note, *row.others)):
            yield closed(note)
        tags = "".join(f" #{one_line(tag)}" for tag in row.tags)
        yield f"*{row.colour} · {row.kind} · {row.created[:10]}*{tags} [↗]({link_of(row)})"


def _text(rows: Iterable[Row], entries: Entries) -> Iterator[str]:
    for row in rows:
        lines = [f"“{' '.join(row.quote.split())}”"] if row.quote else []
        lines += [note.strip("\n") for note in (row.note, *row.others) if note.strip()]
        if row.tags:
            lines.append(" ".join(f"#{tag}" for tag in row.tags))
        lines.append(f"— {where_of(row, entries[row.document])}")
        yield "\n".join(lines)


def _csv(rows: Iterable[Row], entries: Entries, printed: Mapping[tuple[str, str], str]) -> str:
    """A table like that of the annotations of one document."""
    from reader.annotations.exchange.csv_table import BETWEEN, COLUMNS, tags_cell, written_rows

    cells = (
        (
            entry.title,
            "; ".join(entry.authors),
            BETWEEN.join(row.section),
            row.quote,
            "\n\n".join(filter(str.strip, (row.note, *row.others))),
            tags_cell(row.tags),
            row.colour,
            row.kind,
            row.created,
            printed.get((row.document, row.id), ""),
            link_of(row),
        )
        for row, entry in ((row, entries[row.document]) for row in rows)
    )
    return written_rows([COLUMNS, *cells])
