"""KOReader: the sidecar files that it keeps beside books, of old and new versions, and its JSON.

A sidecar is a table of Lua. Since 2024 it has one list of ``annotations``; before, there were two:
``highlight``, by page, and ``bookmarks``, where the quote is called "notes" and the note "text".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import cast

from reader.annotations.annotation import Annotation, Kind, Style, Target
from reader.annotations.exchange.incoming import Imported, Incoming, Problem, Work
from reader.annotations.exchange.json_data import load, looks_like, object_at, objects_in
from reader.annotations.exchange.lua import Table, parse
from reader.annotations.exchange.texts import head_of, ids, read_text, shown_name, stem_of
from reader.annotations.exchange.values import (
    came_from,
    colour_of,
    line_of,
    moment,
    seconds_since,
    text_of,
)
from reader.documents.identifiers import identifier
from reader.errors import ReaderError
from reader.text.patterns import lazy

FORMAT = "koreader"
CALLED = "KOReader annotations"

STYLES = MappingProxyType(
    {
        "lighten": Style.SOLID,
        "underscore": Style.UNDERLINE,
        "strikeout": Style.STRIKETHROUGH,
        "invert": Style.OUTLINE,
    }
)
_TAKEN = frozenset({"text", "note", "datetime", "time", "highlighted"})
_SIDECAR = lazy(r"(?:\s*+(?:--[^\n]*)?)*+return\s*\{")
_KEYS = ('["annotations"]', '["bookmarks"]', '["highlight"]', '["doc_props"]')
_WRITTEN_BY_IT = lazy(r"@ \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\s*$")

Record = Mapping[object, object]


def looks(data: bytes, name: str) -> bool:
    """Whether a file is of this format, by its beginning."""
    if looks_like(data, b'"entries"', b'"sort"') or looks_like(data, b'"entries"', b'"drawer"'):
        return True
    head = head_of(data)
    return _SIDECAR.match(head) is not None and (
        name.endswith(".lua") or any(key in head for key in _KEYS)
    )


def read(data: bytes, name: str = "") -> Imported:
    """What is in a sidecar or an export; raises ReaderError for what is neither."""
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return _exported(data, name)
    text = read_text(data, name, CALLED)
    parsed = parse(text)
    if not isinstance(parsed.value, Table):
        why = f": {parsed.problem}" if parsed.problem else ""
        raise ReaderError(f"{shown_name(name)} holds no {CALLED}{why}")
    problems = []
    if parsed.problem:
        what = f"not read from here on: {parsed.problem}"
        line = text.split("\n")[parsed.line - 1][:400]
        problems.append(Problem(parsed.line, what, line))
    table = parsed.value
    work = _work(table, text, name)
    pages = _count(table.get("doc_pages")) or _count(_table(table, "stats").get("pages"))
    more = {"md5": line_of(table.get("partial_md5_checksum"))}
    new_id = ids(FORMAT)
    records = _records(table)
    incoming = [_incoming(work, record, pages, more, new_id) for record in records]
    return Imported(FORMAT, tuple(incoming), tuple(problems))


# Sidecars


def _work(table: Table, text: str, name: str) -> Work:
    properties = {**_table(table, "stats"), **_table(table, "doc_props")}
    source = line_of(table.get("doc_path"))
    first = text.partition("\n")[0]
    if not source and first.startswith("-- ") and ".sdr/" in first:
        source = first[3:].rpartition(".sdr/")[0]
    title = line_of(properties.get("title")) or stem_of(source)
    named = (line.partition(":") for line in text_of(properties.get("identifiers")).split("\n"))
    known = (identifier(value, scheme.strip().lower()) for scheme, _, value in named if value)
    return Work(
        title or stem_of(name.partition(".sdr")[0] if ".sdr" in name else ""),
        _authors(properties.get("authors")),
        source,
        tuple(dict.fromkeys(one for one in known if one)),
        line_of(properties.get("language")),
    )


def _authors(value: object) -> tuple[str, ...]:
    """Authors stand on a line each."""
    return tuple(filter(None, (line_of(line) for line in text_of(value).split("\n"))))


def _records(table: Table) -> Iterator[Record]:
    """The annotations of a sidecar in the fields that new ones have, with their lines."""
    rows = _tables(_table(table, "annotations").rows())
    if rows:
        yield from rows
        return
    marks = [
        {"page": page, **row, "line": row.line, "highlighted": True}
        for page, inside in _table(table, "highlight").items()
        if isinstance(inside, Table)
        for row in _tables(inside.rows())
    ]
    marked = {line_of(row.get("datetime")): row for row in marks}
    for row in _tables(_table(table, "bookmarks").rows()):
        when = line_of(row.get("datetime"))
        mark = marked.pop(when, {})
        said, quote = text_of(row.get("text")), text_of(row.get("notes"))
        quote = quote or text_of(mark.get("text"))
        highlighted = bool(mark or row.get("highlighted") or row.get("pos0"))
        if highlighted and not quote:
            said, quote = "", said
        if _WRITTEN_BY_IT.search(said) and (not highlighted or quote[:40] in said):
            said = ""  # "Page 12 the quote @ 2020-05-05 08:00:00"
        both = {**mark, **row, "text": quote or said, "note": said if highlighted else ""}
        if not highlighted:
            both |= {"text": text_of(row.get("text")), "note": ""}
        yield {**both, "line": row.line, "highlighted": highlighted}
    yield from marked.values()


def _incoming(
    work: Work,
    record: Record,
    pages: int,
    more: Mapping[str, object],
    new_id: Callable[..., str],
) -> Incoming:
    text, note = text_of(record.get("text")).strip(), text_of(record.get("note")).strip("\n")
    highlight = any(record.get(name) for name in ("drawer", "pos0", "pos1", "highlighted"))
    chapter = line_of(record.get("chapter"))
    page = line_of(record.get("page"))
    created = moment(record.get("datetime")) or seconds_since(record.get("time"))
    kept = {str(key): _plain(value) for key, value in record.items() if key != "line"}
    taken = _TAKEN if highlight else _TAKEN - {"text"}
    annotation = Annotation(
        new_id(work.title, text) if highlight else new_id(work.title, "bookmark", page, text),
        Target(text if highlight else "", path=(chapter,) if chapter else ()),
        Kind.HIGHLIGHT if highlight else Kind.BOOKMARK,
        colour_of(record.get("color")),
        STYLES.get(line_of(record.get("drawer")), Style.SOLID),
        note,
        created=created,
        modified=moment(record.get("datetime_updated")) or created,
        extra=came_from(FORMAT, kept, taken, **more),
    )
    number = _count(record.get("pageno")) or _count(record.get("page"))
    line = getattr(record, "line", 0) or record.get("line", 0)
    place = min(1.0, number / pages) if pages and number else -1
    return Incoming(work, annotation, line if isinstance(line, int) else 0, place)


def _table(table: Mapping[object, object], name: str) -> Table:
    value = table.get(name)
    return value if isinstance(value, Table) else Table()


def _tables(values: Iterable[object]) -> list[Table]:
    return [value for value in values if isinstance(value, Table)]


def _count(value: object) -> int:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return int(value) if number and value > 0 else 0  # type: ignore[operator, call-overload]


def _plain(value: object) -> object:
    """A value as JSON has it; tables are never deeper than what was parsed."""
    if isinstance(value, Table):
        rows = value.rows()
        if rows and len(rows) == len(value):
            return [_plain(row) for row in rows]
        return {str(key): _plain(one) for key, one in value.items()}
    return value


# JSON


def _exported(data: bytes, name: str) -> Imported:
    """The export of one book, or of several."""
    found = load(data, name, CALLED)
    whole = found.value
    books = objects_in(object_at(whole).get("documents")) or [object_at(whole)]
    if not any(isinstance(book.get("entries"), list) for book in books):
        raise ReaderError(f"{shown_name(name)} holds no {CALLED}")
    incoming: list[Incoming] = []
    problems = list(found.problems)
    new_id = ids(FORMAT)
    for book in books:
        source = line_of(book.get("file"))
        title = line_of(book.get("title")) or stem_of(source)
        work = Work(title, _authors(book.get("author")), source)
        pages = _count(book.get("number_of_pages"))
        more = {"md5": line_of(book.get("md5sum"))}
        for entry in objects_in(book.get("entries")):
            marked = entry.get("sort", "highlight") == "highlight"
            page = entry.get("pn_xp") or entry.get("page")
            record = cast("dict[object, object]", dict(entry))
            record |= {"page": page, "pageno": entry.get("page")}
            if marked:
                record["highlighted"] = True
            one = _incoming(work, record, pages, more, new_id)
            incoming.append(one._replace(line=found.line(entry)))
    return Imported(FORMAT, tuple(incoming), tuple(problems))
