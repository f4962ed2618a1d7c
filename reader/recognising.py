"""Knowing a document again: which entry of the catalogue a text at a place belongs to.

What counts, in this order: the same text; a name that the world gave it (DOI, ISBN, address); the
place; a text like it. What could be a document or be made from it is a question for the person:
until it is answered the text is a document of its own, and nothing is changed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path, PurePath
from typing import NamedTuple

from reader.annotations.annotation import now
from reader.annotations.files import Json
from reader.catalogue import UNCOUNTED, Entry, entry_of, text_of, texts_of
from reader.documents.document import Document
from reader.documents.opening import Source, open_document, read_source
from reader.errors import ReaderError
from reader.study.coverage import merge, pace
from reader.text.sketch import likeness_to

# How like texts are that share a share of their rows of words, measured on 304 pairs of versions
# of real documents and 90,000 pairs of others from the same series: of those others 0.1 % reach
# `NAMED` and none 0.3; of the versions, which lie up to twenty years apart, 2 % stay below
# `OTHER`, and 79 % reach `SURE`.
SURE = 0.5  # the file is gone, and the text is here: the same, moved and edited
MAYBE = 0.3  # likely enough to be asked about
NAMED = 0.15  # enough where the place or an identifier says so as well
OTHER = 0.1  # at the same place, and still another text
ALMOST = 0.99  # the most that texts share that are not the same
CLEAR = 0.1  # how much surer the likeliest of several is to be


class How(StrEnum):
    """By what a document was known."""

    NEW = "new"
    TEXT = "text"
    IDENTIFIER = "identifier"
    PLACE = "place"
    LIKENESS = "likeness"
    NOTES = "notes"


class Doubt(StrEnum):
    """What only the person can tell of a text and the document that it is like.

    COPY: that one is still where it was. MOVED: its file is gone. REPLACED: its place is this
    very one, and the text is another. NOTES: only notes of it are there, which came from a file.
    """

    COPY = "copy"
    MOVED = "moved"
    REPLACED = "replaced"
    NOTES = "notes"


class Question(NamedTuple):
    """Whether a text belongs to ``other``, with which it shares ``alike`` of its words (0 to 1)."""

    doubt: Doubt
    other: Entry
    alike: float


class Recognition(NamedTuple):
    """The entry of a text, None for a new document; by what it was known; what is to be asked.

    ``instead`` is asked along with a text that replaced another: the document that it may be.
    Where the text is surely another document, it is the one that it replaced, whose notes wait.
    """

    entry: Entry | None
    how: How
    question: Question | None = None
    instead: Question | None = None


class Seen(NamedTuple):
    """What was opened: the hash of its text, its place (empty for a pipe), its identifiers, and
    its sketch, which is made when it is needed."""

    digest: str
    place: str
    identifiers: tuple[str, ...]
    sketch: Callable[[], str]


def nearby(records: Mapping[str, Json], seen: Seen) -> list[Entry]:
    """The documents among these that could be what was opened; there may be thousands that could
    not."""

    def entries(which: Callable[[Json], object]) -> list[Entry]:
        return [entry_of(*item) for item in records.items() if which(item[1])]

    def is_close(record: Json) -> bool:
        return seen.digest == record.get("sha256") or seen.place == record.get("path")

    close = entries(is_close)
    if not seen.place or any(_is_it(entry, seen) for entry in close):
        return close
    names, like, was_here = set(seen.identifiers), _likeness(seen), _was_at(seen.place)

    def could_be(record: Json) -> object:
        if not (record.get("opened") or record.get("annotations", UNCOUNTED)):
            return False
        return (
            like(text_of(record, "sketch"))
            or was_here(record)
            or (names and not names.isdisjoint(texts_of(record, "identifiers")))
        )

    return entries(lambda record: is_close(record) or could_be(record))


def _is_it(entry: Entry, seen: Seen) -> bool:
    """Whether this is what was opened, beyond doubt: the same text at the same place."""
    at = entry.path == seen.place and not entry.displaced
    return at and entry.begun and entry.sha256 == seen.digest


Share = tuple[float, Entry]


class World(NamedTuple):
    """What can be asked of an entry, and takes a look at the disk; it is asked of few.

    ``elsewhere``: the path where it is, if that is another file than what was opened; else empty.
    ``gone``: whether its file is not there, and not merely on a drive that is not there either.
    ``notes``: how many notes it has.
    """

    elsewhere: Callable[[Entry], str]
    gone: Callable[[Entry], bool]
    notes: Callable[[Entry], int]


def recognise(known: Sequence[Entry], seen: Seen, world: World) -> Recognition:
    """Which of the known documents was opened."""
    same = [entry for entry in known if entry.sha256 == seen.digest]
    if not seen.place:  # what comes through a pipe is known by its words alone
        found = _last(e for e in same if not world.elsewhere(e)) or _last(same)
        return Recognition(found, How.TEXT if found else How.NEW)
    at_place = [e for e in known if e.path == seen.place and not e.displaced]
    here = _last(e for e in at_place if _is_it(e, seen)) or _last(at_place)
    if here is not None and _is_it(here, seen):
        return Recognition(here, How.TEXT)

    likeness = _likeness(seen)

    def like(entry: Entry) -> float | None:
        return likeness(entry.sketch)

    others = [entry for entry in known if entry.begun and entry is not here]
    held = here if here is not None and here.begun else None
    share = like(held) if held else None
    # What was edited where it is stays itself, though it now reads as another does, or once did:
    # then that one, or a copy of it, may have been put in its place.
    if held and (share is None or share >= OTHER or _named(held, seen)):
        others = [e for e in same if e.path and e is not here]
        others.sort(key=lambda e: (not world.elsewhere(e), e.opened), reverse=True)
        return Recognition(held, How.PLACE, _question(((1.0, e) for e in others), world))

    def another(entry: Entry, how: How) -> Recognition:
        return Recognition(entry, how, None, held and _replaced(held, share, world))

    found = _last(entry for entry in same if seen.place in entry.places)
    if found is not None:  # on a drive that is back, say
        return another(found, How.TEXT)
    was_here = _was_at(seen.place)
    sure = (
        (How.TEXT, (e for e in same if e is not here)),
        (How.IDENTIFIER, (e for e in others if _named(e, seen) and _enough(like(e)))),
        (How.PLACE, (e for e in others if was_here(e._asdict()) and _enough(like(e)))),
    )
    for how, entries in sure:
        found = _last(entry for entry in entries if not world.elsewhere(entry))
        if found is not None:
            return another(found, how)

    shares = ((_share(e, seen.digest, like(e)), e) for e in others)
    likely = [(s, e) for s, e in shares if s >= (NAMED if _named(e, seen) else MAYBE)]
    likely.sort(key=_rank, reverse=True)
    found = _surely(likely, seen, world)
    if found is not None:
        return another(found, How.LIKENESS)
    if held is None:
        how = How.PLACE if here else How.NEW
        return Recognition(here, how, _question(likely, world))
    replaced = _replaced(held, share, world)
    if replaced is None:
        return Recognition(held, How.PLACE)
    return Recognition(None, How.NEW, replaced, _question(likely, world))


def _surely(likely: Sequence[Share], seen: Seen, world: World) -> Entry | None:
    """The likeliest of the documents that are not where they were, if it is much likelier than the
    next of them, and surely gone. One that is still there counts against it only if the text is
    that, or much more like it: what has moved has left its place."""
    moved = [one for one in likely if not world.elsewhere(one[1])]
    if not moved or moved[0][0] < SURE or (moved[1:] and moved[0][0] - moved[1][0] < CLEAR):
        return None
    share, entry = moved[0]
    same_name = PurePath(entry.path).name == PurePath(seen.place).name
    first = likely[0][0]
    if first > share and (first == 1 or first - share >= CLEAR):
        return None
    if not (same_name or world.gone(entry)):
        return None
    return entry


def alike(known: Iterable[Entry], entry: Entry, sketch: str, world: World) -> list[Question]:
    """The documents with notes that the text of an entry, with this sketch, could belong to, the
    likeliest first; then those that it is not like, and whose place it has taken."""
    compare = likeness_to(sketch)
    shares = [(_share(e, entry.sha256, compare(e.sketch)), e) for e in known]
    likely = sorted((one for one in shares if one[0] >= MAYBE), key=_rank, reverse=True)
    questions = [_question([one], world) for one in likely]
    were_here = (one for one in shares if one[0] < MAYBE and one[1].path == entry.path != "")
    questions += [_replaced(e, s, world) for s, e in sorted(were_here, key=_rank, reverse=True)]
    return [question for question in questions if question is not None]


def _share(entry: Entry, digest: str, alike: float | None) -> float:
    """How much of its words a text with this hash shares with a document: 1 means word for word,
    which a sketch of it cannot tell."""
    return 1.0 if entry.sha256 == digest else min(alike or 0.0, ALMOST)


def _likeness(seen: Seen) -> Callable[[str], float | None]:
    """How like the text that was opened one with a sketch is; its own is made when it is needed."""
    compare = cache(lambda: likeness_to(seen.sketch()))
    return lambda sketch: compare()(sketch) if sketch else None


def _enough(share: float | None) -> bool:
    """Whether nothing speaks against what an identifier or the place says."""
    return share is None or share >= NAMED


def _named(entry: Entry, seen: Seen) -> bool:
    names = seen.identifiers
    return bool(names) and not set(names).isdisjoint(entry.identifiers)


def _was_at(place: str) -> Callable[[Json], bool]:
    """What tells of a record whether its document was at a place before, or is at one whose name is
    only written otherwise."""
    here = _plain(place)

    def was_at(record: Json) -> bool:
        own = not record.get("displaced") and _plain(text_of(record, "path")) == here
        return own or any(_plain(one) == here for one in texts_of(record, "places"))

    return was_at


def _plain(path: str) -> str:
    """A path as file systems compare it that set case and Unicode forms aside."""
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path.casefold())


def _last(entries: Iterable[Entry]) -> Entry | None:
    """The one that was read last."""
    return max(entries, key=lambda entry: entry.opened, default=None)


def _rank(share: Share) -> tuple[float, str]:
    return share[0], share[1].opened


def _question(likely: Iterable[Share], world: World) -> Question | None:
    """The question about the first of these documents that has notes."""
    for share, entry in likely:
        notes = world.notes(entry)
        if notes:
            there = world.elsewhere(entry)
            doubt = Doubt.COPY if there else Doubt.MOVED
            entry = entry._replace(annotations=notes, path=there or entry.path)
            return Question(doubt, entry, share)
    return None


def _replaced(held: Entry, share: float | None, world: World) -> Question | None:
    """The question about the document whose place a text took, if it has notes."""
    notes = world.notes(held)
    if not notes:
        return None
    return Question(Doubt.REPLACED, held._replace(annotations=notes), share or 0.0)


def as_known(source: Source, entry: Entry) -> Source:
    """The source, to be read as its entry says, where nobody says otherwise now."""
    whole = entry.whole if source.whole is None else source.whole
    return source._replace(whole=whole, format=source.format or entry.asked)


def as_it_is(entry: Entry, source: Source, document: Document, place: str) -> Entry:
    """The entry of a document with what the document says of itself now, at its place now."""
    digest, metadata, length = document.fingerprint, document.metadata, len(document.text)
    known = entry.sha256 == digest and entry.sketch
    return entry._replace(
        title=metadata.title or source.name,
        authors=metadata.authors,
        sha256=digest,
        format=metadata.format,
        place=min(entry.place, length),
        length=length,
        size=len(source.data),
        pace=pace(document.text),
        read=tuple(merge((start, min(end, length)) for start, end in entry.read)),
        identifiers=metadata.identifiers,
        sketch=known or document.sketch,
        whole=bool(source.whole),
        asked=source.format,
    ).moved_to(place)


def is_elsewhere(entry: Entry, path: Path, source: Source | None, digest: str) -> bool:
    """Whether there is another file than the source at the ``path`` of an entry.

    Where the entry had the text of the source, ``digest``, the file has to have it still, or have
    been edited: files take each other's names.
    """
    try:
        size = path.stat().st_size
        if not path.is_file() or (source and source.path and path.samefile(source.path)):
            return False
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True  # what cannot be looked at may be there
    if source is None or entry.sha256 != digest or size in (entry.size, len(source.data)):
        return True
    try:
        share = likeness_to(open_document(read_source(path)).sketch)(entry.sketch)
    except ReaderError:
        return True
    return share is None or share >= OTHER


def is_back(entry: Entry, path: Path, source: Source | None) -> bool:
    """Whether the text of an entry is at a ``path`` where it was before, in another file than the
    source."""
    try:
        if path.stat().st_size != entry.size or not path.is_file():
            return False
        if source and source.path and path.samefile(source.path):
            return False
        return open_document(read_source(path)).fingerprint == entry.sha256
    except (OSError, ReaderError):
        return False


# --- ids of two machines -----------------------------------------------------------------------


def twins(entry: Entry, known: Iterable[Entry]) -> list[Entry]:
    """The same text at the same place under other ids."""
    return [e for e in known if e.id != entry.id and is_same(e, entry)]


def is_same(one: Entry, other: Entry) -> bool:
    """Whether two entries have the same text at the same place."""
    at = one.path == other.path and not (one.displaced or other.displaced)
    return at and one.sha256 == other.sha256


def displaced_by(entry: Entry, known: Iterable[Entry]) -> list[Entry]:
    """The entries that are no longer at their place, because this one is there."""
    if not entry.path:
        return []
    there = (e for e in known if e.path == entry.path and not e.displaced and e.id != entry.id)
    others = (e for e in there if e.sha256 != entry.sha256 or not e.begun)
    return [e._replace(displaced=now()) for e in others]
