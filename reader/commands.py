"""What the commands of the shell do with documents and their annotations."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from reader import prepaint
from reader.documents.opening import Source, open_document, read_source
from reader.documents.telling import hush
from reader.errors import ReaderError, SourceError, StorageError, UsageError
from reader.output import linked, one_line, only_ascii, print_json, short, talk, talk_notices
from reader.piped import is_piped, read_piped, take_keyboard_from_terminal

if TYPE_CHECKING:
    from reader.annotations.annotation import Annotation
    from reader.documents.document import Document
    from reader.library import Entry, Library
    from reader.study.reading import Reading
    from reader.text.spans import Span

LIKELY = 0.05  # the confidence from which a place is worth a word

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

    return run(library, source, place, getattr(arguments, "refresh", None), link)


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


# --- annotating --------------------------------------------------------------------------------


def annotate(arguments: argparse.Namespace) -> int:
    """Mark a passage, found by its words."""
    from reader.annotations.annotation import Colour, Kind, Style
    from reader.locating import find_library
    from reader.sameness import known_again
    from reader.study.reading import Reading

    library = find_library(arguments.library)
    source = source_of(arguments.source, arguments)
    document = open_document(source)
    span = _passage(document, arguments.quote, arguments.occurrence)
    entry = library.remember(known_again(library, source, document, talk))
    reading = Reading(document, library.annotations_of(entry))
    reading.refresh()
    document = reading.document
    annotation = reading.mark(
        span,
        colour=Colour(arguments.colour),
        style=Style(arguments.style),
        kind=Kind(arguments.kind),
        note=arguments.note,
        tags=dict.fromkeys(tag.removeprefix("#") for tag in arguments.tag),
    )
    try:
        reading.store.save()
        reading.keep()
        from reader.unfiled import keep_unfiled

        path = keep_unfiled(library, entry, source, reading.source)
        if path is not None:
            entry = library.remember(entry.moved_to(library.place_of(path)))
            talk(f"the text is kept as {path}")
    except StorageError as error:  # it is kept in the journal
        talk_notices([str(error)])
    talk_notices(reading.store.notices)
    with contextlib.suppress(StorageError):  # counted when it is read next
        from reader.shelf import recount

        recount(library, entry, reading.store)
    from reader.exporting import follow_change

    talk_notices(follow_change(library, source, entry, reading))
    if arguments.json:
        print_json(annotation_record(annotation, span, document, entry.id))
    else:
        print(annotation.id)
    talk(f"marked in {_where(document, span.start)}: “{short(annotation.target.exact)}”")
    return 0


def _passage(document: Document, quote: str, occurrence: int | None) -> Span:
    """The span of the passage that was meant; raises ReaderError if it is not plain which."""
    from reader.text.quotes import nearest_sentence, quoted

    if not quote.strip():
        raise UsageError("--quote: give the words of the passage")
    found = quoted(document.text, quote)
    if not found:
        near = nearest_sentence(document.text, quote)
        hint = f"; the nearest passage is “{short(near, 300)}”" if near else ""
        raise ReaderError(f"the quote is not in the text{hint}")
    if occurrence is not None:
        if not 1 <= occurrence <= len(found):
            times = "once" if len(found) == 1 else f"{len(found)} times"
            raise ReaderError(f"there is no occurrence {occurrence}: the quote is there {times}")
        return found[occurrence - 1]
    if len(found) > 1:
        for number, span in enumerate(found[:20], 1):
            around = document.text[max(0, span.start - 40) : span.end + 40]
            talk(f"{number:>4}  {_where(document, span.start)}: …{one_line(around)}…")
        raise ReaderError(
            f"the quote is there {len(found)} times; say which with --occurrence N "
            f"(1 to {len(found)}), or quote more"
        )
    return found[0]


def list_annotations(arguments: argparse.Namespace) -> int:
    """List what was said of a document."""
    from reader.annotations.passage_links import link_to

    _, document, reading, entry = open_entry(arguments)
    everything, unreadable = reading.everything(), reading.store.unreadable
    if arguments.orphans:
        return _list_orphans(arguments, document, reading, entry)
    if arguments.json:
        records = [
            _fared(reading, a, annotation_record(a, s, document, entry.id)) for a, s in everything
        ]
        print_json(
            {
                "title": document.metadata.title,
                "annotations": records,
                "unreadable": [{"id": key, "record": record} for key, record in unreadable],
            }
        )
        return 0
    if not everything and not unreadable:
        talk(f"{document.metadata.title}: no annotations yet")
    for annotation, span in everything:
        lost = _orphan(annotation) if document.text else "no text to stand in"
        where = _where(document, span.start) if span else lost
        wording = reading.wording(annotation)
        adjusted = "  adjusted" if wording else ""
        where = linked(where, link_to(entry.id, annotation.id))
        print(f"{annotation.id}  {annotation.colour} {annotation.kind}  {where}{adjusted}")
        lines = list(annotation_lines(annotation))
        if wording:
            lines[:1] = [f"“{one_line(wording)}”", f"was {lines[0]}"]
        for line in lines:
            print(f"    {line}")
    for identity, record in unreadable:
        print(f"{one_line(identity)}  unreadable  {json.dumps(record, ensure_ascii=only_ascii())}")
    return 0


def _fared(
    reading: Reading, annotation: Annotation, record: dict[str, object]
) -> dict[str, object]:
    """The record of an annotation with how it fares in the text as it is now."""
    state = reading.state_of(annotation)
    was = {"was": annotation.target.exact} if state == "adjusted" else {}
    return {**record, "state": state, **was}


def _list_orphans(
    arguments: argparse.Namespace, document: Document, reading: Reading, entry: Entry
) -> int:
    """List what is not in the text any more: where it was, and where it may belong."""
    from reader.annotations.anchoring import STOOD
    from reader.annotations.passage_links import link_to

    found = []
    for annotation in (*reading.orphans, *reading.detached):
        likely = (
            one
            for one in reading.candidates(annotation, 1)
            if one.confidence >= LIKELY or one.how == STOOD
        )
        found.append((annotation, next(likely, None)))
    if arguments.json:
        records = []
        for annotation, best in found:
            target, text = annotation.target, document.text
            near = best and {
                "quote": text[best.start : best.end],
                "start": best.start,
                "end": best.end,
                "confidence": round(best.confidence, 3),
                "how": best.how,
            }
            record = annotation_record(annotation, None, document, entry.id)
            record = _fared(reading, annotation, record)
            records.append(
                {**record, "before": target.prefix, "after": target.suffix, "candidate": near}
            )
        print_json({"title": document.metadata.title, "annotations": records})
        return 0
    if not found:
        talk(f"{document.metadata.title}: every annotation has its words")
    for annotation, best in found:
        target = annotation.target
        where = " › ".join(short(title) for title in target.path) or "before the first section"
        kept = "; kept without a place" if annotation in reading.detached else ""
        where = linked(where, link_to(entry.id, annotation.id))
        print(f"{annotation.id}  {annotation.colour} {annotation.kind}  was in {where}{kept}")
        around = f"{target.prefix}[{target.exact}]{target.suffix}"
        print(f"    …{one_line(around)}…")
        for line in list(annotation_lines(annotation))[bool(target.exact) :]:
            print(f"    {line}")
        if best is not None:
            words = short(document.text[best.start : best.end])
            where = _where(document, best.start)
            if best.end == best.start and target.exact:
                print(f"    its words are gone; it stood there: {where}")
            elif best.how == STOOD:
                print(f"    where it stood ({where}): “{words}”")
            else:
                print(f"    most like it ({best.confidence:.0%}; {where}): “{words}”")
    return 0


def annotation_lines(annotation: Annotation) -> Iterator[str]:
    """What an annotation is about and what it says, a line each."""
    if annotation.target.exact:
        yield f"“{one_line(annotation.target.exact)}”"
    yield from map(one_line, annotation.note.splitlines())
    from reader.annotations.records import other_notes

    for other in other_notes(annotation):
        yield "another version, written elsewhere:"
        yield from map(one_line, other.splitlines())
    if annotation.tags:
        yield " ".join(f"#{one_line(tag)}" for tag in annotation.tags)


def _orphan(annotation: Annotation) -> str:
    was = "".join(f"; they were in {short(title)}" for title in annotation.target.path[-1:])
    return f"orphan: its words are not in the text{was}"


def annotation_record(
    annotation: Annotation, span: Span | None, document: Document, identity: str
) -> dict[str, object]:
    """An annotation for programs; ``span`` is None where its words are not in the text,
    ``identity`` the id of the document."""
    from reader.annotations.passage_links import link_to
    from reader.annotations.records import other_notes

    path = document.section_path(span.start) if span else annotation.target.path
    return {
        "id": annotation.id,
        "kind": annotation.kind,
        "colour": annotation.colour,
        "style": annotation.style,
        "quote": document.text[span.start : span.end] if span else annotation.target.exact,
        "note": annotation.note,
        "other_notes": other_notes(annotation),
        "tags": list(annotation.tags),
        "section": list(path),
        "page": document.page_at(span.start) if span else "",
        "start": span.start if span else None,
        "end": span.end if span else None,
        "orphan": span is None,
        "created": annotation.created,
        "modified": annotation.modified,
        "link": link_to(identity, annotation.id),
    }


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


def _where(document: Document, offset: int) -> str:
    """The innermost section and how far into the text, for one line."""
    from reader.documents.pages import pages_of
    from reader.text.spans import Span

    page = pages_of(document, Span(offset, offset))
    path = document.section_path(offset)
    said = [*map(short, path[-1:]), page, _percent(offset, len(document.text))]
    return ", ".join(filter(None, said))


def _percent(offset: int, length: int) -> str:
    return f"{100 * offset // max(length, 1)}%"
