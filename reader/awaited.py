"""Documents of which only notes came in: knowing their text when it is opened, and putting the
notes in their places there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from reader.annotations.annotation import Annotation
from reader.annotations.coming_again import IMPORTED
from reader.annotations.quoting import Folded, Quote, find_all, letters
from reader.annotations.store import Annotations
from reader.catalogue import NO_TEXT, Entry
from reader.documents.document import Document
from reader.titles import names_of, people

TRIED = 12  # quotes that are looked for in a text
WHOLE = 12  # letters that a quote has at least that says something
LIKELY = 0.3  # share of them that has to stand there
ENOUGH = 3  # quotes that make sure, for what nobody looks at
SURELY = 0.8  # the share of them that makes sure


class Confirmed(NamedTuple):
    """How many quotes were looked for in a text, and how many stand there."""

    found: int = 0
    tried: int = 0

    @property
    def likely(self) -> bool:
        """Whether the text is the one that the quotes are from, as far as they tell."""
        return self.found > 0 and self.found >= LIKELY * self.tried

    @property
    def sure(self) -> bool:
        """Whether nobody need be asked."""
        return self.found >= ENOUGH and self.found >= SURELY * self.tried

    @property
    def share(self) -> float:
        """The share of the quotes that stands there."""
        return self.found / self.tried if self.tried else 0.0


def confirm(folded: Folded, quotes: Iterable[str]) -> Confirmed:
    """How many of some quotes stand in a text: of the longest, for these say most."""
    distinct = set(map(letters, quotes))
    telling = sorted((one for one in distinct if len(one) >= WHOLE), key=len, reverse=True)
    tried = telling[:TRIED] or sorted(filter(None, distinct))[:TRIED]
    found = sum(bool(folded.starts(quote, most=1)) for quote in tried)
    return Confirmed(found, len(tried))


def is_waiting(entry: Entry) -> bool:
    """Whether a document is nothing but notes that wait for their text."""
    return entry.format == NO_TEXT and not entry.path and bool(entry.annotations)


def by_title(
    entries: Iterable[Entry], title: str, authors: Iterable[str], path: str
) -> list[Entry]:
    """Those of some documents without a text that a text with this title may be that of."""
    names, writers = names_of(title, path), people(authors)
    found = []
    for entry in filter(is_waiting, entries):
        others = people(entry.authors)
        if any(one.fits(other) for one in names for other in names_of(entry.title)):
            found.append((bool(writers & others), entry.id, entry))
    return [entry for _, _, entry in sorted(found, reverse=True)]


def text_of(
    entries: Iterable[Entry],
    document: Document,
    path: str,
    notes_of: Callable[[Entry], Iterable[Annotation]],
) -> tuple[Entry, Confirmed] | None:
    """The document without a text that a document is the text of, as far as quotes tell; with a
    title like its own, but no quote that could tell, it is likely, too."""
    metadata = document.metadata
    likely = by_title(entries, metadata.title, metadata.authors, path)
    if not likely:
        return None
    folded = Folded(document)
    tried = [(entry, confirm(folded, _quotes(notes_of(entry)))) for entry in likely]
    maybe = [one for one in tried if one[1].found or one[1].tried < ENOUGH]
    return max(maybe, key=lambda one: (one[1].sure, one[1].share), default=None)


def _quotes(annotations: Iterable[Annotation]) -> list[str]:
    return [annotation.target.exact for annotation in annotations]


def settle(store: Annotations, document: Document) -> int:
    """Put the notes that came in without a text in their places in it, where these are sure: how
    many. One step for undo. Raises StorageError."""
    waiting = [
        one
        for one in store.all()
        if IMPORTED in one.extra and one.target.exact.strip() and not one.target.end
    ]
    if not waiting or store.read_only:
        return 0
    waiting.sort(key=lambda one: (_place(one), one.created, one.id))
    folded = Folded(document)
    spans = find_all(folded, [Quote(one.target, _place(one)) for one in waiting])
    targets = {
        one.id: folded.described(span)
        for one, span in zip(waiting, spans, strict=True)
        if span is not None
    }
    if targets:
        store.place(targets)
    return len(targets)


def _place(annotation: Annotation) -> float:
    """How far into the text it stands, by the file that it came from; -1 where nobody says."""
    told = annotation.extra.get("from")
    place = told.get("place") if isinstance(told, Mapping) else None
    return float(place) if isinstance(place, int | float) and 0 <= place <= 1 else -1.0
