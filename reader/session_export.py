"""`reader export --session`: what was marked in a session, in all its documents as one text."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from reader.errors import StorageError, UsageError
from reader.exporting import save
from reader.library import Library, slug
from reader.locating import find_library
from reader.output import one_line, talk
from reader.sessions import Held, day_begins, held_in, only, parts_of
from reader.study.recap import recap
from reader.study.recap_markdown import markdown_of, title_of
from reader.study.sessions import sessions_named


def export_session(arguments: argparse.Namespace) -> int:
    """Write the recap as Markdown; in another format the annotations of its one document."""
    from reader.annotations.exchange.outputs import MARKDOWN, output_for, output_named

    library = find_library(arguments.library)
    asked = arguments.as_format or output_for(arguments.output or "") or MARKDOWN
    output = output_named(asked, library.root)
    held = held_in(library, _say)
    known = [one for part in held for one in part.sessions]
    held = only(held, sessions_named(known, arguments.session, day_begins()))
    chosen = _chosen(arguments)
    if output.name != MARKDOWN or chosen:
        _name_the_document(arguments, library, held, chosen or output.called)
        from reader.export_command import export

        return export(arguments)
    found = recap(parts_of(library, held, _say))
    made = markdown_of(found)
    if arguments.output in (None, "-"):
        sys.stdout.write(made)
        return 0
    path = _write(arguments.output, f"{slug(title_of(found))}.md", made, force=arguments.force)
    count = len(found.marks)
    talk(f"{count} annotation{'s' * (count != 1)} written to {path}")
    return 0


def _chosen(arguments: argparse.Namespace) -> str:
    """What is asked for that only an export of one document can do."""
    names = ("color", "kind", "tag", "section", "since", "until", "context", "dry_run")
    given = [name for name in names if getattr(arguments, name)]
    given += ["sort"] if arguments.sort != "place" else []
    return f"--{given[0].replace('_', '-')}" if given else ""


def _name_the_document(
    arguments: argparse.Namespace, library: Library, held: list[Held], what: str
) -> None:
    """Let the one document of a session be the one that is exported."""
    if len(held) > 1:
        titles = "; ".join(one_line(one.entry.title) for one in held)
        raise UsageError(f"{what} is for one document, and the session was in several: {titles}")
    entry = held[0].entry
    arguments.source = str(library.resolve(entry)) if entry.path else entry.id


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
