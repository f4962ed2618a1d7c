"""The annotations of all documents as rows, and the cache that they come from."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from reader import notebook
from reader.annotations.annotation import Annotation, Colour, Kind, Target
from reader.documents.opening import open_document, read_source
from reader.errors import StorageError
from reader.filtering import in_order, offers, passing, tag_counts, tag_offers
from reader.locating import find_library
from reader.notebook import pages
from reader.query import parse
from reader.study import clock
from reader.study.reading import Reading
from reader.study.scheduling import AGAIN, EASY, by_card, graded, memory_of
from reader.text.spans import Span


@pytest.fixture
def library(tmp_path):
    return find_library(str(tmp_path / "library"))


def document(library, tmp_path, name, text="Some words of a text.\n", **fields):
    path = tmp_path / f"{name}.txt"
    path.write_text(text, "utf-8")
    source = read_source(path)
    entry = library.recognise(source, open_document(source))._replace(title=name, **fields)
    return library.remember(entry, opened=f"2026-11-0{len(name) % 10}T00:00:00.000Z")


def note(identity, quote="words", start=5, path=(), **fields):
    target = Target(quote, start=start, end=start + len(quote), path=path)
    return Annotation(identity * 18, target, **fields)


def everything(library):
    found = list(pages(library))
    return {p.entry.id: p.entry for p in found}, [row for p in found for row in p.rows]


def ids(library, query, **saved):
    entries, rows = everything(library)
    return "".join(row.id[0] for row in passing(rows, parse(query, saved), entries))


@pytest.fixture
def filled(library, tmp_path):
    one = document(library, tmp_path, "Whales", authors=("Herman Melville",))
    library.annotations_of(one).add(
        note("1", "Call me Ishmael", 0, colour=Colour.BLUE, note="The Beginning"),
        note("2", "a whale", 20, ("Part", "Second"), kind=Kind.QUESTION, tags=("sea", "exam/a")),
        note("3", "it is", 30, kind=Kind.QUESTION, note="answered", tags=("exam",)),
        note("4", "a heading", 40, kind=Kind.HEADING),
    )
    two = document(library, tmp_path, "Peace")
    library.annotations_of(two).add(
        note("5", "Prince Café", 0, created="2025-01-05T10:00:00.000Z", tags=("example",)),
        note("6", "war", 9, kind=Kind.TODO, created="2026-02-01T10:00:00.000Z"),
    )
    return library


def test_documents_come_last_read_first_and_notes_in_the_order_of_the_text(filled):
    assert ids(filled, "") == "12356"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("whale", "2"),
        ("beginning", "1"),
        ("cafe", "5"),
        ('"call me"', "1"),
        ("color:blue", "1"),
        ("kind:question", "23"),
        ("kind:question,todo", "236"),
        ("is:open", "2"),
        ("-is:open kind:question", "3"),
        ("has:note", "13"),
        ("has:note,tags", "1235"),
        ("-has:note", "256"),
        ("doc:whales", "123"),
        ("-doc:whales", "56"),
        ("section:second", "2"),
        ('section:"part second"', ""),
        ("until:2025", "5"),
        ("since:2025-02 until:2026-03", "6"),
        ("-until:2025 doc:peace", "6"),
        ("tag:exam", "23"),
        ("tag:exam -tag:sea", "3"),
        ("tag:exa", "235"),
        ("tag:sea,example", "25"),
        ("tag:nothing", ""),
        ("tag:exam is:open a", "2"),
    ],
)
def test_a_query_means(filled, query, found):
    assert ids(filled, query) == found


def test_a_document_is_meant_by_its_author_or_path(filled):
    assert ids(filled, "in:herman") == "123"
    assert ids(filled, "-in:whales.txt") == "56"


def test_a_saved_filter_is_used_by_its_name(filled):
    assert ids(filled, "@mine", mine="tag:sea") == "2"


def test_orders(filled):
    entries, rows = everything(filled)

    def order(sort):
        return "".join(row.id[0] for row in in_order(rows, sort, entries))

    assert order("document") == "56123"
    assert order("time")[-2:] == "65"
    assert order("colour")[-1] == "1"
    assert order("tag") == "35216"


def test_tags_are_counted_most_used_first(filled):
    _, rows = everything(filled)
    assert tag_counts([*rows, rows[1]])[:2] == [("exam/a", 2), ("sea", 2)]


# --- current ----------------------------------------------------------------------------------


def test_a_note_that_was_made_just_now_is_there(filled):
    assert ids(filled, "just") == ""
    entry = next(entry for entry in filled.entries() if entry.title == "Peace")
    filled.annotations_of(entry).add(note("7", "just now", 12))  # in the journal only
    assert ids(filled, "just") == "7"


def test_what_was_deleted_is_gone(filled):
    entries, rows = everything(filled)
    store = filled.annotations_of(entries[rows[0].document])
    store.remove(rows[0].id)
    assert ids(filled, "") == "2356"


def test_only_documents_that_changed_are_read_again(filled, monkeypatch):
    everything(filled)
    read = []
    rows_of = notebook.rows_of
    monkeypatch.setattr(notebook, "rows_of", lambda d, s: read.append(d) or rows_of(d, s))
    entries, rows = everything(filled)
    assert read == []
    filled.annotations_of(entries[rows[0].document]).change(rows[0].id, note="new")
    _, rows = everything(filled)
    assert read == [rows[0].document]
    assert rows[0].note == "new"


def test_the_cache_can_be_deleted(filled):
    before = everything(filled)
    (cache,) = filled.state.glob("notebook-*.sqlite")
    cache.unlink()
    assert everything(filled) == before
    assert everything(filled) == before


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 100])
def test_a_damaged_cache_is_begun_anew(filled, damage):
    before = everything(filled)
    (cache,) = filled.state.glob("notebook-*.sqlite")
    cache.write_bytes(damage)
    assert everything(filled) == before


def test_damaged_rows_are_read_from_the_annotations(filled):
    before = everything(filled)
    (cache,) = filled.state.glob("notebook-*.sqlite")
    base = sqlite3.connect(cache)
    base.execute("UPDATE pages SET rows = substr(rows, 1, 20)")
    base.commit()
    base.close()
    assert everything(filled) == before


def test_documents_without_a_word_need_not_be_given(filled):
    everything(filled)
    found = list(pages(filled, having=["whale"]))
    assert [page.entry.title for page in found] == ["Whales"]


def test_a_document_that_cannot_be_read_says_why_and_the_others_are_there(filled, monkeypatch):
    entry = next(entry for entry in filled.entries() if entry.title == "Peace")
    rows_of = notebook.rows_of

    def failing(document, store):
        if document == entry.id:
            raise StorageError("the disk is gone")
        return rows_of(document, store)

    monkeypatch.setattr(notebook, "rows_of", failing)
    assert [page.problem for page in pages(filled)] == ["", "the disk is gone"]


def test_a_note_whose_words_are_gone_is_an_orphan(library, tmp_path):
    path = tmp_path / "text.txt"
    texts = "The first sentence is here.\n\nThe second one was marked.\n"
    entry = document(library, tmp_path, "text", texts)
    store = library.annotations_of(entry)
    reading = Reading(open_document(read_source(path)), store)
    reading.mark(Span(33, 43), note="kept")
    reading.keep()
    store.save()
    assert ids(library, "is:orphan") == ""
    path.write_text("The first sentence is here.\n\nAll else is new, and unlike it.\n", "utf-8")
    again = Reading(open_document(read_source(path)), library.annotations_of(entry))
    again.refresh()
    assert again.orphans
    again.keep()
    assert len(ids(library, "is:orphan kept")) == 1


# --- completions --------------------------------------------------------------------------------


def labels(found):
    return [offer.label for offer in found]


TAGS = [("exam", 5), ("example", 3), ("new exam", 2), ("sea", 1)]


def test_the_beginning_of_a_field_is_completed():
    assert labels(offers("x ki", [], [], {})) == ["kind:"]
    assert offers("x -ki", [], [], {})[0].text == "x -kind:"


def test_values_are_completed_and_quoted_where_they_must_be():
    assert offers("kind:q", [], [], {})[0].text == "kind:question "
    assert [o.text for o in offers("tag:sea,ex", TAGS, [], {})] == [
        "tag:sea,exam ",
        "tag:sea,example ",
        'tag:sea,"new exam" ',
    ]
    titles = [("War and Peace", 9)]
    assert offers("doc:war", [], titles, {})[0].text == 'doc:"War and Peace" '


def test_saved_filters_are_completed():
    assert offers("@e", [], [], {"exam": "tag:exam"})[0].text == "@exam "


def test_tags_are_completed_most_used_first_but_for_those_that_are_there():
    assert labels(tag_offers("", TAGS))[:2] == ["exam", "example"]
    assert labels(tag_offers("exam ex", TAGS))[0] == "example"
    assert tag_offers("exam -s", TAGS)[0].text == "exam -sea "


# --- what is learned ---

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def learned(library, tmp_path, monkeypatch):
    """A new card, one that is due tonight, one due tomorrow, a leech, and a plain note."""
    monkeypatch.setattr(clock, "wall", lambda: NOON)
    store = library.annotations_of(document(library, tmp_path, "Whales"))
    store.add(*(note(name, note="why", learn=("note",)) for name in "ntml"), note("p", note="why"))
    for name, at in (("t", NOON - timedelta(days=7.6)), ("m", NOON - timedelta(days=7))):
        store.log(graded(None, name * 18, "note", EASY, at, 1))
    log = []
    for number in range(16):  # known, and forgotten
        at = NOON - timedelta(days=100 - number)
        rating = AGAIN if number % 2 else EASY
        log.append(graded(memory_of(log), "l" * 18, "note", rating, at, 1))
    log.append(graded(memory_of(log), "l" * 18, "note", EASY, NOON, 1))
    store.log(*log)
    return library


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("is:learning", "lmnt"),
        ("-is:learning", "p"),
        ("is:due", "nt"),
        ("is:leech", "l"),
        ("is:learning -is:due -is:leech", "m"),
    ],
)
def test_what_is_learned_is_found_by_its_state(learned, query, found):
    for _ in range(2):  # from the files, then from the cache
        assert "".join(sorted(ids(learned, query))) == found


def test_a_card_is_not_due_any_more_when_it_was_graded(learned):
    assert "t" in ids(learned, "is:due")
    ((_, store),) = learned.notebook()
    reviews = by_card(store.logged("review"))["t" * 18, "note"]
    store.log(graded(memory_of(reviews), "t" * 18, "note", EASY, NOON, 1))
    assert "t" not in ids(learned, "is:due")
