"""The exports that write themselves, after changes to documents that need not be open: `apply` and
`take_back` are those of `reader.batches`, and the exports follow."""

from __future__ import annotations

from collections.abc import Iterable

from reader import automatic, batches, parsed, settings
from reader.annotations.planning import Edits
from reader.automatic import Done, Where
from reader.batches import Batch, Outcome, Step
from reader.catalogue import NO_TEXT
from reader.documents.document import Document, Metadata
from reader.documents.opening import read_source
from reader.errors import ReaderError, SourceError
from reader.library import Entry, Library, named
from reader.recognising import as_known
from reader.study.reading import Reading


def apply(
    library: Library,
    label: str,
    edits: Iterable[tuple[Entry, Edits]],
    step: Step = lambda done, of: None,
) -> Outcome:
    """Do all of this as one batch. Raises StorageError where the batch cannot be noted."""
    return _followed(library, batches.apply(library, label, edits, step))


def take_back(
    library: Library,
    batch: Batch | None = None,
    step: Step = lambda done, of: None,
    *,
    dry_run: bool = False,
) -> Outcome | None:
    """Take a batch back, by default the last one; None where there is none."""
    outcome = batches.take_back(library, batch, step, dry_run=dry_run)
    if outcome is None or dry_run:
        return outcome
    return _followed(library, outcome)


def _followed(library: Library, outcome: Outcome) -> Outcome:
    if not outcome.annotations:
        return outcome
    return outcome._replace(notices=tuple(follow(library, outcome.batch.documents)))


def follow(library: Library, documents: Iterable[str]) -> list[str]:
    """Bring up the exports of the documents with these ids that write themselves at every change.

    What there is to tell; a failure undoes nothing.
    """
    known = settings.load()
    changed = set(documents)
    entries = [
        entry
        for entry, _ in library.with_notes()
        if entry.id in changed and automatic.mode_of(entry, known) == automatic.CHANGE
    ]
    if not entries:
        return []
    place = automatic.where(library, known)
    said: list[str] = []
    for entry in entries:
        if not library.is_there(entry) and entry.format != NO_TEXT:
            continue  # without the text every passage would be written as one without a place
        try:
            done = export_of_entry(library, entry, place)
        except (ReaderError, OSError) as error:
            said.append(f"“{entry.title}” is not exported: {error}")
            continue
        said += done.remarks if done is not None else ()
    try:
        automatic.update_index(library, place)
    except (ReaderError, OSError) as error:
        said.append(f"the index of the exports is not written: {error}")
    return said


def export_of_entry(library: Library, entry: Entry, place: Where) -> Done | None:
    """Bring the file of a document in a folder of exports up; the index is left as it is.

    Raises SourceError where its text is not there, StorageError where nothing can be written.
    """
    if entry.format == NO_TEXT and not entry.path:
        return _without_text(library, entry, place)
    if not library.is_there(entry):
        # Without the text every passage would be written as one that has no place in it.
        raise SourceError(f"{entry.path or 'its text'} is not there any more; “-o” exports it")
    source = as_known(read_source(library.resolve(entry)), entry)
    store = library.annotations_of(entry)
    reading = Reading(parsed.parse(library.state, source), store)
    reading.refresh()
    return automatic.export_by_itself(
        library,
        entry,
        store,
        reading.document,
        reading.everything(),
        named(library, source),
        place,
        index=False,
    )


def _without_text(library: Library, entry: Entry, place: Where) -> Done | None:
    """The notes of a work whose text is not here: they have no place, and its title."""
    store = library.annotations_of(entry)
    reading = Reading(Document("", (), metadata=Metadata(entry.title, entry.authors)), store)
    reading.refresh()
    return automatic.export_by_itself(
        library, entry, store, reading.document, reading.everything(), "", place, index=False
    )
