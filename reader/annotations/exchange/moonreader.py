"""Moon+ Reader: ``.mrexpt`` files, and the packed ``.an`` files that it keeps.

Sixteen lines are a record, counted, as a note may look like the "#" between two. Annotations of
PDFs are in another form, on one line.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence

from reader.annotations.annotation import Annotation, Colour, Kind, Style, Target
from reader.annotations.exchange.incoming import Imported, Incoming, Problem, Work
from reader.annotations.exchange.texts import (
    LARGEST,
    SHOWN,
    head_of,
    ids,
    read_text,
    shown_name,
    stem_of,
)
from reader.annotations.exchange.values import came_from, colour_of, seconds_since
from reader.errors import ReaderError
from reader.text.patterns import lazy

FORMAT = "moonreader"
CALLED = "annotations of Moon+ Reader"

_RECORD = 16  # lines
_NAMES = """
    id book path lower_path chapter split position length colour time bookmark note text
    underline strikethrough wavy"""
_FIELDS = tuple(_NAMES.split())
_TAKEN = frozenset({"note", "text", "lower_path", "book", "path"})
_BREAK = lazy(r"(?i)<br\s*/?>")
_NUMBER = lazy(r"-?\d{1,18}$")
_PERCENT = lazy(r"\((\d{1,3}(?:\.\d+)?)%\)\s*")
_ENDS = lazy(r"(?i)\.(?:epub|fb2|pdf|mobi|azw3?|txt|html?|zip|docx?|rtf|cbz|djvu)$")
_PDF_SIGNS = ("#A1#", "#A2#", "#A3#", "#A4#", "#A5#", "#A6#", "#A7#", "#A@#")
_PDF_STYLES = {"1": Style.UNDERLINE, "2": Style.STRIKETHROUGH, "3": Style.UNDERLINE}


def looks(data: bytes, name: str) -> bool:
    """Whether a file is of this format, by its beginning."""
    if data[:1] == b"\x78":  # zlib
        try:
            data = zlib.decompressobj().decompress(data[:65536], 65536)
        except zlib.error:
            return False
    head = head_of(data)
    lines = head.split("\n")
    return "#A*#" in head[:200] or (
        len(lines) > 4
        and lines[0].strip().isdecimal()
        and lines[1].startswith("indent:")
        and lines[2].startswith("trim:")
    )


def read(data: bytes, name: str = "") -> Imported:
    """What a file holds; raises ReaderError where it is not of Moon+ Reader."""
    text = read_text(_unpacked(data, name), name, CALLED)
    if "#A*#" in text:
        return _of_pdf(text, name)
    lines = text.split("\n")
    first = next((place for place, line in enumerate(lines) if line == "#"), -1)
    if first < 0 and not looks(data, name):
        raise ReaderError(f"{shown_name(name)} holds no {CALLED}")
    incoming: list[Incoming] = []
    problems: list[Problem] = []
    new_id = ids(FORMAT)
    records = list(_records(lines, first, problems))
    works = _works([record for _, record in records])
    for line, record in records:
        incoming.append(_incoming(works[record["lower_path"]], line, record, new_id))
    return Imported(FORMAT, tuple(incoming), tuple(problems))


def _unpacked(data: bytes, name: str) -> bytes:
    if data[:1] != b"\x78":
        return data
    try:
        unpacker = zlib.decompressobj()
        unpacked = unpacker.decompress(data, LARGEST)
    except zlib.error:
        raise ReaderError(f"{shown_name(name)} is damaged: it cannot be unpacked") from None
    if unpacker.unconsumed_tail:
        raise ReaderError(f"{shown_name(name)} is larger than {LARGEST // 2**20} MB unpacked")
    return unpacked


# Lines


def _records(
    lines: Sequence[str], place: int, problems: list[Problem]
) -> Iterator[tuple[int, dict[str, str]]]:
    """The records with their lines; what is not whole is added to the problems."""
    while 0 <= place < len(lines):
        fields = list(lines[place + 1 : place + 1 + _RECORD])
        if place + 1 + _RECORD >= len(lines) and len(fields) < _RECORD and _is_record(fields):
            fields += ["0"] * (_RECORD - len(fields))  # the last line ends may be cut off
        after = place + 1 + _RECORD
        ends = after >= len(lines) or lines[after] in ("#", "")
        if len(fields) == _RECORD and _is_record(fields) and ends:
            yield place + 2, dict(zip(_FIELDS, fields, strict=True))
            place = after if after < len(lines) and lines[after] == "#" else _next(lines, after)
            continue
        following = _next(lines, place + 1)
        if any(line.strip() for line in lines[place + 1 : following]):
            record = "\n".join(lines[place + 1 : following][:_RECORD])[:SHOWN]
            problems.append(Problem(place + 2, "a record that is not whole", record))
        place = following


def _is_record(fields: Sequence[str]) -> bool:
    """Whether the fields that are numbers in every record are."""
    return len(fields) > 12 and all(_NUMBER.match(fields[at]) for at in (0, 4, 5, 6, 7, 8, 9))


def _next(lines: Sequence[str], place: int) -> int:
    """The next line that may begin a record; the number of lines where there is none."""
    for at in range(place, len(lines)):
        if lines[at] == "#" and at + 1 < len(lines) and _NUMBER.match(lines[at + 1]):
            return at
    return len(lines)


def _works(records: Sequence[dict[str, str]]) -> dict[str, Work]:
    """The books by their paths. Bookmarks call a book by its file: a title is better."""
    works: dict[str, Work] = {}
    for record in records:
        path, title = record["lower_path"], " ".join(record["book"].split())
        known = works.get(path)
        if known is None or (_ENDS.search(known.title) and not _ENDS.search(title)):
            works[path] = Work(title, source=record["path"])
    return {path: work._replace(title=_ENDS.sub("", work.title)) for path, work in works.items()}


def _incoming(
    work: Work, line: int, record: dict[str, str], new_id: Callable[..., str]
) -> Incoming:
    text, note, shown = (_lines(record[name]) for name in ("text", "note", "bookmark"))
    percent = _PERCENT.match(shown)
    after = (shown[percent.end() :] if percent else shown).removesuffix("...").strip()
    at = (record["chapter"], record["split"], record["position"])
    known_by = (text,) if text else ("bookmark", *at)
    made = seconds_since(int(record["time"]) / 1000)
    underlined = record["underline"] == "1" or record["wavy"] == "1"
    struck = record["strikethrough"] == "1"
    annotation = Annotation(
        new_id(stem_of(record["lower_path"]), *known_by),
        Target(text, suffix="" if text else after),
        Kind.HIGHLIGHT if text else Kind.BOOKMARK,
        _colour(record["colour"]),
        Style.STRIKETHROUGH if struck else Style.UNDERLINE if underlined else Style.SOLID,
        note,
        created=made,
        modified=made,
        extra=came_from(FORMAT, record, _TAKEN),
    )
    return Incoming(work, annotation, line, float(percent[1]) / 100 if percent else -1)


def _lines(field: str) -> str:
    return _BREAK.sub("\n", field).strip("\n").rstrip()


def _colour(number: str) -> Colour:
    """The colour of a number with sign: its lowest bytes are red, green and blue."""
    return colour_of(f"#{int(number) & 0xFFFFFF:06x}") if _NUMBER.match(number) else Colour.YELLOW


# PDF


def _of_pdf(text: str, name: str) -> Imported:
    """The one line in which annotations of a PDF are kept."""
    work = Work(_ENDS.sub("", stem_of(name.removesuffix(".txt"))))
    incoming: list[Incoming] = []
    problems: list[Problem] = []
    new_id = ids(FORMAT)
    line = 1 + text.partition("#A*#")[0].count("\n")
    for piece in text.split("#A*#")[1:]:
        fields: list[str] = []
        rest = piece
        for sign in _PDF_SIGNS:
            field, found, rest = rest.partition(sign)
            if not found:
                break
            fields.append(field)
        if len(fields) < len(_PDF_SIGNS) or not _NUMBER.match(fields[1]):
            problems.append(Problem(line, "a record that is not whole", piece[:SHOWN]))
        else:
            incoming.append(_pdf_incoming(work, line, fields, new_id))
        line += piece.count("\n")
    return Imported(FORMAT, tuple(incoming), tuple(problems))


def _pdf_incoming(
    work: Work, line: int, fields: Sequence[str], new_id: Callable[..., str]
) -> Incoming:
    page, time, start, end, colour, drawn, note, quote = fields
    made = seconds_since(int(time) / 1000)
    text = _lines(quote)
    annotation = Annotation(
        new_id("pdf", time, page, text),  # the name of the file, which has the title, may change
        Target(text),
        Kind.HIGHLIGHT if text else Kind.BOOKMARK,
        _colour(colour),
        _PDF_STYLES.get(drawn, Style.SOLID),
        _lines(note),
        created=made,
        modified=made,
        extra=came_from(
            FORMAT,
            {"page": page, "time": time, "start": start, "end": end, "colour": colour,
             "drawn": drawn},
        ),
    )  # fmt: skip
    return Incoming(work, annotation, line)
