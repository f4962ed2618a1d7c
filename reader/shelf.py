"""The shelf: what the library screen lists, in which order, and what of it passes a filter.

Everything here is made from the catalogue alone; no document and no file of annotations is read.
"""

from __future__ import annotations

import contextlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.annotation import Annotation, is_note, is_open_question, new_id
from reader.catalogue import NO_TEXT, UNCOUNTED, Entry, file_name
from reader.documents.origin import origin_of
from reader.errors import ReaderError, StorageError
from reader.library import Library
from reader.study.coverage import CHARACTERS_A_MINUTE, covered
from reader.study.tempo import factor

if TYPE_CHECKING:
    from reader.annotations.store import Annotations

# What was read is what was on screen for long enough; where the reading is says nothing of it.
END = 0.98  # where the last part of a document begins: it is finished when that was read
MOST = 0.5  # and this share of it; who goes to its end and away has not read it
READ_WHOLE = 0.95  # or what share of it was read, without its last part
UNFINISHED = 0.99  # the most that is shown of what is not finished

_NUMBER = re.compile(r"\d+")

ALL, UNREAD, READING, DONE, MISSING = "All", "Unread", "Reading", "Finished", "Missing"
STATES = (ALL, UNREAD, READING, DONE, MISSING)


class Card(NamedTuple):
    """A document as it stands on the shelf.

    ``progress`` is how far the reading got, from 0 to 1; ``minutes`` about how long the rest
    takes, None where nobody knows; ``state`` one of `STATES`; ``words`` what a filter looks in;
    ``title`` is for sorting: without case and accents, 2 before 10.
    """

    entry: Entry
    progress: float
    minutes: float | None
    state: str
    words: str
    title: str

    @property
    def there(self) -> bool:
        """Whether its file is where it was."""
        return self.state != MISSING


def card_of(entry: Entry, *, there: bool = True, tempo: float = 1.0) -> Card:
    """The card of a document; ``tempo`` is the person's, where none was learned in it."""
    reached = progress(entry)
    if not there or entry.displaced:
        state = MISSING
    elif not entry.opened:
        state = UNREAD
    elif is_finished(entry):
        state = DONE
    else:
        state = READING
    length = entry.length or entry.size
    pace = (entry.pace or CHARACTERS_A_MINUTE) / factor(entry.tempo, tempo)
    minutes = (1 - reached) * length / pace if length else None
    title = _NUMBER.sub(lambda digits: digits[0].zfill(9), folded(entry.title))
    return Card(entry, reached, minutes, state, _words(entry), title)


def progress(entry: Entry) -> float:
    """How far the reading got: to its place, or to the end of what was read from there on; what is
    finished is 1, wherever the place is, and nothing else."""
    if not entry.length:
        return 0.0
    if is_finished(entry):
        return 1.0
    reached = entry.place
    for start, end in entry.read:
        if start <= entry.place < end:
            reached = end
    return min(UNFINISHED, reached / entry.length)


def is_finished(entry: Entry) -> bool:
    """Whether a document was read to its end, or all but whole."""
    if not entry.read or not entry.length:
        return False
    share = covered(entry.read, 0, entry.length) / entry.length
    last = entry.read[-1].end >= END * entry.length
    return share >= (MOST if last else READ_WHOLE)


def identified(entry: Entry) -> Entry:
    """The entry with an id, which a file of the library that was never opened has not."""
    if entry.id:
        return entry
    identity = new_id()
    name = file_name(entry.title, identity)
    return entry._replace(id=identity, file=name, annotations=0, questions=0)


def is_there(library: Library, entry: Entry) -> bool:
    """Whether the file of a document is there, or it never had one."""
    return not entry.path or library.is_there(entry)


def place_shown(library: Library, entry: Entry) -> str:
    """Where a document is, as short as it can be said."""
    if not entry.path:
        return "imported, no text yet" if entry.format == NO_TEXT else "standard input"
    origin = origin_of(library.resolve(entry))
    if origin is not None:
        return origin.url
    path, home = Path(entry.path), Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


# --- counting ----------------------------------------------------------------------------------


def counts(annotations: Iterable[Annotation]) -> tuple[int, int]:
    """How many annotations there are, and how many of them are open questions."""
    number = questions = 0
    for annotation in filter(is_note, annotations):
        number += 1
        questions += is_open_question(annotation)
    return number, questions


def recount(library: Library, entry: Entry, store: Annotations) -> Entry:
    """Keep how many annotations a document has now. May raise StorageError."""
    number, questions = counts(store.all())
    entry = entry._replace(annotations=number, questions=questions)
    return library.keep([entry], "annotations", "questions")[0]


def uncounted(entry: Entry) -> bool:
    """Whether nobody has counted its annotations yet."""
    return entry.annotations == UNCOUNTED and entry.id != ""


def counted(library: Library) -> list[Entry]:
    """All entries, with their annotations counted where nobody had done so yet. What was counted
    is kept, if the library can be written to."""
    fresh = {}
    for entry, store in library.notebook(uncounted):
        with contextlib.suppress(ReaderError):  # a file that cannot be read says so elsewhere
            number, questions = counts(store.all())
            fresh[entry.id] = entry._replace(annotations=number, questions=questions)
    if fresh:
        with contextlib.suppress(StorageError):
            library.keep(fresh.values(), "annotations", "questions")
    return [fresh.get(entry.id, entry) for entry in library.browse()]


# --- order -------------------------------------------------------------------------------------


class Order(NamedTuple):
    """An order of the shelf: its key in the list of orders, its name, what it goes by, and
    whether it goes downwards unless turned round."""

    key: str
    name: str
    by: Callable[[Card], tuple[object, ...]]
    down: bool = False


ORDERS = (
    Order("r", "last read", lambda c: (c.entry.opened, c.entry.added), down=True),
    Order("t", "title", lambda c: (c.title,)),
    Order("a", "author", lambda c: (*_by_author(c), c.title)),
    Order("p", "progress", lambda c: (c.progress, c.entry.opened), down=True),
    Order("n", "annotations", lambda c: (c.entry.annotations, c.entry.questions), down=True),
    Order("d", "added", lambda c: (c.entry.added,), down=True),
)


def _by_author(card: Card) -> tuple[bool, str]:
    """By the last name, or what stands before a comma; those without an author come last."""
    first = next(iter(card.entry.authors), "")
    name = first.partition(",")[0] if "," in first else " ".join(first.split()[-1:])
    return not name, folded(name)


def ordered(cards: Iterable[Card], order: Order, *, turned: bool = False) -> list[Card]:
    """The cards in an order, or in the opposite one; those that are alike by title."""
    by_title = sorted(cards, key=lambda card: card.title)
    return sorted(by_title, key=order.by, reverse=order.down != turned)


# --- tabs and filter ---------------------------------------------------------------------------


def tabs(cards: Iterable[Card]) -> list[tuple[str, int]]:
    """The parts of the shelf with how many cards each has: its states, then its collections.

    Those without any card are left out, but for the first three.
    """
    number = dict.fromkeys(STATES, 0)
    collections: dict[str, int] = {}
    for card in cards:
        number[ALL] += 1
        number[card.state] += 1
        for name in card.entry.collections:
            collections[name] = collections.get(name, 0) + 1
    states = [(name, n) for name, n in number.items() if n or name in (ALL, UNREAD, READING)]
    return states + [(f"/{name}", collections[name]) for name in sorted(collections, key=folded)]


def in_tab(cards: Sequence[Card], tab: str) -> list[Card]:
    """The cards of a part of the shelf; a collection has a slash before its name."""
    if tab == ALL:
        return list(cards)
    if tab.startswith("/"):
        return [card for card in cards if tab[1:] in card.entry.collections]
    return [card for card in cards if card.state == tab]


def filtered(cards: Sequence[Card], wanted: str) -> list[Card]:
    """The cards that have every word; ``#word`` means the beginning of a tag.

    Words are looked for in title, authors, path, format, tags and collections; case and accents
    make no difference.
    """
    found = list(cards)
    for word in folded(wanted).split():
        # Tags stand between line ends, so that their beginnings can be told.
        looked_for = f"\n{word}" if word.startswith("#") else word
        found = [card for card in found if looked_for in card.words]
    return found


def folded(text: str) -> str:
    """A text without case and accents."""
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(part for part in parts if not unicodedata.combining(part))
    return text.casefold()


def _words(entry: Entry) -> str:
    tags = "".join(f"\n#{tag}" for tag in entry.tags)
    parts = (entry.title, *entry.authors, entry.path, entry.format, *entry.collections)
    return folded("\n".join(parts) + tags)
