"""Markdown of Apple Books highlights, as the Obsidian plugin writes it by its templates.

Fields stand in lines "- 🎯 Highlight:: text" below a rule for each highlight; a template may have
the text alone, in a callout. What a person keeps between the marks "keep-me" is not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from html import unescape

from reader.annotations.exchange.values import line_of, text_of, written
from reader.text.patterns import lazy

SNIFFED = 64 * 1024

Row = dict[str, object]

_FIELD = lazy(r"(?:[-*] )?(?:<small>)?\W{0,6}([A-Za-z][A-Za-z ]{2,30})::[ \t]*(.*)$")
_RULE = lazy(r"-{3,}\s*$")
_HEADING = lazy(r"#+ Annotations\s*$")
_SECTION = lazy(rb"(?m)^#+ Annotations\s*$")
_MARK = lazy(r"</?(?:mark|small|span|u|i|b|em|strong)\b[^<>]{0,300}>")
_LINK = lazy(r"ibooks://assetid/([^#)\s]+)(?:#(epubcfi\(.+\)))?\)\s*$")
_BOOK_LINK = lazy(r"ibooks://assetid/([^#)\s]+)")
_COLOUR = lazy(r"background(?:-color)?:\s*([^;\"']{3,40})")
_CALLOUT = lazy(r">\s*\[!\w+\][^\n]*")
_NOTHING = ("N/A", "")
_FIELDS = {
    "chapter": "chapter",
    "context": "contextualText",
    "highlight": "highlight",
    "note": "note",
    "highlight link": "link",
    "highlight taken on": "highlightCreationDate",
    "highlight modified on": "highlightModificationDate",
}


def is_apple_markdown(data: bytes) -> bool:
    """Whether a file is Markdown of this kind."""
    head = data[:SNIFFED]
    return b"ibooks://assetid/" in head and _SECTION.search(head) is not None


def rows_of_markdown(data: bytes) -> Iterator[tuple[Row, Row, int]]:
    """A row for each highlight, its book, and the line where it begins."""
    lines = text_of(data.decode("utf-8", "replace").removeprefix("\ufeff")).split("\n")
    start = next((at for at, line in enumerate(lines) if _HEADING.match(line)), len(lines))
    book = _book(lines[:start])
    part: list[str] = []
    first = start + 1
    for number, line in enumerate([*lines[start + 1 :], "----"], start=start + 2):
        if not _RULE.match(line):
            part.append(line)
            continue
        if row := _row(part, book):
            begins = next(at for at, one in enumerate(part) if one.strip())
            yield row, book, first + begins
        part, first = [], number + 1


def _book(lines: list[str]) -> Row:
    fields = dict(_fields(lines))
    link = _BOOK_LINK.search(fields.get("link", ""))
    return {
        "bookTitle": fields.get("title", "").removeprefix("📕").strip(),
        "bookAuthor": fields.get("author", ""),
        "bookLanguage": fields.get("language", ""),
        "bookId": link[1] if link else "",
    }


def _row(part: list[str], book: Row) -> Row:
    """The row of the lines between two rules; an empty one where there is no highlight."""
    told = {_FIELDS[name]: text for name, text in _fields(part) if name in _FIELDS}
    row: Row = {"assetId": book["bookId"]}
    if "highlight" not in told:
        quote = _callout(part)
        return row | {"highlight": quote} if quote else {}
    if colour := _COLOUR.search(told["highlight"]):
        row["colour"] = colour[1]
    for name, text in told.items():
        plain = _MARK.sub("", text).strip()
        row[name] = unescape(plain) if plain not in _NOTHING else ""
    if link := _LINK.search(line_of(row.pop("link", ""))):
        row |= {"assetId": link[1], "highlightLocation": link[2] or ""}
    for name in ("highlightCreationDate", "highlightModificationDate"):
        row[name] = _moment(line_of(row.get(name)))
    return row


def _fields(lines: list[str]) -> Iterator[tuple[str, str]]:
    """The fields with their texts, which may go on over lines."""
    name, text = "", ""
    for line in lines:
        if found := _FIELD.match(line):
            if name:
                yield name, text.strip()
            name, text = found[1].strip().lower(), found[2]
        else:
            text += f"\n{line}"
    if name:
        yield name, text.strip()


def _callout(part: list[str]) -> str:
    """The text of a callout, whose lines go on without the sign of a quote."""
    lines = iter(part)
    if not any(_CALLOUT.match(line) for line in lines):
        return ""
    quote = []
    for line in lines:
        if not line.strip():
            break
        quote.append(line.removeprefix(">").strip())
    return "\n".join(quote)


def _moment(told: str) -> str:
    """A time as it is written there: "2024-07-25 12:52:05 PM -07:00"."""
    for form in ("%Y-%m-%d %I:%M:%S %p %z", "%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M:%S"):
        try:
            return written(datetime.strptime(told, form))  # noqa: DTZ007 - some have no zone
        except ValueError:
            continue
    return ""
