"""Kindle's ``My Clippings.txt``, which grows at its end and never forgets.

Each highlight, note and bookmark is a record of its own, in the language of the device. A note
goes to the highlight around its location; a highlight that was made larger or smaller comes again,
and what it was before is kept with it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from reader.annotations.annotation import Annotation, Kind, Style, Target
from reader.annotations.exchange.incoming import Imported, Incoming, Problem, Work
from reader.annotations.exchange.kindle_records import Clipping, clippings, is_dashed, is_meta
from reader.annotations.exchange.texts import head_of, ids, read_text, shown_name
from reader.annotations.exchange.values import came_from
from reader.errors import ReaderError
from reader.text.patterns import lazy

FORMAT = "kindle"
CALLED = "Kindle clippings"

_NEAR = 100  # highlights that are looked at for the one that a record belongs to
_MANY = 20  # versions of a highlight that a record is compared with
_SOON = 3600  # seconds after a highlight in which a note on its page is of it
_JOINED = lazy(r"[^\W\u2e80-\uffff]{2}")  # inside a word: in scripts with spaces between them
_SUFFIX = lazy(r"\.(?:pdf|epub|mobi|azw3?|txt|docx?|prc)$")
_PERSON = lazy(r"(?:[^\W\d_][^\W\d_'’.-]*\.?[ -]?){2,4}$")
_Place = tuple[str, int, int]  # "location" or "page", first, last
_STYLES = {"underline": Style.UNDERLINE, "circle": Style.OUTLINE}


def looks(data: bytes, name: str) -> bool:
    """Whether a file is of this format, by its beginning."""
    lines = head_of(data).split("\n")
    separators = sum(line.strip() == "=" * 10 for line in lines)
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    if separators > 1 and last == "=" * 10:
        return True  # though nothing in it is whole: a title is not underlined at the end
    if separators and "clippings" in name.lower().replace("_", " "):
        return True
    metas = [place for place, line in enumerate(lines) if is_dashed(line)][:_MANY]
    return any(is_meta(lines[place]) for place in metas) or (
        separators > 0 and any(_is_second(lines, place) for place in metas)
    )


def _is_second(lines: Sequence[str], place: int) -> bool:
    """Whether a line has a title above it and an empty line below, as in every language."""
    return (
        place + 1 < len(lines)
        and not lines[place + 1].strip()
        and bool(lines[place - 1].strip())
        and (place < 2 or lines[place - 2].strip() in ("=" * 10, ""))
        and any(map(str.isdigit, lines[place]))
    )


def read(data: bytes, name: str = "") -> Imported:
    """What was clipped; raises ReaderError where there is no record in a file at all."""
    found, problems = clippings(read_text(data, name, CALLED))
    if not found and not problems:
        raise ReaderError(f"{shown_name(name)} holds no {CALLED}")
    by_title: dict[str, list[Clipping]] = defaultdict(list)
    for one in found:
        by_title[" ".join(one.title.split())].append(one)
    new_id = ids(FORMAT)
    incoming: list[Incoming] = []
    for title, records in by_title.items():
        work = _work(records[0].title)
        for group, notes in _joined(records):
            incoming.append(_incoming(work, group, notes, new_id, title))
            problems += _problems(group)
        empty = [one for one in records if one.kind == "note" and not one.text]
        problems += [Problem(one.line, "a note without text", one.meta) for one in empty]
    incoming.sort(key=lambda one: one.line)
    problems.sort(key=lambda one: one.line)
    return Imported(FORMAT, tuple(incoming), tuple(problems))


# Titles


def _work(line: str) -> Work:
    """The book of a title line: "Title (Last, First)"; with two spaces at its end all is title."""
    title = " ".join(line.split())
    at = -1 if line.endswith("  ") and not line.startswith(" ") else _last_brackets(title)
    if at > 0:
        return Work(title[:at].strip(), authors_of(title[at + 1 : -1]))
    bare = _SUFFIX.sub("", title)
    before, dash, after = bare.rpartition(" - ")
    capitals = all(word[0].isupper() for word in after.split())
    if dash and before and capitals and _PERSON.match(after):
        return Work(before.strip(), (after,))
    return Work(bare)


def _last_brackets(title: str) -> int:
    """Where the brackets open that a title ends with, with those inside them; -1 if it does not."""
    if not title.endswith(")"):
        return -1
    depth = 0
    for place in range(len(title) - 1, -1, -1):
        depth += (title[place] == ")") - (title[place] == "(")
        if not depth:
            return place
    return -1


def authors_of(text: str) -> tuple[str, ...]:
    """The names in a text such as "Last, First; Other, Name", the first name first."""
    names: list[str] = []
    for part in text.split(";"):
        last, comma, first = (piece.strip() for piece in part.partition(","))
        if not comma or "," in first:
            names += [piece.strip() for piece in part.split(",")] if comma else [part.strip()]
        elif len(last.split()) == 1 or len(first.split()) == 1:
            names.append(f"{first} {last}".strip())
        else:
            names += [last, first]
    return tuple(filter(None, names))


# Records that belong together


def _joined(records: Sequence[Clipping]) -> Iterator[tuple[list[Clipping], list[Clipping]]]:
    """Each annotation as its records, oldest first, and those of its notes."""
    marks = [one for one in records if one.kind not in ("note", "bookmark")]
    groups = _versions(marks)
    placed = sorted(
        ((span, group) for group in groups if (span := _around(group))),
        key=lambda pair: pair[0][:2],
    )
    starts = [span[:2] for span, _ in placed]
    notes: dict[int, list[Clipping]] = defaultdict(list)
    alone: dict[_Place, list[Clipping]] = {}
    for place, note in enumerate(records):
        if note.kind != "note" or not note.text:
            continue
        span = _span(note)
        near = placed[: bisect_right(starts, span[:2])][-_NEAR:] if span else []
        around = [group for other, group in near if span and _holds(other, group, span, note)]
        if around:
            best = min(around, key=lambda group: min(_apart(one, note) for one in group[-_MANY:]))
            notes[id(best)].append(note)
        else:
            alone.setdefault(span or ("line", place, place), []).append(note)
    for group in groups:
        yield group, _latest(notes[id(group)])
    for several in alone.values():
        last = _latest(several)
        yield [last[0]], last[1:]
    places: dict[object, list[Clipping]] = {}
    for one in records:
        if one.kind == "bookmark":
            places.setdefault(_span(one) or one.line, []).append(one)
    for group in places.values():
        yield group, []


def _span(one: Clipping) -> _Place | None:
    """Where a record is, comparable with others of its book: by location, else by page."""
    if one.where.first >= 0:
        return ("location", one.where.first, max(one.where.first, one.where.last))
    first, _, last = one.where.page.partition("-")
    if first.isdecimal():
        return ("page", int(first), int(last) if last.isdecimal() else int(first))
    return None


def _around(group: Sequence[Clipping]) -> _Place | None:
    spans = [span for one in group if (span := _span(one))]
    if not spans:
        return None
    return spans[0][0], min(span[1] for span in spans), max(span[2] for span in spans)


def _holds(other: _Place, group: Sequence[Clipping], span: _Place, note: Clipping) -> bool:
    """Whether a note is inside a highlight; on the same page only, where it was written soon."""
    if other[0] != span[0] or not other[1] <= span[1] <= other[2]:
        return False
    return span[0] == "location" or min(_apart(one, note) for one in group[-_MANY:]) <= _SOON


def _apart(one: Clipping, other: Clipping) -> float:
    """Seconds between two records; a day where nobody knows."""
    if not one.created or not other.created:
        return 86_400
    first, second = map(datetime.fromisoformat, (one.created, other.created))
    return abs((first - second).total_seconds())


def _versions(marks: Sequence[Clipping]) -> list[list[Clipping]]:
    """The highlights, each with the versions that it was corrected from, oldest first."""
    order = sorted(enumerate(marks), key=lambda pair: (_span(pair[1]) or ("", 0, 0), pair[0]))
    groups: list[list[tuple[int, Clipping]]] = []
    near: list[tuple[_Place, list[tuple[int, Clipping]]]] = []  # with what they reach to
    for place, mark in order:
        here = _span(mark) or ("", 0, 0)
        near = [one for one in near if one[0][0] == here[0] and one[0][2] >= here[1]][-_NEAR:]
        for _, group in reversed(near):
            if any(_same(mark, one) for _, one in group[-_MANY:]):
                break
        else:
            group = []
            groups.append(group)
        group.append((place, mark))
        near.append((here, group))
    in_time = [sorted(group, key=lambda pair: (pair[1].created, pair[0])) for group in groups]
    in_time.sort(key=lambda group: min(group)[0])
    return [[one for _, one in group] for group in in_time]


def _same(one: Clipping, other: Clipping) -> bool:
    """Whether two records are of one highlight: they overlap, and share a beginning or an end."""
    here, there = _span(one), _span(other)
    if here is None or there is None:
        return here is there and one.text == other.text and one.created == other.created
    if here[0] != there[0] or here[1] > there[2] or there[1] > here[2]:
        return False
    if not one.text or not other.text:
        return one.text == other.text and here == there
    short, long = sorted((one.text, other.text), key=len)
    if len(short) == len(long):
        return short == long
    if long.startswith(short) and not _JOINED.match(long, len(short) - 1):
        return True
    return long.endswith(short) and not _JOINED.match(long, len(long) - len(short) - 1)


def _latest(notes: Iterable[Clipping]) -> list[Clipping]:
    """Notes of one place in the order of time."""
    return sorted(notes, key=lambda one: (one.created, one.line))


# Annotations


def _incoming(
    work: Work,
    group: Sequence[Clipping],
    notes: Sequence[Clipping],
    new_id: Callable[..., str],
    title: str,
) -> Incoming:
    first, last = group[0], group[-1]
    where = f"{first.where.page}|{first.where.first}|{first.where.last}"
    alone = last.kind == "note"
    written = [*group, *notes] if alone else list(notes)
    known_by = (first.kind, title, "" if alone else first.text, where)
    times = sorted(filter(None, (one.created for one in (*group, *notes))))
    empty = not last.text
    kind = Kind.NOTE if alone else Kind.BOOKMARK if empty else Kind.HIGHLIGHT
    annotation = Annotation(
        new_id(*known_by),
        Target("" if alone else last.text.strip()),
        kind,
        style=_STYLES.get(last.kind, Style.SOLID),
        note=_one_note(written),
        created=times[0] if times else "",
        modified=times[-1] if times else "",
        extra=came_from(
            FORMAT,
            {
                "title": title,
                "kind": last.kind,
                "meta": last.meta,
                "page": last.where.page,
                "location": _location(last),
                "limit": last.limit,
                "before": [{"meta": one.meta, "text": one.text} for one in group[:-1]],
                "notes": [{"meta": one.meta, "text": one.text} for one in notes],
            },
        ),
    )
    return Incoming(work, annotation, first.line)


def _one_note(notes: Sequence[Clipping]) -> str:
    """The text of several notes; one that goes on where an older one ended stands for both."""
    kept: list[str] = []
    for note in notes[-_NEAR:]:
        kept = [one for one in kept if one not in note.text]
        if not any(note.text in one for one in kept):
            kept.append(note.text)
    return "\n\n".join(kept)


def _location(one: Clipping) -> str:
    first, last = one.where.first, one.where.last
    return "" if first < 0 else str(first) if first == last else f"{first}-{last}"


def _problems(group: Sequence[Clipping]) -> Iterator[Problem]:
    last = group[-1]
    if last.limit:
        yield Problem(last.line, f"not whole: {last.limit}", last.text)
    elif not last.text and last.kind not in ("note", "bookmark"):
        yield Problem(last.line, "a highlight without text: it may be a picture", last.meta)
