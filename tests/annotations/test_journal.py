"""The lines of a journal: written all or none, read whatever happened to them."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from binascii import crc32
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations import journal as module
from reader.annotations.entries import Entry, line, parse
from reader.annotations.journal import Journal
from reader.errors import StorageError
from tests.annotations.lines import ONE, THREE, TWO, again, records, said


def checked(text: bytes) -> bytes:
    """Any text as a line with the right checksum."""
    return b"%08x %b\n" % (crc32(text), text)


def told(log: Journal) -> list[dict[str, Any]]:
    """What another program reads in it, without any archive."""
    other = again(log)
    return records(other.entries(other.load()))


# A line


def test_a_line_is_a_checksum_and_json_that_a_person_can_read() -> None:
    text = line("add", at="2026", run="r", step="s", records={"é": {"note": "城市"}}, more=[1])
    said = (
        '{"do":"add","at":"2026","run":"r","step":"s","records":{"é":{"note":"城市"}},"more":[1]}'
    )
    assert text == b"%08x " % crc32(said.encode()) + said.encode() + b"\n"


def test_a_line_is_read_as_it_was_written() -> None:
    text = line("add", at="t", run="r", step="s", records={"a": {"n": 1}}, upto=7)
    assert parse(text, 9) == Entry("add", "t", "r", "s", {"a": {"n": 1}}, {"upto": 7}, 9)


def test_what_is_not_said_is_empty() -> None:
    assert parse(line("begin", at="", run=""), 0) == Entry("begin", "", "", "", {}, {}, 0)


@given(st.text(), st.dictionaries(st.text(max_size=3), st.text() | st.integers(), max_size=3))
def test_whatever_is_said_is_one_line_and_comes_back(name: str, record: dict[str, Any]) -> None:
    text = line("add", at="", run="", records={name: record})
    assert text.count(b"\n") == 1
    assert text.splitlines(keepends=True) == [text]
    entry = parse(text, 0)
    assert entry is not None
    assert entry.records == {name: record}


def test_half_of_a_surrogate_pair_is_escaped_and_not_refused() -> None:
    entry = parse(said("add", a={"note": "\ud800 城"}), 0)
    assert entry is not None
    assert entry.records["a"]["note"] == "\ud800 城"


def test_what_json_cannot_hold_is_refused() -> None:
    with pytest.raises(TypeError):
        said("add", a={"when": object()})


@pytest.mark.parametrize("cut", [0, 5, 8, 9, 10, len(ONE) // 2, len(ONE) - 2])
def test_a_torn_line_is_no_entry(cut: int) -> None:
    assert parse(ONE[:cut], 0) is None
    assert parse(ONE[:cut] + b"\n", 0) is None


def test_a_line_with_one_bit_wrong_is_no_entry() -> None:
    for place in range(len(ONE) - 1):
        wrong = bytearray(ONE)
        wrong[place] ^= 1
        assert parse(bytes(wrong), 0) is None, place


def test_a_line_end_of_another_system_does_no_harm() -> None:
    assert parse(ONE[:-1] + b"\r\n", 0) == parse(ONE, 0)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"5",
        b"null",
        b'"text"',
        b"[1]",
        b"{",
        b'{"do":5}',
        b'{"records":[]}',
        b"\xff",
        b"[" * 9999,
    ],
)
def test_a_whole_line_that_is_not_understood_is_no_entry(text: bytes) -> None:
    assert parse(checked(text), 0) is None


# Reading


def test_where_there_is_no_journal_nothing_is_read(log: Journal) -> None:
    assert (log.load(), log.news(), list(log.all()), log.archives()) == (b"", [], [], [])
    assert not log.path.parent.exists()


def test_entries_say_where_they_end(log: Journal) -> None:
    assert log.append([ONE, TWO]) == len(ONE + TWO)
    other = again(log)
    data = other.load()
    assert [entry.end for entry in other.entries(data)] == [len(ONE), len(ONE + TWO)]
    assert [entry.end for entry in other.entries(data[len(ONE) :], len(ONE))] == [len(ONE + TWO)]


DAMAGE = {
    "bad checksum": ONE.replace(b'"n":1', b'"n":9'),
    "no checksum": b'{"do":"add","records":{"a":{"n":9}}}\n',
    "cut": ONE[:20] + b"\n",
    "text": "«a note»\n".encode(),
    "of another tongue": checked(b'["a newer kind of line"]'),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_line_is_passed_over_counted_and_left_where_it_is(
    log: Journal, damage: bytes
) -> None:
    log.append([TWO, damage, THREE])
    other = again(log)
    assert records(other.entries(other.load())) == [{"a": {"n": 2}}, {"a": {"n": 3}}]
    assert other.damaged == 1
    other.append([ONE])
    assert log.path.read_bytes() == TWO + damage + THREE + ONE


@pytest.mark.parametrize(
    "tail",
    [ONE[:-1], ONE[:30], b"\0" * 40, ONE[:9] + b"\0" * 30],
    ids=["all but the line end", "half", "zeros", "half and zeros"],
)
def test_a_tail_without_a_line_end_was_never_told_and_stays_unread_and_no_line_after_it_is_lost(
    log: Journal, tail: bytes
) -> None:
    log.append([TWO])
    with log.path.open("ab") as file:
        file.write(tail)
    other = again(log)
    assert records(other.entries(other.load())) == [{"a": {"n": 2}}]
    assert other.news() == []
    other.append([THREE])
    assert told(log) == [{"a": {"n": 2}}, {"a": {"n": 3}}]


def test_zeros_between_lines_are_no_damage(log: Journal) -> None:
    log.append([TWO, b"\0" * 40 + b"\n", THREE])
    other = again(log)
    assert len(other.entries(other.load())) == 2
    assert other.damaged == 0


def test_news_are_what_was_added_since_the_last_look(log: Journal) -> None:
    log.append([ONE])
    reader = again(log)
    reader.load()
    assert reader.news() == []
    log.append([TWO])
    [news] = reader.news() or []
    assert (news.records, news.end) == ({"a": {"n": 2}}, len(ONE + TWO))
    assert reader.news() == []


def test_what_is_added_by_oneself_is_no_news(log: Journal) -> None:
    log.append([ONE])
    assert log.news() == []


def test_half_a_line_is_news_when_it_is_whole(log: Journal) -> None:
    log.append([ONE])
    reader = again(log)
    reader.load()
    with log.path.open("ab", buffering=0) as file:
        file.write(TWO[:20])
        assert reader.news() == []
        file.write(TWO[20:])
    assert records(reader.news() or []) == [{"a": {"n": 2}}]


@pytest.mark.parametrize(
    "accident",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: (path.rename(path.with_suffix(".away")), path.write_bytes(ONE + TWO + THREE)),
        lambda path: path.write_bytes(THREE + ONE + TWO),
    ],
    ids=["deleted", "emptied", "another in its place", "another written over it"],
)
def test_where_another_journal_stands_or_none_there_are_no_news_but_a_new_beginning(
    log: Journal, accident: Callable[[Path], object]
) -> None:
    log.append([ONE, TWO])
    accident(log.path)
    assert log.news() is None


def test_a_journal_that_cannot_be_read_is_told_in_one_line(log: Journal) -> None:
    log.path.mkdir(parents=True)
    for read in (log.load, lambda: list(log.all())):
        with pytest.raises(StorageError, match="cannot read"):
            read()


# Writing


def test_a_line_is_flushed_before_it_is_told(log: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[bytes] = []
    monkeypatch.setattr(
        module, "flush", lambda descriptor, **_: flushed.append(log.path.read_bytes())
    )
    log.append([ONE])
    log.append([TWO], durable=False)
    log.append([THREE])
    assert flushed == [ONE, ONE + TWO + THREE]


def test_the_names_of_a_new_journal_are_flushed_once_and_again_for_another(
    log: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders: list[Path] = []
    monkeypatch.setattr(module, "flush_folder", folders.append)
    log.append([ONE])
    assert {log.path.parent, log.path.parents[1], log.path.parents[2]} <= set(folders)
    folders.clear()
    log.append([TWO])
    assert folders == []
    log.path.unlink()
    log.append([THREE])
    assert log.path.parent in folders


def test_a_journal_whose_folder_was_deleted_is_made_again(log: Journal) -> None:
    log.append([ONE])
    log.path.unlink()
    log.path.parent.rmdir()
    log.append([TWO])
    assert told(log) == [{"a": {"n": 2}}]


@pytest.mark.parametrize("step", ["write", "flush"])
def test_an_append_that_fails_leaves_the_journal_as_it_was(
    log: Journal, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    log.append([ONE])
    real = os.write

    def half(descriptor: int, content: bytes) -> int:
        if len(content) == len(TWO):
            return real(descriptor, content[:10])
        raise OSError(errno.ENOSPC, "No space left on device")

    def broken(descriptor: int, *, data_only: bool = False) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as failing:
        failing.setattr(*(os, "write", half) if step == "write" else (module, "flush", broken))
        with pytest.raises(StorageError, match=r"(disk full|error).*nothing on disk was changed"):
            log.append([TWO])
    assert log.path.read_bytes() == ONE
    assert log.news() == []
    log.append([THREE])
    assert log.path.read_bytes() == ONE + THREE


def test_a_line_written_in_parts_is_written_whole(
    log: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, content: real(descriptor, content[:7]))
    log.append([ONE, TWO])
    assert log.path.read_bytes() == ONE + TWO


# Appends until a limit on the size of a file stands in the way, as a full disk does.
FULL = """
import resource, sys
from pathlib import Path
from reader.annotations.entries import line
from reader.annotations.journal import Journal
from reader.errors import StorageError

log = Journal(Path(sys.argv[1]))
lines = lambda size: [line("add", at="", run="", records={"a": "n" * size}), b"x\\n"]
log.append(lines(100))
before = log.path.read_bytes()
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
for _ in range(2):
    try:
        log.append(lines(2000))
    except StorageError as error:
        print(error)
    assert log.path.read_bytes() == before and log.news() == []
log.append(lines(100))
assert log.path.read_bytes() == before * 2
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_on_a_full_disk_the_journal_is_as_it_was_and_goes_on(log: Journal) -> None:
    run = subprocess.run(
        [sys.executable, "-c", FULL, str(log.path)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stderr == ""
    assert [text.partition(":")[0] for text in run.stdout.splitlines()] == ["disk full"] * 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_device_is_told_in_one_line(log: Journal) -> None:
    log.path.parent.mkdir(parents=True)
    log.path.symlink_to("/dev/full")
    with pytest.raises(StorageError, match="disk full") as full:
        log.append([ONE])
    assert "\n" not in str(full.value)
