"""What the commands of the shell do that look after a library: doctor, backup, where, trash.

Data goes to stdout, talk to stderr.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import sys
import textwrap
import time
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from reader import config
from reader.annotations.files import QUARANTINE, path_key
from reader.commands import _annotation_record, _line, _lines, _print_json, _reading, _short, _talk
from reader.doctor import plural
from reader.errors import ReaderError, UsageError
from reader.library import CATALOGUE, Library, find_library

if TYPE_CHECKING:
    from reader.annotations.store import Annotations
    from reader.backup import Backup
    from reader.doctor import Finding
    from reader.mending import Mended
    from reader.restore import Restored
    from reader.survey import Survey

SOON = 0.5  # seconds after which work shows how far it is
_KEPT_AS = {"histories": "journals", "snapshots": "snapshots", "drafts": "drafts"}
MOST = 20  # documents that are named one by one
_MARKS = {True: "!", False: "·"}


# --- doctor ------------------------------------------------------------------------------------


def doctor(arguments: argparse.Namespace) -> int:
    """Check the library, and mend it if asked."""
    from reader.doctor import examine
    from reader.mending import mend
    from reader.survey import survey

    library = _library(arguments)
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
        _print_json(
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
    _talk(f"library: {library.root}")
    outcomes = {one.finding: one for one in mended}
    for file, findings in groupby(found, key=lambda finding: finding.file):
        print(_shown(library, file))
        for finding in findings:
            for line in _finding_lines(finding, outcomes.get(finding), asked=arguments.fix):
                print(_wrapped(line, sys.stdout))
    print(_wrapped(_summary(known, found, mended, serious=serious), sys.stdout))
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
    yield f"  {_MARKS[finding.serious]} {_line(finding.words)}"
    if outcome is not None:
        yield f"    {'not mended' if outcome.failed else 'mended'}: {_line(outcome.words)}"
    elif finding.remedy and not asked:
        yield f"    --fix would: {_line(finding.remedy)}"


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
    return f"{counted}: {what}" + (f"; “reader doctor --fix” mends {mendable}" if mendable else "")


# --- backup and restore ------------------------------------------------------------------------


def backup(arguments: argparse.Namespace) -> int:
    """Put the library into one file."""
    from reader.backup import default_name, make_backup

    library = _library(arguments)
    named = arguments.file or default_name()
    target = Path(named).expanduser()
    if named.endswith(("/", os.sep)) and not target.exists():
        try:
            target.mkdir(parents=True)
        except OSError as error:
            raise ReaderError(f"cannot make the folder {target}: {error.strerror}") from None
    if target.is_dir():
        target = target / default_name()
    if not target.parent.is_dir():
        raise UsageError(f"there is no folder {target.parent}")
    with Progress("backing up") as progress:
        made = make_backup(
            library,
            target,
            with_documents=arguments.with_documents,
            force=arguments.force,
            step=progress.step,
        )
    _tell_backup(library, made, with_documents=arguments.with_documents)
    print(made.path)
    return int(bool(made.missing))


def _tell_backup(library: Library, made: Backup, *, with_documents: bool) -> None:
    for notice in made.notices:
        _talk(f"reader: {_line(notice)}")
    for path in made.missing:
        _talk(f"reader: not in the backup: {_line(path)}")
    counts = made.counts
    annotations = plural(counts["annotations"], "annotation", "annotations")
    said = [f"{annotations} in {plural(counts['annotated'], 'file', 'files')}"]
    said.append(plural(counts["documents"] + counts["outside"], "document", "documents"))
    said += [name for name in ("histories", "snapshots", "drafts") if counts[_KEPT_AS[name]]]
    _talk(f"library: {library.root}")
    _talk(f"{', '.join(said)}: {_size(made.path.stat().st_size)}")
    if made.outside and not with_documents:
        are = plural(len(made.outside), "annotated document is", "annotated documents are")
        _talk(f"{are} elsewhere and not in the backup; --with-documents copies them, too:")
        for path in made.outside:
            _talk(f"  {_line(path)}")


def restore(arguments: argparse.Namespace) -> int:
    """Take a backup, or one annotations file, into the library."""
    from reader.restore import restore as take

    named = arguments.into if arguments.into is not None else arguments.library
    # Looking makes no folders, nor needs them.
    library = _named_library(named) if arguments.dry_run else find_library(named)
    with Progress("checking") as progress:
        result = take(
            library,
            Path(arguments.file).expanduser(),
            dry_run=arguments.dry_run,
            step=progress.step,
        )
    if arguments.json:
        _print_json(
            {"library": str(library.root), "dry_run": arguments.dry_run, **result._asdict()}
        )
        return int(bool(result.failures or result.damaged))
    _talk(f"library: {library.root}" + " (nothing is changed)" * arguments.dry_run)
    for notice in (*result.notices, *result.failures):
        _talk(f"reader: {_line(notice)}")
    for name in result.damaged:
        _talk(f"reader: damaged in the backup and not taken: {_line(name)}")
    _tell_names("would be put back" if arguments.dry_run else "put back", result.documents)
    _tell_names("left alone, it is another text now", result.different)
    print(_restored(result, dry_run=arguments.dry_run))
    if result.trashed:
        are = plural(result.trashed, "of its notes is", "of its notes are")
        _talk(f"{are} in the trash here: “reader trash SOURCE” lists them, and brings them back")
    return int(bool(result.failures or result.damaged))


def _tell_names(what: str, names: Sequence[str]) -> None:
    for name in names[:MOST]:
        print(f"{what}: {_line(name)}")
    if len(names) > MOST:
        print(f"{what}: {len(names) - MOST:,} more (--json names them all)")


def _restored(result: Restored, *, dry_run: bool) -> str:
    put, came = ("would be put back", "would come back") if dry_run else ("put back", "came back")
    there = ("would be", "would be") if dry_run else ("is", "are")
    parts = [
        (len(result.documents), f"document {put}", f"documents {put}"),
        (result.annotations, f"annotation {came}", f"annotations {came}"),
        (result.newer, "was newer in the backup", "were newer in the backup"),
        (
            result.conflicts,
            f"{there[0]} there in two versions now",
            f"{there[1]} there in two versions now",
        ),
        (result.journals, "history", "histories"),
        (result.snapshots, "snapshot", "snapshots"),
        (result.drafts, "draft", "drafts"),
    ]
    said = [plural(count, one, many) for count, one, many in parts if count]
    return ", ".join(said) or (
        "nothing came back" if result.failures or result.damaged else "nothing was missing"
    )


# --- where -------------------------------------------------------------------------------------


def where(arguments: argparse.Namespace) -> int:
    """Say where everything is."""
    library = _library(arguments)
    key = path_key(library.annotations)
    places = {
        "library": library.root,
        "documents": library.documents,
        "annotations": library.annotations,
        "catalogue": library.annotations / CATALOGUE,
        "quarantine": library.annotations / QUARANTINE,
        "journals": library.state / "journals" / key,
        "snapshots": library.state / "snapshots" / key,
        "drafts": library.state / "drafts",
        "state": library.state,
    }
    rows = {name: (path, *_extent(path)) for name, path in places.items()}
    drafts = [path.stat().st_size for path in places["drafts"].glob("[!.]*.json")]
    rows["drafts"] = (places["drafts"], len(drafts), sum(drafts))  # not the locks beside them
    if arguments.json:
        _print_json(
            {
                name: {"path": str(path), "there": path.exists(), "files": files, "bytes": size}
                for name, (path, files, size) in rows.items()
            }
        )
        return 0
    width = max(map(len, rows))
    for name, (path, files, size) in rows.items():
        extent = f"{plural(files, 'file', 'files')}, {_size(size)}"
        print(f"{name:<{width}}  {_line(str(path))}  ({extent if path.exists() else 'not there'})")
    words = (
        "Exports go where you say, at first into the folder you are in. To back everything up, "
        "run “reader backup”; or copy the library, and the state folder, which has the history "
        "of your notes and the changes of a run that was interrupted."
    )
    _talk(_wrapped(words, sys.stderr))
    return 0


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


def _size(count: int) -> str:
    value, unit = float(count), "bytes"
    for larger in ("kB", "MB", "GB", "TB"):
        if value < 1000:
            break
        value, unit = value / 1000, larger
    return f"{value:,.0f} {unit}" if unit == "bytes" or value >= 10 else f"{value:.1f} {unit}"


# --- trash -------------------------------------------------------------------------------------


def trash(arguments: argparse.Namespace) -> int:
    """List the deleted annotations of a document, bring them back, or forget them for good."""
    _, document, reading = _reading(arguments)
    store = reading.store
    deleted = store.deleted()
    if arguments.restore:
        _check_ids(arguments.restore, {a.id for a in deleted})
        store.restore(*arguments.restore)
        _save(store)
        _recount(arguments, store)
        _talk(f"{plural(len(set(arguments.restore)), 'annotation is', 'annotations are')} back")
        return 0
    if arguments.empty is not None:
        _check_ids(arguments.empty, {a.id for a in deleted})
        chosen = [a for a in deleted if not arguments.empty or a.id in arguments.empty]
        if not chosen:
            _talk(f"{document.metadata.title}: nothing is in the trash")
            return 0
        for annotation in chosen:
            _talk(f"{annotation.id}  “{_short(annotation.target.exact)}”")
        what = plural(len(chosen), "annotation", "annotations")
        if not arguments.yes:
            _ask(f"forget {what} for good? This cannot be undone. [y/N] ")
        store.forget(*(a.id for a in chosen))
        _talk(f"{what} forgotten; snapshots, files in {QUARANTINE}/ and backups may still have")
        _talk("what they said")
        return 0
    if arguments.json:
        records = [{**_annotation_record(a, None, document), "deleted": a.deleted} for a in deleted]
        _print_json({"title": document.metadata.title, "deleted": records})
        return 0
    if not deleted:
        _talk(f"{document.metadata.title}: nothing is in the trash")
    for annotation in deleted:
        when = annotation.deleted[:16].replace("T", " ")
        print(f"{annotation.id}  {annotation.colour} {annotation.kind}  deleted {when}")
        for line in _lines(annotation):
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
        _talk(f"reader: {_line(str(error))}")


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


class Progress:
    """How far a long work is, on one line of a terminal; nothing where there is none."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._start = time.monotonic()
        self._shown = ""
        self._quiet = sys.stderr is None or not sys.stderr.isatty()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self._show("")

    def step(self, done: int, of: int) -> None:
        """Show that this many of so many files are done."""
        if time.monotonic() - self._start > SOON:
            counted = f" {done:,} of {of:,} files"
            width = max(0, min(20, _columns(sys.stderr) - len(self._what) - len(counted) - 2))
            full = width * done // max(of, 1)
            self._show(f"{self._what} {'━' * full}{'·' * (width - full)}{counted}")

    def _show(self, words: str) -> None:
        if words != self._shown and not self._quiet:
            wiped = " " * (len(self._shown) - len(words))
            sys.stderr.write(f"\r{words}{wiped}" + "\r" * (not words))
            sys.stderr.flush()
            self._shown = words


def _columns(stream: TextIO) -> int:
    """How wide the terminal is; 0 where there is none, 80 where it does not say."""
    if not stream.isatty():
        return 0
    with contextlib.suppress(OSError):
        return os.get_terminal_size(stream.fileno()).columns or 80
    return 80


def _wrapped(line: str, stream: TextIO) -> str:
    """A line as a terminal shows it, broken between words and indented; whole in a file."""
    width = _columns(stream)
    if len(line) <= width or not width:
        return line
    indent = line[: len(line) - len(line.lstrip(" !·"))]
    wrapped = textwrap.wrap(
        line[len(indent) :],
        width,
        initial_indent=indent,
        subsequent_indent=" " * len(indent),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(wrapped)


def _library(arguments: argparse.Namespace) -> Library:
    """The library that is meant, which must be there; unlike `find_library`, this makes none."""
    library = _named_library(arguments.library)
    if not library.root.is_dir():
        raise UsageError(f"there is no library at {library.root}")
    if not (library.documents.is_dir() or library.annotations.is_dir()):
        raise UsageError(f"{library.root} is no library: it has no documents/ nor annotations/")
    return library


def _named_library(option: str | None) -> Library:
    found = config.named_library(option, os.environ, Path.cwd())
    root = Path.cwd() / found[0] if found else config.default_library()
    return Library(root, config.state_folder())


def _shown(library: Library, path: Path) -> str:
    """A path for one line, relative to the library if inside."""
    inside = path.is_relative_to(library.root)
    return _line(str(path.relative_to(library.root) if inside else path))
