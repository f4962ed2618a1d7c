"""The commands that look after a library, as the shell sees them."""

from __future__ import annotations

import fcntl
import io
import json
import os
import select
import struct
import sys
import termios
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from reader import backup_commands, cli, doctor, output
from reader.library import Library

STORY = "A story\n\nIt was a dark and stormy night; the rain fell in torrents.\n"


class Said(NamedTuple):
    """What a call left: its exit code, and what it wrote."""

    code: int
    out: str
    err: str


Shell = Callable[..., Said]


@pytest.fixture
def reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    """Run `reader` with these words, in an empty folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(*words: str | Path) -> Said:
        capsys.readouterr()
        try:
            code = cli.main([str(word) for word in words])
        except SystemExit as stop:
            code = int(stop.code or 0)
        return Said(code, *capsys.readouterr())

    return run


@pytest.fixture
def story(library: Library) -> Path:
    path = library.documents / "story.txt"
    path.write_text(STORY, "utf-8")
    return path


@pytest.fixture
def marked(reader: Shell, story: Path) -> str:
    """The id of an annotation."""
    return reader("annotate", story, "--quote", "the rain", "--note", "Which rain?").out.strip()


def annotations_file(library: Library) -> Path:
    (path,) = set(library.annotations.glob("*.json")) - {library.annotations / "catalogue.json"}
    return path


def ids(said: Said) -> list[str]:
    return [annotation["id"] for annotation in json.loads(said.out)["annotations"]]


def failed(said: Said, code: int, *words: str) -> bool:
    """Whether a call failed with one line that holds these words."""
    assert (said.code, said.out) == (code, "")
    assert said.err.startswith("reader: ")
    assert said.err.count("\n") == 1
    return all(word in said.err for word in words)


def type_at_terminal(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    """Let standard input be a terminal at which this is typed."""
    master, slave = os.openpty()
    os.write(master, answer.encode())
    monkeypatch.setattr(sys, "stdin", os.fdopen(slave))


# What they have in common


@pytest.mark.parametrize("command", ["doctor", "backup", "where", "trash"])
def test_help_explains_each(reader, command):
    said = reader(command, "--help")
    assert said.code == 0
    assert f"usage: reader {command}" in said.out
    assert "examples:" in said.out


@pytest.mark.parametrize("command", ["doctor", "backup"])
def test_looking_makes_no_library_where_none_is(reader, tmp_path, command):
    said = reader(command, "--library", tmp_path / "none")
    assert failed(said, 2, f"there is no library at {tmp_path / 'none'}")
    assert not (tmp_path / "none").exists()


def test_where_says_where_a_library_would_be_made(reader, tmp_path):
    said = reader("where", "--library", tmp_path / "none")
    assert said.code == 0
    assert f"{tmp_path / 'none'}  (not there)" in said.out
    assert "there is no library yet" in said.err
    assert not (tmp_path / "none").exists()


def test_the_main_help_says_how_to_check_and_to_back_up(reader):
    said = reader("--help")
    assert "reader doctor" in said.out
    assert "reader backup" in said.out


def test_the_main_help_names_every_command_and_says_where_things_are(reader):
    said = reader("--help")
    assert [name for name in cli.COMMANDS if f"reader {name}" not in said.out] == ["restore"]
    assert "`restore` takes it back" in said.out
    assert "`reader where` says\nwhich it is" in said.out


def test_a_folder_that_is_no_library_is_not_called_well(reader, tmp_path):
    (tmp_path / "empty").mkdir()
    assert failed(reader("doctor", "--library", tmp_path / "empty"), 2, "is no library")


# doctor


def test_doctor_says_how_much_is_well(reader, marked):
    said = reader("doctor")
    assert said.code == 0
    assert said.out.splitlines()[-1] == "1 file, 1 annotation: all well"


def test_doctor_says_what_it_would_do_by_file_and_fails(reader, library, marked):
    path = annotations_file(library)
    path.write_bytes(b"")
    for words in (["doctor"], ["doctor", "--dry-run"]):
        said = reader(*words)
        lines = said.out.splitlines()
        assert said.code == 1
        assert lines[0] == f"annotations/{path.name}"
        assert lines[1].startswith("  ! damaged: it is empty; ")
        assert lines[2].startswith("    --fix would: write it anew")
        assert "1 serious problem; “reader doctor --fix” mends 1" in lines[-1]
    assert path.read_bytes() == b""


def test_doctor_says_to_make_room_first_on_a_full_disk(reader, library, marked, monkeypatch):
    annotations_file(library).write_bytes(b"")
    monkeypatch.setattr(doctor, "ROOM", 2**80)
    said = reader("doctor")
    assert said.code == 1
    assert said.out.splitlines()[0] == "annotations"
    assert "make room first, then “reader doctor --fix” mends 1" in said.out.splitlines()[-1]


def test_doctor_mends_and_says_so(reader, library, marked):
    path = annotations_file(library)
    path.write_bytes(b"")
    said = reader("doctor", "--fix")
    assert said.code == 0
    assert f"    mended: {path.name} has 1 annotation\n" in said.out
    assert said.out.splitlines()[-1] == "1 file, 1 annotation; 1 mended: all well"


def test_doctor_fails_where_something_serious_cannot_be_mended(reader, library):
    (library.annotations / "lost.json").write_text("<html>")
    said = reader("doctor", "--fix")
    assert said.code == 1
    assert said.out.splitlines()[-1] == "1 file, 0 annotations: 1 serious problem"


def test_doctor_prints_findings_for_programs(reader, library, marked):
    path = annotations_file(library)
    path.write_bytes(b"")
    before = json.loads(reader("doctor", "--json").out)
    (finding,) = before["findings"]
    assert list(finding) == ["kind", "file", "words", "remedy", "serious"]
    assert (finding["kind"], finding["file"]) == ("damaged", str(path))
    assert (before["serious"], before["mended"], before["files"]) == (True, [], 1)
    after = json.loads(reader("doctor", "--fix", "--json").out)
    assert (after["serious"], after["annotations"]) == (False, 1)
    assert [one["failed"] for one in after["mended"]] == [False]


def test_doctor_looks_or_mends_not_both(reader):
    assert reader("doctor", "--fix", "--dry-run").code == 2


def test_words_of_a_file_cannot_command_the_terminal(reader, library):
    (library.annotations / "\x1b[2J.json").write_text("<html>")
    assert "\x1b" not in reader("doctor").out


@pytest.mark.parametrize("columns", [40, 80])
def test_long_findings_are_broken_between_words_to_fit_the_terminal(monkeypatch, columns):
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    line = "  ! " + "damaged: it is not valid JSON, " * 5
    with os.fdopen(slave, "w") as terminal:
        lines = output.wrapped(line, terminal).splitlines()
    os.close(master)
    assert max(map(len, lines)) <= columns
    assert {text[:4] for text in lines[1:]} == {"    "}
    assert " ".join(" ".join(lines).split()) == line.strip()
    assert output.wrapped(line, io.StringIO()) == line


def test_progress_fits_a_narrow_terminal(monkeypatch):
    master, slave = os.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 40, 0, 0))
    monkeypatch.setattr(sys, "stderr", os.fdopen(slave, "w"))
    monkeypatch.setattr(output, "SOON", 0)
    output.Progress("checking").step(299, 300)
    assert len(os.read(master, 1000).decode()) <= 40


def test_progress_is_shown_on_a_terminal_only_and_wiped(monkeypatch):
    master, slave = os.openpty()
    monkeypatch.setattr(sys, "stderr", os.fdopen(slave, "w"))
    monkeypatch.setattr(output, "SOON", 0)
    with output.Progress("checking") as progress:
        progress.step(1, 2)
    shown = b""
    while not shown.endswith(b" \r") and select.select([master], [], [], 10)[0]:
        shown += os.read(master, 1000)
    words = "checking ━━━━━━━━━━·········· 1 of 2 files"
    assert shown.decode() == f"\r{words}\r{' ' * len(words)}\r"


# backup and restore


def test_backup_prints_the_name_of_the_archive(reader, marked):
    said = reader("backup")
    path = Path(said.out.strip())
    assert said.code == 0
    assert path.parent == Path()
    assert path.name.startswith("reader-backup-")
    assert zipfile.is_zipfile(path)
    assert "1 annotation in 1 file, 1 document" in said.err


def test_backup_goes_into_a_folder(reader, marked, tmp_path):
    (tmp_path / "usb").mkdir()
    assert Path(reader("backup", tmp_path / "usb").out.strip()).parent == tmp_path / "usb"


def test_backup_makes_the_folder_that_a_slash_at_the_end_says_it_is(reader, marked, tmp_path):
    said = reader("backup", f"{tmp_path}/usb/daily/")
    assert said.code == 0
    (made,) = (tmp_path / "usb" / "daily").iterdir()
    assert said.out.strip() == str(made)
    assert zipfile.is_zipfile(made)


def test_backup_says_where_a_folder_cannot_be_made(reader, marked):
    Path("file").write_text("x")
    assert failed(reader("backup", "file/daily/"), 1, "cannot make the folder file/daily")


def test_backup_does_not_write_over_a_file_unless_forced(reader, marked):
    assert reader("backup", "b.zip").code == 0
    assert failed(reader("backup", "b.zip"), 1, "exists", "--force")
    assert reader("backup", "b.zip", "--force").code == 0


def test_backup_into_a_folder_that_is_not_there_is_wrong_usage(reader, marked):
    assert failed(reader("backup", "none/b.zip"), 2, "there is no folder none")


def test_backup_tells_of_documents_elsewhere(reader, library):
    Path("far.txt").write_text(STORY)
    reader("annotate", "far.txt", "--quote", "the rain")
    said = reader("backup", "b.zip")
    assert "1 annotated document is elsewhere and not in the backup" in said.err
    assert str(Path("far.txt").resolve()) in said.err
    assert "elsewhere" not in reader("backup", "c.zip", "--with-documents").err


def test_restore_says_what_came_back(reader, library, story, marked, tmp_path):
    reader("backup", "b.zip")
    said = reader("restore", "b.zip", "--into", tmp_path / "new")
    assert said.code == 0
    first, last = said.out.splitlines()
    assert first == "put back: documents/story.txt"
    assert last.startswith("1 document put back, 1 annotation came back, 1 history")
    copy = tmp_path / "new" / "documents" / "story.txt"
    assert ids(reader("annotations", "--json", "--library", tmp_path / "new", copy)) == [marked]
    again = reader("restore", "b.zip", "--into", tmp_path / "new")
    assert again.out == "nothing was missing\n"


def test_restore_tells_of_notes_that_are_in_the_trash_here(reader, library, story, marked):
    reader("backup", "b.zip")
    store = library.annotations_of(library.known_at(story))
    store.remove(marked)
    store.save()
    said = reader("restore", "b.zip")
    assert (said.code, said.out) == (0, "nothing was missing\n")
    assert "1 of its notes is in the trash here: “reader trash SOURCE”" in said.err
    store.forget(marked)
    assert "trash" not in reader("restore", "b.zip").err


def test_a_dry_run_of_restore_makes_no_library(reader, marked, tmp_path):
    reader("backup", "b.zip")
    said = reader("restore", "b.zip", "--into", tmp_path / "new", "--dry-run", "--json")
    assert json.loads(said.out)["annotations"] == 1
    assert not (tmp_path / "new").exists()


def test_a_dry_run_of_restore_says_what_would_be(reader, marked, tmp_path):
    reader("backup", "b.zip")
    lines = reader("restore", "b.zip", "--into", tmp_path / "new", "--dry-run").out.splitlines()
    assert lines[0] == "would be put back: documents/story.txt"
    assert lines[1].startswith("1 document would be put back, 1 annotation would come back")


def test_restore_names_documents_that_it_leaves_alone(reader, story, marked):
    reader("backup", "b.zip")
    story.write_text("Another story.\n")
    said = reader("restore", "b.zip")
    assert said.out.splitlines()[0] == "left alone, it is another text now: documents/story.txt"


def test_restore_names_some_documents_and_counts_the_rest(reader, library, tmp_path, monkeypatch):
    monkeypatch.setattr(backup_commands, "MOST", 1)
    for name in "abc":
        (library.documents / f"{name}.txt").write_text(STORY)
    reader("backup", "b.zip")
    said = reader("restore", "b.zip", "--into", tmp_path / "new")
    assert said.out.splitlines() == [
        "put back: documents/a.txt",
        "put back: 2 more (--json names them all)",
        "3 documents put back",
    ]


def test_restore_names_what_is_damaged_in_plain_words_and_takes_the_rest(reader, marked, tmp_path):
    reader("backup", "b.zip")
    data = bytearray(Path("b.zip").read_bytes())
    data[30 + len("documents/story.txt") + 5] ^= 0xFF  # in the content of the first file
    Path("b.zip").write_bytes(data)
    said = reader("restore", "b.zip", "--into", tmp_path / "new")
    assert said.code == 1
    assert "reader: damaged in the backup and not taken: documents/story.txt\n" in said.err
    assert said.out.startswith("1 annotation came back")


def test_restore_refuses_what_is_no_backup(reader, library):
    Path("b.zip").write_text("no archive")
    assert failed(reader("restore", "b.zip"), 1, "no backup")
    assert failed(reader("restore", "none.zip"), 1, "none.zip")


# where


def test_where_says_where_everything_is_and_how_much(reader, library, marked):
    said = reader("where")
    rows = {line.split()[0]: line for line in said.out.splitlines()}
    assert str(library.root) in rows["library"]
    assert "1 file" in rows["documents"]
    assert "not there" in rows["quarantine"]
    assert "reader backup" in said.err


def test_where_for_programs(reader, library, marked):
    data = json.loads(reader("where", "--json").out)
    assert list(data) == [
        "library",
        "documents",
        "annotations",
        "catalogue",
        "quarantine",
        "journals",
        "snapshots",
        "drafts",
        "state",
    ]
    assert data["documents"] == {
        "path": str(library.documents),
        "there": True,
        "files": 1,
        "bytes": len(STORY),
    }
    assert data["journals"]["files"] == 1


def test_where_counts_drafts_without_their_locks(reader, library):
    drafts = library.state / "drafts"
    drafts.mkdir(parents=True)
    (drafts / "d1.run.json").write_text("{}")
    (drafts / "d1.run.lock").touch()
    assert json.loads(reader("where", "--json").out)["drafts"]["files"] == 1


# trash


@pytest.fixture
def deleted(library: Library, story: Path, marked: str) -> str:
    """The id of an annotation that was deleted."""
    entry = library.known_at(story)
    assert entry is not None
    store = library.annotations_of(entry)
    store.remove(marked)
    store.save()
    return marked


def test_trash_is_empty_at_first(reader, story, marked):
    said = reader("trash", story)
    assert (said.code, said.out) == (0, "")
    assert "nothing is in the trash" in said.err


def test_trash_lists_what_was_deleted(reader, story, deleted):
    lines = reader("trash", story).out.splitlines()
    assert lines[0].startswith(f"{deleted}  yellow highlight  deleted 20")
    assert lines[1:] == ["    “the rain”", "    Which rain?"]
    (record,) = json.loads(reader("trash", "--json", story).out)["deleted"]
    assert (record["id"], record["note"]) == (deleted, "Which rain?")
    assert record["deleted"]


def test_trash_brings_back(reader, story, deleted):
    said = reader("trash", story, "--restore", deleted)
    assert (said.code, said.err) == (0, "1 annotation is back\n")
    assert ids(reader("annotations", "--json", story)) == [deleted]


def test_trash_does_not_know_what_was_not_deleted(reader, story, marked):
    for option in ("--restore", "--empty"):
        assert failed(reader("trash", story, option, marked), 1, "no deleted annotation", marked)


def test_trash_is_emptied_only_after_a_yes(reader, library, story, deleted, monkeypatch):
    type_at_terminal(monkeypatch, "n\n")
    said = reader("trash", story, "--empty")
    assert said.code == 1
    assert "forget 1 annotation for good?" in said.err
    assert "nothing was forgotten" in said.err
    assert b"Which rain?" in annotations_file(library).read_bytes()
    type_at_terminal(monkeypatch, "y\n")
    assert reader("trash", story, "--empty", deleted).code == 0
    assert reader("trash", story).out == ""
    assert b"Which rain?" not in annotations_file(library).read_bytes()


def test_trash_asks_at_no_pipe(reader, story, deleted, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    said = reader("trash", story, "--empty")
    assert said.code == 2
    assert "--yes" in said.err
    assert reader("trash", story, "--empty", "--yes").code == 0
    assert reader("trash", story).out == ""
