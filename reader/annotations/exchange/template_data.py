"""What templates are given: plain data with the names that the README lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import tzinfo

import reader
from reader.annotations.annotation import Annotation, Kind
from reader.annotations.exchange.markdown import (
    Placed,
    body_of,
    headings_at,
    preview_of,
    quote_lines,
)
from reader.annotations.exchange.markdown_text import local_time
from reader.annotations.exchange.outgoing import notes_in_reading_order
from reader.annotations.exchange.wording import words_before, words_now
from reader.annotations.passage_links import link_to
from reader.annotations.records import other_notes
from reader.annotations.selection import PLACE, grouped, sentence_around
from reader.documents.document import BlockKind, Document
from reader.documents.pages import pages_of
from reader.text.patterns import lazy
from reader.text.spans import Span

Data = dict[str, object]
_HALVES = lazy("[\ud800-\udfff]")
TOP = 2  # the level of a heading below the title


def data_of(
    document: Document,
    placed: Iterable[Placed],
    *,
    source: str = "",
    document_id: str = "",
    tz: tzinfo | None = None,
    sort: str = PLACE,
    context: bool = False,
) -> Data:
    """The data of an export. ``placed`` is what goes out, see `selection`.

    Nothing in it changes unless the annotations do. Texts have no halves of surrogate pairs,
    which no file can hold.
    """
    notes = notes_in_reading_order(placed)
    title = document.metadata.title.strip() or "Untitled"

    def record(annotation: Annotation, span: Span | None) -> Data:
        made = _annotation(document, annotation, span, tz, context=context)
        return made | {"link": link_to(document_id, annotation.id)}

    found = [pair for pair in notes if pair[1] is not None]
    orphans = [record(annotation, None) for annotation, span in notes if span is None]
    annotations: list[Data] = []
    sections: list[Data] = []
    for group in grouped(found, sort, lambda moment: local_time(moment, tz)[:10]):
        records = [record(*pair) for pair in group.placed]
        annotations += records
        if group.title:
            sections.append(_section(group.title, TOP, records))
        else:
            sections += _sections(document, title, group.placed, records)
    metadata = document.metadata
    data: Data = {
        "document": {
            "id": document_id,
            "title": title,
            "authors": list(metadata.authors),
            "source": source,
            "date": metadata.date,
            "language": metadata.language,
            "identifiers": list(metadata.identifiers),
            "link": link_to(document_id),
        },
        "annotations": annotations,
        "sections": sections,
        "orphans": orphans,
        "tags": sorted({tag for one, _ in notes for tag in one.tags}),
        "count": len(notes),
        "sort": sort,
        "generator": f"Reader {reader.__version__}",
    }
    return _clean(data)  # type: ignore[return-value]


def _section(title: str, level: int, annotations: list[Data]) -> Data:
    return {"title": title, "level": level, "annotations": annotations, "sections": []}


def _sections(
    document: Document, title: str, placed: Sequence[Placed], records: Sequence[Data]
) -> list[Data]:
    """The sections that annotations stand in, inside one another; what is in none is in one
    without a title, at the beginning."""
    top: list[Data] = []
    open_: list[tuple[int, Data]] = []  # where a section starts, and its data
    for (_, span), record in zip(placed, records, strict=True):
        assert span is not None
        path = headings_at(document, title, span.start)
        shared = 0
        while shared < min(len(path), len(open_)) and open_[shared][0] == path[shared][1].start:
            shared += 1
        del open_[shared:]
        for level, section in path[shared:]:
            made = _section(" ".join(section.title.split()), level, [])
            _list_in(open_[-1][1], "sections").append(made) if open_ else top.append(made)
            open_.append((section.start, made))
        if not open_:
            if not top or top[-1]["title"]:
                top.append(_section("", TOP, []))
            _list_in(top[-1], "annotations").append(record)
        else:
            _list_in(open_[-1][1], "annotations").append(record)
    return top


def _list_in(data: Data, name: str) -> list[Data]:
    found = data[name]
    assert isinstance(found, list)
    return found


def _annotation(
    document: Document,
    annotation: Annotation,
    span: Span | None,
    tz: tzinfo | None,
    *,
    context: bool,
) -> Data:
    target = annotation.target
    quote = words_now(document, annotation, span)
    unchanged = span is not None and document.text[span.start : span.end] == quote
    around = sentence_around(document, span) if unchanged else None
    before, after = target.prefix, target.suffix
    if span is not None:
        whole = around or span
        before, after = document.text[whole.start : span.start], document.text[span.end : whole.end]
    kind = _block_kind(document, span) if unchanged else None
    bookmark = annotation.kind is Kind.BOOKMARK
    return {
        "id": annotation.id,
        "quote": quote,
        "was": words_before(document, annotation, span),
        "before": before,
        "after": after,
        "in_context": context and around is not None,
        "markdown": quote_lines(document, annotation, span, context=context)
        if target.exact
        else [],
        "preview": "" if target.exact else preview_of(document, annotation, span),
        "code": kind in (BlockKind.CODE, BlockKind.TABLE),
        "note": annotation.note,
        "other_notes": other_notes(annotation),
        "markdown_note": body_of(annotation),
        "kind": annotation.kind.value,
        "colour": "" if bookmark else annotation.colour.value,
        "style": "" if bookmark else annotation.style.value,
        "tags": list(annotation.tags),
        "created": annotation.created,
        "modified": annotation.modified,
        "date": local_time(annotation.created, tz),
        "section": list(document.section_path(span.start) if span else target.path),
        "page": pages_of(document, span) if span else "",
        "percent": 100 * span.start // len(document.text) if span and document.text else None,
        "orphan": span is None,
    }


def _block_kind(document: Document, span: Span | None) -> BlockKind | None:
    index = document.block_at(span.start) if span else -1
    if span is None or index < 0 or span.end > document.blocks[index].end:
        return None
    return document.blocks[index].kind


def _clean(value: object) -> object:
    """The same data, as UTF-8 can hold it."""
    if isinstance(value, str):
        return value if value.isascii() else _HALVES.sub("\ufffd", value)
    if isinstance(value, dict):
        return {name: _clean(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_clean(one) for one in value]
    return value
