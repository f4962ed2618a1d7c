"""The commands of the shell that read a document or print its text; how all of them open one."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from reader import prepaint
from reader.documents.opening import Source, open_document, read_source
from reader.documents.telling import hush
from reader.errors import ReaderError, SourceError, StorageError, UsageError
from reader.output import talk, talk_notices
from reader.piped import is_piped, read_piped, take_keyboard_from_terminal

if TYPE_CHECKING:
    from reader.documents.document import Document
    from reader.library import Entry, Library
    from reader.study.reading import Reading

# --- reading -----------------------------------------------------------------------------------


def read(arguments: argparse.Namespace) -> int:
    """Read a document on the screen: the given one, or the last one.

    Where standard output is no terminal, print its text, as pagers do.
    """
    import gc

    gc.disable()  # until the document is open: a twentieth of the time to the first frame
    from reader.locating import find_library
    from reader.starting import place_of

    in_browser = "TEXTUAL_DRIVER" in os.environ  # another program draws, and sends the keys
    if arguments.source is None and not (in_browser or arguments.plain) and is_piped():
        arguments.source = "-"
    library = find_library(arguments.library)
    gone = _gone(arguments.source, library)
    if gone is not None:
        raise SourceError(
            f"{arguments.source}: no such file any more; what was noted on it is kept: "
            f"“reader annotations” and “reader export” still give it"
        )
    printing = not in_browser and not _is_terminal(sys.stdout) and not arguments.plain
    if arguments.source is not None and printing:
        return show_text(arguments)
    if not arguments.plain:
        hush()
    source = as_asked(_source_or_last(arguments.source, library), arguments)
    place = place_of(arguments.start, source) if arguments.start else None
    link = getattr(arguments, "led", None)
    if link is not None and place is None:
        place = link.place
    if arguments.plain:
        return _read_aloud(library, source, place)
    if not in_browser:
        need_screen()
    from reader.ui.app import run

    refresh, goal = getattr(arguments, "refresh", None), getattr(arguments, "goal", None)
    return run(library, source, place, refresh, link, goal=goal)


def _read_aloud(library: Library, source: Source, place: int | None) -> int:
    from reader.plain import read_aloud

    if source.path is None and _is_terminal(sys.stdout):
        take_keyboard_from_terminal()
    return read_aloud(library, source, place)


def need_screen() -> None:
    """Raise ReaderError where there is no terminal to show something in; the keyboard is that of
    the terminal afterwards, whatever was piped in."""
    if not _is_terminal(sys.stdout) or os.environ.get("TERM") == "dumb":
        raise ReaderError(
            "there is no terminal to read in; “reader --plain SOURCE” reads line by line, "
            "“reader text SOURCE” prints the text"
        )
    if not _is_terminal(sys.stdin):
        take_keyboard_from_terminal()
    prepaint.hush()
    hush()


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def show_text(arguments: argparse.Namespace) -> int:
    """Print the text of a document, paragraphs apart, with the labels that the screen shows."""
    from reader.documents.printed import printed

    source = source_of(arguments.source, arguments)
    document = open_document(source)
    remember_asked(arguments, source, document)
    talk_notices(document.notices)
    for line in printed(document):
        print(line)
    return 0


# --- what they share ---------------------------------------------------------------------------


def source_of(word: str, arguments: argparse.Namespace | None = None) -> Source:
    """The source that a word of the command line names; ``-`` is standard input.

    A page of HTML is read as the ``arguments`` say, else as it was read last.
    """
    source = read_piped() if word == "-" else read_source(Path(word))
    return as_asked(source, arguments) if arguments is not None else source


def as_asked(source: Source, arguments: argparse.Namespace) -> Source:
    """The source, in the format that is asked for, as a whole or for its article."""
    from reader.locating import library_there

    whole, format_ = getattr(arguments, "whole", None), getattr(arguments, "format", "")
    source = source._replace(whole=whole, format=format_)
    if whole is not None or format_:
        return source
    library = library_there(arguments.library)
    return library.as_left(source) if library else source


def remember_asked(arguments: argparse.Namespace, source: Source, document: Document) -> None:
    """Let a file be read from now on as is asked for here, if something is: in a format, as a
    whole or for its article; and a page of the web that is new be listed by its title. That it
    cannot be written down harms nothing here."""
    asked = _is_asked(arguments)
    if source.path is None or not (asked or source.origin):
        return
    from reader.locating import find_library
    from reader.sameness import known_again

    with contextlib.suppress(StorageError):
        library = find_library(arguments.library)
        known = library.known_at(source.path)
        wanted = (source.format, bool(source.whole))
        if known is None or (asked and (known.asked, known.whole) != wanted):
            library.remember(known_again(library, source, document, talk))


def _is_asked(arguments: argparse.Namespace) -> bool:
    asked = getattr(arguments, "format", ""), getattr(arguments, "whole", None)
    return asked not in (("", None), (None, None))


def _source_or_last(word: str | None, library: Library) -> Source:
    """The named source, else the document that was read last, else the first of the library."""
    from reader.library import SHIPPED_FIRST

    if word is not None:
        return source_of(word)
    entry = library.last_opened()
    if entry is None:
        there = [entry for entry in library.entries() if entry.path]
        first = [entry for entry in there if Path(entry.path).name == SHIPPED_FIRST]
        entry = next(iter(first + there), None)
    if entry is None:
        raise UsageError(f"the library {library.root} is empty; name a file: reader FILE")
    return read_source(library.resolve(entry))


def open_reading(arguments: argparse.Namespace) -> tuple[Source, Document, Reading]:
    """The document that was named or read last, with its annotations where they stand now."""
    return open_entry(arguments)[:3]


def open_entry(arguments: argparse.Namespace) -> tuple[Source, Document, Reading, Entry]:
    """The same, with what the library knows of the document."""
    from reader.documents.document import Document, Metadata
    from reader.locating import find_library
    from reader.sameness import known_again
    from reader.study.reading import Reading

    library = find_library(arguments.library)
    gone = _gone(arguments.source, library)
    if gone is not None:
        from reader.catalogue import NO_TEXT

        if gone.format == NO_TEXT:
            talk(f"{gone.title}: its notes came in without a text")
        else:
            talk(f"{gone.path} is not there any more; its annotations are")
        source = Source(gone.path, b"")
        document = Document("", (), metadata=Metadata(gone.title, gone.authors))
        entry = gone
    else:
        source = as_asked(_source_or_last(arguments.source, library), arguments)
        source = library.as_left(source)
        document = open_document(source)
        remember_asked(arguments, source, document)
        entry = known_again(library, source, document, talk)
    store = library.annotations_of(entry)
    reading = Reading(document, store)
    reading.refresh()
    talk_notices(store.notices)
    return source, reading.document, reading, entry


def remembered(arguments: argparse.Namespace, source: Source, document: Document) -> Entry:
    """The entry of a document, put into the catalogue."""
    from reader.locating import find_library

    library = find_library(arguments.library)
    return library.remember(library.recognise(source, document))


def _gone(word: str | None, library: Library) -> Entry | None:
    """The entry of a document whose file is gone, if that was named, by its path or its id."""
    if word is None or word in ("", "-") or os.path.lexists(word):
        return None
    from reader.sameness import with_id

    return library.known_at(Path(word)) or with_id(library, word)
