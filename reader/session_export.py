"""`reader export --session`: what was marked in a session, in all its documents."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import StorageError, UsageError
from reader.exporting import save
from reader.library import Library, slug
from reader.locating import find_library
from reader.output import one_line, talk
from reader.sessions import Held, day_begins, held_in, only, parts_of
from reader.study.recap import recap
from reader.study.recap_markdown import markdown_of, title_of
from reader.study.session import marked_in
from reader.study.sessions import sessions_named

if TYPE_CHECKING:
    from reader.annotations.exchange.outputs import Output

ORDERED = "sort", "context"  # what no format with an order of its own has


def export_session(arguments: argparse.Namespace) -> int:
    """Write the recap as Markdown; in another format the annotations of its one document, or of
    several as one table or a file each."""
    from reader.annotations.exchange.outputs import MARKDOWN, output_for, output_named

    library = find_library(arguments.library)
    asked = arguments.as_format or output_for(arguments.output or "") or MARKDOWN
    output = output_named(asked, library.root)
    held = held_in(library, _say)
    known = [one for part in held for one in part.sessions]
    held = only(held, sessions_named(known, arguments.session, day_begins()))
    chosen = _chosen(arguments)
    if output.name != MARKDOWN or chosen:
        return _annotations(arguments, library, held, output, chosen)
    found = recap(parts_of(library, held, _say))
    own = f"{slug(title_of(found))}.md"
    return _put(arguments, own, markdown_of(found), len(found.marks))


def _annotations(
    arguments: argparse.Namespace, library: Library, held: list[Held], output: Output, chosen: str
) -> int:
    """What was marked, in a format that is of one document."""
    from reader.export_command import export

    held = _with_marks(library, held) or held[:1]
    folder = arguments.output and (
        arguments.output.endswith(os.sep) or Path(arguments.output).expanduser().is_dir()
    )
    if len(held) > 1 and not folder:
        if output.name == "csv" and chosen.removeprefix("--") not in (*ORDERED, "dry-run"):
            return _table(arguments, library, held)
        titles = "; ".join(one_line(one.entry.title) for one in held)
        raise UsageError(
            f"{chosen or output.called} is for one document, and the session was in several: "
            f"{titles}; -o FOLDER/ writes a file for each"
        )
    for one in held:
        entry = one.entry
        arguments.source = str(library.resolve(entry)) if entry.path else entry.id
        export(arguments)
    return 0


def _with_marks(library: Library, held: list[Held]) -> list[Held]:
    """The documents of which some of the marks are still there."""

    def is_marked(one: Held) -> bool:
        store, marked = library.annotations_of(one.entry), marked_in(one.sessions)
        return any(store.get(identity) is not None for identity in marked)

    return [one for one in held if is_marked(one)]


def _table(arguments: argparse.Namespace, library: Library, held: list[Held]) -> int:
    """The annotations of several documents as rows of one table."""
    from reader.annotations.exchange.csv_table import COLUMNS, rows_of, written_rows
    from reader.annotations.selection import selected
    from reader.export_command import selection_of

    wanted, parts = selection_of(arguments), parts_of(library, held, _say)
    rows: list[Sequence[str]] = [COLUMNS]
    for part in parts:
        mine = wanted._replace(touched=marked_in(part.sessions))
        placed = selected(part.document, part.placed, mine)
        rows += rows_of(part.document, placed, source=part.source, document_id=part.id)
    own = f"{slug(title_of(recap(parts)))}.csv"
    return _put(arguments, own, written_rows(rows), len(rows) - 1)


def _put(arguments: argparse.Namespace, own: str, made: str, count: int) -> int:
    """Print it, or write it into a file, by its ``own`` name in a folder."""
    if arguments.output in (None, "-"):
        sys.stdout.write(made)
        return 0
    path = _write(arguments.output, own, made, force=arguments.force)
    talk(f"{count} annotation{'s' * (count != 1)} written to {path}")
    return 0


def _chosen(arguments: argparse.Namespace) -> str:
    """What is asked for that only an export of one document can do."""
    names = ("context", "dry_run", "color", "kind", "tag", "section", "since", "until")
    given = ["sort"] if arguments.sort != "place" else []
    given += [name for name in names if getattr(arguments, name)]
    return f"--{given[0].replace('_', '-')}" if given else ""


def _write(name: str, own: str, made: str, *, force: bool) -> Path:
    """Write it into a file or a folder; where it is now."""
    path = Path(name).expanduser()
    try:
        if path.is_dir() or name.endswith(os.sep):
            path.mkdir(parents=True, exist_ok=True)
            path /= own
        save(path, made, replace=force)
    except FileExistsError:
        raise StorageError(f"{path} exists; --force writes over it") from None
    except OSError as error:
        raise StorageError(f"cannot write {path}: {error.strerror or error}") from None
    return path


def _say(words: str) -> None:
    talk(f"reader: {one_line(words)}")
