"""`reader outline`: the sections of a document with what was decided about them, and deciding."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from reader.annotations.annotation import Annotation
from reader.documents.alike import alike, likely_depth
from reader.documents.document import Document
from reader.documents.encoding import decode
from reader.documents.opening import Source, open_document
from reader.documents.opening import lines_of as source_lines
from reader.documents.outline import Heading, nest
from reader.documents.overrides import (
    LONGEST,
    Decision,
    Unit,
    decide,
    is_heading,
    lines_of,
    unit_at_line,
)
from reader.errors import ReaderError, StorageError, UsageError
from reader.explaining import near_misses
from reader.locating import find_library, library_there
from reader.outline_text import read, written
from reader.output import print_json, talk, talk_notices
from reader.study.headings import decision_in_words
from reader.study.reading import Reading
from reader.text.spans import Span

_LINE = re.compile(r"(\d{1,9})(?::([1-6]))?")
_LONG = 160  # code points of a heading that nobody doubts
Depths = dict[Span, int | None]


def outline_of(arguments: argparse.Namespace, source: Source) -> Document:
    """The document with the headings that were decided on, as far as a library knows of any."""
    document = open_document(source)
    reading = _reading_there(arguments, source, document)
    if reading is None:
        return document
    _tell_lost(reading)
    return reading.document


def _reading_there(
    arguments: argparse.Namespace, source: Source, document: Document
) -> Reading | None:
    """The document with what is kept of it; None where there is no library or it cannot be read."""
    try:
        library = library_there(arguments.library)
        if library is None:
            return None
        reading = Reading(document, library.annotations_of(library.recognise(source, document)))
        reading.refresh()
    except StorageError as error:
        talk_notices([f"your own headings are not in it: {error}"])
        return None
    return reading


def show_lost(arguments: argparse.Namespace, source: Source) -> None:
    """Print the decisions whose words are not in the text now."""
    reading = _reading_there(arguments, source, open_document(source))
    lost = reading.headings.lost if reading else []
    if arguments.json:
        print_json({"lost": [_lost_record(annotation) for annotation in lost]})
        return
    for annotation in lost:
        print(decision_in_words(annotation))
    if not lost:
        talk("every decision stands on its words")


def _lost_record(annotation: Annotation) -> dict[str, object]:
    return {
        "id": annotation.id,
        "title": annotation.target.exact,
        "level": annotation.level,
        "section": list(annotation.target.path),
        "decided": annotation.modified,
    }


def changed_since(arguments: argparse.Namespace, source: Source) -> frozenset[int]:
    """Where the sections begin that changed since they were annotated."""
    reading = _reading_there(arguments, source, open_document(source))
    return reading.changed_sections() if reading else frozenset()


def changed(arguments: argparse.Namespace, source: Source) -> Document | None:
    """The document after the changes that were asked for; None if none were.

    Raises ReaderError, and changes nothing, where one of them cannot be made.
    """
    lines = bool(arguments.heading or arguments.no_heading)
    if arguments.edit + arguments.reset + lines > 1:
        raise UsageError("--edit, --reset and lines are three ways to change it: one at a time")
    if arguments.alike and not lines:
        raise UsageError("--alike goes with --heading or --no-heading")
    if arguments.lost and (arguments.edit or lines):
        raise UsageError("--lost stands alone, or with --reset")
    if not (arguments.edit or arguments.reset or lines):
        return None
    if arguments.edit and not _has_terminal():
        raise ReaderError(
            "--edit needs a terminal for the editor; --heading and --no-heading do without"
        )
    document = open_document(source)
    library = find_library(arguments.library)
    entry = library.recognise(source, document)
    reading = Reading(document, library.annotations_of(entry))
    reading.refresh()
    if arguments.reset:
        told = _reset(reading, only_lost=arguments.lost)
    else:
        depths = (
            _edited(reading, source)
            if arguments.edit
            else _of_lines(arguments, reading.document, source)
        )
        if depths:
            library.remember(entry)
        told = _decided(reading, depths)
    try:
        reading.store.save()
        reading.keep()
    except StorageError as error:  # it is kept in the journal
        talk_notices([str(error)])
    talk(told)
    _tell_lost(reading)
    return reading.document


def _reset(reading: Reading, *, only_lost: bool) -> str:
    """Take decisions back; says how many."""
    doomed = reading.headings.lost if only_lost else reading.headings.kept
    reading.take_back(*doomed)
    return f"{_count(len(doomed))} taken back" if doomed else "nothing was changed"


def _decided(reading: Reading, depths: Depths) -> str:
    """Keep decisions; says how many, and how many made no difference."""
    if not depths:
        return "nothing was changed"
    before = _levels(reading.document)
    reading.decide(depths)
    after = _levels(reading.document)
    different = sum(before.get(span.start) != after.get(span.start) for span in depths)
    told, same = f"{_count(len(depths))} kept", len(depths) - different
    if not different:
        return f"{told}: {'it was' if same == 1 else 'all were'} so already"
    return told + (f"; {same} of them {'was' if same == 1 else 'were'} so already" if same else "")


def _levels(document: Document) -> dict[int, int]:
    """The levels of the headings by where they start."""
    return {
        section.heading.start: section.level for section in document.outline if not section.made
    }


def _count(count: int) -> str:
    return f"{count} decision{'s' * (count != 1)}"


def _tell_lost(reading: Reading) -> None:
    for annotation in reading.headings.lost:
        talk(f"not in the text any more, but decided on: {decision_in_words(annotation)}")
    if reading.headings.lost:
        talk("(--lost lists them, --lost --reset lets them go)")


# --- by lines ----------------------------------------------------------------------------------


def _of_lines(arguments: argparse.Namespace, document: Document, source: Source) -> Depths:
    depths: Depths = {}
    for option, words in (("--heading", arguments.heading), ("--no-heading", arguments.no_heading)):
        for word in ",".join(words).split(",") if words else ():
            match = _LINE.fullmatch(word.strip())
            if match is None or (match[2] and option == "--no-heading"):
                form = "LINE or LINE:LEVEL, levels from 1 to 6" if option == "--heading" else "LINE"
                raise UsageError(f"{option}: “{word}” is not {form}")
            unit = _unit(document, int(match[1]), source)
            depth = 0
            if option == "--heading":
                depth = int(match[2]) if match[2] else likely_depth(document, unit)
            if depth:
                _warn_of_length(document, unit, match[1])
            for one in (unit, *(alike(document, unit) if arguments.alike else ())):
                if depths.setdefault(Span(one.start, one.end), depth) != depth:
                    raise UsageError(f"line {match[1]} is said to be two things")
    return depths


def _unit(document: Document, line: int, source: Source) -> Unit:
    """What stands in a line; raises ReaderError where that can be no heading."""
    unit = unit_at_line(document, line)
    if unit is None:
        count = len(source_lines(source, document))
        if not 1 <= line <= count:
            raise ReaderError(f"there is no line {line}: {source.name} has {count:,} lines")
        raise ReaderError(
            f"line {line} of {source.name} is empty, or no line that could stand alone"
        )
    length = unit.end - unit.start
    if length > LONGEST and not is_heading(document, unit):
        first, last = lines_of(document, unit) or (line, line)
        raise ReaderError(
            f"line {line} is in a paragraph of {length:,} characters (lines {first} to {last}): "
            "too long for a heading"
        )
    return unit


def _warn_of_length(document: Document, unit: Unit, line: str) -> None:
    """Say that a heading is as long as a paragraph: the line may be another one than was meant."""
    length = unit.end - unit.start
    if length > _LONG and not is_heading(document, unit):
        talk(f"line {line} is long for a heading: {length:,} characters; kept all the same")


# --- in an editor ------------------------------------------------------------------------------


def _has_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _edited(reading: Reading, source: Source) -> Depths:
    """What the person changed in the outline; raises ReaderError for what cannot be."""
    document = reading.document
    plain = document.metadata.format == "plain"
    text, keys = written(document, near_misses(decode(source.data).text) if plain else {})
    handle, name = tempfile.mkstemp(prefix="reader-outline-", suffix=".txt")
    path = Path(name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    _run_editor(path)
    try:
        new = path.read_text("utf-8")
    except (OSError, ValueError) as error:
        raise ReaderError(f"{path} cannot be read: {error}; nothing was changed") from None
    if not new.strip():
        path.unlink(missing_ok=True)
        talk("the outline came back empty")
        return {}
    wanted, problems = read(document, new, keys)
    if problems:
        for problem in problems:
            talk(f"{path}:{problem}")
        raise ReaderError(f"nothing was changed; what you wrote is in {path}")
    path.unlink(missing_ok=True)
    return differences(reading, wanted)


def _run_editor(path: Path) -> None:
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        code = subprocess.run([*shlex.split(command), str(path)], check=False).returncode
    except (OSError, ValueError) as error:
        path.unlink(missing_ok=True)
        raise ReaderError(f"{command} cannot be started: {error}; set $EDITOR") from None
    if code:
        path.unlink(missing_ok=True)
        raise ReaderError(f"{command} ended with {code}: nothing was changed")


def differences(reading: Reading, wanted: dict[Span, int]) -> Depths:
    """What has to be decided so that just these are the headings, and stand so deep.

    Only what differs, if that is enough; where the text skips levels it may not be, and then
    every heading is decided on.
    """
    document = reading.document
    there = {s.heading: s.level for s in document.outline if not s.made}
    headings = [Heading("", level, span) for span, level in sorted(wanted.items())]
    tree = nest(headings, len(document.text))
    depths: Depths = {section.heading: section.level for top in tree for section in top.walk()}
    gone: Depths = {span: 0 for span in there if span not in depths}
    some: Depths = gone | {s: depth for s, depth in depths.items() if there.get(s) != depth}
    decisions = [Decision(*span, level) for span, level in reading.headings.levels(some).items()]
    outcome = decide(reading.source, [*reading.headings.decisions, *decisions])
    same = {s.heading: s.level for s in outcome.outline if not s.made} == depths
    return some if same or not some else gone | depths
