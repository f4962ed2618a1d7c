"""Searching the texts of all documents of a library."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from reader import parsed
from reader.annotations.files import hold
from reader.catalogue import Entry
from reader.documents.document import Document
from reader.documents.opening import Source, open_document, read_source
from reader.errors import ReaderError, StorageError, UsageError
from reader.fulltext import Index, Text
from reader.gathering import readable
from reader.hits import Hit, hits_in, terms_near
from reader.library import Library
from reader.recognising import as_known
from reader.shelf import folded
from reader.text.folding import alphabet_of
from reader.text.terms import Term, pattern_of, terms_of

DOCUMENTS = 20  # that are shown
PASSAGES = 2  # for each of these that are looked at, the best first
HITS = 3  # that are shown of a document
_PATIENCE = 0.3  # seconds between two looks whether another process is still at it
AROUND = 80  # code points before and after a hit

Step = Callable[[int, int], None]


class Found(NamedTuple):
    """What was found in a document: the best places in the order of the text, and how many
    passages of it have the words among those that were looked at."""

    entry: Entry
    text: Text
    hits: tuple[Hit, ...]
    passages: int


class Answer(NamedTuple):
    """What a search gave: the documents, the best first; how many passages and documents there
    are in all; what of the library could not be searched, with the reason."""

    found: tuple[Found, ...]
    passages: int
    documents: int
    left_out: tuple[Text, ...] = ()


def update(library: Library, step: Step = lambda done, of: None) -> dict[str, Entry]:
    """Read what is new or has changed since the last time into the index, and forget what is gone.

    ``step`` is told how many of how many files are done. What cannot be read is no reason to stop;
    where the work is interrupted, what was read stays. While another process is at it, this one
    waits, and then does what is left. Gives the documents that can be searched, by their paths.
    Raises StorageError where the index cannot be written.
    """
    there = dict(_files(library))
    with Index(library.state) as index, _alone(library, lambda: _count(index, there, step)):
        known = index.known()
        index.drop(path for path in known if path not in there)
        stale = [
            (path, entry, stamp)
            for path, (entry, stamp) in there.items()
            if path not in known or known[path].stamp != stamp
        ]
        for done, (path, entry, stamp) in enumerate(stale):
            step(done, len(stale))
            index.put(*_read(library, path, entry, stamp))
        if stale:
            step(len(stale), len(stale))
    return {path: entry for path, (entry, _) in there.items()}


@contextlib.contextmanager
def _alone(library: Library, meanwhile: Callable[[], object]) -> Iterator[None]:
    """Update as the only process; ``meanwhile`` is called now and then while another one does."""
    lock = library.state / "search-update.lock"
    try:
        while (held := hold(lock)) is None:
            meanwhile()
            time.sleep(_PATIENCE)
    except OSError as error:
        raise StorageError(f"the search index: {error.strerror} ({lock})") from None
    try:
        yield
    finally:
        os.close(held)


def _count(index: Index, there: Mapping[str, tuple[Entry, str]], step: Step) -> None:
    """Tell how many of the files are in the index as they are now."""
    known = index.known()
    step(
        sum(path in known and known[path].stamp == stamp for path, (_, stamp) in there.items()),
        len(there),
    )


def search(
    library: Library,
    query: str | Sequence[Term],
    *,
    within: str = "",
    documents: int = DOCUMENTS,
    hits: int = HITS,
    shelf: Mapping[str, Entry] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Answer:
    """The documents of which a passage has all words of a query (`terms_of`): at most so many of
    them, with at most so many ``hits`` each.

    ``within`` are words that the title, an author, a tag or the path of a document must have.
    ``shelf`` is what `searchable` gave, where it is at hand. ``stop`` is asked now and then whether
    the answer is still wanted. Raises UsageError for a query without a word that is wanted,
    StorageError where the index cannot be read, and when it was stopped.
    """
    terms = terms_of(query) if isinstance(query, str) else query
    if all(term.without for term in terms):
        raise UsageError("say what to search for: a word, or a phrase in quotation marks")
    entries = searchable(library) if shelf is None else shelf
    with Index(library.state, stop) as index:
        known = index.known()
        wanted = _within(entries, within) if within else ()
        left_out = tuple(text for text in known.values() if text.problem)
        if within and not wanted:
            return Answer((), 0, 0, left_out)
        passages, in_all, have_it = index.find(terms, PASSAGES * documents, wanted)
    alphabet = alphabet_of("\n".join(passage.body for passage in passages))
    pattern = pattern_of(terms, "", alphabet)
    if pattern is not None and pattern.groups > 1:
        passages.sort(key=lambda one: -terms_near(one.body, pattern, AROUND))
    found: dict[str, list[Hit]] = {}
    counted: dict[str, int] = {}
    plain = all(term.words.isascii() for term in terms)
    for passage in passages:
        if stop():
            raise StorageError("the search was stopped")
        path = passage.path
        if plain and len(found.get(path, ())) >= hits:  # the index is right, and more is not shown
            counted[path] += 1
            continue
        enough = len(found) == documents and path not in found
        if enough or path not in entries or pattern is None:
            continue
        here = hits_in(passage, pattern, AROUND, hits)
        if here and _has_all(terms, passage.body):
            counted[path] = counted.get(path, 0) + 1
            kept = found.setdefault(path, [])
            kept += here[: hits - len(kept)]

    def place(hit: Hit) -> tuple[int, int]:
        if pattern is None:
            return 0, hit.start
        return -terms_near(f"{hit.before}{hit.words}{hit.after}", pattern, AROUND), hit.start

    return Answer(
        tuple(
            Found(entries[path], known[path], tuple(sorted(kept, key=place)), counted[path])
            for path, kept in found.items()
        ),
        in_all,
        have_it,
        left_out,
    )


def searchable(library: Library) -> dict[str, Entry]:
    """The documents that can be searched, by the paths of their files."""
    return {path: entry for path, (entry, _) in _files(library)}


def _has_all(terms: Sequence[Term], body: str) -> bool:
    """Whether the accents of all terms are there: the index knows of none."""
    accented = (term for term in terms if not term.words.isascii() and not term.without)
    patterns = (pattern_of([term], body) for term in accented)
    return all(pattern is None or pattern.search(body) for pattern in patterns)


def _within(entries: Mapping[str, Entry], words: str) -> list[str]:
    """The paths of the documents with these words in what is known of them."""
    wanted = folded(words).split()

    def said(path: str, entry: Entry) -> str:
        return folded(" ".join((entry.title, *entry.authors, *entry.tags, path)))

    return [path for path, entry in entries.items() if all(w in said(path, entry) for w in wanted)]


def _files(library: Library) -> Iterator[tuple[str, tuple[Entry, str]]]:
    """The files of the documents on the shelf that are there, each with its entry and its stamp."""
    for entry in library.browse():
        if not entry.path or entry.off_the_shelf or entry.displaced:
            continue
        path = os.fspath(library.resolve(entry))
        if not entry.id and not readable(path):
            continue
        with contextlib.suppress(OSError):
            status = os.stat(path)  # noqa: PTH116 - there may be thousands
            asked = f"{entry.asked}{'w' if entry.whole else ''}"
            yield path, (entry, f"{status.st_mtime_ns:x}-{status.st_size:x}-{asked}")


def _read(library: Library, path: str, entry: Entry, stamp: str) -> tuple[Text, Document | None]:
    title = entry.title
    try:
        source: Source = as_known(read_source(Path(path)), entry)
        document = parsed.find(library.state, source) or open_document(source)
    except ReaderError as error:
        return Text(path, stamp, title, 0, str(error)), None
    if document.metadata.extra.get("encrypted"):  # its words are not written down in the clear
        return Text(path, stamp, title, 0, "it is encrypted"), None
    return Text(path, stamp, document.metadata.title or title, len(document.text)), document
