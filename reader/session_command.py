"""The command `reader session`: what was studied, what goes on, and beginning to."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import UsageError
from reader.output import one_line, print_json, styled, talk, width

if TYPE_CHECKING:
    from reader.library import Library
    from reader.sessions import Group, Held
    from reader.study.running import Running


def session(arguments: argparse.Namespace) -> int:
    """List the sessions, tell what came of one, begin one, or say how far one is."""
    _refuse_what_does_not_fit(arguments)
    match arguments.do:
        case "status":
            return _status(arguments)
        case "start":
            return _start(arguments)
        case "last" | "show":
            return _recap(arguments)
    return _list(arguments)


def _refuse_what_does_not_fit(arguments: argparse.Namespace) -> None:
    do = arguments.do
    for name, where in (("minutes", "start"), ("sections", "start"), ("since", None)):
        if getattr(arguments, name) and do != where:
            fits = f"reader session {where}" if where else "reader session"
            raise UsageError(f"--{name} is for “{fits}”")
    if arguments.source is not None and do not in ("start", "show"):
        raise UsageError(f"reader session {do} {arguments.source}: one word too many")


# --- what was studied --------------------------------------------------------------------------


def _list(arguments: argparse.Namespace) -> int:
    """A line for each session, the last one first."""
    from reader.annotations.days import days_of
    from reader.locating import find_library
    from reader.session_records import record
    from reader.sessions import day_begins, grouped
    from reader.study import clock
    from reader.study.days import day_of
    from reader.study.sessions import study_day

    library = find_library(arguments.library)
    groups = grouped(_held(library, arguments))[::-1]
    if arguments.since:
        begins = day_begins()
        first = days_of(arguments.since, day_of(clock.wall(), begins))[0]
        groups = [one for one in groups if study_day(one.sessions[0], begins) >= first]
    if arguments.json:
        print_json([record(library, group) for group in groups])
    else:
        _print(groups)
    if not groups:
        talk("no session there; in Reader, ctrl+t begins one")
    return 0


def _held(library: Library, arguments: argparse.Namespace) -> list[Held]:
    """The sessions of all documents, or of that which is asked for."""
    from reader.meaning import ids_of, meant
    from reader.sessions import held_in

    if not arguments.document:
        return held_in(library, _say)
    ids = ids_of(library, meant(library, arguments.document))
    return [one for one in held_in(library, _say) if one.entry.id in ids]


def _print(groups: list[Group]) -> None:
    from reader.session_listed import listed

    for one in listed(groups, width()):
        *lines, last = one.lines
        for line in lines:
            print(line)
        if one.indent:
            print(last)
            last = one.indent
        print(last + "; ".join(styled(title, "bold") for title in one.titles) + one.state)


def _recap(arguments: argparse.Namespace) -> int:
    """What came of a session, or of all of a day."""
    from reader.locating import find_library
    from reader.session_records import path_of
    from reader.sessions import day_begins, only, parts_of
    from reader.study.recap import lines, recap, record_of
    from reader.study.sessions import LAST, sessions_named

    library = find_library(arguments.library)
    held = _held(library, arguments)
    word = arguments.source if arguments.do == "show" and arguments.source else LAST
    known = [one for part in held for one in part.sessions]
    chosen = only(held, sessions_named(known, word, day_begins()))
    found = recap(parts_of(library, chosen, _say))
    if arguments.json:
        paths = {one.entry.id: path_of(library, one.entry) for one in chosen}
        record = record_of(found)
        documents = [{**one, "path": paths[one["id"]]} for one in record["documents"]]
        print_json({**record, "documents": documents})
    else:
        for line in lines(found):
            indent, words = line[: len(line) - len(line.lstrip(" "))], one_line(line)
            print(indent + (words if indent or not words else styled(words, "bold")))
    return 0


def _say(words: str) -> None:
    talk(f"reader: {one_line(words)}")


# --- what goes on ------------------------------------------------------------------------------


def _status(arguments: argparse.Namespace) -> int:
    """The session that goes on, in a few words; nothing and 1 where none does."""
    from reader.study.progress import progress
    from reader.study.session import marked_in

    found = _running(arguments)
    if found is None:
        return 1
    if arguments.json:
        from reader.session_records import record_of_running

        print_json(record_of_running(found))
        return 0
    sessions = found.sessions
    active, sections = sum(one.active for one in sessions), sum(one.leaves for one in sessions)
    how = "session" if found.state == "running" else found.state
    goal, marks = sessions[0].goal, len(marked_in(sessions))
    noted = f" · {marks} mark{'s' * (marks != 1)}" if marks else ""
    print(f"{progress(how, active, goal, sections, reached=found.reached)}{noted}")
    return 0


def _running(arguments: argparse.Namespace) -> Running | None:
    """The session that goes on in the library that was named, or found from the folder; where there
    is no such library, that of any."""
    from reader.config import named_library, state_folder
    from reader.study.running import running

    named = named_library(arguments.library, os.environ, Path.cwd())
    return running(state_folder(), Path.cwd() / named[0] if named else None)


def _start(arguments: argparse.Namespace) -> int:
    """Open a document with a session running."""
    from reader.commands import need_screen, read
    from reader.study.session import MINUTES, SECTIONS, Goal

    if not sys.stdout.isatty():
        need_screen()  # says so; where there is one, what is piped in is read before it is taken
    goal = Goal()
    if arguments.minutes or arguments.sections:
        kind = MINUTES if arguments.minutes else SECTIONS
        goal = Goal(kind, arguments.minutes or arguments.sections)
    arguments.goal, arguments.plain = goal, False
    arguments.start = getattr(arguments, "start", "")
    return read(arguments)
