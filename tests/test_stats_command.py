"""`reader stats` in the shell."""

import json
import os
import pty
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

import reader
from reader.cli import main
from reader.library import Library
from reader.locating import find_library
from reader.sameness import find
from reader.stats_drawn import EMPTY
from reader.study import clock
from reader.study.session import Session, to_record

NOW = datetime.fromisoformat("2026-11-23T09:30:00+00:00")


def held(identity: str, start: str, minutes: int, words: int) -> dict[str, object]:
    """The record of a session."""
    stretch = start, 60.0 * minutes
    return to_record(Session(identity, identity, start, start, stretch[1], (stretch,), words=words))


def review(identity: str, annotation: str, at: str, rating: int, previous: str = ""):
    """The record of a review of a card that is known after it for ten days."""
    return {
        "kind": "review",
        "id": identity,
        "annotation": annotation,
        "card": "note",
        "at": at,
        "rating": rating,
        "took": 3.0,
        "previous": previous,
        "state": 2,
        "step": None,
        "stability": 10.0,
        "difficulty": 5.0,
        "due": "2026-11-24T08:00:00.000Z",
    }


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run a command in a library with two documents that were studied; its exit code, stdout and
    stderr."""
    monkeypatch.setattr(clock, "wall", lambda: NOW)
    (tmp_path / "whale.md").write_text("# Whales\n\nA whale is no fish.\n", "utf-8")
    (tmp_path / "peace.txt").write_text("PEACE\n\nand war.\n", "utf-8")

    def run(*words):
        capsys.readouterr()
        code = main(list(words))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    assert (
        run("annotate", str(tmp_path / "whale.md"), "--quote", "no fish", "--note", "So?")[0] == 0
    )
    assert (
        run("annotate", str(tmp_path / "peace.txt"), "--quote", "war", "--colour", "pink")[0] == 0
    )
    library = find_library()
    log(
        library,
        tmp_path / "whale.md",
        held("s1", "2026-11-22T23:30:00.000+00:00", 60, 12_000),
        held("s2", "2026-11-20T20:00:00.000+00:00", 30, 6_000),
        learn=True,
    )
    log(library, tmp_path / "peace.txt", held("s3", "2026-10-01T20:00:00.000+00:00", 10, 1_000))
    return run


def log(library: Library, path: Path, *records: dict[str, object], learn: bool = False) -> None:
    """Write sessions, and let the annotation be learned, if asked, with two reviews of it."""
    store = library.annotations_of(find(library, str(path)))
    store.log(*records)
    if learn:
        (one,) = store.all()
        store.change(one.id, learn=("note",))
        first = review("r1", one.id, "2026-11-10T08:00:00.000Z", 3)
        store.log(first, review("r2", one.id, "2026-11-20T08:00:00.000Z", 1, "r1"))


def data(run, *words):
    code, out, _ = run("stats", "--json", *words)
    assert code == 0
    return json.loads(out)


def test_sessions_reviews_and_annotations_of_all_documents_are_counted(run):
    found = data(run)
    assert (found["sessions"], found["minutes"], found["read"]) == (3, 100, {"words": 19_000})
    assert (found["reviews"], found["annotations"]) == (2, 2)
    assert found["retention_by_interval"] == {"1 to 4 weeks": {"known": 0, "asked": 1}}
    assert [one["title"] for one in found["documents"]] == ["Whales", "PEACE"]


def test_words_and_characters_are_told_apart(run, tmp_path):
    record = held("s4", "2026-10-01T21:00:00.000+00:00", 10, 273)
    log(find_library(), tmp_path / "peace.txt", {**record, "unit": "characters"})
    found = data(run)
    assert found["read"] == {"words": 18_000, "characters": 1_273}
    assert found["pace"] == {"words": 200.0, "characters": 63.6}
    assert found["documents"][1]["read"] == {"characters": 1_273}
    assert found["days"]["2026-10-01"]["read"] == {"characters": 1_273}


def test_what_is_due_comes_from_the_cards(run):
    due = data(run)["due"]
    assert due["days"]["2026-11-24"] == 1
    assert sum(due["days"].values()) == 1


def test_what_is_asked_now_is_as_many_as_a_review_says(run, tmp_path):
    said = run("annotate", str(tmp_path / "peace.txt"), "--quote", "and", "--note", "?", "--learn")
    assert said[0] == 0
    assert run("review", "--count")[1] == "1\n"
    assert (data(run)["due"]["count"], data(run)["due"]["new"]) == (1, 1)
    assert "today 0 · and 1 new · tomorrow 1" in run("stats")[1]
    of_peace = data(run, "--document", str(tmp_path / "peace.txt"))["due"]
    assert (of_peace["count"], sum(of_peace["days"].values())) == (1, 0)


def test_a_day_begins_at_the_hour_of_the_settings(run):
    assert data(run)["days"]["2026-11-22"]["minutes"] == 60
    assert run("config", "study.day_begins", "0")[0] == 0
    days = data(run)["days"]
    assert (days["2026-11-22"]["minutes"], days["2026-11-23"]["minutes"]) == (30, 30)


def test_a_period_can_be_asked_for(run):
    found = data(run, "--since", "2026-10", "--until", "2026-11-21")
    assert (found["since"], found["until"]) == ("2026-10-01", "2026-11-21")
    assert found["minutes"] == 40
    assert data(run, "--since", "7d")["minutes"] == 90


def test_a_period_that_ends_before_it_begins_is_refused(run):
    code, _, said = run("stats", "--since", "2026-11", "--until", "2026-10")
    assert code == 2
    assert "--since is after --until" in said


def test_one_document_can_be_asked_for(run, tmp_path):
    found = data(run, "--document", str(tmp_path / "peace.txt"))
    assert (found["minutes"], found["colours"]) == (10, {"pink": 1})
    code, out, _ = run("stats", "--document", str(tmp_path / "peace.txt"))
    assert (code, out.splitlines()[0].split("  ")[0]) == (0, "PEACE")


def test_a_document_that_the_library_does_not_know_is_told(run, tmp_path):
    code, _, said = run("stats", "--document", str(tmp_path / "other.txt"))
    assert code == 1
    assert "the library does not know it" in said


def test_damaged_sessions_and_reviews_are_passed_over_and_said(run, tmp_path):
    library = find_library()
    store = library.annotations_of(find(library, str(tmp_path / "peace.txt")))
    store.log({"kind": "session", "id": "bad", "stretches": 7}, {"kind": "review", "id": "worse"})
    assert data(run)["minutes"] == 100
    assert run("stats")[2] == (
        "reader: PEACE: a review is damaged, and passed over\n"
        "reader: PEACE: a session is damaged, and passed over\n"
    )


def test_where_nothing_is_remembered_each_document_is_read_once(run, monkeypatch):
    for kept in (*find_library().state.glob("*.sqlite"), *find_library().state.glob("due-*")):
        kept.unlink()
    opened, store_of = [], Library.store_of

    def counting(library, entry, others=()):
        opened.append(entry.title)
        return store_of(library, entry, others)

    monkeypatch.setattr(Library, "store_of", counting)
    assert data(run)["sessions"] == 3
    assert sorted(opened) == ["PEACE", "Whales"]
    assert data(run)["reviews"] == 2
    assert len(opened) == 2


def test_an_empty_library_has_one_friendly_line(monkeypatch, capsys, tmp_path):
    assert main(["stats"]) == 0
    assert capsys.readouterr() == (EMPTY + "\n", "")


def test_data_of_an_empty_library_is_data(capsys):
    assert main(["stats", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["minutes"] == 0


# --- pipes and terminals -----------------------------------------------------------------------


def test_in_a_pipe_it_is_plain_text_of_80_columns(run):
    _, out, _ = run("stats")
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) == 80


def test_where_there_is_nothing_but_ascii_shades_and_bars_are_of_that(run):
    ours = surroundings(PYTHONIOENCODING="ascii:backslashreplace", COLUMNS="80")
    done = subprocess.run([sys.executable, "-m", "reader", "stats"], env=ours, capture_output=True)
    shown = done.stdout.decode("ascii")
    assert "\\" not in shown
    assert "# 60 min" in shown or "# from 60 min" in shown
    assert "60 most" in shown
    assert max(map(len, shown.splitlines())) == 80


def test_who_reads_only_the_first_line_ends_nothing_badly(run):
    command = f"{sys.executable} -m reader stats | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], env=surroundings(), capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_environment_may_say_how_wide_a_pipe_is(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    _, out, _ = run("stats")
    assert max(map(len, out.splitlines())) <= 40


def surroundings(**environment: str) -> dict[str, str]:
    """The environment of another process."""
    root = Path(reader.__file__).parent.parent
    return {**os.environ, "PYTHONPATH": str(root), **environment}


def in_terminal(**environment: str) -> str:
    """What `reader stats` writes to a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "reader", "stats"],
        stdin=theirs,
        stdout=theirs,
        env=surroundings(**environment),
    )
    os.close(theirs)
    written = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        written += piece
    assert process.wait() == 0
    os.close(ours)
    return written.decode()


def test_a_terminal_has_colours_unless_the_person_wants_none(run):
    assert "\x1b[32m█" in in_terminal()
    bare = in_terminal(NO_COLOR="1")
    assert "█" in bare
    assert "\x1b[32m" not in bare
