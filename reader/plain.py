"""`reader --plain`: reading without a screen. Words are said in lines, commands typed in lines.

There are no borders, no colours and no movement of the cursor, so that a screen reader, a braille
line or a slow connection can follow. What is marked and written, and the place, are kept as on the
screen.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

from reader import merging, plain_links, speech
from reader.annotations.annotation import Annotation, Colour, Kind, now
from reader.documents.chapter_titles import with_joined_titles
from reader.documents.document import Document
from reader.documents.opening import Source, open_document
from reader.errors import ReaderError
from reader.exporting import export_to, follow_change, make_folder_of
from reader.library import Entry, Library
from reader.sameness import known_again
from reader.study.coverage import merge
from reader.study.reading import Reading
from reader.text.search import compile_query, find_all
from reader.text.spans import Span

_KEEP = 10  # sentences or paragraphs after which the place is written down
_MANY = 40  # lines of a list that are said without asking for words


@dataclass
class Sitting:
    """A document being read aloud. ``unit`` is what was said last, and what commands act on."""

    library: Library
    source: Source
    entry: Entry
    reading: Reading
    unit: Span
    by: str = speech.PARAGRAPH
    left: Span | None = None  # what was said last where a link was followed
    query: str = ""
    read: list[Span] = field(default_factory=list)
    since_kept: int = 0

    @property
    def document(self) -> Document:
        """What is being read."""
        return self.reading.document


def read_aloud(library: Library, source: Source, place: int | None = None) -> int:
    """Read a document line by line until the person quits or the commands end.

    It begins at ``place``, else where one stopped.
    """
    document = open_document(source)
    if not document.blocks:
        raise ReaderError(f"{source.name} has no text in it")
    entry = library.remember(known_again(library, source, document, _tell), opened=now())
    reading = Reading(document, library.annotations_of(entry))
    reading.refresh(from_disk=True)
    sitting = Sitting(library, source, entry, reading, Span(0, 0))
    place = min(entry.place if place is None else place, len(document.text) - 1)
    sitting.unit = speech.unit_at(sitting.document, place, sitting.by)
    for name in ("SIGTERM", "SIGHUP"):
        if number := getattr(signal, name, None):
            signal.signal(number, signal.default_int_handler)
    try:
        _greet(sitting)
        while _obey(sitting):
            pass
    except KeyboardInterrupt:
        print()
        return 130
    finally:
        _keep_place(sitting)
        reading.store.save()
        with suppress(ReaderError):  # the annotations are found by their words then
            reading.keep()
        for remark in follow_change(library, sitting.source, sitting.entry, reading, stops=True):
            _tell(f"{remark}.")
    return 0


def _obey(sitting: Sitting) -> bool:
    """Read one command and do it; whether there is more to come."""
    try:
        line = input("> " if sys.stdin.isatty() else "").strip()
    except EOFError:
        return False
    if sitting.reading.refresh(from_disk=True):
        _tell("Annotations changed elsewhere.")
    word, _, rest = line.partition(" ")
    if line.startswith("/"):
        word, rest = "/", line[1:]
    command = COMMANDS_BY_WORD.get(word.casefold())
    try:
        if command is None:
            _tell(f"“{speech.short(word)}” is no command. h and enter lists them.")
        else:
            return command.do(sitting, rest.strip()) is not False
    except ReaderError as error:
        _tell(f"{str(error)[:1].upper()}{str(error)[1:]}.")
    return True


def _tell(text: str) -> None:
    try:
        width = os.get_terminal_size(sys.stdout.fileno()).columns - 1
    except (OSError, ValueError):
        width = 0
    for line in speech.in_lines(text, width):
        print(line)
    sys.stdout.flush()


def _greet(sitting: Sitting) -> None:
    document = sitting.document
    by = f", by {', '.join(document.metadata.authors)}" if document.metadata.authors else ""
    _tell(f"{speech.one_line(document.metadata.title)}{by}.")
    count = speech.amount(len(sitting.reading.everything()), "annotation")
    _tell(f"{speech.where(document, sitting.unit.start)} {count}. Enter reads on, h is help.")
    if sitting.reading.changed and sitting.reading.fates.line:
        _tell(f"Edited since: {sitting.reading.fates.line}.")
    for notice in (*document.notices, *sitting.reading.store.notices):
        _tell(notice)
    _say(sitting)


def _say(sitting: Sitting) -> None:
    """Say the words at the place, and what was noted on them."""
    _tell(speech.said(sitting.document, sitting.unit))
    if links := plain_links.numbered(sitting.document, sitting.unit):
        _tell(links)
    for line in speech.notes_on(sitting.reading, sitting.unit):
        _tell(line)
    sitting.read = merge([*sitting.read, sitting.unit])
    sitting.since_kept += 1
    if sitting.since_kept >= _KEEP:
        _keep_place(sitting)


def _keep_place(sitting: Sitting) -> None:
    try:
        sitting.entry = sitting.library.remember(
            sitting.entry, place=sitting.unit.start, read=sitting.read, opened=now()
        )
    except ReaderError as error:
        _tell(f"The place could not be kept: {error}.")
    sitting.since_kept = 0


def _go(sitting: Sitting, unit: Span) -> None:
    sitting.unit = unit
    _say(sitting)


# --- going about -------------------------------------------------------------------------------


def _next(sitting: Sitting, rest: str) -> None:
    unit = speech.next_unit(sitting.document, sitting.unit, sitting.by)
    _go(sitting, unit) if unit else _tell("That was the end.")


def _back(sitting: Sitting, rest: str) -> None:
    unit = speech.unit_before(sitting.document, sitting.unit, sitting.by)
    _go(sitting, unit) if unit else _tell("This is the beginning.")


def _again(sitting: Sitting, rest: str) -> None:
    _say(sitting)


def _sections(sitting: Sitting, rest: str) -> None:
    document = with_joined_titles(sitting.document)
    outline = document.outline
    if not outline:
        _tell("No sections were found.")
    elif rest.isdigit():
        if not 1 <= int(rest) <= len(outline):
            _tell(f"There are {speech.amount(len(outline), 'section')}; s lists them.")
            return
        start = outline[int(rest) - 1].start
        _go(sitting, speech.unit_at(sitting.document, start, sitting.by))
    else:
        counts = [sitting.reading.tally(one.start, one.end).notes for one in outline]
        lines = speech.sections(document, sitting.entry.read, counts, rest)
        _list(lines, "section", "s NUMBER goes there", "s WORDS lists those with the words")


def _list(lines: list[str], what: str, then: str, fewer: str) -> None:
    for line in lines[:_MANY]:
        _tell(line)
    more = f", {_MANY} are listed; {fewer}" if len(lines) > _MANY else ""
    _tell(f"{speech.amount(len(lines), what)}{more}; {then}." if lines else f"No {what}s.")


def _search(sitting: Sitting, rest: str) -> None:
    sitting.query = rest or sitting.query
    pattern = compile_query(sitting.query)
    if pattern is None:
        _tell("Type / and the words to look for.")
        return
    text = sitting.document.text
    found = next(find_all(pattern, text, sitting.unit.end), None)
    found = found or next(find_all(pattern, text), None)
    if found is None:
        _tell(f"“{speech.short(sitting.query)}” is not in the text.")
        return
    if found.start < sitting.unit.end:
        _tell("No more until the end; from the beginning.")
    _tell(f"Found at {speech.where(sitting.document, found.start)}")
    _go(sitting, speech.unit_at(sitting.document, found.start, sitting.by))


def _open(sitting: Sitting, rest: str) -> None:
    if rest == "back":
        back, sitting.left = sitting.left, None
        _go(sitting, back) if back else _tell("No link was followed.")
        return
    said, goes = plain_links.opened(sitting.document, sitting.unit, rest)
    for line in said:
        _tell(line)
    if goes is not None:
        sitting.left = sitting.unit
        _go(sitting, speech.unit_at(sitting.document, goes, sitting.by))
        _tell("o back returns.")


def _percent(sitting: Sitting, rest: str) -> None:
    number = rest.removesuffix("%").strip()
    if not number.isdigit() or int(number) > 100:
        _tell("Type g and a percentage, from 0 to 100.")
        return
    length = len(sitting.document.text)
    offset = min(length * int(number) // 100, length - 1)
    _go(sitting, speech.unit_at(sitting.document, offset, sitting.by))


def _where(sitting: Sitting, rest: str) -> None:
    _tell(f"At {speech.where(sitting.document, sitting.unit.start)} Reading by {sitting.by}.")


def _by(sitting: Sitting, rest: str) -> None:
    wanted = [
        unit for unit in (speech.SENTENCE, speech.PARAGRAPH) if rest and unit.startswith(rest)
    ]
    if not wanted:
        _tell("Type “by sentence” or “by paragraph”.")
        return
    sitting.by = wanted[0]
    sitting.unit = speech.unit_at(sitting.document, sitting.unit.start, sitting.by)
    _tell(f"Reading by {sitting.by}.")


# --- annotating --------------------------------------------------------------------------------


def _mark(sitting: Sitting, rest: str) -> None:
    if rest and rest not in list(Colour):
        _tell(f"The colours are {', '.join(Colour)}.")
        return
    colour = Colour(rest) if rest else Colour.YELLOW
    there = _mine(sitting)
    if there is not None and rest:
        sitting.reading.store.change(there.id, colour=colour)
        sitting.reading.refresh()
    elif there is not None:
        _tell("It is marked already; u takes that back, x deletes the mark.")
        return
    else:
        sitting.reading.mark(sitting.unit, colour=colour)
    _saved(sitting, f"Highlighted {colour}")


def _mine(sitting: Sitting) -> Annotation | None:
    """The annotation that stands on just what was said last."""
    placed = speech.placed_on(sitting.reading, sitting.unit)
    return next((note for note, span in placed if span == sitting.unit), None)


def _note(sitting: Sitting, rest: str) -> None:
    if not rest:
        _tell("Type a and the note on one line.")
        return
    there = _mine(sitting)
    if there is None:
        sitting.reading.mark(sitting.unit, kind=Kind.NOTE, note=rest)
    else:
        note = f"{there.note}\n\n{rest}" if there.note.strip() else rest
        sitting.reading.store.change(there.id, seen=there, note=note)
        sitting.reading.refresh()
    _saved(sitting, "Noted")


def _delete(sitting: Sitting, rest: str) -> None:
    if rest:
        annotation = _numbered(sitting, rest)
    else:
        annotation = next((a for a, _ in speech.placed_on(sitting.reading, sitting.unit)), None)
        if annotation is None:
            _tell("Nothing is marked here; l lists the annotations, x NUMBER deletes one.")
    if annotation is not None:
        sitting.reading.store.remove(annotation)
        sitting.reading.refresh()
        _saved(sitting, f"Deleted: “{speech.short(annotation.target.exact)}”; u brings it back")


def _numbered(sitting: Sitting, rest: str) -> Annotation | None:
    everything = sitting.reading.everything()
    if rest.isdigit() and 1 <= int(rest) <= len(everything):
        return everything[int(rest) - 1][0]
    _tell(f"There are {speech.amount(len(everything), 'annotation')}; l lists them.")
    return None


def _annotations(sitting: Sitting, rest: str) -> None:
    everything = sitting.reading.everything()
    if rest.isdigit():
        annotation = _numbered(sitting, rest)
        span = sitting.reading.span_of(annotation.id) if annotation else None
        if span is not None:
            _go(sitting, speech.unit_at(sitting.document, span.start, sitting.by))
        elif annotation is not None:
            _tell(speech.lost(annotation))
        return
    lines = [
        f"{number}. {speech.announced(note, span, sitting.reading) if span else speech.lost(note)}"
        for number, (note, span) in enumerate(everything, 1)
    ]
    wanted = [line for line in lines if rest.casefold() in line.casefold()]
    _list(wanted, "annotation", "l NUMBER goes there", "l WORDS lists those with the words")


def _undo(sitting: Sitting, rest: str) -> None:
    change = sitting.reading.store.undo()
    sitting.reading.refresh()
    _saved(sitting, "Undone") if change else _tell("There is nothing to undo.")


def _redo(sitting: Sitting, rest: str) -> None:
    change = sitting.reading.store.redo()
    sitting.reading.refresh()
    _saved(sitting, f"Done again: {change.label}") if change else _tell(
        "There is nothing to do again."
    )


def _saved(sitting: Sitting, what: str) -> None:
    """Say that a change is on the disk, and bring the file up to it."""
    _tell(f"{what}. Saved.")
    sitting.reading.store.save()


def _export(sitting: Sitting, rest: str) -> None:
    if not rest:
        _tell("Type e and the name of a file or folder.")
        return
    count = speech.amount(len(sitting.reading.everything()), "annotation")
    export, plan = export_to(sitting.library, sitting.source, sitting.entry, sitting.reading, rest)
    make_folder_of(plan, rest)
    merging.write(export, plan)
    said = merging.summary(plan)
    _tell(f"{count} in {plan.path}: {said}." if said else f"{count} written to {plan.path}.")
    for remark in merging.remarks(plan):
        _tell(f"{remark}.")


# --- the table of commands ---------------------------------------------------------------------


def _help(sitting: Sitting, rest: str) -> None:
    _tell("Type a command and press enter.")
    for command in COMMANDS:
        _tell(f"{' or '.join(filter(None, command.words))}: {command.help}.")
    _tell("Enter alone: the next sentence or paragraph.")


def _quit(sitting: Sitting, rest: str) -> bool:
    _tell(f"The place is kept, at {speech.percent(sitting.document, sitting.unit.start)}.")
    return False


class Command(NamedTuple):
    """What one types, what it does, in words and as a function that may say False to end."""

    words: tuple[str, ...]
    help: str
    do: Callable[[Sitting, str], bool | None]


COMMANDS = (
    Command(("n", "next", ""), "read on", _next),
    Command(("b", "back"), "go back by one", _back),
    Command(("r", "again"), "say it again", _again),
    Command(("by",), "“by sentence” or “by paragraph” sets how much is read at once", _by),
    Command(("w", "where"), "the section, and how far into the text", _where),
    Command(("s", "sections"), "list the sections; s 3 goes there, s WORDS finds some", _sections),
    Command(("g", "go"), "g 50 goes to half of the text", _percent),
    Command(("/", "find"), "/WORDS finds words; / alone the next place", _search),
    Command(("o", "open"), "o 2 opens the second note, link or picture; o back returns", _open),
    Command(("m", "mark"), "highlight what was read last; m blue in that colour", _mark),
    Command(("a", "note"), "a WORDS writes a note on what was read last", _note),
    Command(("x", "delete"), "delete the annotation here; x 3 the third of the list", _delete),
    Command(("l", "list"), "list the annotations; l 3 goes there, l WORDS finds", _annotations),
    Command(("u", "undo"), "take the last change to annotations back", _undo),
    Command(("redo",), "do again what was undone", _redo),
    Command(("e", "export"), "e FILE writes the annotations as Markdown", _export),
    Command(("h", "help"), "say this", _help),
    Command(("q", "quit"), "stop; the place is kept", _quit),
)
COMMANDS_BY_WORD = {word: command for command in COMMANDS for word in command.words}
