"""A session on a real terminal, by a clock that the test drives: what is kept of it is what was
done, as the test itself works it out from what stood on the screen."""

from __future__ import annotations

import json
import random
import re
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.documents.opening import open_document, read_source
from reader.study.running import running
from tests.end_to_end.clocked import VARIABLE
from tests.end_to_end.conftest import Shell, Terminal

IDLE = 120.0  # seconds without a key after which nothing counts
CHARACTERS_A_SECOND = 1400 / 60  # of the standard pace
ENOUGH = 0.25  # of the time at that pace
ROW = re.compile(r"w\d{4}(?: w\d{4})*")
WORD = re.compile(r"w\d{4}")
BOOKS = {"one": range(2400), "two": range(5000, 7400)}


class Person:
    """Reads by the clock of the test, and knows what came of that. ``active`` and ``shares`` are by
    the name of the document: seconds, and of each word how long it was looked at, as a share of
    what all that was on the screen with it takes to read."""

    def __init__(self, shell: Shell, *words: str, size: tuple[int, int] = (100, 24)) -> None:
        self.shell = shell
        self.clock = shell.folder / "clock"
        self.now = 0.0
        self.counts = True  # the time, as it does but for pauses
        self.reads = True  # and not a menu, nor the library
        self.book = "one"
        self.active: Counter[str] = Counter()
        self.shares = {name: Counter[str]() for name in BOOKS}
        self._tell_time()
        shell.environment[VARIABLE] = str(self.clock)
        argv = shell.argv("session", "start", *words)
        argv[1:3] = ["-m", "tests.end_to_end.clocked"]
        self.terminal = Terminal(argv, shell.environment, shell.folder, size=size)
        self.terminal.sees("session 00:00")
        self.settles()

    def _tell_time(self) -> None:
        beside = self.clock.with_name("clock.new")
        beside.write_text(str(self.now), "ascii")
        beside.replace(self.clock)

    @property
    def rows(self) -> list[str]:
        """The rows of the text on the screen, of all its columns."""
        rows = str(self.terminal.screen).splitlines()[1:-1]
        return sorted(found for row in rows for found in ROW.findall(row))

    def waits(self, seconds: float) -> None:
        """Look at what is on the screen for so long."""
        counted = min(seconds, IDLE) if self.counts else 0.0
        self.active[self.book] += counted
        if self.reads:
            letters = sum(len(row) + 1 for row in self.rows)
            for word in WORD.findall(" ".join(self.rows)):
                self.shares[self.book][word] += counted * CHARACTERS_A_SECOND / letters
        self.now += seconds
        self._tell_time()

    def turns(self, keys: str) -> None:
        """Press keys, and see other lines."""
        before = self.rows
        self.terminal.type(keys)
        self.terminal.until(lambda: self.rows not in ([], before), "other lines")
        self.settles()
        self.book = "one" if self.rows[0] < "w5" else "two"

    def presses(self, keys: str, *words: str) -> None:
        """Press keys, and see these words."""
        self.terminal.type(keys)
        self.terminal.sees(*words)
        self.settles()

    def settles(self) -> None:
        """Wait until nothing is drawn any more."""
        size = -1
        while size != len(self.terminal.output):
            size = len(self.terminal.output)
            self.terminal.comes(lambda: False, 0.15)

    def has_read(self, book: str) -> set[str]:
        """The words that were looked at for long enough."""
        return {word for word, share in self.shares[book].items() if share >= ENOUGH}

    @property
    def written(self) -> float:
        """The seconds of the session as they are told to other programs."""
        found = running(self.shell.folder / "state")
        return sum(one.active for one in found.sessions) if found is not None else 0.0

    def kept(self) -> dict[str, dict[str, Any]]:
        """The record of each document in its annotations file."""
        found = {}
        for path in (self.shell.library / "annotations").glob("*-*.json"):
            (record,) = json.loads(path.read_text("utf-8"))["sessions"].values()
            found[path.name.partition("-")[0]] = record
        return found


@pytest.fixture
def start(shell: Shell) -> Iterator[Callable[..., Person]]:
    """Begin to read one of two books of words that are all others."""
    for name, numbers in BOOKS.items():
        words = [f"w{number:04}" for number in numbers]
        text = "\n\n".join(" ".join(words[at : at + 40]) for at in range(0, len(words), 40))
        (shell.library / "documents" / f"{name}.txt").write_text(f"{text}\n", "ascii")
    (shell.library / "documents" / "article.txt").unlink()
    people: list[Person] = []

    def begun(*words: str, **more: Any) -> Person:
        people.append(Person(shell, "library/documents/one.txt", *words, **more))
        return people[-1]

    yield begun
    for person in people:
        person.terminal.close()


def words_in(record: dict[str, Any], path: Path) -> set[str]:
    """The words of a book that the spans of a record cover."""
    text = open_document(read_source(path)).text
    return {word for start, end in record["read"] for word in WORD.findall(text[start:end])}


def is_as_seen(reader: Person, record: dict[str, Any], book: str) -> None:
    """The record of a book has the time and the words that the screen showed."""
    assert record["active"] == pytest.approx(reader.active[book], rel=0.02), book
    path = reader.shell.library / "documents" / f"{book}.txt"
    assert words_in(record, path) == reader.has_read(book) != set(), book


def test_the_time_that_counts_and_what_was_read_are_what_the_screen_showed(start, shell):
    reader = start("--minutes", "25")
    reader.waits(50)
    reader.turns(" ")
    for _ in range(4):  # by these pages it goes in haste
        reader.waits(2)
        reader.turns(" ")
    reader.waits(45)
    reader.turns("\x04")  # half a page: the other half stays on the screen
    reader.waits(12)
    reader.turns("\x04")
    reader.waits(12)
    reader.turns(" ")
    reader.waits(500)  # nobody was there for most of it
    reader.turns("j")
    reader.waits(20)
    reader.turns(" ")
    reader.waits(30)
    reader.turns(" ")
    reader.waits(18)

    reader.presses("\x14", "Pause")
    reader.reads = False
    reader.waits(1)  # in front of the menu, of which nothing is read
    reader.presses("p", "paused 00:")
    reader.counts = False
    reader.waits(300)
    reader.turns(" ")
    reader.waits(16)
    reader.presses("\x14", "Go on")
    reader.waits(5)
    reader.presses("p", "session 00:")
    reader.counts = reader.reads = True
    reader.waits(3)
    reader.turns(" ")
    reader.waits(35)

    reader.presses("\x0f", "2 documents")
    reader.reads = False
    reader.waits(5)  # it is still the session of this document
    reader.terminal.type("j")
    reader.settles()
    reader.turns("\r")
    reader.reads = True
    reader.waits(40)
    reader.turns(" ")
    reader.waits(4)
    reader.turns("\x1b[1;3D")  # alt+left: back in the first
    reader.waits(25)
    reader.terminal.type("q")
    assert reader.terminal.end() == 0

    kept = reader.kept()
    for book in BOOKS:
        is_as_seen(reader, kept[book], book)
    assert kept["one"]["group"] == kept["two"]["group"]
    assert {record["state"] for record in kept.values()} == {"stopped"}


def test_two_columns_are_read_like_one(start, shell):
    (shell.folder / "settings.toml").write_text('[reading]\ncolumns = "two"\n', "ascii")
    shell.environment["READER_CONFIG"] = str(shell.folder)
    reader = start(size=(240, 24))
    assert len(reader.rows) > 24
    reader.waits(80)
    reader.turns(" ")
    reader.waits(5)
    reader.turns(" ")
    reader.waits(80)
    reader.terminal.type("q")
    assert reader.terminal.end() == 0
    is_as_seen(reader, reader.kept()["one"], "one")


@pytest.mark.parametrize("seed", range(3))
def test_a_program_that_is_killed_in_a_session_loses_half_a_minute_at_most_and_no_mark(
    start, shell, seed
):
    chance = random.Random(seed)
    reader = start()

    def goes_on(steps: int) -> None:
        """Read on; what is on the disk is never more than half a minute behind."""
        for _ in range(steps):
            reader.waits(chance.choice((3, 8, 15)))
            reader.turns("j")
            reader.terminal.until(lambda: reader.active["one"] - reader.written <= 30, "a record")

    goes_on(chance.randint(2, 6))
    reader.terminal.type("vve\r")
    reader.terminal.sees("▌")
    goes_on(chance.choice((0, 0, 9)))
    reader.terminal.comes(lambda: False, chance.uniform(0, 0.6))
    reader.terminal.process.send_signal(signal.SIGKILL)
    assert reader.terminal.end() == -signal.SIGKILL

    assert shell.run("session", "status").returncode == 1
    (kept,) = json.loads(shell.run("session", "--json").stdout)
    lost = reader.active["one"] - kept["active"]
    assert -0.5 <= lost <= 30, lost
    assert (kept["state"], kept["marks"]) == ("broken", 1)
    book = str(shell.library / "documents" / "one.txt")
    assert len(json.loads(shell.run("annotations", "--json", book).stdout)["annotations"]) == 1
