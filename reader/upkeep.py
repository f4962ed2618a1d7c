"""What the commands of the shell do that look after a library: doctor, where, trash."""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import sys
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from reader import config
from reader.annotations.files import QUARANTINE
from reader.annotations_commands import annotation_lines, annotation_record
from reader.commands import open_entry
from reader.doctor import Kind, plural
from reader.errors import ReaderError, UsageError
from reader.library import CATALOGUE, Library
from reader.locating import find_library
from reader.output import Progress, one_line, print_json, short, talk, talk_notices, wrapped

if TYPE_CHECKING:
    from reader.annotations.store import Annotations
    from reader.doctor import Finding
    from reader.mending import Mended
    from reader.survey import Survey

_MADE = "it is made when something is read or noted"
_MARKS = {True: "!", False: "·"}


# --- doctor ------------------------------------------------------------------------------------


def doctor(arguments: argparse.Namespace) -> int:
    """Check the library, and mend it if asked."""
    from reader.doctor import examine
    from reader.mending import mend
    from reader.survey import survey

    if not arguments.json and _none_yet(arguments.library):
        talk(f"there is no library yet, so nothing is wrong with it; {_MADE}")
        return 0
    library = meant_library(arguments)
    with Progress("checking") as progress:
        known = survey(library, progress.step)
        gc.freeze()  # the records stay, so that they need not be looked through again and again
        found = examine(library, known=known, step=progress.step)
    mended: list[Mended] = []
    remaining = found
    if arguments.fix and any(finding.remedy for finding in found):
        mended = mend(library, found)
        known = survey(library)
        remaining = examine(library, orphans=False, known=known)
    serious = any(finding.serious for finding in remaining)
    failed = any(one.failed for one in mended)
    if arguments.json:
        print_json(
            {
                "library": str(library.root),
                "findings": [_finding_record(finding) for finding in found],
                "mended": [
                    {**_finding_record(m.finding), "outcome": m.words, "failed": m.failed}
                    for m in mended
                ],
                "serious": serious,
                **_totals(known),
            }
        )
        return int(serious or failed)
    talk(f"library: {library.root}")
    outcomes = {one.finding: one for one in mended}
    for file, findings in groupby(found, key=lambda finding: finding.file):
        print(_shown(library, file))
        for finding in findings:
            for line in _finding_lines(finding, outcomes.get(finding), asked=arguments.fix):
                print(wrapped(line, sys.stdout))
    print(wrapped(_summary(known, found, mended, serious=serious), sys.stdout))
    return int(serious or failed)


def _finding_record(finding: Finding) -> dict[str, object]:
    return {
        "kind": finding.kind,
        "file": str(finding.file),
        "words": finding.words,
        "remedy": finding.remedy,
        "serious": finding.serious,
    }


def _finding_lines(finding: Finding, outcome: Mended | None, *, asked: bool) -> Iterable[str]:
    yield f"  {_MARKS[finding.serious]} {one_line(finding.words)}"
    if outcome is not None:
        yield f"    {'not mended' if outcome.failed else 'mended'}: {one_line(outcome.words)}"
    elif finding.remedy and not asked:
        yield f"    --fix would: {one_line(finding.remedy)}"


def _totals(known: Survey) -> dict[str, int]:
    return {
        "files": len(known.kept),
        "annotations": known.total(),
    }


def _summary(
    known: Survey, found: Sequence[Finding], mended: Sequence[Mended], *, serious: bool
) -> str:
    totals = _totals(known)
    files = plural(totals["files"], "file", "files")
    counted = f"{files}, {plural(totals['annotations'], 'annotation', 'annotations')}"
    done = sum(not one.failed for one in mended)
    if mended:
        failed = len(mended) - done
        counted += f"; {done} mended" + (f", {failed} not" if failed else "")
        return f"{counted}: {'not all is well yet' if serious or failed else 'all well'}"
    grave = sum(finding.serious for finding in found)
    mendable = sum(bool(finding.remedy) for finding in found)
    if not grave and not mendable:
        return f"{counted}: all well"
    what = plural(grave, "serious problem", "serious problems") if grave else "nothing serious"
    first = "make room first, then " if any(one.kind is Kind.FULL for one in found) else ""
    advice = f"; {first}“reader doctor --fix” mends {mendable}" if mendable else ""
    return f"{counted}: {what}{advice}"


# --- where -------------------------------------------------------------------------------------


def where(arguments: argparse.Namespace) -> int:
    """Say where everything is."""
    from reader.survey import state_folders

    library = named_library(arguments.library)
    journals, snapshots = state_folders(library)
    places = {
        "library": library.root,
        "documents": library.documents,
        "annotations": library.annotations,
        "catalogue": library.annotations / CATALOGUE,
        "quarantine": library.annotations / QUARANTINE,
        "journals": journals,
        "snapshots": snapshots,
        "drafts": library.state / "drafts",
        "state": library.state,
    }
    rows = {name: (path, *_extent(path)) for name, path in places.items()}
    drafts = [path.stat().st_size for path in places["drafts"].glob("[!.]*.json")]
    rows["drafts"] = (places["drafts"], len(drafts), sum(drafts))  # not the locks beside them
    if arguments.json:
        print_json(
            {
                name: {"path": str(path), "there": path.exists(), "files": files, "bytes": size}
                for name, (path, files, size) in rows.items()
            }
        )
        return 0
    if not library.root.is_dir():
        talk(f"there is no library yet; {_MADE}")
    width = max(map(len, rows))
    for name, (path, files, size) in rows.items():
        extent = f"{plural(files, 'file', 'files')}, {size_of(size)}"
        print(
            f"{name:<{width}}  {one_line(str(path))}  ({extent if path.exists() else 'not there'})"
        )
    words = (
        "Exports go where you say, at first into the folder you are in. To back everything up, "
        "run “reader backup”; or copy the library, and the state folder, which has the history "
        "of your notes and the changes of a run that was interrupted."
    )
    talk(wrapped(words, sys.stderr))
    talk(wrapped(_formats(), sys.stderr))
    return 0


def _formats() -> str:
    """Which formats are read, and what installs the others."""
    from reader.documents.known import FORMATS, install, is_installed

    there = [one.name for one in FORMATS.values() if is_installed(one)]
    missing: dict[str, list[str]] = {}
    for one in FORMATS.values():
        if not is_installed(one):
            missing.setdefault(install(one), []).append(one.name)
    others = (f" For {', '.join(names)}: {how}." for how, names in missing.items())
    return f"Formats that can be read: {', '.join(there)}.{''.join(others)}"


def _extent(path: Path) -> tuple[int, int]:
    """How many files are there, and their bytes; links are not followed."""
    if path.is_file():
        return 1, path.stat().st_size
    files = size = 0
    for folder, _, names in os.walk(path):
        for name in names:
            try:
                size += (Path(folder) / name).lstat().st_size
            except OSError:
                continue  # it went away just now
            files += 1
    return files, size


def size_of(count: int) -> str:
    value, unit = float(count), "bytes"
    for larger in ("kB", "MB", "GB", "TB"):
        if value < 1000:
            break
        value, unit = value / 1000, larger
    return f"{value:,.0f} {unit}" if unit == "bytes" or value >= 10 else f"{value:.1f} {unit}"


# --- trash -------------------------------------------------------------------------------------


def trash(arguments: argparse.Namespace) -> int:
    """List the deleted annotations of a document, bring them back, or forget them for good."""
    _, document, reading, entry = open_entry(arguments)
    store = reading.store
    deleted = store.deleted()
    if arguments.restore:
        _check_ids(arguments.restore, {a.id for a in deleted})
        store.restore(*arguments.restore)
        _save(store)
        _recount(arguments, store)
        talk(f"{plural(len(set(arguments.restore)), 'annotation is', 'annotations are')} back")
        return 0
    if arguments.empty is not None:
        _check_ids(arguments.empty, {a.id for a in deleted})
        chosen = [a for a in deleted if not arguments.empty or a.id in arguments.empty]
        if not chosen:
            talk(f"{document.metadata.title}: nothing is in the trash")
            return 0
        for annotation in chosen:
            talk(f"{annotation.id}  “{short(annotation.target.exact)}”")
        what = plural(len(chosen), "annotation", "annotations")
        if not arguments.yes:
            _ask(f"forget {what} for good? This cannot be undone. [y/N] ")
        store.forget(*(a.id for a in chosen))
        talk(f"{what} forgotten; snapshots, files in {QUARANTINE}/ and backups may still have")
        talk("what they said")
        return 0
    if arguments.json:
        records = [
            {**annotation_record(a, None, document, entry.id), "deleted": a.deleted}
            for a in deleted
        ]
        print_json({"title": document.metadata.title, "deleted": records})
        return 0
    if not deleted:
        talk(f"{document.metadata.title}: nothing is in the trash")
    for annotation in deleted:
        when = annotation.deleted[:16].replace("T", " ")
        print(f"{annotation.id}  {annotation.colour} {annotation.kind}  deleted {when}")
        for line in annotation_lines(annotation):
            print(f"    {line}")
    return 0


def _check_ids(named: Iterable[str], there: set[str]) -> None:
    for identity in named:
        if identity not in there:
            raise ReaderError(
                f"there is no deleted annotation {identity} in this document; "
                "“reader trash SOURCE” lists them"
            )


def _save(store: Annotations) -> None:
    try:
        store.save()
    except ReaderError as error:  # it is kept in the journal
        talk_notices([str(error)])


def _recount(arguments: argparse.Namespace, store: Annotations) -> None:
    from reader.shelf import recount

    library = find_library(arguments.library)
    for entry in library.browse():
        if entry.file == store.path.name:
            with contextlib.suppress(ReaderError):  # it is counted when it is read next
                recount(library, entry, store)
            return


def _ask(question: str) -> None:
    if sys.stdin is None or not sys.stdin.isatty():
        raise UsageError("there is no terminal to ask at; --yes says yes beforehand")
    sys.stderr.write(question)
    sys.stderr.flush()
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise ReaderError("nothing was forgotten")


# --- what they share ---------------------------------------------------------------------------


def meant_library(arguments: argparse.Namespace) -> Library:
    """The library that is meant, which must be there; unlike `find_library`, this makes none."""
    library = named_library(arguments.library)
    if not library.root.is_dir():
        made = f" yet; {_MADE}" if _none_yet(arguments.library) else ""
        raise UsageError(f"there is no library at {library.root}{made}")
    if not (library.documents.is_dir() or library.annotations.is_dir()):
        raise UsageError(f"{library.root} is no library: it has no documents/ nor annotations/")
    return library


def _none_yet(option: str | None) -> bool:
    """Whether no library was named, and none was made so far."""
    named = config.named_library(option, os.environ, Path.cwd())
    return named is None and not config.default_library().is_dir()


def named_library(option: str | None) -> Library:
    found = config.named_library(option, os.environ, Path.cwd())
    root = Path.cwd() / found[0] if found else config.default_library()
    return Library(root, config.state_folder())


def _shown(library: Library, path: Path) -> str:
    """A path for one line, relative to the library if inside."""
    inside = path.is_relative_to(library.root)
    return one_line(str(path.relative_to(library.root) if inside else path))
