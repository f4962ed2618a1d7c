"""`reader today`: passages from earlier months, in the shell."""

import json
import os
import re
import sys
from datetime import UTC, datetime

import pytest

from reader.annotations.annotation import Annotation, Colour, Kind, Target
from reader.study import clock
from reader.text.wrap import cells
from reader.today_command import QUOTE
from tests.test_imports import HEAVY, modules_after

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
LONG = "A passage of many words that goes on and on, as some do. " * 20


@pytest.fixture
def marked(library, write, monkeypatch):
    """Marks passages in documents of the library: title, quote, when, and what else is said."""
    monkeypatch.setattr(clock, "wall", lambda: NOW)
    number = iter(range(10**17, 10**18))

    def mark(title, quote, created="2026-05-01", path=(), **fields):
        known = {entry.title: entry for entry in library.entries()}
        entry = known.get(title)
        if entry is None or not entry.id:
            from reader.documents.opening import open_document, read_source

            source = read_source(write(f"# {title}\n\nText.\n", f"{title}.md"))
            entry = library.remember(library.recognise(source, open_document(source)))
        target = Target(quote, start=0, end=len(quote), path=path)
        when = f"{created}T10:00:00.000Z"
        store = library.annotations_of(entry)
        store.add(Annotation(f"n{next(number)}", target, created=when, modified=when, **fields))
        store.save()
        return entry.id, store.all()[-1].id

    return mark


@pytest.fixture
def terminal(monkeypatch):
    """Lets stdout be a terminal of a width."""

    def of(width):
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(sys.stdout, "fileno", lambda: 1, raising=False)
        monkeypatch.setattr(os, "get_terminal_size", lambda *_: os.terminal_size((width, 24)))

    return of


def bare(text):
    """A text without what styles it on a terminal."""
    return re.sub(r"\x1b\[[\d;]*m|\x1b\]8;;.*?\x1b\\", "", text)


# --- what is printed ---------------------------------------------------------------------------


def test_a_passage_has_its_title_section_note_date_tags_and_link(reader, marked):
    document, annotation = marked(
        "Whales",
        "Call me\nIshmael.",
        path=("Whales", "Loomings"),
        kind=Kind.QUESTION,
        note="Who?\n\n- *me*",
        tags=("sea", "exam/a"),
    )
    said = reader("today")
    assert said == (
        0,
        "Whales, Loomings\n“Call me Ishmael.”\nWho?\n- *me*\n"
        f"2026-05-01, question, #sea #exam/a, reader://{document}/{annotation}\n",
        "",
    )


def test_words_that_are_quoted_in_the_text_are_not_quoted_twice(reader, marked):
    marked("Whales", "“Call me Ishmael.”")
    for words in (("today",), ("notes",)):
        said = reader(*words).out
        assert "“Call me Ishmael.”" in said
        assert "““" not in said


def test_there_are_five_of_different_documents(reader, marked):
    for title in "abcdefg":
        for number in range(3):
            marked(title, f"{title} {number}")
    quotes = re.findall("“(.)", reader("today").out)
    assert len(quotes) == len(set(quotes)) == 5
    assert reader("today").out == reader("today").out
    assert len(re.findall("“", reader("today", "--count", "2").out)) == 2


def test_only_what_is_a_month_old_is_shown(reader, marked):
    marked("a", "old", "2026-10-21")
    marked("a", "young", "2026-10-22")
    assert "“old”" in reader("today").out
    assert "young" not in reader("today").out
    assert "young" in reader("today", "--older", "0").out
    assert "young" in reader("today", "--older", "29").out
    assert "young" in reader("today", "--date", "2026-11-21").out
    assert reader("today", "--older", "99999").out == ""


def test_another_day_has_others(reader, marked):
    for number in range(30):
        marked("a", f"words {number}")
    now = reader("today", "--count", "1").out
    days = {reader("today", "--count", "1", "--date", f"2026-11-{n}").out for n in range(10, 21)}
    assert len(days) > 3
    assert reader("today", "--count", "1", "--date", "2026-11-20").out == now
    assert reader("today", "--count", "1", "--date", "today").out == now


def test_a_night_belongs_to_the_day_before(reader, marked, monkeypatch, tmp_path):
    for number in range(30):
        marked("a", f"words {number}")

    def at(hour):
        monkeypatch.setattr(clock, "wall", lambda: datetime(2026, 11, 21, hour, tzinfo=UTC))
        return reader("today", "--count", "1").out

    evening, morning = reader("today", "--count", "1").out, at(4)
    assert at(3) == evening != morning
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text("[study]\nday_begins = 2\n")
    assert at(3) == morning


def test_kinds_and_tags_choose(reader, marked):
    marked("a", "one", kind=Kind.QUESTION, tags=("exam/spring",))
    marked("a", "two", kind=Kind.TODO, tags=("Exam",))
    marked("a", "three", tags=("examples",))

    def quotes(*words):
        return sorted(re.findall("“(.*)”", reader("today", *words).out))

    assert quotes("--kind", "question") == ["one"]
    assert quotes("--kind", "question,todo") == ["one", "two"]
    assert quotes("--tag", "exam") == ["one", "two"]
    assert quotes("--tag", "#examples", "--tag", "exam/spring") == ["one", "three"]
    assert quotes("--tag", "exam", "--kind", "highlight") == []


def test_json_is_that_of_notes(reader, marked):
    marked("Whales", "Call me Ishmael.", path=("Whales", "Loomings"))
    (one,) = json.loads(reader("today", "--json").out)
    assert [one] == json.loads(reader("notes", "--json").out)


# --- on a terminal -----------------------------------------------------------------------------


@pytest.mark.parametrize("width", [120, 80, 40])
def test_on_a_terminal_no_line_is_wider(reader, marked, terminal, width):
    title = "A title that goes on " * 6
    marked(title, LONG, path=("A section with many words in its name",), note=LONG)
    marked("山", "山是山水是水" * 40, note="👩‍👩‍👧 " * 60, tags=tuple(f"tag{n}" for n in range(3)))
    terminal(width)
    lines = bare(reader("today").out).splitlines()
    links = [line for line in lines if line.startswith("reader://")]
    assert all(cells(line) <= min(width, 80) for line in lines if line not in links)
    assert all(len(line) < 50 for line in links)
    assert any("A title" in line and " › A section" in line for line in lines)
    assert sum(line.startswith("▌") for line in lines) == 2 * QUOTE


def test_a_terminal_gets_colours_and_a_link(reader, marked, terminal):
    document, annotation = marked("a", "words", colour=Colour.BLUE)
    terminal(80)
    out = reader("today").out
    assert "\x1b[34m▌\x1b[0m words" in out
    assert f"\x1b]8;;reader://{document}/{annotation}\x1b\\" in out


def test_without_colours_there_are_none(reader, marked, terminal, monkeypatch):
    marked("a", "words", colour=Colour.BLUE)
    terminal(80)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "▌ words" in reader("today").out


@pytest.mark.parametrize("how", ["--plain", "dumb"])
def test_plain_is_what_a_pipe_gets(reader, marked, terminal, monkeypatch, how):
    marked("a", LONG)
    piped = reader("today").out
    assert f"“{LONG.strip()}”\n" in piped
    terminal(80)
    if how == "dumb":
        monkeypatch.setenv("TERM", "dumb")
    assert reader("today", *(["--plain"] if how == "--plain" else [])).out == piped


def test_nothing_in_a_passage_commands_the_terminal(reader, marked, terminal):
    marked("a\x1b[31m", "red \x1b[31m \x9b2J", note="bell \x07", tags=("x\x1b]0;y\x07",))
    assert not {"\x1b", "\x07", "\x9b"} & set(reader("today").out)
    terminal(80)
    assert not {"\x1b", "\x07", "\x9b"} & set(bare(reader("today").out))


# --- in a start-up file ------------------------------------------------------------------------


def test_where_nothing_is_that_old_nothing_is_said(reader, marked):
    marked("a", "young", "2026-11-01")
    assert reader("today") == (0, "", "")
    assert reader("today", "--json") == (0, "[]\n", "")


def test_where_there_is_no_library_nothing_is_said_and_none_is_made(reader, monkeypatch, tmp_path):
    monkeypatch.setenv("READER_LIBRARY", str(tmp_path / "nowhere"))
    assert reader("today") == (0, "", "")
    assert reader("today", "--json") == (0, "[]\n", "")
    assert not (tmp_path / "nowhere").exists()


def test_a_question_is_answered(reader, marked):
    marked("a", "words")
    assert reader("today", "--tag", "exma").err.count("\n") == 1
    assert reader("today", "--tag", "exma", "--once") == (0, "", "")


def test_once_is_once_a_day(reader, marked, monkeypatch):
    assert reader("today", "--once").out == ""
    marked("a", "words")
    assert "words" in reader("today", "--once").out
    assert reader("today", "--once") == (0, "", "")
    assert "words" in reader("today").out
    monkeypatch.setattr(clock, "wall", lambda: datetime(2026, 11, 21, 4, 1, tzinfo=UTC))
    assert "words" in reader("today", "--once").out


def test_once_in_json_a_second_time_is_an_empty_list(reader, marked):
    marked("a", "words")
    assert len(json.loads(reader("today", "--once", "--json").out)) == 1
    assert reader("today", "--once", "--json") == (0, "[]\n", "")


def test_a_state_folder_that_cannot_be_made_costs_nothing_but_time(
    reader, marked, monkeypatch, tmp_path
):
    marked("a", "words")
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("READER_STATE", str(tmp_path / "file" / "state"))
    assert "words" in reader("today", "--once").out
    assert "words" in reader("today", "--once").out


@pytest.mark.parametrize(
    "words",
    [
        ("--library", "/nowhere/at/all"),
        ("--kind", "questoin"),
        ("--date", "someday"),
        ("--count", "0"),
        ("--older", "-1"),
        ("--older", "x"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_meant_is_told(reader, words):
    said = reader("today", *words)
    assert (said.code, said.out) == (2, "")
    assert said.err


def test_it_loads_next_to_nothing(tmp_path, reader, marked):
    marked("a", "words", "2001-01-01")
    reader("today")  # reads the annotations
    assert not modules_after(tmp_path, "today") & (HEAVY | {"json", "platformdirs", "orjson"})
