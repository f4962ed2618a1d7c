"""Addresses of the web on the command line: the page is fetched, and its kept file takes its place.

So every command that reads a file reads a page, and knows its notes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from reader.errors import ReaderError
from reader.fetching import Address, Fetch, Fetched, FetchError, address_of, is_address
from reader.library import Library
from reader.locating import find_library
from reader.output import Progress, one_line, talk
from reader.web import day_of, keep, kept_at

_WORDS = ("source", "old", "new")
_LISTS = ("sources", "paths")
_FRESH = ("read", "show_text")  # commands that show the page as it is now
_LOOK = 0.1  # seconds between looks at how far it is


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


def _file_of(
    library: Library, address: Address, arguments: argparse.Namespace, command: str
) -> Path:
    kept = kept_at(library, address.url)
    if kept is not None:
        if command.rpartition(".")[2] not in _FRESH:
            return kept
        if command == "read" and not arguments.plain and sys.stdout and sys.stdout.isatty():
            arguments.refresh = address
            return kept
    try:
        fetched = keep(library, address, _fetched(address))
    except ReaderError as error:
        if kept is None:
            raise
        talk(f"reader: {one_line(str(error))}; this is the copy of {day_of(kept)}")
        return kept
    if fetched.remark:
        talk(f"reader: {one_line(fetched.remark)}")
    return fetched.path


def _fetched(address: Address) -> Fetched:
    """Fetch a page; what takes long says how far it is, and ctrl+c ends it."""
    fetch = Fetch(address)
    found: list[Fetched | FetchError] = []

    def work() -> None:
        try:
            found.append(fetch.run())
        except FetchError as error:
            found.append(error)

    thread = Thread(target=work, daemon=True)
    thread.start()
    host = urlsplit(address.url).hostname
    try:
        with Progress(f"fetching from {host}…") as shown:
            while thread.is_alive():
                thread.join(_LOOK)
                shown.say(f"{fetch.got // 1024:,} KB; ctrl+c gives up")
    except KeyboardInterrupt:
        fetch.stop()
        raise
    result = found[0]
    if isinstance(result, FetchError):
        raise result
    return result
