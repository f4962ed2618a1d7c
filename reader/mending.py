"""Doing what the findings of the doctor propose; all mending goes through the ledger."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from reader.annotations import lineage
from reader.annotations.annotation import new_id
from reader.annotations.files import Json, move_aside, read_signed_json, serialised
from reader.annotations.ledger import Ledger
from reader.annotations.schema import TABLE
from reader.annotations.storage import AtomicStorage, check_tables
from reader.doctor import Finding, Kind, counted, plural, stock_records
from reader.errors import ReaderError, StorageError
from reader.library import CATALOGUE, Library
from reader.survey import Kept, Survey, newest_snapshot, read_catalogue, survey


class Mended(NamedTuple):
    """What was done about a finding; ``failed`` where it could not be."""

    finding: Finding
    words: str
    failed: bool = False


def mend(library: Library, findings: Iterable[Finding]) -> list[Mended]:
    """Do what findings propose, those without a remedy aside. One failure stops no other."""
    done: list[Mended] = []
    known = survey(library)
    wanted = [finding for finding in findings if finding.remedy]
    # Files first: the catalogue is made again from what they say.
    about = list(dict.fromkeys(finding.of or finding.file for finding in wanted))
    catalogue = library.annotations / CATALOGUE
    for path in sorted(about, key=lambda path: path == catalogue):
        concerned = [finding for finding in wanted if (finding.of or finding.file) == path]
        try:
            if path == catalogue:
                words = _mend_catalogue(library, concerned)
            elif concerned[0].kind is Kind.TEXTS:
                move_aside(path)
                words = "set aside"
            elif concerned[0].kind is Kind.TEMPORARY:
                path.unlink(missing_ok=True)
                words = "deleted"
            else:
                words = _mend_file(library, known, path, concerned)
            aside = "taken in and set aside" if path != catalogue else "set aside"
            done += [
                Mended(f, words if f.kind not in (Kind.COPY, Kind.TWIN) else aside)
                for f in concerned
            ]
        except (ReaderError, OSError) as error:
            done += [Mended(finding, str(error), failed=True) for finding in concerned]
    return done


def bring_up(
    library: Library,
    path: Path,
    document: Mapping[str, object],
    *,
    twins: Iterable[Path] = (),
    tables: Iterable[Json] = (),
) -> Ledger:
    """Merge files and tables into a document's annotations, and bring the file up to date.

    The files, once taken in, go to the quarantine. Raises StorageError where something of that
    cannot be; what was there is then as it was.
    """
    with contextlib.ExitStack() as stack:
        written = []
        for one in tables:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="reader-"))
            copy = Path(folder) / f"{new_id()}.json"
            copy.write_bytes(b"".join(serialised(one)))
            written.append(copy)
        ledger = Ledger(path, document, state=library.state, twins=(*twins, *written))
        ledger.save()
    if ledger.read_only:
        raise StorageError(f"{path.name} cannot be changed: {ledger.read_only}")
    return ledger


def _mend_file(library: Library, known: Survey, path: Path, findings: list[Finding]) -> str:
    one = next((k for k in (*known.kept, *known.gone) if k.path == path), None)
    if one is None:
        raise StorageError(f"{path.name} is not there any more")
    kinds = {finding.kind for finding in findings}
    twins = [f.file for f in findings if f.kind in (Kind.TWIN, Kind.COPY)]
    for twin in known.kept:
        if twin.path in twins and twin.damage:
            bring_up(library, twin.path, {})  # a damaged one would be passed over
    document = known.document(one)
    snapshot = newest_snapshot(library, path) if not one.logged or not document else None
    past = read_signed_json(snapshot, check_tables)[0] or {} if snapshot else {}
    if not document and isinstance(past.get("meta"), dict):
        document = past["meta"].get("document") or {}
    taken = [past] if Kind.DAMAGED in kinds and not one.logged and past else []
    if one.journal.zeros or one.journal.missing:
        taken.append({TABLE: one.records})  # what was read from the archives of its journal
    ledger = bring_up(library, path, document, twins=twins, tables=taken)
    if Kind.STOCK in kinds:
        ledger.write(
            "merge", lambda: {i: lineage.succeed(r) for i, r in stock_records(one).items()}
        )
        ledger.save()
    if Kind.JOURNAL in kinds or one.journal.zeros:
        ledger.renew_journal()
    return f"{path.name} has {counted(Kept(library, path).records)}"


def _mend_catalogue(library: Library, findings: list[Finding]) -> str:
    for finding in findings:
        if finding.kind is Kind.COPY:
            move_aside(finding.file)
    path = library.annotations / CATALOGUE
    if any(finding.kind is Kind.CATALOGUE for finding in findings):
        storage = AtomicStorage(path, library.state / "locks")
        with storage.transaction():
            storage.write(storage.read() or {})
    entries = [entry for entry in library.entries() if entry.id]
    if entries:
        library.remember(entries[0])  # and, with it, all that the catalogue lacks
    return f"it lists {plural(len(read_catalogue(library)[0]), 'document', 'documents')}"
