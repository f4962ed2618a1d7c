"""`reader session` and `reader export --session`."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.annotations.annotation import Annotation, Target, as_time
from reader.annotations.logs import SESSION
from reader.library import Library
from reader.sameness import find
from reader.sessions import held_in
from reader.study import alive, clock, running
from reader.study.session import Goal, Session, to_record
from reader.text.spans import Span
from reader.text.wrap import cells

BOOK = "# Book\n\n## One\n\nRed wine. It was cold, he said.\n\n## Two\n\nBlue paper.\n"
OTHER = "# Other\n\nWords of another book.\n"
RUNNING = {"state": "running", "goal": Goal("minutes", 25)}


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    """It is noon on a Monday, and no width is asked for."""
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr(clock, "wall", lambda: datetime.fromisoformat("2026-11-23T12:00:00+00:00"))


@pytest.fixture
def book(reader, library):
    """A book in which three passages were marked."""
    path = library.documents / "book.md"
    path.write_text(BOOK, "utf-8")
    reader("annotate", str(path), "--quote", "Red wine", "--note", "Good?")
    reader("annotate", str(path), "--quote", "cold", "--kind", "question")
    reader("annotate", str(path), "--quote", "Blue paper", "--color", "blue")
    return path


@pytest.fixture
def other(reader, library):
    """Another one, in which there is one mark."""
    path = library.documents / "other.md"
    path.write_text(OTHER, "utf-8")
    reader("annotate", str(path), "--quote", "another")
    return path


def studied(library: Library, path: Path, identity: str, group: str = "", **more) -> list[str]:
    """Put a session of twenty minutes into a document; the ids of its annotations, of which the
    first was made in it and the last changed."""
    store = library.annotations_of(find(library, str(path)))
    ids = [one.id for one in store.all()]
    fields = {
        "started": "2026-11-22T09:00:00.000+00:00",
        "ended": "2026-11-22T09:30:00.000+00:00",
        "active": 1200.0,
        "words": 4000,
        "read": (Span(0, 40),),
        "made": (ids[0],),
        "changed": (ids[-1],),
        **more,
    }
    store.log(to_record(Session(identity, group or f"group-{identity}", **fields)))
    return ids


@contextmanager
def going_on(library: Library, group: str = "alive") -> Iterator[None]:
    """Let the session of this group run in some Reader."""
    locks = library.state / "locks"
    let_go = alive.hold_session(locks, group)
    held = held_in(library, print)
    running.tell(locks, library.root, {part.entry.id: part.sessions[-1] for part in held})
    try:
        yield
    finally:
        let_go()


# --- the list ----------------------------------------------------------------------------------


def test_the_sessions_are_listed_the_last_one_first(reader, library, book):
    studied(library, book, "s1")
    studied(library, book, "s2", started="2026-11-23T10:00:00.000+00:00", active=600.0, words=0)
    said = reader("session")
    assert said.out.splitlines() == [
        "2026-11-23 10:00  10 min                        2 marks  group-s2  Book",
        "2026-11-22 09:00  20 min  4,000 words  200/min  2 marks  group-s1  Book",
    ]
    assert (said.code, said.err) == (0, "")


def test_the_pace_in_the_list_goes_by_the_time_without_reviews(reader, library, book):
    studied(library, book, "s1", reviewed=600.0, cards=5)
    assert "20 min  4,000 words  400/min" in reader("session").out
    (record,) = json.loads(reader("session", "--json").out)
    assert (record["pace"], record["reviewed"], record["cards"]) == (400, 600.0, 5)


def test_a_session_in_two_documents_is_one_line(reader, library, book, other):
    studied(library, book, "s1", "together")
    studied(library, other, "s2", "together", started="2026-11-22T09:40:00.000+00:00")
    (line,) = reader("session").out.splitlines()
    assert line == "2026-11-22 09:00  40 min  8,000 words  200/min  3 marks  together  Book; Other"


def test_without_a_session_it_is_said_how_one_is_begun(reader, book):
    said = reader("session")
    assert (said.code, said.out) == (0, "")
    assert "ctrl+t" in said.err
    assert reader("session", "--json")[:2] == (0, "[]\n")


@pytest.mark.parametrize("words", [("last",), ("show", "yesterday"), ("show",)])
def test_a_session_that_is_asked_for_where_there_is_none_is_a_failure(reader, book, words):
    said = reader("session", *words)
    assert (said.code, said.out) == (1, "")
    assert "ctrl+t" in said.err


def test_in_a_narrow_terminal_titles_stand_below_and_nothing_is_wider(
    reader, library, book, other, monkeypatch
):
    studied(library, book, "s1", "together")
    studied(library, other, "s2", "together", started="2026-11-22T09:40:00.000+00:00")
    monkeypatch.setenv("COLUMNS", "40")
    assert reader("session").out.splitlines() == [
        "2026-11-22 09:00  40 min  8,000 words",
        "    200/min  3 marks  together",
        "    Book; Other",
    ]


@pytest.mark.parametrize("wide", [20, 40, 79, 80, 120])
def test_no_line_of_the_list_is_wider_than_it_may_be(library, reader, monkeypatch, wide):
    long = library.documents / "long.md"
    long.write_text("# " + "A very long title " * 8 + "\n\nRed wine.\n", "utf-8")
    reader("annotate", str(long), "--quote", "Red wine")
    for number in range(4):
        studied(library, long, f"s{number}", "together" if number % 2 else "")
    monkeypatch.setenv("COLUMNS", str(wide))
    assert max(map(cells, reader("session").out.splitlines())) <= wide


def test_the_list_can_begin_at_a_day_and_be_of_one_document(reader, library, book, other):
    studied(library, book, "s1")
    studied(library, book, "s2", started="2026-11-23T03:00:00.000+00:00")  # still the night before
    studied(library, other, "s3", started="2026-11-23T10:00:00.000+00:00")
    assert [line[:16] for line in reader("session", "--since", "today").out.splitlines()] == [
        "2026-11-23 10:00"
    ]
    assert len(reader("session", "--document", str(book)).out.splitlines()) == 2


def test_a_program_gets_the_numbers(reader, library, book):
    ids = studied(library, book, "s1", sections=("One",))
    (record,) = json.loads(reader("session", "--json").out)
    assert (record["id"], record["active"], record["pace"]) == ("group-s1", 1200.0, 200)
    (document,) = record["documents"]
    assert document["finished"] == ["One"]
    assert document["marks"] == sorted({ids[0], ids[-1]})


def test_what_is_counted_is_said_by_the_session_and_not_by_the_title(reader, library, book):
    studied(library, book, "s1", words=192, unit="characters")
    assert "  192 characters  10/min  " in reader("session").out
    (record,) = json.loads(reader("session", "--json").out)
    assert (record["read"], record["unit"], record["pace"]) == (
        {"characters": 192},
        "characters",
        10,
    )


def test_words_and_characters_of_a_session_are_told_apart(reader, library, book, other):
    studied(library, book, "s1", "together", words=192, unit="characters")
    studied(library, other, "s2", "together", started="2026-11-22T09:40:00.000+00:00")
    assert "192 characters and 4,000 words" in reader("session").out
    (record,) = json.loads(reader("session", "--json").out)
    assert record["read"] == {"characters": 192, "words": 4000}
    assert (record["unit"], record["pace"]) == (None, None)


@pytest.mark.parametrize("amount", [0, 192])
def test_the_list_and_what_came_of_a_session_have_the_same_shape(reader, library, book, amount):
    studied(library, book, "s1", words=amount, unit="characters")
    (listed,) = json.loads(reader("session", "--json").out)
    shown = json.loads(reader("session", "last", "--json").out)
    numbers = (
        "id",
        "state",
        "started",
        "ended",
        "active",
        "reviewed",
        "cards",
        "read",
        "unit",
        "pace",
        "marks",
    )
    assert {name: shown[name] for name in numbers} == {name: listed[name] for name in numbers}
    (one,), (other,) = listed["documents"], shown["documents"]
    numbers = "id", "title", "active", "read", "unit", "pace", "finished", "path"
    assert {name: other[name] for name in numbers} == {name: one[name] for name in numbers}


def test_damaged_records_are_passed_over_and_said(reader, library, book):
    studied(library, book, "s1")
    store = library.annotations_of(find(library, str(book)))
    store.log({"kind": SESSION, "id": "bad", "started": "long ago"})
    said = reader("session")
    assert len(said.out.splitlines()) == 1
    assert said.err == "reader: Book: a session is damaged, and passed over\n"


def test_a_session_whose_program_is_gone_is_listed_as_broken(reader, library, book):
    studied(library, book, "s1", **RUNNING)
    assert reader("session").out.rstrip().endswith("(broken)")


def test_a_session_that_goes_on_is_listed_from_the_journal(reader, library, book):
    studied(library, book, "s1", "alive", **RUNNING)
    let_go = alive.hold_session(library.state / "locks", "alive")
    try:
        assert reader("session").out.rstrip().endswith("(running)")
    finally:
        let_go()


def test_a_session_whose_program_is_gone_has_the_marks_that_it_did_not_tell_of(
    reader, library, book
):
    store = library.annotations_of(find(library, str(book)))
    started = as_time(datetime.now(UTC))
    times = {"started": started, "ended": started}
    more = {"extra": {alive.RUN: store.run}, "made": (), "changed": ()}
    store.log(to_record(Session("s1", "group-s1", **times, **more, **RUNNING)))
    store.add(Annotation("mine", Target("he said"), note="after", created=started))
    assert " 1 mark " in reader("session").out
    assert "he said" in reader("session", "last").out
    assert "he said" in reader("export", "--session", "last").out
    assert "he said" in reader("export", str(book), "--session", "last", "--format", "csv").out


def test_the_list_and_the_recap_say_the_same_of_a_session_whose_program_is_gone(
    reader, library, book
):
    studied(library, book, "s1", **RUNNING)
    said = [json.loads(reader("session", *words, "--json").out) for words in ([], ["last"])]
    assert [said[0][0]["state"], said[1]["state"]] == ["broken", "broken"]


# --- the recap ---------------------------------------------------------------------------------


def test_the_recap_tells_what_came_of_the_last_session(reader, library, book):
    studied(library, book, "s1", sections=("One",))
    assert reader("session", "last").out == RECAP


RECAP = """\
2026-11-22 09:00–09:30 · 20 min

Book · 4,000 words read, 200 a minute
  finished: One
  marked: 2 highlights
    yellow highlight: “Red wine” — One
      Good?
    blue highlight, changed: “Blue paper” — Two
  left open:
    “cold” — One
"""


def test_a_note_cannot_command_the_terminal(reader, library, book):
    reader("annotate", str(book), "--quote", "Red", "--note", "\x1b]0;mine\x07 so")
    ids = [one.id for one in library.annotations_of(find(library, str(book))).all()]
    studied(library, book, "s1", made=tuple(ids))
    said = reader("session", "last").out
    assert " so" in said
    assert "\x1b" not in said


def test_a_session_is_shown_by_its_day_or_its_id(reader, library, book):
    studied(library, book, "s1")
    studied(library, book, "s2", started="2026-11-23T10:00:00.000+00:00")
    for word in ("yesterday", "2026-11-22", "group-s1"):
        said = reader("session", "show", word, "--json")
        assert json.loads(said.out)["id"] == "group-s1"


def test_a_session_that_is_not_there_is_said(reader, library, book):
    studied(library, book, "s1")
    said = reader("session", "show", "nothing")
    assert said.code == 1
    assert "last, today, yesterday" in said.err


def test_of_a_document_that_is_gone_the_recap_has_the_marks(reader, library, book):
    studied(library, book, "s1")
    book.unlink()
    said = reader("session", "last")
    assert "Red wine" in said.out
    assert "not there any more" in said.err


# --- what goes on ------------------------------------------------------------------------------


def test_the_status_is_for_a_prompt(reader, library, book):
    studied(library, book, "s1", "alive", **RUNNING, active=733.0)
    with going_on(library):
        assert reader("session", "status") == (0, "session 00:12/00:25 · 2 marks\n", "")


def test_the_status_counts_all_documents_of_the_session(reader, library, book, other):
    studied(library, book, "s1", "alive", active=3600.0)
    studied(library, other, "s2", "alive", state="paused", active=60.0)
    with going_on(library):
        assert reader("session", "status").out == "paused 01:01 · 3 marks\n"
        assert json.loads(reader("session", "status", "--json").out)["active"] == 3660.0


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"goal": Goal("sections", 2), "leaves": 1}, "session 00:20, 1/2 sections"),
        ({"goal": Goal("section", 0, "One", 8), "reached": True}, "session 00:20 ✓"),
        ({"state": "paused", "resting": True}, "break 00:20"),
    ],
)
def test_the_status_tells_goals_and_breaks_as_the_header_does(reader, library, book, more, said):
    studied(library, book, "s1", "alive", **{"state": "running", **more})
    with going_on(library):
        assert reader("session", "status").out == f"{said} · 2 marks\n"


def test_a_program_gets_the_status_in_the_words_of_the_list(reader, library, book):
    studied(library, book, "s1", "alive", **RUNNING)
    with going_on(library):
        (listed,) = json.loads(reader("session", "--json").out)
        status = json.loads(reader("session", "status", "--json").out)
    goal = {"kind": "minutes", "amount": 25, "title": "", "at": 0, "reached": False}
    assert status == {**listed, "goal": goal, "library": str(library.root)}


def test_the_status_is_of_the_library_that_is_asked_for(reader, library, book, tmp_path):
    studied(library, book, "s1", "alive", **RUNNING)
    (tmp_path / "another").mkdir()
    with going_on(library):
        asked = reader("session", "status", "--library", str(library.root))
        assert asked.out.startswith("session 00:20")
        other = reader("session", "status", "--library", str(tmp_path / "another"))
        assert other == (1, "", "")


def test_where_no_library_is_named_the_status_is_of_any(reader, library, book, monkeypatch):
    studied(library, book, "s1", "alive", **RUNNING)
    monkeypatch.delenv("READER_LIBRARY")
    with going_on(library):
        said = json.loads(reader("session", "status", "--json").out)
    assert said["library"] == str(library.root)


def test_whatever_is_written_in_other_documents_the_status_is_there(reader, library, book):
    studied(library, book, "s1", "alive", **RUNNING)
    with going_on(library):
        for number in range(25):
            path = library.documents / f"book {number}.md"
            path.write_text(f"Words of book {number}.\n", "utf-8")
            reader("annotate", str(path), "--quote", "Words")
        assert reader("session", "status").code == 0


@pytest.mark.parametrize("state", ["running", "stopped"])
def test_where_no_session_goes_on_the_status_is_silent(reader, library, book, state):
    assert reader("session", "status") == (1, "", "")
    studied(library, book, "s1", state=state)
    assert reader("session", "status") == (1, "", "")


@pytest.mark.parametrize("do", ["pause", "stop"])
def test_who_pauses_or_stops_a_session_from_a_shell_is_told_where_that_is_done(reader, do):
    said = reader("session", do)
    assert said.code == 2
    assert "ctrl+t pauses and stops a session in the Reader that it runs in" in said.err


def test_what_can_be_done_with_sessions_is_the_same_in_the_help_and_in_the_error(reader):
    for said in (reader("session", "foo").err, reader("session", "--help").out):
        assert "last" in said and "status" in said
        assert "stop'" not in said


def test_a_session_begins_on_a_terminal_only(reader, book):
    said = reader("session", "start", str(book), "--minutes", "25")
    assert said.code == 1
    assert "there is no terminal" in said.err


@pytest.mark.parametrize(
    "words",
    [
        ("last", "--minutes", "5"),
        ("last", "book.md"),
        ("start", "--since", "today"),
        ("start", "--minutes", "5", "--sections", "2"),
        ("begin",),
    ],
)
def test_words_that_do_not_fit_are_refused(reader, words):
    assert reader("session", *words).code == 2


# --- the export --------------------------------------------------------------------------------


def test_without_a_document_all_of_the_session_is_one_text(reader, library, book, other):
    studied(library, book, "s1", "together")
    studied(library, other, "s2", "together", started="2026-11-22T09:40:00.000+00:00")
    made = reader("export", "--session", "last").out
    assert made.startswith('---\ntitle: "Study session 2026-11-22 09:00"\n')
    assert made.index("## Book") < made.index("> Red wine") < made.index("## Other")
    assert made.index("## Other") < made.index("> another")


def test_with_a_document_its_export_has_what_was_marked_in_the_session(reader, library, book):
    studied(library, book, "s1")
    made = reader("export", str(book), "--session", "last")
    assert "annotations: 2\n" in made.out
    assert "> cold" not in made.out
    rows = reader("export", str(book), "--session", "yesterday", "--format", "csv").out
    assert len(rows.splitlines()) == 3


def test_another_format_takes_the_one_document_of_the_session(reader, library, book, other):
    studied(library, book, "s1")
    assert "Red wine" in reader("export", "--session", "last", "--format", "json").out
    studied(library, other, "s2", "group-s1")
    said = reader("export", "--session", "last", "--format", "json")
    assert said.code == 2
    assert "Book; Other; -o FOLDER/ writes a file for each" in said.err


def test_a_document_without_marks_is_not_in_the_way_of_a_format(reader, library, book, other):
    studied(library, book, "s1")
    studied(library, other, "s2", "group-s1", made=(), changed=())
    assert "Red wine" in reader("export", "--session", "last", "--format", "json").out


def test_of_several_documents_another_format_writes_a_file_each(reader, library, book, other):
    studied(library, book, "s1")
    studied(library, other, "s2", "group-s1")
    assert reader("export", "--session", "last", "--format", "json", "-o", "out/").code == 0
    quotes = {
        path.name: [one["target"]["exact"] for one in json.loads(path.read_text())["annotations"]]
        for path in Path("out").iterdir()
    }
    assert quotes == {"book.json": ["Red wine", "Blue paper"], "other.json": ["another"]}


def test_of_several_documents_csv_is_one_table(reader, library, book, other):
    studied(library, book, "s1")
    studied(library, other, "s2", "group-s1", started="2026-11-22T09:40:00.000+00:00")
    made = reader("export", "--session", "last", "--format", "csv").out
    rows = list(csv.DictReader(made.splitlines()))
    marks = [(row["document"], row["quote"]) for row in rows]
    assert marks == [("Book", "Red wine"), ("Book", "Blue paper"), ("Other", "another")]
    blue = reader("export", "--session", "last", "--color", "blue", "-o", "blue.csv")
    assert blue.err.startswith("1 annotation written to ")


def test_of_a_document_without_a_session_it_is_said_where_it_was(reader, library, book, other):
    studied(library, book, "s1")
    for word in ("last", "yesterday"):
        said = reader("export", str(other), "--session", word)
        assert said.code == 1
        where = "in this document; that of 2026-11-22 09:00 was in “Book”"
        assert f"no session “{word}” {where}" in said.err
    assert "“reader session” lists them" in reader("export", str(other), "--session", "2020").err


def test_the_file_is_named_after_the_session_and_not_written_over(reader, library, book):
    studied(library, book, "s1")
    assert reader("export", "--session", "last", "-o", "out/").code == 0
    written = Path("out/study-session-2026-11-22-09-00.md")
    assert "> Red wine" in written.read_text("utf-8")
    written.write_text("mine", "utf-8")
    said = reader("export", "--session", "last", "-o", "out/")
    assert said.code == 1
    assert "--force" in said.err
    assert reader("export", "--session", "last", "-o", "out/", "--force").code == 0
    assert "> Red wine" in written.read_text("utf-8")


def test_an_export_of_a_session_is_no_document_of_a_folder(reader, library, book, tmp_path):
    studied(library, book, "s1")
    reader("export", "--session", "last", "-o", "out/")
    assert reader("add", "out").err.startswith("0 added")


def test_into_a_folder_of_exports_goes_no_part(reader, library, book):
    studied(library, book, "s1")
    said = reader("export", "--session", "last", "--into", "out")
    assert said.code == 2
    assert "--session" in said.err
