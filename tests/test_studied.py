"""The cards, reviews and sessions of a library, through a cache; and what of it is due."""

import contextlib
import os
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import config, due_count
from reader.annotations.annotation import Annotation, Target
from reader.library import Entry
from reader.locating import find_library
from reader.settings import Settings
from reader.studied import _moments, cards, due, studied
from reader.study import clock
from reader.study.scheduling import (
    EASY,
    GOOD,
    KNOWN,
    LEARNING,
    CardRow,
    Memory,
    graded,
    queue,
    written,
)
from reader.study.session import Session, to_record

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
PLAIN = Settings()


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    monkeypatch.setattr(clock, "wall", lambda: NOON)
    monkeypatch.setattr(time, "time", NOON.timestamp)


def document(library, name="whale"):
    entry = Entry(f"id-{name}", name.title(), path=f"{name}.txt", sha256=name, file=f"{name}.json")
    return library.remember(entry)


def learned(identity, *specs, note="why", **fields):
    target = Target("Call me Ishmael", start=7, end=22)
    return Annotation(identity, target, note=note, learn=specs or ("note",), **fields)


def asked(queue):
    return [row.annotation for row in queue.due]


def review(store, annotation, rating=GOOD, at=NOON):
    record = graded(None, annotation, "note", rating, at, 3)
    store.log(record)
    return record


@pytest.fixture
def whale(library):
    return library.annotations_of(document(library))


def test_what_is_learned_is_a_new_card_with_its_place_and_tags(library, whale):
    whale.add(learned("a1", tags=("sea",), created="2026-11-01T00:00:00.000Z"))
    expected = CardRow("id-whale", "a1", "note", ("sea",), "2026-11-01T00:00:00.000Z", 7, None)
    assert cards(library) == [expected]
    assert asked(due(library)) == ["a1"]


def test_each_card_of_an_annotation_is_a_row(library, whale):
    whale.add(learned("a1", "note", "cloze:0:Call", "cloze:8:Ishmael"))
    assert [row.card for row in cards(library)] == ["note", "cloze:0:Call", "cloze:8:Ishmael"]


def test_what_cannot_be_asked_is_no_card(library, whale):
    whale.add(learned("a1", note=""), learned("a2", "of a newer version"))
    assert cards(library) == []


def test_a_graded_card_is_due_when_its_review_says(library, whale):
    whale.add(learned("a1"))
    review(whale, "a1", EASY)
    assert asked(due(library)) == []
    assert asked(due(library, now=NOON + 8 * DAY)) == ["a1"]


def test_the_same_is_found_from_the_cache_and_from_the_files(library, whale):
    whale.add(learned("a1"), learned("a2"))
    review(whale, "a1")
    first, again = (list(studied(library)) for _ in range(2))
    assert first == again
    assert [len(one.reviews) for one in first] == [1]
    assert cards(library) == cards(library) == first[0].cards


def test_the_next_review_is_seen_before_the_file_is_written(library, whale):
    whale.add(learned("a1"))
    assert asked(due(library)) == ["a1"]
    review(whale, "a1", EASY)
    assert asked(due(library)) == []


def test_only_documents_that_changed_are_read_again(library, whale, monkeypatch):
    peace = library.annotations_of(document(library, "peace"))
    whale.add(learned("a1"))
    peace.add(learned("b1"))
    list(studied(library))
    read = []
    store_of = type(library).store_of

    def reading(self, entry, others):
        read.append(entry.title)
        return store_of(self, entry, others)

    monkeypatch.setattr(type(library), "store_of", reading)
    peace.add(learned("b2"))
    assert sorted(asked(due(library))) == ["a1", "b1", "b2"]
    assert read == ["Peace"]


def test_a_learned_annotation_that_is_deleted_or_not_learned_any_more_is_not_asked(library, whale):
    whale.add(learned("a1"), learned("a2"), learned("a3"))
    cards(library)
    whale.remove("a1")
    whale.change("a2", learn=())
    assert asked(due(library)) == ["a3"]


def test_what_was_deleted_is_asked_again_with_its_memory_when_it_is_back(library, whale):
    whale.add(learned("a1"))
    review(whale, "a1", EASY)
    whale.remove("a1")
    assert cards(library) == []
    whale.restore("a1")
    assert [row.memory.reviews for row in cards(library)] == [1]


def test_sessions_and_reviews_of_a_document_without_cards_are_there_too(library, whale):
    whale.log(to_record(Session("s1", "s1", "2026-11-23T12:00:00.000+01:00", state="running")))
    whale.log({"id": "s2", "kind": "session", "started": "damaged"})
    (found,) = studied(library)
    assert ([one.id for one in found.sessions], found.cards) == (["s1"], [])


def test_a_document_that_was_only_annotated_was_not_studied(library, whale):
    whale.add(Annotation("a1", Target("whale")))
    assert list(studied(library)) == []


def test_some_of_the_cards_can_be_asked_while_all_count_for_the_new_ones_of_a_day(library, whale):
    whale.add(learned("a1"), learned("a2", tags=("sea",)), learned("a3", tags=("sea",)))
    review(whale, "a1")
    two = Settings().over({"study.new_a_day": 2}, "")
    assert asked(due(library, lambda row: "sea" in row.tags, settings=two)) == ["a2"]


def test_a_document_that_cannot_be_read_is_told_and_the_others_are_asked(library, whale):
    whale.add(learned("a1"))
    whale.save()
    peace = document(library, "peace")
    (library.annotations / peace.file).mkdir()
    told = []
    assert asked(due(library, tell=told.append)) == ["a1"]
    assert [line.partition(":")[0] for line in told] == ["Peace"]
    assert asked(due(library, tell=told.append)) == ["a1"]
    assert len(told) == 2


@pytest.mark.parametrize("damage", [b"", b"no database", None])
def test_a_cache_that_is_damaged_is_made_anew(library, whale, damage):
    whale.add(learned("a1"))
    first = list(studied(library))
    (path,) = library.state.glob("studied-*.sqlite")
    if damage is None:
        with sqlite3.connect(path) as base:
            base.execute("UPDATE pieces SET cards=x'0000000000', logs=x'00'")
        base.close()
    else:
        path.write_bytes(damage)
    for kept in library.state.glob("due-*"):
        kept.write_bytes(b"\0" * 40)
    assert list(studied(library)) == first
    assert cards(library) == first[0].cards


def test_where_nothing_can_be_kept_everything_is_read(library, whale):
    whale.add(learned("a1"))
    cards(library)
    for kept in (*library.state.glob("studied-*.sqlite*"), *library.state.glob("due-*")):
        kept.unlink()
        kept.mkdir()
    review(whale, "a1", EASY)
    (found,) = studied(library)
    assert [row.memory.reviews for row in found.cards] == [1]
    assert cards(library) == found.cards


def test_another_retention_counts_for_what_is_replayed(library, whale):
    whale.add(learned("a1"))
    first = review(whale, "a1", EASY)
    whale.log({**first, "id": "r2", "at": written(NOON + DAY)})  # of another machine: no chain
    few, many = (
        cards(library, settings=Settings().over({"study.retention": r}, ""))[0].memory.due
        for r in (70, 97)
    )
    assert many < few


def test_damaged_reviews_are_passed_over_and_told_each_time(library, whale):
    whale.add(learned("a1"))
    first = review(whale, "a1", EASY)
    whale.log({**first, "id": "r2", "rating": "three"}, {**first, "id": "r3", "at": "noon"})
    told = []
    for _ in range(2):  # read, and remembered
        (row,) = cards(library, tell=told.append)
        assert row.memory.reviews == 1
    list(studied(library, tell=told.append))
    assert told == ["Whale: 2 reviews are damaged, and passed over"] * 3


# --- how many are due ---


def count(library):
    return due_count.known(str(library.root), os.environ, NOON.timestamp())


def test_how_many_are_due_is_known_once_it_was_worked_out(library, whale):
    whale.add(learned("a1"), learned("a2"))
    cards(library)
    assert count(library) == 2


def test_how_many_are_due_is_not_known_where_anything_changed(library, whale):
    whale.add(learned("a1"))
    cards(library)
    whale.add(learned("a2"))
    assert count(library) is None
    cards(library)
    assert count(library) == 2


def test_it_is_known_while_one_reads_on(library, whale):
    whale.add(learned("a1"))
    cards(library)
    document(library, "peace")
    assert count(library) == 1


def test_it_is_not_known_where_the_settings_changed(library, whale, tmp_path):
    whale.add(learned("a1"))
    cards(library)
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text("[study]\nnew_a_day = 0\n")
    assert count(library) is None
    cards(library)
    assert count(library) == 0


def test_it_is_not_known_where_a_document_could_not_be_read(library, whale):
    whale.add(learned("a1"))
    (library.annotations / document(library, "peace").file).mkdir()
    cards(library)
    with pytest.raises(OSError):
        count(library)


@pytest.mark.parametrize("damage", [b"", b"\0" * 8, b"\0\0\0\4abcdefgh", b"\0\0\0\0\0\0\0\0"])
def test_a_damaged_file_is_as_none(library, whale, damage, capfd):
    whale.add(learned("a1"))
    cards(library)
    (path,) = library.state.glob("due-*")
    path.write_bytes(damage)
    assert not due_count.answer(["review", "--count"])
    assert capfd.readouterr().out == ""
    assert asked(due(library)) == ["a1"]


def test_only_the_bare_call_is_answered_without_the_program(library, whale, capfd):
    whale.add(learned("a1"))
    cards(library)
    assert not due_count.answer(["review", "--count", "--all"])
    assert due_count.answer(["review", "--count"])
    assert capfd.readouterr().out == "1\n"


moments = st.integers(0, 300 * 24 * 60).map(lambda m: NOON - timedelta(minutes=m))
memories = st.builds(
    lambda due, first, state: Memory(
        written(due), state, None if state == KNOWN else 0, 1.0, 5.0, written(first), 1, 0, "r",
        written(first),
    ),
    moments,
    moments,
    st.sampled_from([KNOWN, LEARNING]),
)  # fmt: skip


@given(st.lists(st.none() | memories, max_size=8), moments, st.integers(3, 23), st.integers(0, 5))
def test_the_number_is_that_of_the_queue(memories, now, begins, new_a_day):
    with in_paris():
        rows = [CardRow("d1", f"a{i}", "note", (), "", 0, one) for i, one in enumerate(memories)]
        expected = len(queue(rows, now.astimezone(), begins, new_a_day).due)
        found = due_count.count(_moments(rows), begins, new_a_day, now.timestamp())
    assert found == expected


@contextlib.contextmanager
def in_paris():
    """The system's clock in a zone that changes its clocks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Europe/Paris")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other folders")
@pytest.mark.parametrize("variables", [(), ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")])
def test_a_process_counts_the_same_with_and_without_the_program(tmp_path, variables, monkeypatch):
    for name in ("READER_LIBRARY", "READER_STATE", "READER_CONFIG"):
        monkeypatch.delenv(name)
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name in variables:
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.chdir(tmp_path)
    library = find_library()
    library.annotations_of(document(library)).add(learned("a1"))
    settings = config.config_folder() / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("[study]\nnew_a_day = 5\n")
    code = (
        "import sys; sys.argv = ['reader', 'review', '--count']\n"
        "from reader import __main__ as program\n"
        "program.os._exit = lambda code: print('parser', 'argparse' in sys.modules)\n"
        "program.main()"
    )
    root = Path(config.__file__).parent.parent
    environment = {**os.environ, "PYTHONPATH": str(root)}
    called = [sys.executable, "-c", code]
    first, second = (
        subprocess.run(called, env=environment, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    )
    assert (first, second) == ("1\nparser True\n", "1\nparser False\n")
    settings.write_text("[study]\nnew_a_day = 0\n")
    found = subprocess.run(called, env=environment, capture_output=True, text=True, check=True)
    assert found.stdout == "0\nparser True\n"
