"""`reader import`: notes of other programs come in, and what was edited in exported files."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reader import edited_notes, following, sameness
from reader.batches import Outcome
from reader.errors import ReaderError, UsageError
from reader.import_planning import plan
from reader.import_plans import OWN, File, Part, Plan
from reader.importing import apply, last_import, read_file
from reader.importing_told import (
    lines_of,
    nothing_in,
    problem_line,
    summary,
    taken_back,
    title_shown,
)
from reader.library import Library
from reader.locating import find_library
from reader.merging import Brought, brought_in
from reader.output import Progress, one_line, print_json, styled, talk

PROBLEMS = 20  # that are told of; all are in the JSON


def import_notes(arguments: argparse.Namespace) -> int:
    """Let notes come in; exit code 1 where nothing could be read."""
    library = find_library(arguments.library)
    if arguments.undo:
        _refuse_with_undo(arguments)
        return _undo(library, dry_run=arguments.dry_run, as_json=arguments.json)
    if not arguments.files:
        raise UsageError("say which file the notes are in: reader import FILE")
    to = sameness.find(library, arguments.to) if arguments.to else None
    brought: list[tuple[Path, Brought]] = []
    files: list[File] = []
    with Progress("importing") as progress:
        for number, word in enumerate(arguments.files):
            progress.step(number, len(arguments.files))
            path = Path(word).expanduser()
            file = read_file(path, arguments.format)
            ours = file.imported.format == OWN and to is None
            edited = _brought(library, path, dry_run=arguments.dry_run) if ours else None
            if edited is not None:
                brought.append((path, edited))
                if edited.edits and not arguments.dry_run:
                    for notice in following.follow(library, [edited.entry.id]):
                        talk(one_line(notice))
            else:
                files.append(file)
        planned = plan(
            library,
            files,
            to,
            lambda what, done, of: progress.say(_far(what, done, of)),
            restore=arguments.restore,
        )
        outcome = None
        if planned.is_news and not arguments.dry_run:
            outcome = apply(
                library, planned, lambda what, done, of: progress.say(_far(what, done, of))
            )
    read = bool(brought) or any(file.imported.incoming for file in files)
    if arguments.json:
        print_json(_record(brought, planned, outcome, dry_run=arguments.dry_run))
    else:
        for path, edited in brought:
            edited_notes.tell(path, edited, dry_run=arguments.dry_run)
        _tell(planned, outcome)
    return 0 if read else 1


def _far(what: str, done: int, of: int) -> str:
    return f"{what} {done:,} of {of:,}"


def _brought(library: Library, path: Path, *, dry_run: bool) -> Brought | None:
    """What was edited in a file that this library exported; None for one of another library."""
    try:
        return brought_in(library, path, dry_run=dry_run)
    except ReaderError:
        return None


def _refuse_with_undo(arguments: argparse.Namespace) -> None:
    """Raises UsageError for what means nothing where an import is taken back."""
    given = (
        ("FILE", arguments.files),
        ("--to", arguments.to),
        ("--format", arguments.format),
        ("--restore", arguments.restore),
    )
    meant = next((name for name, value in given if value), "")
    if meant:
        raise UsageError(f"--undo takes back all of the last import: it does not go with {meant}")


def _undo(library: Library, *, dry_run: bool, as_json: bool) -> int:
    batch = last_import(library)
    outcome = None
    if batch is not None:
        outcome = following.take_back(library, batch, dry_run=dry_run)
    if as_json:
        print_json({"dry_run": True, "would": _outcome(outcome)} if dry_run else _outcome(outcome))
    elif batch is None or outcome is None:
        talk("no import is left that could be taken back")
    else:
        talk(taken_back(outcome, dry_run=dry_run))
        _tell_refused(outcome)
    return 0 if outcome is not None and not outcome.refused else 1


# --- what is said ------------------------------------------------------------------------------


def _tell(planned: Plan, outcome: Outcome | None) -> None:
    for part in planned.parts:
        print(f"{styled(one_line(title_shown(part)), 'bold')}")
        for line in lines_of(part):
            print(f"  {one_line(line)}")
        if part.trouble:
            print(f"  its text cannot be read now: {one_line(part.trouble)}")
    for file in planned.files:
        if file.problem:
            talk(f"reader: {one_line(file.problem)}")
        elif not (file.imported.incoming or file.imported.problems):
            talk(one_line(nothing_in(file)))
    problems = [
        problem_line(file.name, problem)
        for file in planned.files
        for problem in file.imported.problems
    ]
    for line in problems[:PROBLEMS]:
        talk(one_line(line))
    if len(problems) > PROBLEMS:
        talk(f"and {len(problems) - PROBLEMS:,} more like these: --json has all")
    if planned.parts:
        talk(summary(planned, outcome))
    if outcome is not None:
        _tell_refused(outcome)


def _tell_refused(outcome: Outcome) -> None:
    for title, reason in outcome.refused:
        talk(f"reader: {one_line(title)}: {one_line(reason)}")
    for notice in outcome.notices:
        talk(one_line(notice))


def _record(
    brought: Iterable[tuple[Path, Brought]],
    planned: Plan,
    outcome: Outcome | None,
    *,
    dry_run: bool,
) -> dict[str, Any]:
    return {
        "dry_run": dry_run,
        "files": [edited_notes.record(path, one) for path, one in brought]
        + [
            {
                "path": file.name,
                "format": file.imported.format,
                "read": len(file.imported.incoming),
                "problem": file.problem,
                "problems": [one._asdict() for one in file.imported.problems],
            }
            for file in planned.files
        ],
        "works": list(map(_work_record, planned.parts)),
        "done": _outcome(outcome),
    }


def _work_record(part: Part) -> dict[str, Any]:
    return {
        "path": part.name,
        "title": part.work.title,
        "authors": list(part.work.authors),
        "document": part.entry.id,
        "document_title": part.entry.title,
        "document_path": part.entry.path,
        "by": str(part.by),
        "quotes_found": part.confirmed.found,
        "quotes_tried": part.confirmed.tried,
        "maybe": [{"id": one.id, "title": one.title, "path": one.path} for one in part.maybe],
        "trouble": part.trouble,
        "reviews": part.reviews,
        "counts": {str(fate): count for fate, count in part.counts.items()},
        "annotations": [
            {
                "id": one.annotation.id,
                "line": one.incoming.line,
                "what": str(one.fate),
                "quote": one.annotation.target.exact,
            }
            for one in part.going
        ],
    }


def _outcome(outcome: Outcome | None) -> dict[str, Any] | None:
    if outcome is None:
        return None
    return {
        "batch": outcome.batch.id,
        "label": outcome.batch.label,
        "annotations": outcome.annotations,
        "documents": outcome.documents,
        "left": outcome.left,
        "refused": [{"title": title, "why": reason} for title, reason in outcome.refused],
    }
