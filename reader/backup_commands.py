"""The commands of the shell that put a library into one file, and take it back."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.doctor import plural
from reader.errors import ReaderError, UsageError
from reader.library import Library
from reader.locating import find_library
from reader.output import Progress, one_line, print_json, talk, talk_notices
from reader.upkeep import meant_library, named_library, size_of

if TYPE_CHECKING:
    from reader.backup import Backup
    from reader.restore import Restored

_KEPT_AS = {"histories": "journals", "snapshots": "snapshots", "drafts": "drafts"}
MOST = 20  # documents that are named one by one


def backup(arguments: argparse.Namespace) -> int:
    """Put the library into one file."""
    from reader.backup import default_name, make_backup

    library = meant_library(arguments)
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
    talk_notices(made.notices)
    for path in made.missing:
        talk(f"reader: not in the backup: {one_line(path)}")
    counts = made.counts
    annotations = plural(counts["annotations"], "annotation", "annotations")
    said = [f"{annotations} in {plural(counts['annotated'], 'file', 'files')}"]
    said.append(plural(counts["documents"] + counts["outside"], "document", "documents"))
    said += [name for name in ("histories", "snapshots", "drafts") if counts[_KEPT_AS[name]]]
    talk(f"library: {library.root}")
    talk(f"{', '.join(said)}: {size_of(made.path.stat().st_size)}")
    if made.outside and not with_documents:
        are = plural(len(made.outside), "annotated document is", "annotated documents are")
        talk(f"{are} elsewhere and not in the backup; --with-documents copies them, too:")
        for path in made.outside:
            talk(f"  {one_line(path)}")


def restore(arguments: argparse.Namespace) -> int:
    """Take a backup, or one annotations file, into the library."""
    from reader.restore import restore as take

    named = arguments.into if arguments.into is not None else arguments.library
    # Looking makes no folders, nor needs them.
    library = named_library(named) if arguments.dry_run else find_library(named)
    with Progress("checking") as progress:
        result = take(
            library,
            Path(arguments.file).expanduser(),
            dry_run=arguments.dry_run,
            step=progress.step,
        )
    if arguments.json:
        print_json({"library": str(library.root), "dry_run": arguments.dry_run, **result._asdict()})
        return int(bool(result.failures or result.damaged))
    talk(f"library: {library.root}" + " (nothing is changed)" * arguments.dry_run)
    talk_notices((*result.notices, *result.failures))
    for name in result.damaged:
        talk(f"reader: damaged in the backup and not taken: {one_line(name)}")
    _tell_names("would be put back" if arguments.dry_run else "put back", result.documents)
    _tell_names("left alone, it is another text now", result.different)
    print(_restored(result, dry_run=arguments.dry_run))
    if result.trashed:
        are = plural(result.trashed, "of its notes is", "of its notes are")
        talk(f"{are} in the trash here: “reader trash SOURCE” lists them, and brings them back")
    return int(bool(result.failures or result.damaged))


def _tell_names(what: str, names: Sequence[str]) -> None:
    for name in names[:MOST]:
        print(f"{what}: {one_line(name)}")
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
