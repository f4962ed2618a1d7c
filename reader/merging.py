"""Exports into files that exist, and back: the library, its bases, and the file."""

from __future__ import annotations

import difflib
import os
import shlex
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from reader import settings
from reader.annotations.annotation import Annotation, Colour, Kind, Style, is_note
from reader.annotations.exchange import written
from reader.annotations.exchange.markdown import (
    NONE,
    Pieces,
    body_of,
    composed,
    pieces,
    save_export,
)
from reader.annotations.exchange.markdown_text import tag_written
from reader.annotations.files import replace_file
from reader.annotations.planning import Edits
from reader.annotations.records import from_record, to_record
from reader.annotations.selection import PLACE
from reader.annotations.store import Annotations
from reader.batches import Batch, apply_to
from reader.documents.document import Document, Metadata
from reader.errors import ReaderError, StorageError
from reader.library import Entry, Library
from reader.text.spans import Span

if TYPE_CHECKING:
    from reader.annotations.exchange.markdown_edited import Edited
    from reader.annotations.exchange.markdown_merge import Merged
    from reader.annotations.exchange.markdown_ours import Ours
    from reader.annotations.exchange.written import Written

Placed = tuple[Annotation, Span | None]
HINT = "choose another name"


class Export(NamedTuple):
    """What is to be exported: of which document of which library, as which text."""

    library: Library
    document: str
    store: Annotations
    pieces: Pieces


class NotOursError(StorageError):
    """A file is there that is no export of this document."""


class Plan(NamedTuple):
    """What would be written into a file: ``before`` is what it holds, None where there is none.

    ``merged`` is None where all of it is new, or replaced.
    """

    path: Path
    before: bytes | None
    text: str
    base: Written
    merged: Merged | None


def export_of(
    library: Library,
    entry: Entry,
    store: Annotations,
    document: Document,
    placed: Sequence[Placed],
    source: str,
    *,
    sort: str = PLACE,
    context: bool = False,
) -> Export:
    """The annotations of a document, to be written into a file."""
    linked = entry.id if settings.load().flag("export.links") else ""
    parts = pieces(document, placed, source=source, sort=sort, context=context, linked=linked)
    if not placed and any(map(is_note, store.all())):  # there are some, but none was chosen
        parts = parts._replace(nothing=NONE)
    return Export(library, entry.id, store, parts)


def planned(
    export: Export,
    path: Path,
    *,
    force: bool = False,
    everything: bool = False,
    hint: str = HINT,
) -> Plan:
    """What an export into a file would write; nothing is written.

    ``force`` replaces what is there; ``everything`` writes also what the person took out. Raises
    NotOursError where a file is there that is none of ours.
    """
    from reader.annotations.exchange.markdown_merge import fresh, merge

    before = _bytes(path)
    ours = _ours(export.store, export.pieces)._replace(everything=everything)
    if before is None or not before.strip() or force:
        return Plan(path, before, composed(export.pieces), fresh(ours), None)
    text, base = _text(before), written.load(_base_of(export, path))
    every = {one.id for one in export.store.all()} | export.store.gone()
    other = _not_ours(text, ours, base, every)
    if other:
        raise NotOursError(f"{path} {other}; {hint}")
    is_known = base is not None
    base = base or _base_elsewhere(export.library, export.document, text, ours)
    ours = ours._replace(former=_former(export.store, _copied(text, every)))
    merged = merge(text, ours, base)
    if not is_known and merged.edited:
        ours = ours._replace(former={**ours.former, **_former(export.store, merged.edited)})
        merged = merge(text, ours, base)
    return Plan(path, before, merged.text, merged.base, merged)


def write(export: Export, plan: Plan) -> None:
    """Write what was planned; raises StorageError, also where the file changed meanwhile."""
    if plan.path.exists() and not plan.path.is_file():  # a pipe, a terminal
        save_export(plan.path, plan.text)
        return
    if _bytes(plan.path) != plan.before:
        raise StorageError(f"{plan.path} changed meanwhile; export again")
    new = plan.text.encode("utf-8", "surrogateescape")
    if new != plan.before:
        try:
            replace_file(plan.path, new)
        except OSError as error:
            raise _unwritable(plan.path, error) from None
    # The file first: what a base tells of and the file lacks would be taken for cut out.
    written.save(_base_of(export, plan.path), plan.base, document=export.document, target=plan.path)


def difference(plan: Plan) -> list[str]:
    """What would change in the file, as the lines of a unified diff."""
    name = str(plan.path)
    before = [] if plan.before is None else _text(plan.before).splitlines()
    lines = difflib.unified_diff(before, plan.text.splitlines(), name, name, lineterm="")
    return [line.encode("utf-8", "replace").decode() for line in lines]


def remarks(plan: Plan) -> list[str]:
    """What a person should know of a plan, a sentence each."""
    if plan.merged is None:
        return []
    said = []
    edited, left_out = len(plan.merged.edited), len(plan.merged.left_out)
    if edited:
        was = "was" if edited == 1 else "were"
        said.append(
            f"{_amount(edited, 'note')} {was} edited in the file and not replaced; to bring "
            f"{'it' if edited == 1 else 'them'} in: reader import {shlex.quote(str(plan.path))}"
        )
    if unread := len(plan.merged.unread):
        said.append(
            f"the last line of {_amount(unread, 'passage')} in the file says a colour, style or "
            "kind that there is none of: what was edited there is not seen"
        )
    if left_out:
        said.append(
            f"{_amount(left_out, 'passage')} that you took out of the file "
            f"{'is' if left_out == 1 else 'are'} not written again: --all does"
        )
    return said


def summary(plan: Plan) -> str:
    """What would change, in few words."""
    if plan.merged is None:
        return ""
    made = plan.merged
    counts = (("new", made.new), ("changed", made.changed), ("removed", made.removed))
    return ", ".join(f"{len(ids)} {name}" for name, ids in counts if ids) or "nothing new"


def carry_over(export: Export, before: Path, now: Path) -> None:
    """Give an exported file another name, with what is known of it; raises StorageError, also where
    something has that name."""
    if os.path.lexists(now) and not (before.exists() and now.samefile(before)):
        raise StorageError(f"{now} exists: {before} keeps its name")
    try:
        before.rename(now)
    except OSError as error:
        raise _unwritable(now, error) from None
    moved(export, before, now)


def moved(export: Export, before: Path, now: Path) -> None:
    """An exported file has another name: so has its base. Raises StorageError."""
    old, new = _base_of(export, before), _base_of(export, now)
    base = written.load(old)
    if base is None or old == new:
        return
    written.save(new, base, document=export.document, target=now)
    try:
        old.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(old, error) from None


# Bringing in


class Brought(NamedTuple):
    """What a file brings in: ``both`` are the ids of the notes that were changed here as well, and
    are kept in both versions; ``strange`` the ids of the file that are not of this document."""

    store: Annotations
    entry: Entry
    edits: tuple[Edited, ...]
    both: tuple[str, ...]
    strange: tuple[str, ...]
    deleted: tuple[str, ...]
    batch: Batch | None = None  # that takes it back; None where nothing changed


def brought_in(library: Library, path: Path, *, dry_run: bool = False) -> Brought:
    """Take over the notes and tags that were edited in an exported file, in one step for undo:
    an import like any other.

    Raises ReaderError where the file is no export of a document of this library.
    """
    from reader.annotations.exchange.markdown_edited import edited_in
    from reader.annotations.exchange.markdown_file import parse
    from reader.annotations.exchange.markdown_passages import mentioned

    data = _bytes(path)
    if data is None:
        raise StorageError(f"{path}: no such file")
    text = data.decode("utf-8", "replace")
    ids = mentioned(parse(text.removeprefix("\ufeff")))
    entry, store = _document_of(library, path, ids)
    base_path = written.written_path(library.annotations, entry.id, path)
    base = written.load(base_path)
    document = Document("", (), metadata=Metadata(entry.title, entry.authors))
    ours = _ours(store, pieces(document, [(one, None) for one in store.all() if is_note(one)]))
    is_known = base is not None
    base = _without_undone(base, ours, store) if base is not None else None
    base = base or _base_elsewhere(library, entry.id, text, ours)
    known = {annotation.id for annotation in store.all()}
    ours = ours._replace(former=_former(store, _copied(text, known)))
    edits = edited_in(text, ours, base)
    if not is_known and edits:
        former = _former(store, [edit.id for edit in edits])
        ours = ours._replace(former={**ours.former, **former})
        edits = edited_in(text, ours, base)
    before = {edit.id: store.get(edit.id) for edit in edits}
    changes = {edit.id: _change(store, edit) for edit in edits}
    both = tuple(
        edit.id for edit in edits if edit.also or _meets_another(before[edit.id], *changes[edit.id])
    )
    gone = tuple(sorted(ids & store.gone()))
    result = Brought(store, entry, tuple(edits), both, tuple(sorted(ids - known - set(gone))), gone)
    if dry_run or not edits:
        return result
    chosen = [edit.id for edit in edits if edit.settled and edit.id not in both]
    there = {one: found for one, found in before.items() if found is not None}
    wanted = Edits(
        changed={one: change for one, change in changes.items() if one not in chosen},
        settled=tuple(there[one]._replace(**changes[one][1]) for one in chosen),  # type: ignore[arg-type]
        also=tuple((there[edit.id], {"note": note}) for edit in edits for note in edit.also),
    )
    batch = apply_to(library, f"import {path.name}", entry, store, wanted)
    base = base or written.Written()
    seen = {edit.id: to_record(found) for edit in edits if (found := store.get(edit.id))}
    passages = {edit.id: edit.base._replace(seen=seen.get(edit.id)) for edit in edits}
    base = base._replace(passages={**base.passages, **passages})
    written.save(base_path, base, document=entry.id, target=path)
    return result._replace(batch=batch)


def _without_undone(base: Written, ours: Ours, store: Annotations) -> Written:
    """The base where what was taken back here since is told as it is now: what the file has of it
    was edited there, and may come in again."""
    back = store.undone(base.passages.keys())
    passages = {
        one.id: base.passages[one.id]._replace(body=one.body, tags=one.tags, seen=ours.seen[one.id])
        for one in ours.pieces.passages
        if one.id in back
        and one.id in ours.seen
        and base.passages[one.id].seen != ours.seen[one.id]
    }
    return base._replace(passages={**base.passages, **passages})


def _change(store: Annotations, edit: Edited) -> tuple[Annotation, dict[str, object]]:
    """The annotation as it was seen by who edited the file, and its fields as they are there."""
    there = store.get(edit.id)
    assert there is not None
    as_written = {tag_written(tag): tag for tag in there.tags}
    fewer = {as_written.get(tag, tag) for tag in edit.fewer_tags}
    tags = [*(tag for tag in there.tags if tag not in fewer), *edit.more_tags]
    fields: dict[str, object] = {}
    if tuple(tags) != there.tags:
        fields["tags"] = tuple(dict.fromkeys(tags))
    for name, enum in (("colour", Colour), ("style", Style), ("kind", Kind)):
        if name in edit.look:
            fields[name] = enum(edit.look[name])
    if edit.note is None:
        return there, fields
    fields["note"] = edit.note
    seen = from_record(edit.id, edit.seen) if edit.seen else None
    if seen is None and len({past.annotation.note for past in store.past(edit.id)}) > 1:
        # Nobody knows on which version of the note the person worked: none is replaced.
        seen = there._replace(note=f"{there.note}\n", extra=MappingProxyType({}))
    if seen is None:
        return there, fields
    shown = {name: getattr(there, name) for name in ("tags", *edit.look)}
    return seen._replace(**shown), fields


def _meets_another(
    there: Annotation | None, seen: Annotation, fields: Mapping[str, object]
) -> bool:
    """Whether both sides have another note than the one that was written last."""
    return there is not None and "note" in fields and there.note not in (seen.note, fields["note"])


def _document_of(library: Library, path: Path, ids: set[str]) -> tuple[Entry, Annotations]:
    """The document that a file was exported from: by its base, else by the ids of its passages."""
    exported = set(written.documents_of(library.annotations, path))
    best: tuple[int, Entry, Annotations] | None = None
    if ids:
        for wanted in (exported, None) if exported else (None,):
            for entry, store in library.notebook(
                lambda one, wanted=wanted: wanted is None or one.id in wanted  # type: ignore[misc]
            ):
                count = sum(store.get(one) is not None for one in ids) + len(ids & store.gone())
                if count and (best is None or count > best[0]):
                    best = (count, entry, store)
            if best is not None:
                return best[1], best[2]
    raise ReaderError(
        f"{path}: no passage of it is of an annotation in this library; what is brought in are "
        f"files that “reader export” wrote"
    )


# What they share


def _ours(store: Annotations, parts: Pieces) -> Ours:
    from reader.annotations.exchange.markdown_ours import Ours

    live = {passage.id for passage in parts.passages}
    seen = {one.id: _seen(one) for one in store.all() if one.id in live}
    drop = settings.load().text("export.removed") == "drop"
    return Ours(parts, seen, store.gone() - live, drop=drop)


def _seen(annotation: Annotation) -> dict[str, object]:
    """The record of an annotation as a person sees it: without its other versions."""
    return {name: value for name, value in to_record(annotation).items() if name != "others"}


def _former(store: Annotations, identities: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The earlier notes of annotations, as they were written."""
    return {
        identity: tuple(dict.fromkeys(body_of(past.annotation) for past in store.past(identity)))
        for identity in identities
    }


def _copied(text: str, known: Collection[str]) -> list[str]:
    """The ids of those of these annotations whose passages stand in a file several times."""
    from reader.annotations.exchange.markdown_file import parse
    from reader.annotations.exchange.markdown_passages import copied_in

    return sorted(copied_in(parse(text.removeprefix("\ufeff"))) & set(known))


def _base_elsewhere(library: Library, document: str, text: str, ours: Ours) -> Written | None:
    """A base for a copy of an export: what another file of this document is known to hold."""
    from reader.annotations.exchange.markdown_copied import base_for_copy

    known = map(written.load, written.bases_of(library.annotations, document))
    return base_for_copy(text, ours, [base for base in known if base is not None])


def _not_ours(text: str, ours: Ours, base: Written | None, known: Collection[str]) -> str:
    """Why a file is not to be merged with; empty where it is an export of this document, whose
    annotations are ``known`` by their ids."""
    from reader.annotations.exchange.markdown_file import parse
    from reader.annotations.exchange.markdown_front import COUNT, properties
    from reader.annotations.exchange.markdown_passages import mentioned

    file = parse(text.removeprefix("\ufeff"))
    there = mentioned(file)
    if not there.isdisjoint(known):
        return ""
    front = properties(file)
    if there or "title" not in front or COUNT not in front:
        return "exists, and is the export of another document" if there else "exists"
    same = _value_of(file.text(front["title"])) == _value_of(ours.pieces.front["title"])
    return "" if same or base is not None else "exists, and is the export of another document"


def _value_of(line: str) -> str:
    """The value of a property, without the quotes that it need not have."""
    return line.partition(":")[2].strip().strip("\"'")


def _base_of(export: Export, path: Path) -> Path:
    return written.written_path(export.library.annotations, export.document, path)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError as error:
        raise StorageError(f"cannot read {path}: {error.strerror or error}") from None


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _unwritable(path: Path, error: OSError) -> StorageError:
    return StorageError(f"cannot write {path}: {error.strerror or error}")


def _amount(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"
