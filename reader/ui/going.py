"""Where a few words typed after `:` may lead: a percentage, a page, a section, an annotation."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.annotation import Kind
from reader.documents.document import Document
from reader.study.reading import Reading
from reader.text.patterns import lazy
from reader.ui.widgets.painting import sign_of

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

PAGE = 1800  # code points: a standard page, where the text has no pages of its own
MOST = 8  # places that are offered at once
_PAGE = lazy(r"p(?:age|\.)?\s*(\d{1,6}|[\w-]{1,12})", re.IGNORECASE)
_TIME = lazy(r"(?:\d{1,2}:)?\d{1,3}:\d{2}")  # the label of a page that is a cue of a film


class Goal(NamedTuple):
    """A place one can go to: what it is called, a word on what or where it is, its offset."""

    label: str
    detail: str
    offset: int


def goals(query: str, document: Document, reading: Reading | None) -> list[Goal]:
    """The places that these words mean, the likeliest first."""
    words = query.strip()
    length = len(document.text)
    share = re.fullmatch(r"(\d{1,3}(?:[.,]\d+)?)\s*%?", words)
    page = _PAGE.fullmatch(words)
    found: list[Goal] = []
    if share and (words.endswith("%") or float(share[1].replace(",", ".")) <= 100):
        percent = min(100.0, float(share[1].replace(",", ".")))
        offset = int(length * percent / 100)
        found.append(Goal(f"{percent:g} %", _section(document, offset), offset))
    if found_at := _TIME.fullmatch(words):
        found += _timed(document, found_at[0])
    if page and document.pages:
        found += _printed(document, page[1])
    elif page and page[1].isdecimal():
        pages = max(1, -(-length // PAGE))
        number = max(1, min(int(page[1]), pages))
        offset = (number - 1) * PAGE
        found.append(Goal(f"page {number} of {pages}", _section(document, offset), offset))
    if words and not words.endswith("%"):
        found += _named(words, document, reading, MOST - len(found))
    return found


def _printed(document: Document, label: str) -> list[Goal]:
    """The page of the printed book with this number."""
    wanted = label.casefold()
    last = document.pages[-1].label
    for page in document.pages:
        if page.label.casefold() == wanted:
            where = _section(document, page.start)
            return [Goal(f"page {page.label} of {last}", where, page.start)]
    return []


def _timed(document: Document, time: str) -> list[Goal]:
    """What is said at this time, where the pages are times: the last cue that has begun by then."""
    wanted = _seconds(time)
    cues = [page for page in document.pages if _TIME.fullmatch(page.label)]
    at = bisect_right(cues, wanted, key=lambda page: _seconds(page.label)) - 1
    if at < 0:
        return []
    return [Goal(cues[at].label, _section(document, cues[at].start), cues[at].start)]


def _seconds(time: str) -> int:
    """The seconds of "1:02:03"; of "2:03", too."""
    return reduce(lambda before, number: 60 * before + int(number), time.split(":"), 0)


def _section(document: Document, offset: int) -> str:
    return " ".join(" › ".join(document.section_path(offset)[-1:]).split())


def _named(query: str, document: Document, reading: Reading | None, most: int) -> list[Goal]:
    """Bookmarks and sections by their names, then annotations by their words."""
    wanted = query.casefold()
    ranked: list[tuple[int, int, Goal]] = []
    annotations = reading.placed if reading else []
    for number, section in enumerate(document.outline):
        rank = likeness(wanted, section.title.casefold())
        if rank is not None:
            around = document.parents[number]
            where = document.outline[around].label if around >= 0 else "section"
            ranked.append((rank, number, Goal(section.label, where, section.start)))
    for annotation, span in annotations:
        bookmark = annotation.kind is Kind.BOOKMARK
        text = annotation.note if bookmark else f"{annotation.target.exact} {annotation.note}"
        exactly = bookmark and annotation.note.casefold() == wanted
        if exactly or wanted in text.casefold():
            label = " ".join((annotation.note or annotation.target.exact).split())[:200]
            goal = Goal(
                f"{sign_of(annotation)} {label}", _section(document, span.start), span.start
            )
            ranked.append((-1 if exactly else 2 if bookmark else 5, span.start, goal))
    ranked.sort(key=lambda entry: entry[:2])
    return [goal for _, _, goal in ranked[:most]]


def likeness(query: str, name: str) -> int | None:
    """How well a name fits what was typed, both case-folded; the lowest is best, None is not at
    all.

    At the beginning, at the beginning of a word, every word anywhere, or at least all the
    letters in their order.
    """
    if name == query:
        return -1
    if name.startswith(query):
        return 0
    if f" {query}" in name:
        return 1
    words = query.split()
    if all(word in name for word in words):
        return 3
    return 4 if _in_order(query.replace(" ", ""), name) else None


def _in_order(letters: str, name: str) -> bool:
    """Whether the letters stand in the name in this order, each at a word's start or behind the
    one before: “cp” and “chapre” find “Chapter Preface”."""
    at = -1
    for letter in letters:
        if name.startswith(letter, at + 1):
            at += 1
            continue
        start = name.find(f" {letter}", at + 1)
        if start < 0:
            return False
        at = start + 1
    return len(letters) > 1


_EXAMPLES = (
    ("38%", "a share of the text"),
    ("p 12", f"a page: the printed one, else one of {PAGE} characters"),
    ("words", "of the title of a section, of a note, of a passage"),
)


class Going:
    """The prompt of `:` on one screen, and the places it offers."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._found: Sequence[Goal] = ()
        self._query = ""

    def start(self) -> None:
        """Ask where to go."""
        self._found, self._query = (), ""
        self._screen.ask("Go to:", "", self._done, self._typed)
        self._screen.offers.show(_EXAMPLES, choose=False)
        self._screen.prompt.move = self._move

    def _typed(self, text: str) -> None:
        screen = self._screen
        self._query = text
        self._found = goals(text, screen.sections.document, screen.reading)
        screen.offers.show([(goal.label, goal.detail) for goal in self._found])

    def _move(self, step: int) -> None:
        self._screen.offers.move(step)

    def _done(self, answer: str | None) -> None:
        screen = self._screen
        if answer is not None and answer != self._query:
            self._typed(answer)  # enter came right behind the words
        chosen = screen.offers.chosen
        screen.offers.show(())
        if answer is None or not answer.strip():
            return
        if not self._found:
            screen.say(nowhere(answer.strip(), screen.sections.document))
            return
        goal = self._found[max(0, chosen)]
        screen.waiting.for_text(lambda: self._go(goal))

    def _go(self, goal: Goal) -> None:
        self._screen.jump(goal.offset, row=1)


def nowhere(query: str, document: Document) -> str:
    """What is said where words mean no place; of a page, which ones there are."""
    page, pages = _PAGE.fullmatch(query), document.pages
    if page and page[1].isdecimal() and pages:
        return f"There is no page {page[1]}: pages {pages[0].label} to {pages[-1].label}."
    return f"No place is called “{query}”. Try 38%, p 12, or other words."


def first_words(text: str, offset: int, most: int = 60) -> str:
    """The words that stand at an offset, on one line."""
    return " ".join(text[offset : offset + 2 * most].split())[:most]


def bookmarks(reading: Reading | None) -> Iterator[tuple[str, int, str]]:
    """The bookmarks of a document in reading order: name, offset, id."""
    for annotation, span in reading.placed if reading else []:
        if annotation.kind is Kind.BOOKMARK:
            yield annotation.note, span.start, annotation.id


def names(found: Iterable[tuple[str, int, str]]) -> str:
    """The names of bookmarks, for one line."""
    return " ".join(name for name, _, _ in found if name)
