"""Which passages of earlier months are brought back on a day, and what is read for that."""

import sqlite3
from collections import Counter
from datetime import date, timedelta

import pytest

from reader import notebook, notebook_cache, pieces, resurfacing
from reader.annotations.annotation import Annotation, Target
from reader.documents.opening import open_document, read_source
from reader.errors import StorageError
from reader.notebook import pages
from reader.notebook_cache import Row, day_of, packed_days
from reader.resurfacing import LOOKED, Asked, choose, resurfaced

DAY = date(2026, 11, 20)
UNTIL = date(2026, 10, 21)


def row(identity, document, created="2026-05-01T00:00:00.000Z", **fields):
    empty = dict.fromkeys(("kind", "colour", "style", "note", "state", "modified", "words"), "")
    nothing = dict.fromkeys(("others", "tags", "section"), ())
    return Row(
        **{
            **empty,
            **nothing,
            "start": 0,
            "id": identity,
            "document": document,
            "quote": "words",
            "created": created,
            **fields,
        }
    )


def shelf(**counts):
    """Documents with so many passages each."""
    return {name: [row(f"{name}{n}", name) for n in range(count)] for name, count in counts.items()}


def chosen(documents, day=DAY, most=5):
    counts = {name: len(rows) for name, rows in documents.items()}
    return [one.id for one in choose(Asked(day, UNTIL, most), counts, documents.__getitem__)]


def days(count):
    return [DAY + timedelta(days=number) for number in range(count)]


# --- choosing ----------------------------------------------------------------------------------


def test_the_same_day_has_the_same_passages():
    documents = shelf(a=9, b=9, c=9, d=9)
    assert chosen(documents) == chosen(dict(reversed(documents.items())))


def test_another_day_has_others():
    documents = shelf(**{f"d{n}": 50 for n in range(50)})
    assert len({one for day in days(20) for one in chosen(documents, day)}) > 90


def test_each_comes_from_another_document_while_there_are_others():
    documents = shelf(a=1000, b=1, c=1, d=1, e=1)
    for day in days(30):
        assert sorted(one[0] for one in chosen(documents, day)) == ["a", "b", "c", "d", "e"]


def test_documents_give_a_second_one_when_all_have_given_one():
    found = chosen(shelf(a=10, b=10))
    assert sorted(Counter(one[0] for one in found).values()) == [2, 3]
    assert [one[0] for one in found[:2]] == [one[0] for one in found[2:4]]
    assert len(set(found)) == 5


def test_where_there_are_fewer_all_are_given():
    assert sorted(chosen(shelf(a=2, b=1, c=0))) == ["a0", "a1", "b0"]
    assert chosen({}) == []


def test_every_passage_has_the_same_chance():
    documents = shelf(long=900, **{f"short{n}": 1 for n in range(100)})
    first = Counter(chosen(documents, day, most=1)[0][:4] == "long" for day in days(1000))
    assert 860 < first[True] < 940


def test_within_a_document_every_passage_has_its_day():
    documents = shelf(a=20)
    assert len({one for day in days(300) for one in chosen(documents, day, most=1)}) == 20


def test_what_is_deleted_or_added_changes_nothing_else():
    documents = shelf(**{f"d{n}": 30 for n in range(8)})
    before = chosen(documents)
    gone = before[2]
    kept = {name: [one for one in rows if one.id != gone] for name, rows in documents.items()}
    counts = {name: len(rows) for name, rows in documents.items()}
    after = [one.id for one in choose(Asked(DAY, UNTIL, 5), counts, kept.__getitem__)]
    assert [one for one in after if one in before] == [*before[:2], *before[3:]]


def test_no_more_documents_are_asked_than_it_takes():
    asked = []
    documents = shelf(**{f"d{n}": 3 for n in range(1000)})
    counts = dict.fromkeys(documents, 3)
    choose(Asked(DAY, UNTIL, 5), counts, lambda one: asked.append(one) or documents[one])
    assert len(asked) == 5


@pytest.mark.parametrize(
    ("created", "old"),
    [
        ("2026-10-21T23:59:59.999Z", True),
        ("2026-10-22T00:00:00.000Z", False),
        ("1969-01-01T00:00:00.000Z", True),
        ("9999-01-01T00:00:00.000Z", False),
        ("", True),
        ("long ago", True),
    ],
)
def test_old_is_what_was_made_on_the_day_or_before_or_nobody_knows_when(created, old):
    one = row("a", "d", created)
    assert bool(Asked(DAY, UNTIL, 5).old([one])) is old
    (number,) = memoryview(packed_days([one])).cast("H")
    assert number == day_of(one)


def test_a_bookmark_without_words_is_nothing_to_read():
    bare, noted = row("a", "d", quote=" "), row("b", "d", quote="", note="go on here")
    assert Asked(DAY, UNTIL, 5).old([bare, noted]) == [noted]


# --- what is read ------------------------------------------------------------------------------


@pytest.fixture
def filled(library, tmp_path):
    """A library with three documents, of two annotations each."""
    for name in ("one", "two", "six"):
        path = tmp_path / f"{name}.txt"
        path.write_text(f"Some words of the text {name}.\n", "utf-8")
        source = read_source(path)
        entry = library.recognise(source, open_document(source))._replace(title=name)
        store = library.annotations_of(library.remember(entry))
        store.add(note(name, 1), note(name, 2))
        store.save()
    return library


def note(name, number, created="2026-05-01T00:00:00.000Z"):
    target = Target(f"{name} {number}", start=5, end=10)
    return Annotation(f"{name}{number}".ljust(18, "0"), target, created=created)


class Today:
    """The passages of a day, and what had to be read anew for them."""

    def __init__(self, library):
        self.library = library
        self.read = []

    def __call__(self, day=DAY, most=3, wanted=lambda row: True):
        self.read.clear()

        def read(documents):
            self.read.append("all" if documents is None else len(documents))
            if documents is None:
                return pages(self.library)
            return pages(self.library, lambda entry: entry.id in documents)

        asked = Asked(day, UNTIL, most, wanted)
        found = resurfaced(self.library.annotations, self.library.state, asked, read)
        assert all(one.row.quote.startswith(one.title) for one in found)
        return [one.row.quote for one in found]

    def store(self, quote):
        entries = {entry.title: entry for entry in self.library.entries()}
        return self.library.annotations_of(entries[quote.split()[0]])


@pytest.fixture
def today(filled):
    return Today(filled)


def test_all_is_read_once_and_then_nothing(today):
    first = today()
    assert today.read == ["all"]
    assert today() == first
    assert today.read == []


def test_the_passages_are_the_same_with_and_without_the_cache(today):
    found = {day: today(day) for day in days(5)}
    assert len({tuple(one) for one in found.values()}) > 1
    for day, before in found.items():
        notebook_cache.cache_of(today.library.annotations, today.library.state).unlink()
        assert today(day) == before


def test_what_was_deleted_is_not_shown_and_another_one_takes_its_place(today):
    before = today()
    store = today.store(before[0])
    (gone,) = (one for one in store.all() if one.target.exact == before[0])
    store.remove(gone.id)
    after = today()
    assert today.read == [1]
    assert after[1:] == before[1:]
    assert after[0] != before[0]
    assert after[0].split()[0] == before[0].split()[0]
    today()
    assert today.read == []


def test_what_is_written_today_changes_nothing_of_what_is_shown(today):
    before = today()
    today.store(before[0]).add(note("new", 1, "2026-11-20T00:00:00.000Z"))
    assert today() == before


def test_a_note_that_was_changed_is_shown_as_it_is_now(today):
    store = today.store(today()[0])
    store.change(store.all()[0].id, note="changed")
    store.change(store.all()[1].id, note="changed")
    assert today(wanted=lambda row: row.note == "changed")


def test_a_document_whose_last_annotation_was_deleted_is_asked_no_more(today):
    store = today.store(today()[0])
    for one in store.all():
        store.remove(one.id)
    name = one.target.exact.split()[0]
    assert not [quote for quote in today(most=6) if quote.startswith(name)]
    today(most=6)
    assert today.read == []


def test_a_document_that_came_since_is_found(today, tmp_path):
    today()
    path = tmp_path / "new.txt"
    path.write_text("A new text.\n", "utf-8")
    source = read_source(path)
    entry = today.library.recognise(source, open_document(source))._replace(title="new")
    store = today.library.annotations_of(today.library.remember(entry))
    store.add(note("new", 1))
    store.save()
    assert "new 1" in today(most=9)
    assert today.read == ["all"]


def test_now_and_then_all_is_looked_at(today, monkeypatch):
    today()
    number = notebook_cache.today()
    monkeypatch.setattr(resurfacing, "today", lambda: number + LOOKED)
    monkeypatch.setattr(notebook, "today", lambda: number + LOOKED)
    today()
    assert today.read == ["all"]
    today()
    assert today.read == []


def test_a_clock_that_went_back_lets_all_be_looked_at(today, monkeypatch):
    today()
    number = notebook_cache.today()
    monkeypatch.setattr(resurfacing, "today", lambda: number - 1)
    today()
    assert today.read == ["all"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda cache: cache.write_bytes(b""),
        lambda cache: cache.write_bytes(b"no database at all" * 100),
        lambda cache: change(cache, "PRAGMA user_version=1"),
        lambda cache: change(cache, "DROP TABLE shelf"),
        lambda cache: change(cache, "DROP TABLE pages"),
        lambda cache: change(cache, "DELETE FROM shelf WHERE document=''"),
        lambda cache: change(cache, "UPDATE shelf SET days='x'"),
        lambda cache: change(cache, "UPDATE pages SET rows=substr(rows, 1, 20)"),
        lambda cache: change(cache, "UPDATE pages SET rows=NULL"),
    ],
)
def test_a_damaged_cache_changes_nothing(today, damage):
    before = today()
    damage(notebook_cache.cache_of(today.library.annotations, today.library.state))
    assert today() == before


def change(cache, statement):
    base = sqlite3.connect(cache)
    base.execute(statement)
    base.commit()
    base.close()


def test_a_cache_that_somebody_locks_changes_nothing(today, monkeypatch):
    monkeypatch.setattr(resurfacing, "_WAIT", 0)
    monkeypatch.setattr(pieces, "_WAIT", 0)
    before = today()
    cache = notebook_cache.cache_of(today.library.annotations, today.library.state)
    base = sqlite3.connect(cache, isolation_level=None)
    base.execute("PRAGMA locking_mode=EXCLUSIVE")
    base.execute("BEGIN EXCLUSIVE")
    assert today() == before
    base.close()


def test_a_document_that_cannot_be_read_leaves_its_place_to_others(today, monkeypatch):
    first = today()[0]
    today.store(first).add(note("new", 1))
    rows_of = notebook.rows_of

    def failing(document, store):
        if document == failing.document:
            raise StorageError("the disk is gone")
        return rows_of(document, store)

    (failing.document,) = (e.id for e in today.library.entries() if e.title == first.split()[0])
    monkeypatch.setattr(notebook, "rows_of", failing)
    assert len(today()) == 3
    assert first.split()[0] not in {quote.split()[0] for quote in today()}


def test_a_title_that_was_changed_is_known_when_all_was_read(today):
    today()
    for entry in today.library.entries():
        today.library.keep([entry._replace(title=f"{entry.title} 1")], "title")
    list(pages(today.library))
    cache = notebook_cache.cache_of(today.library.annotations, today.library.state)
    base = sqlite3.connect(cache)
    told = {title for (title,) in base.execute("SELECT title FROM shelf WHERE document!=''")}
    base.close()
    assert told == {"one 1", "two 1", "six 1"}
