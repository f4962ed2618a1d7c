"""A review on a real terminal that is killed: what was graded before the next card is kept."""

from __future__ import annotations

import json
import random
import signal
import time

import pytest

from reader.annotations.logs import REVIEW
from reader.library import Library

PASSAGES = ("Red wine.", "Green grass.", "Blue paper.", "White snow.")


@pytest.fixture
def library(shell):
    """A library with a book in which four passages are learned."""
    book = shell.library / "documents" / "book.txt"
    book.write_text("\n\n".join(PASSAGES) + "\n", "ascii")
    for number, words in enumerate(PASSAGES):
        said = shell.run("annotate", str(book), "--quote", words, "--note", f"answer {number}")
        assert said.returncode == 0, said.stderr
    library = Library(shell.library, shell.folder / "state")
    ((_, store),) = ((entry, store) for entry, store in library.notebook() if store.all())
    for one in store.all():
        store.change(one.id, learn=("note",))
    store.save()
    return library


@pytest.mark.parametrize("seed", range(3))
def test_a_program_that_is_killed_in_a_review_has_every_grade_that_it_went_on_from(
    shell, library, seed
):
    chance = random.Random(seed)
    terminal = shell.open("review", "--all", size=(80, 24))
    terminal.sees("4 left", "What did you note", "show the answer")
    seen = chance.randint(1, 3)
    for number in range(seen):
        terminal.type(" ")
        terminal.sees("answer", "1 again")
        terminal.type(chance.choice("234"))  # what is forgotten comes again
        terminal.sees(f" {3 - number} new", "What did you note", "show the answer")
    terminal.type(" ")
    terminal.sees("1 again")
    terminal.type("3")  # and while this is written, or after it
    terminal.comes(lambda: False, chance.uniform(0, 0.05))
    terminal.process.send_signal(signal.SIGKILL)
    assert terminal.end() == -signal.SIGKILL

    ((_, store),) = ((entry, store) for entry, store in library.notebook() if store.all())
    kept = store.logged(REVIEW)
    assert len(kept) in (seen, seen + 1)
    assert len({one["annotation"] for one in kept}) == len(kept)
    assert all(one["due"] and one["stability"] for one in kept)
    assert len(store.all()) == len(PASSAGES)
    assert store.unreadable == ()


def settled(library):
    """Whether the annotations file of every document says what was graded in it."""
    found = [json.loads(path.read_text("utf-8")) for path in library.annotations.glob("*.json")]
    return [len(one.get("reviews", {})) for one in found if one.get("annotations")]


@pytest.fixture
def shelf(shell):
    """A library with three books of many lines; in each a passage is learned."""
    for name in ("one", "two", "three"):
        book = shell.library / "documents" / f"{name}.txt"
        lines = "\n\n".join(f"{number} {name} " * 12 for number in range(200))
        book.write_text(f"The {name} begins.\n\n{lines}\n", "ascii")
        quote = ("--quote", f"The {name} begins.", "--note", f"answer {name}")
        said = shell.run("annotate", str(book), *quote, "--learn")
        assert said.returncode == 0, said.stderr
    return Library(shell.library, shell.folder / "state")


def grade_two(terminal):
    """Answer two of the three cards."""
    terminal.sees("What did you note", "show the answer")
    for number in (2, 1):
        terminal.type(" ")
        terminal.sees("answer", "1 again")
        terminal.type("4")
        terminal.sees(f"{number} left", "show the answer")


def test_who_leaves_a_review_reads_in_the_shell_what_came_of_it(shell, shelf):
    terminal = shell.open("review", "--all", size=(120, 40))
    grade_two(terminal)
    terminal.type("\x1b")
    assert terminal.end() == 0
    assert b"2 answers in less than a minute: 2 easy; 1 left to review\r\n" in terminal.output


@pytest.mark.parametrize("stage", ["covered", "uncovered", "over", "stuck"])
@pytest.mark.parametrize("way", ["vanishes", "terminates"])
def test_a_review_that_is_ended_from_outside_has_saved_the_files_of_all_documents(
    shell, shelf, stage, way
):
    terminal = shell.open("review", "--all", size=(120, 40))
    grade_two(terminal)
    if stage in ("uncovered", "over"):
        terminal.type(" ")
        terminal.sees("1 again")
    if stage == "over":
        terminal.type("4")
        terminal.sees("Nothing more to ask")
    if stage == "stuck":  # nobody takes what is drawn, until the terminal is full
        for key in ("\x1b[6~", "\x1b[5~") * 60:
            terminal.type(key)
            time.sleep(0.03)
    if way == "vanishes" or stage == "stuck":
        terminal.vanish()
    else:
        terminal.process.send_signal(signal.SIGTERM)
    terminal.process.wait(15)
    assert sorted(settled(shelf)) == [*([0] if stage != "over" else [1]), 1, 1]
