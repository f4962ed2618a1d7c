"""What a person decides of two documents: the notes of one go along to the other, one is the
other, or they are none of each other's.

Nothing is deleted by any of it, and each can be taken back.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from pathlib import Path
from shlex import quote
from types import MappingProxyType

from reader import batches, parsed
from reader.annotations.annotation import Annotation, is_note, new_id, now
from reader.annotations.kept import kept_path, read_kept, write_kept
from reader.annotations.lineage import BOOK
from reader.annotations.logs import COPY_OF, REVIEW
from reader.annotations.planning import Edits
from reader.annotations.store import Annotations
from reader.catalogue import NO_TEXT, Entry, file_name
from reader.documents.document import Document
from reader.documents.opening import Source, read_source
from reader.errors import ReaderError, StorageError
from reader.library import Library, Recognised
from reader.recognising import Doubt, How, Question
from reader.study.coverage import merge

SHORT = 8  # letters of an id that are enough to name it
NEVER_OPENED = "{} was never opened here: nothing is known of it yet"


def settle(library: Library, question: Question, entry: Entry) -> tuple[Entry, int]:
    """Answer yes to what was asked of a document: its entry now, and how many notes were copied.

    Where the other document is still at its place, or this one has notes of its own, copies come
    along; else this is the other one. Raises StorageError where that cannot be kept.
    """
    if question.doubt is Doubt.COPY or has_own(library, entry):
        take = take_in if question.other.format == NO_TEXT else take_along
        return entry, take(library, question.other, entry)
    return take_over(library, question.other, entry), 0


def has_own(library: Library, entry: Entry) -> bool:
    """Whether anything was ever noted on a document itself."""
    store = library.annotations_of(entry)
    return bool(store.all() or store.deleted() or store.path.exists())


def take_along(library: Library, old: Entry, new: Entry, store: Annotations | None = None) -> int:
    """Copy what was noted on a document to another one, but for what was copied before: how many
    notes. One step for undo in ``store``, the annotations of the other one."""
    store = store or library.annotations_of(new)
    there = {a.extra.get(COPY_OF) for a in (*store.all(), *store.deleted())}
    of_old = library.annotations_of(old)
    copies = [_copy(a) for a in of_old.all() if a.id not in there]
    if copies:
        ids = {str(a.extra[COPY_OF]): a.id for a in copies}
        _take_texts_along(of_old, store, ids)
        _take_reviews_along(of_old, store, ids)
        store.add(*copies)
        store.save()
    return sum(map(is_note, copies))


def take_in(library: Library, old: Entry, new: Entry) -> int:
    """Move the notes of a document that is nothing but notes to one that has notes already: how
    many. One batch. Raises StorageError, and has moved nothing then."""
    of_old, of_new = library.annotations_of(old), library.annotations_of(new)
    moving, gone = tuple(of_old.all()), of_new.gone()
    _take_reviews_along(of_old, of_new, {one.id: one.id for one in moving})
    edits = Edits(
        added=tuple(one for one in moving if one.id not in gone),
        restored=tuple(one.id for one in moving if one.id in gone),
    )
    old, new = library.keep([old, new])
    label = f"{notes(old)} of {old.title} to their text"
    outcome = batches.apply(library, label, [(new, edits), (old, Edits(removed=moving))])
    if outcome.refused:
        batches.take_back(library, outcome.batch)
        raise StorageError(outcome.refused[0][1])
    return sum(map(is_note, moving))


def refuse(library: Library, question: Question, entry: Entry) -> None:
    """Keep that the notes that wait are not of a document, so that nobody is asked again. Raises
    StorageError."""
    other = question.other
    if question.doubt is Doubt.NOTES and entry.id not in other.not_of:
        library.keep([other._replace(not_of=(*other.not_of, entry.id))], "not_of")


def _take_texts_along(old: Annotations, new: Annotations, ids: Mapping[str, str]) -> None:
    """Copy the texts in which annotations were found, so that their copies, under other ids, are
    followed from there. Without them they are found by their words alone."""
    with contextlib.suppress(StorageError):
        here = read_kept(kept_path(new.path))
        known = {text.sha256 for text in here}
        texts = [
            text._replace(placed={ids[i]: at for i, at in text.placed.items() if i in ids})
            for text in read_kept(kept_path(old.path))
            if text.sha256 not in known
        ]
        if texts:
            write_kept(kept_path(new.path), new.locks, (*here, *texts))


def _take_reviews_along(old: Annotations, new: Annotations, ids: Mapping[str, str]) -> None:
    """Copy the reviews of annotations, so that their copies, under other ids, are remembered as
    well as they are."""
    reviews = [one for one in old.logged(REVIEW) if one.get("annotation") in ids]
    there = {one.get(COPY_OF) for one in new.logged(REVIEW)}
    named = {one["id"]: new_id() for one in reviews if one["id"] not in there}
    copies = [
        {
            **{key: value for key, value in one.items() if key not in BOOK},
            "id": named[one["id"]],
            "annotation": ids[one["annotation"]],
            "previous": named.get(one.get("previous"), ""),
            COPY_OF: one["id"],
        }
        for one in reviews
        if one["id"] in named
    ]
    if copies:
        new.log(*copies)


def _copy(annotation: Annotation) -> Annotation:
    # What the lineage says of the versions before belongs to the original.
    extra = {key: value for key, value in annotation.extra.items() if key not in BOOK}
    marked: Mapping[str, object] = MappingProxyType({**extra, COPY_OF: annotation.id})
    return annotation._replace(id=new_id(), extra=marked)


def take_over(library: Library, old: Entry, new: Entry) -> Entry:
    """Let a new document be an old one, whose file is gone: the same id, notes and shelf, with
    the text and the place of the new one, which must have no notes."""
    fields = ("title", "authors", "sha256", "format", "length", "size", "pace")
    same = {name: getattr(new, name) for name in (*fields, "identifiers", "sketch")}
    read = ((start, min(end, new.length)) for start, end in old.read)
    entry = old._replace(
        **same,
        opened=max(old.opened, new.opened),
        place=new.place or min(old.place, new.length),
        read=tuple(merge((*(span for span in read if span[0] < span[1]), *new.read))),
    ).moved_to(new.path)
    library.put([entry], drop=[new])
    return entry


def set_apart(library: Library, entry: Entry) -> Entry:
    """Let the text at the place of a document be a document of its own: its entry. The notes stay
    with the old one, which waits for its text to come back."""
    moment = now()
    identity = new_id()
    fresh = entry._replace(
        id=identity,
        file=file_name(entry.title, identity),
        added=moment,
        opened=entry.opened or moment,
        annotations=0,
        questions=0,
        tags=(),
        collections=(),
        places=(),
    )
    before = next(iter(entry.places), entry.path)
    named = entry.title == Path(entry.path).stem  # and by nothing else
    old = entry._replace(
        title=Path(before).stem if named else entry.title,
        path=before,
        places=entry.places[1:],
        sha256="",
        sketch="",
        identifiers=(),
        displaced=moment if (library.root / before).exists() else "",
    )
    library.put([old, fresh])
    return fresh


def find(library: Library, word: str) -> Entry:
    """The document that a word of the command line means: a path, there or gone, or an id or its
    last letters. Raises ReaderError for what the library does not know, or has never opened."""
    path = Path(word).expanduser()
    entry = library.known_at(path) or with_id(library, word)
    if entry is None or not entry.id:
        if path.is_file():
            raise ReaderError(NEVER_OPENED.format(word))
        raise ReaderError(f"{word}: the library does not know it; “reader documents” lists all")
    return entry


def with_id(library: Library, word: str) -> Entry | None:
    """The document with an id that ends so, if there is exactly one."""
    if len(word) < SHORT:
        return None
    found = [entry for entry in library.browse() if entry.id.endswith(word)]
    return found[0] if len(found) == 1 else None


def replaced(library: Library, entry: Entry) -> bool:
    """Whether the file at the place of a document with notes is another document now. It is looked
    into only where its size is not what it was."""
    if not entry.path or entry.annotations <= 0:
        return False
    path = library.resolve(entry)
    try:
        if path.stat().st_size == entry.size:
            return False
        source = read_source(path)
        found = library.recognition(source, parsed.parse(library.state, source))
    except (OSError, ReaderError):
        return False  # nothing says so
    return found.entry.id != entry.id and found.how is not How.PLACE


# --- what is said ------------------------------------------------------------------------------


def known_again(
    library: Library, source: Source, document: Document, tell: Callable[[str], None]
) -> Entry:
    """The entry of a document; what is to be told or asked about that is told, with the command
    that answers. Where it is now is written down if the library can be written to."""
    found = library.recognition(source, document)
    words = told(library, found, source.name)
    if words:
        tell(words)
    if found.how is How.NOTES:
        with contextlib.suppress(StorageError):
            entry = library.remember(found.entry)
            from reader.awaited import settle as settle_notes

            settle_notes(library.annotations_of(entry), document)
            return entry
    moved = found.before not in ("", found.entry.path) or found.instead is not None
    asks = found.question is not None and found.question.doubt is not Doubt.NOTES
    if moved and not asks:
        with contextlib.suppress(StorageError):
            return library.remember(found.entry)
    return found.entry


def told(library: Library, found: Recognised, name: str) -> str:
    """What the shell says of how a document was known; empty where that is plain."""
    question = found.question
    if question is not None and question.doubt is Doubt.NOTES and found.entry.opened:
        question = None  # whoever reads it is asked on the screen; not at each command
    if question is None:
        if found.instead is not None:
            return _asked(library, found.instead, name, name)
        if found.how is How.NOTES:
            return f"{name} is the text of {notes(found.entry)} that came in before"
        if found.how in (How.LIKENESS, How.IDENTIFIER):
            return (
                f"{name} was known again: it was {found.before}\n"
                f"  if it was not: “reader apart {quote(name)}” makes it a document of its own"
            )
        return ""
    if found.instead is not None:
        also = _asked(library, found.instead, name, "it")
        return f"{_asked(library, question, name, name)}\n{also}"
    return _asked(library, question, name, name)


def _asked(library: Library, question: Question, name: str, called: str) -> str:
    """A question about the file ``name``, which is ``called`` so, and the command that answers:
    a line for what is so, and one for each command."""
    doubt, other, alike = question
    here = quote(name)
    by = other.id[-SHORT:]
    there = quote(str(library.resolve(other))) if library.is_there(other) else by
    count = notes(other)
    if doubt is Doubt.REPLACED:
        return (
            f"{called} is another text than the one that was there, which has {count}\n"
            f"  these stay with that one: “reader annotations {by}”\n"
            f"  if it is the same document, rewritten: “reader same {by} {here}”"
        )
    if doubt is Doubt.NOTES:
        return (
            f"{called} may be the text of {count} of {other.title} that came in before\n"
            f"  if it is: “reader same {by} {here}”"
        )
    if doubt is Doubt.COPY:
        return (
            f"{called} is {percent(alike)} like {other.path}, which has {count}\n"
            f"  “reader same {there} {here}” takes a copy of them along"
        )
    return (
        f"{called} is {percent(alike)} like {other.path}, which is gone and has {count}\n"
        f"  if it is the same document: “reader same {by} {here}”"
    )


def notes(entry: Entry) -> str:
    """How many notes a document has, in words."""
    return "1 note" if entry.annotations == 1 else f"{entry.annotations} notes"


def percent(alike: float) -> str:
    """How like texts are, as one says it: it is an estimate, but for the very same text."""
    return "word for word" if alike == 1 else f"about {min(99, round(100 * alike))} %"
