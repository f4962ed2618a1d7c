"""Addresses on the command line: a page of the web is fetched, and its kept file takes its place;
so does the file of the document that a link of Reader's own leads to.

So every command that reads a file reads a page, and knows its notes.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from select import select
from socket import socketpair
from threading import Thread
from time import monotonic
from typing import TextIO
from urllib.parse import urlsplit

from reader import prepaint
from reader.annotations.passage_links import is_link
from reader.errors import ReaderError
from reader.fetching import Address, Fetch, Fetched, FetchError, address_of, is_address
from reader.leading import file_of, led
from reader.library import Library
from reader.locating import find_library
from reader.output import Progress, one_line, talk
from reader.web import copy_of, keep, kept_at

_WORDS = ("source", "old", "new")
_LISTS = ("sources", "paths")
_FRESH = ("read", "show_text")  # commands that show the page as it is now
_LOOK = 0.1  # seconds between looks at how far it is
_LONE = 0.05  # seconds after an escape character in which the rest of a key's sequence comes
_ESCAPE = b"\x1b"


def fetch_named(arguments: argparse.Namespace, command: str) -> None:
    """Put the kept files of pages in the place of the addresses among the arguments.

    A page that is read is fetched anew; others only if there is no copy of it. Where the screen is
    to show a page that is kept, it is fetched behind that: ``arguments.refresh`` says so. Raises
    SourceError for what cannot be fetched and was never kept.
    """
    library = find_library(arguments.library)
    for name in _WORDS:
        word = getattr(arguments, name, None)
        if isinstance(word, str) and is_address(word):
            address = address_of(word)
            setattr(arguments, name, str(_file_of(library, address, arguments, command)))
            if address.fragment and not getattr(arguments, "start", "+"):
                arguments.start = f"#{address.fragment}"
    for name in _LISTS:
        words = getattr(arguments, name, None) or []
        for number, word in enumerate(words):
            if is_address(word):
                words[number] = str(_file_of(library, address_of(word), arguments, command))


def find_linked(arguments: argparse.Namespace, command: str) -> None:
    """Put files in the place of the links to documents and passages among the arguments; where one
    is to be read, ``arguments.led`` says at which passage. Raises ReaderError for what leads
    nowhere."""
    library = find_library(arguments.library)
    for name in _WORDS:
        word = getattr(arguments, name, None)
        if not (isinstance(word, str) and is_link(word)):
            continue
        found = led(library, word)
        if command == "read" or library.is_there(found.entry):
            setattr(arguments, name, str(file_of(library, found)))
        else:  # what was noted on it is there all the same
            setattr(arguments, name, found.entry.id)
        arguments.led = found
        if found.remark and not _is_terminal(sys.stdout):
            talk(f"reader: {one_line(found.remark)}")


def _file_of(
    library: Library, address: Address, arguments: argparse.Namespace, command: str
) -> Path:
    kept = kept_at(library, address.url)
    shows = command == "read" and not arguments.plain and _is_terminal(sys.stdout)
    if kept is not None:
        if command.rpartition(".")[2] not in _FRESH:
            return kept
        if shows:
            arguments.refresh = address
            return kept
    try:
        fetched = keep(library, address, _fetched(address, with_keys=shows))
    except ReaderError as error:
        if kept is None:
            raise
        talk(f"reader: {one_line(str(error))}; {copy_of(kept, address)}")
        return kept
    if fetched.remark:
        talk(f"reader: {one_line(fetched.remark)}")
    return fetched.path


def _fetched(address: Address, *, with_keys: bool) -> Fetched:
    """Fetch a page; what takes long says how far it is, and ctrl+c ends it. Where the screen is to
    show it, so does escape, and what else is typed is kept ``with_keys`` for the screen."""
    fetch = Fetch(address)
    found: list[Fetched | FetchError] = []

    def work() -> None:
        try:
            found.append(fetch.run())
        except FetchError as error:
            found.append(error)
        finally:
            wake.send(b".")

    done, wake = socketpair()
    Thread(target=work, daemon=True).start()
    host, begun = urlsplit(address.url).hostname, monotonic()
    with_keys = with_keys and _is_terminal(sys.stdin) and _is_terminal(sys.stderr)
    key = "esc" if with_keys else "ctrl+c"
    given_up = False
    awaited = [done.fileno(), 0] if with_keys else [done.fileno()]
    if with_keys:
        prepaint.hush()
    try:
        with Progress(f"fetching from {host}…") as shown:
            ready: list[int] = []
            while done.fileno() not in ready and not given_up:
                ready = select(awaited, [], [], _LOOK)[0]
                given_up = 0 in ready and _escapes()
                far = f"{fetch.got // 1024:,} KB, {monotonic() - begun:.0f} s"
                shown.say(f"{far}; {key} gives up")
    except KeyboardInterrupt:
        fetch.stop()
        raise
    if given_up:
        fetch.stop()
        found.insert(0, FetchError(f"{host} was given up"))
    result = found[0]
    if isinstance(result, FetchError):
        raise result
    return result


def _escapes() -> bool:
    """Whether what was typed is the escape key. All else is for the screen that comes."""
    prepaint.typed += os.read(0, 1 << 10)
    return prepaint.typed.endswith(_ESCAPE) and not select([0], [], [], _LONE)[0]


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()
