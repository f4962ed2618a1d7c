"""`reader export --into FOLDER`: a file for each document, named by the setting export.name."""

from __future__ import annotations

import argparse

from reader import automatic, commands, export_command, settings
from reader.annotations.annotation import is_note
from reader.automatic import Done, Where
from reader.errors import ReaderError, UsageError
from reader.following import export_of_entry
from reader.library import Entry, Library, named
from reader.locating import find_library
from reader.output import Progress, one_line, talk


def export(arguments: argparse.Namespace) -> int:
    """Export the annotations of a document; into a folder with ``--all`` of every one that has
    some."""
    if arguments.into is None:
        if arguments.session and arguments.source is None:
            from reader.session_export import export_session

            return export_session(arguments)
        return export_command.export(arguments)
    if arguments.output or arguments.dry_run or arguments.force:
        raise UsageError("--into goes without -o, --dry-run and --force")
    library = find_library(arguments.library)
    _refuse_what_is_not_merged(arguments, library)
    place = automatic.where(library, settings.load(), arguments.into)
    if arguments.all:
        if arguments.source is not None:
            raise UsageError("--into with --all takes every document: leave SOURCE out")
        return _all(library, place)
    source, document, reading, entry = commands.open_entry(arguments)
    done = automatic.export_by_itself(
        library,
        entry,
        reading.store,
        document,
        reading.everything(),
        named(library, source),
        place,
    )
    if done is None:
        talk(f"{document.metadata.title}: no annotations yet")
    else:
        talk(f"{done.path}" if done.wrote else f"{done.path} is up to date")
        _tell_remarks(done)
    return 0


def _refuse_what_is_not_merged(arguments: argparse.Namespace, library: Library) -> None:
    """Raises UsageError for a format other than Markdown, and for a choice of annotations: the
    files in a folder are brought up each time, and only Markdown with all of them can be."""
    from reader.annotations.exchange.outputs import MARKDOWN, output_named

    asked = arguments.as_format
    if asked and output_named(asked, library.root).name != MARKDOWN:
        raise UsageError(
            f"--into writes Markdown, which can be brought up: not with --format {asked}; "
            f"reader export SOURCE --format {asked} -o FILE writes a single document"
        )
    names = ("color", "kind", "tag", "section", "since", "until", "session", "context")
    given = [name for name in names if getattr(arguments, name)]
    given += ["sort"] if arguments.sort != "place" else []
    if given:
        raise UsageError(f"--into writes all annotations: not with --{given[0]}")


def _all(library: Library, place: Where) -> int:
    """Every document that has annotations, and the index; 1 where one could not be exported."""
    entries = [entry for entry, store in library.notebook() if _has_notes(library, entry, place)]
    wrote = same = failed = 0
    with Progress("exporting", "documents") as progress:
        for number, entry in enumerate(entries):
            progress.step(number, len(entries))
            try:
                done = export_of_entry(library, entry, place)
            except (ReaderError, OSError) as error:
                failed += 1
                talk(f"reader: {one_line(entry.title)}: {one_line(str(error))}")
                continue
            if done is not None:
                wrote, same = wrote + done.wrote, same + (not done.wrote)
                _tell_remarks(done)
    automatic.update_index(library, place)
    not_done = f", {failed} not exported" if failed else ""
    talk(f"{wrote} written in {place.folder}, {same} up to date{not_done}")
    return 1 if failed else 0


def _has_notes(library: Library, entry: Entry, place: Where) -> bool:
    """Whether there is something to export, or was once."""
    if automatic.recall(library, entry.id, place.folder) is not None:
        return True
    return any(map(is_note, library.annotations_of(entry).all()))


def _tell_remarks(done: Done) -> None:
    for remark in done.remarks:
        talk(remark)
