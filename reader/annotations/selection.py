"""What of a document's annotations goes out, and in which order. Pure functions."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from reader.annotations.annotation import Annotation, Colour, Kind
from reader.annotations.days import begins, ends
from reader.annotations.exchange.outgoing import Placed, notes_in_reading_order
from reader.documents.document import KEEPS_LINES, BlockKind, Document, Section
from reader.errors import UsageError
from reader.text.folding import fold_character
from reader.text.patterns import lazy
from reader.text.spans import Span
from reader.text.units import sentence_at

PLACE, TIME, COLOUR, TAG = SORTS = ("place", "time", "color", "tag")
UNTAGGED = "Without tags"
COLOURS = tuple(map(str, Colour))
KINDS = tuple(str(kind) for kind in Kind if kind is not Kind.HEADING)
# The fields of a line of filters, with other spellings of them.
FIELDS: Mapping[str, str] = {
    "color": "colours",
    "colour": "colours",
    "kind": "kinds",
    "tag": "tags",
    "section": "sections",
    "since": "since",
    "until": "until",
    "session": "session",
}

_NUMBER = lazy(r"\d+(?:\.\d+)*")
_MORE = lazy(r"\.?\d")


class Selection(NamedTuple):
    """What goes out: of each field that is given one of its values. Tags are folded; ``since`` and
    ``until`` are the first moment, and the first one too late, in UTC. ``touched`` are the ids of
    what was marked in a session; None where that does not matter.
    """

    colours: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    touched: frozenset[str] | None = None


EVERYTHING = Selection()
# What was marked in the sessions that a word names.
MarkedIn = Callable[[str], frozenset[str]]


class Group(NamedTuple):
    """Annotations that stand under one heading where they are sorted; "" has none."""

    title: str
    placed: tuple[Placed, ...]


def folded(text: str) -> str:
    """A text as it is compared: without case and accents, white space as single spaces."""
    return " ".join("".join(map(fold_character, text)).split())


# What a person asks for


def selection(
    *,
    colours: Iterable[str] = (),
    kinds: Iterable[str] = (),
    tags: Iterable[str] = (),
    sections: Iterable[str] = (),
    since: str = "",
    until: str = "",
    today: date | None = None,
) -> Selection:
    """A selection, of words as a person types them; UsageError for what is none."""
    return Selection(
        _known("colour", colours, COLOURS),
        _known("kind", kinds, KINDS),
        tuple(folded(tag.removeprefix("#")) for tag in _several(tags)),
        tuple(filter(None, (section.strip() for section in sections))),
        begins(since, today) if since else "",
        ends(until, today) if until else "",
    )


def selection_of(
    line: str, today: date | None = None, marked_in: MarkedIn | None = None
) -> Selection:
    """A selection as it is typed in one line: ``color:yellow tag:exam section:"Part II" since:7d``.

    ``#exam`` is ``tag:exam``. ``session:last`` is what was ``marked_in`` that session. UsageError
    for what is none.
    """
    try:
        words = shlex.split(line)
    except ValueError:  # a quotation mark that is not closed yet
        words = line.replace('"', " ").replace("'", " ").split()
    found: dict[str, list[str]] = {name: [] for name in FIELDS.values()}
    for word in words:
        name, colon, value = ("tag", ":", word[1:]) if word[:1] == "#" else word.partition(":")
        if not colon or name.lower() not in FIELDS:
            known = ", ".join(f"{one}:" for one in FIELDS if one != "colour")
            raise UsageError(f"“{word}”: a filter begins with one of {known} or is a #tag")
        if value:
            found[FIELDS[name.lower()]].append(value)
    since, until, sessions = (found.pop(name) for name in ("since", "until", "session"))
    if sessions and marked_in is None:
        raise UsageError(f"“{sessions[-1]}”: no session is known here")
    wanted = selection(
        colours=found["colours"],
        kinds=found["kinds"],
        tags=found["tags"],
        sections=found["sections"],
        since=since[-1] if since else "",
        until=until[-1] if until else "",
        today=today,
    )
    return wanted._replace(touched=marked_in(sessions[-1])) if sessions and marked_in else wanted


def _several(words: Iterable[str]) -> list[str]:
    """The words between commas of several."""
    return [part.strip() for word in words for part in word.split(",") if part.strip()]


def _known(what: str, words: Iterable[str], known: Sequence[str]) -> tuple[str, ...]:
    values = [word.lower() for word in _several(words)]
    for value in values:
        if value not in known:
            raise UsageError(f"no {what} “{value}”: {', '.join(known)}")
    return tuple(dict.fromkeys(values))


# What is chosen


def selected(document: Document, placed: Iterable[Placed], wanted: Selection) -> list[Placed]:
    """The live annotations that are wanted, in reading order, those without a place last.

    Raises UsageError where no section is called as is asked for.
    """
    notes = notes_in_reading_order(placed)
    if wanted == EVERYTHING:
        return notes
    spans = sections_of(document, notes, wanted.sections)
    return [pair for pair in notes if _is_wanted(pair, wanted, spans)]


def _is_wanted(pair: Placed, wanted: Selection, spans: Sequence[Span]) -> bool:
    annotation, span = pair
    if wanted.touched is not None and annotation.id not in wanted.touched:
        return False
    if wanted.colours and not (
        annotation.colour in wanted.colours and not _is_bookmark(annotation)
    ):
        return False
    if wanted.kinds and annotation.kind not in wanted.kinds:
        return False
    if wanted.tags and not has_tag(annotation.tags, wanted.tags):
        return False
    if wanted.since and annotation.created < wanted.since:
        return False
    if wanted.until and not "" < annotation.created < wanted.until:
        return False
    if not wanted.sections:
        return True
    if span is None:
        path = [folded(title) for title in annotation.target.path]
        return any(folded(word) in title for word in wanted.sections for title in path)
    return any(low <= span.start < high for low, high in spans)


def has_tag(tags: Iterable[str], wanted: Sequence[str]) -> bool:
    """Whether one of the tags is one of those wanted, which are folded, or is below it (exam/oral
    is below exam)."""
    own = [folded(tag.removeprefix("#")) for tag in tags]
    return any(one == tag or one.startswith(f"{tag}/") for one in own for tag in wanted)


def sections_of(document: Document, notes: Iterable[Placed], wanted: Iterable[str]) -> list[Span]:
    """Where the sections are that these words name: by their titles, or a number such as 2.1.

    A number means the section whose title begins with it, else the first below the second one.
    """
    spans: list[Span] = []
    lost = [folded(title) for one, span in notes if span is None for title in one.target.path]
    for word in wanted:
        found = _named(document, word)
        if not found and not any(folded(word) in title for title in lost):
            raise UsageError(f"no section “{word}”: “reader outline” lists them")
        spans += [Span(section.start, max(section.end, section.start + 1)) for section in found]
    return spans


def _named(document: Document, word: str) -> list[Section]:
    if not _NUMBER.fullmatch(word):
        return [one for one in document.outline if folded(word) in folded(one.title)]
    begun = [one for one in document.outline if _begins_with(one.title, word)]
    if begun:
        return begun
    sections = document.sections
    if len(sections) == 1 and sections[0].children:  # the title of the whole
        sections = sections[0].children
    found: list[Section] = []
    for number in map(int, word.split(".")):
        if not 0 < number <= len(sections):
            return []
        found = [sections[number - 1]]
        sections = found[0].children
    return found


def _begins_with(title: str, number: str) -> bool:
    title = title.strip()
    return title.startswith(number) and not _MORE.match(title, len(number))


# The order


def grouped(
    placed: Iterable[Placed], sort: str, day_of: Callable[[str], str] = lambda moment: moment[:10]
) -> list[Group]:
    """Annotations in the order that is asked for, by what they are sorted by.

    By place they are one group. By time each day is one (``day_of`` a moment), by colour each
    colour, by tag the first tag of each in the order of the alphabet.
    """
    notes = list(placed)
    if sort == PLACE:
        return [Group("", tuple(notes))] if notes else []
    title: Callable[[Annotation], str]
    if sort == TIME:
        notes.sort(key=lambda pair: (pair[0].created, pair[0].id))
        title = lambda one: day_of(one.created)  # noqa: E731
    elif sort == COLOUR:
        notes.sort(key=lambda pair: (_is_bookmark(pair[0]), COLOURS.index(pair[0].colour)))
        title = _colour_title
    else:
        notes.sort(key=lambda pair: (not _first_tag(pair[0]), folded(_first_tag(pair[0]))))
        title = _tag_title
    together = groupby(notes, lambda pair: title(pair[0]))
    return [Group(name, tuple(group)) for name, group in together]


def _is_bookmark(annotation: Annotation) -> bool:
    return annotation.kind is Kind.BOOKMARK


def _colour_title(annotation: Annotation) -> str:
    return "Bookmarks" if _is_bookmark(annotation) else annotation.colour.capitalize()


def _first_tag(annotation: Annotation) -> str:
    tags = [tag.removeprefix("#") for tag in annotation.tags if tag.strip("# ")]
    return min(tags, key=lambda tag: (folded(tag), tag), default="")


def _tag_title(annotation: Annotation) -> str:
    return _first_tag(annotation) or UNTAGGED


# What stands around

_WITHOUT_SENTENCES = KEEPS_LINES | {BlockKind.HEADING, BlockKind.FIGURE, BlockKind.RULE}


def sentence_around(document: Document, span: Span | None) -> Span | None:
    """The sentence that a highlight is a part of; None where it is a whole one, or several."""
    if span is None or span.start == span.end:
        return None
    index = document.block_at(span.start)
    block = document.blocks[index] if index >= 0 else None
    if block is None or block.kind in _WITHOUT_SENTENCES or span.end > block.end:
        return None
    found = sentence_at(document.text, span.start)
    low, high = max(found.start, block.start), min(found.end, block.end)
    if low <= span.start and span.end <= high and (low, high) != tuple(span):
        return Span(low, high)
    return None
