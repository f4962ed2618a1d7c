"""The commands of the shell about the shelf: what is on it, putting files on it and off it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from reader.commands import need_screen
from reader.errors import ReaderError, UsageError
from reader.output import Progress, linked, one_line, print_json, talk

if TYPE_CHECKING:
    from reader.catalogue import Entry
    from reader.library import Library


def library(arguments: argparse.Namespace) -> int:
    """Show the library on the screen."""
    import gc

    gc.disable()  # until the shelf is loaded
    from reader.locating import find_library

    found = find_library(arguments.library)
    need_screen()
    from reader.ui.app import run

    return run(found, None)


def list_documents(arguments: argparse.Namespace) -> int:
    """List the documents of the library."""
    from reader.annotations.passage_links import link_to
    from reader.locating import find_library
    from reader.shelf import counted, place_shown, progress

    found = find_library(arguments.library)
    entries = [e for e in counted(found) if arguments.all or not e.off_the_shelf]
    if arguments.json:
        from reader.config import load_state
        from reader.study.tempo import of_person

        tempo = of_person(load_state())
        records = [_record(found, entry, tempo) for entry in entries]
        print_json({"library": str(found.root), "documents": records})
        return 0
    talk(f"library: {found.root}")
    noted = [_notes(entry) for entry in entries]
    width = max(map(len, noted), default=0)
    for entry, notes in zip(entries, noted, strict=True):
        at = f"{int(100 * progress(entry))}%" if entry.opened else "new"
        gone = "" if _is_there(found, entry) else "  (not there any more)"
        gone += "  (forgotten)" if entry.off_the_shelf else ""
        title = linked(one_line(entry.title), link_to(entry.id))
        where = one_line(entry.path or place_shown(found, entry))
        print(f"{at:>4}  {notes:>{width}}  {title}  {where}{gone}")
    return 0


def _notes(entry: Entry) -> str:
    if entry.annotations <= 0:
        return "-"
    return f"{entry.annotations}" + (f" {entry.questions}?" if entry.questions else "")


def _is_there(library: Library, entry: Entry) -> bool:
    """Whether a document is where it was: its file, with its text or an edited one."""
    from reader.recognising import is_back
    from reader.sameness import replaced
    from reader.shelf import is_there

    if entry.displaced and entry.path and entry.annotations > 0:  # its text may be there again
        return is_back(entry, library.resolve(entry), None)
    return is_there(library, entry) and not replaced(library, entry)


def _record(library: Library, entry: Entry, tempo: float) -> dict[str, object]:
    from reader.shelf import card_of, progress
    from reader.study.coverage import covered

    left = card_of(entry, tempo=tempo).minutes
    return {
        "id": entry.id or None,
        "title": entry.title,
        "authors": list(entry.authors),
        "path": str(library.resolve(entry)) if entry.path else None,
        "there": _is_there(library, entry),
        "format": entry.format,
        "added": entry.added or None,
        "opened": entry.opened or None,
        "forgotten": entry.off_the_shelf,
        "place": entry.place,
        "length": entry.length,
        "read": covered(entry.read, 0, entry.length),
        "progress": round(progress(entry), 4),
        "minutes_left": None if left is None else round(left, 1),
        "annotations": max(0, entry.annotations),
        "questions": max(0, entry.questions),
        "tags": list(entry.tags),
        "collections": list(entry.collections),
    }


def add(arguments: argparse.Namespace) -> int:
    """Put files and folders on the shelf."""
    from reader import gathering
    from reader.locating import find_library

    paths = [Path(word).expanduser() for word in arguments.paths]
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder")
        if (arguments.watch or arguments.unwatch) and not path.is_dir():
            raise UsageError(f"{path} is no folder: only folders can be watched")
    found = find_library(arguments.library)
    if arguments.unwatch:
        for path in paths:
            found.watch(path, watched=False)
        talk("watched no longer; the documents stay")
        return 0
    if arguments.watch:
        for path in paths:
            found.watch(path)
    known = gathering.known_to(found, found.browse())
    last = gathering.Progress()
    with Progress("looking into files") as shown:
        for last in gathering.gather(found, paths, known):
            shown.step(last.done, last.total)
    if arguments.json:
        record = last._asdict()
        print_json({name: record[name] for name in ("added", "moved", "known", "problems")})
    else:
        talk(last._replace(problems=()).words)
        for problem in last.problems:
            talk(f"reader: {one_line(problem)}")
    return 1 if last.problems else 0


def forget(arguments: argparse.Namespace) -> int:
    """Take documents off the shelf."""
    from reader.annotations.annotation import now
    from reader.locating import find_library
    from reader.shelf import identified

    found = find_library(arguments.library)
    entries = {entry.path: entry for entry in found.browse()}
    chosen = []
    for word in arguments.sources:
        entry = entries.get(found.place_of(Path(word).expanduser()))
        if entry is None:
            raise ReaderError(f"{word}: the library does not know it; “reader documents” lists all")
        chosen.append(identified(entry)._replace(forgotten=now()))
    found.keep(chosen, "forgotten")
    for entry in chosen:
        talk(f"forgotten: {one_line(entry.title)}; its file and its notes stay")
    return 0
