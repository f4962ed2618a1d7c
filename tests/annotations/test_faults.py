"""What happens to acknowledged annotations when things go wrong, with the real thing."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.annotations.store import Annotations
from reader.errors import StorageError
from tests.annotations.stores import Mark, Open, notes

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")

# Opens the store and says the id of each annotation that was acknowledged.
WRITER = """
import os, sys
from pathlib import Path
from reader.annotations.annotation import Annotation, Target, new_id
from reader.annotations.store import Annotations

store = Annotations(Path(sys.argv[1]), {"id": "d1"}, state=Path(sys.argv[2]))
count = int(sys.argv[3])
for number in range(count) if count else iter(int, 1):
    annotation = Annotation(new_id(), Target("quote", start=number), note="n" * 200)
    store.add(annotation)
    os.write(1, (annotation.id + "\\n").encode())
    if number % 3 == 2:
        store.change(annotation.id, note="short")
        os.write(1, (annotation.id + " short\\n").encode())
    if number % 5 == 4:
        store.save()
store.save()
"""


def start_writer(path: Path, state: Path, count: int) -> subprocess.Popen[bytes]:
    arguments = [sys.executable, "-c", WRITER, str(path), str(state), str(count)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, env=environment)


def acknowledged(output: bytes) -> tuple[set[str], set[str]]:
    """The ids that were added, and those of them that were changed."""
    lines = [line.split() for line in output.decode().splitlines(keepends=True) if line[-1] == "\n"]
    return {line[0] for line in lines}, {line[0] for line in lines if len(line) > 1}


def test_four_processes_at_once_lose_nothing(path: Path, tmp_path: Path, open_store: Open) -> None:
    writers = [start_writer(path, tmp_path / "state", 50) for _ in range(4)]
    outputs = [writer.communicate(timeout=120)[0] for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * 4
    added, changed = acknowledged(b"".join(outputs))
    store = open_store()
    assert len(added) == 200
    assert store.all()
    assert not store.unsettled
    assert {a.id for a in store.all()} == added
    assert {a.id for a in store.all() if a.note == "short"} == changed
    assert store.notices == ()


def test_killed_at_any_moment_nothing_acknowledged_is_lost(
    path: Path, tmp_path: Path, open_store: Open
) -> None:
    moments = random.Random(7)
    added: set[str] = set()
    changed: set[str] = set()
    for _ in range(10):
        writers = [start_writer(path, tmp_path / "state", 0) for _ in range(3)]
        for writer in writers:
            assert writer.stdout is not None
            first = writer.stdout.readline()  # it is writing now
            time.sleep(moments.uniform(0, 0.02))
            writer.send_signal(signal.SIGKILL)
            more, now_changed = acknowledged(first + writer.communicate()[0])
            added |= more
            changed |= now_changed
        store = open_store()
        notes = {a.id: a.note for a in store.all()}
        assert added <= notes.keys()
        assert all(notes[identity] == "short" for identity in changed)
        assert not list((path.parent / ".quarantine").glob("*"))
    assert len(added) >= 30
    store.save()
    assert {a.id for a in open_store().all()} == {a.id for a in store.all()}


def test_what_a_killed_writer_left_is_swept_up_later(
    path: Path, store: Annotations, mark: Mark
) -> None:
    path.parent.mkdir()
    old, fresh, other = (
        path.parent / name
        for name in (".article.json.ab.tmp", ".article.json.cd.tmp", ".other.json.ab.tmp")
    )
    for left in (old, fresh, other):
        left.write_text("half")
    for left in (old, other):
        os.utime(left, (1, 1))
    store.add(mark())
    store.save()
    assert not old.exists()
    assert fresh.exists()
    assert other.exists()


# Adds annotations until the limit on the size of a file stands in the way, as a full disk does.
FULL = """
import resource, sys
from pathlib import Path
from reader.annotations.annotation import Annotation, Target, new_id
from reader.annotations.store import Annotations
from reader.errors import StorageError

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

def notes(store):
    return [a.note for a in store.all()]

path, state = Path(sys.argv[1]), Path(sys.argv[2])
store = Annotations(path, {"id": "d1"}, state=state)
log = lambda: next(state.glob("journals/*/*.log"))
limit(8192)
acknowledged = []
try:
    while True:
        annotation = Annotation(new_id(), Target("quote", start=len(acknowledged)))
        before = log().read_bytes() if acknowledged else b""
        store.add(annotation)
        acknowledged.append(annotation.id)
except StorageError as error:
    print(error)
assert log().read_bytes() == before, "the journal is as it was"
assert [a.id for a in store.all()] == acknowledged, "memory is as it was"
for change in (
    lambda: store.change(acknowledged[0], note="n" * 8192), lambda: store.remove(*acknowledged),
):
    try:
        change()
    except StorageError:
        assert notes(store) == [""] * len(acknowledged)
    else:
        raise AssertionError("it said it was durable")

limit(1024)
try:
    store.save()
except StorageError as error:
    print(error)
assert not path.exists()
assert [a.id for a in store.all()] == acknowledged, "what was acknowledged stays"

limit(resource.RLIM_INFINITY)
store.add(annotation)
acknowledged.append(annotation.id)
assert store.save() and not store.unsettled
print(*acknowledged)
"""


def test_on_a_full_disk_nothing_changes_and_later_it_goes_on(
    path: Path, tmp_path: Path, open_store: Open
) -> None:
    run = subprocess.run(
        [sys.executable, "-c", FULL, str(path), str(tmp_path / "state")],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stderr == ""
    *told, ids = run.stdout.splitlines()
    assert [line.partition(";")[0] for line in told] == [
        "disk full: nothing on disk was changed",
        "disk full: everything is kept in the journal",
    ]
    assert [a.id for a in open_store().all()] == ids.split()
    assert open_store().notices == ()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_damage_that_cannot_be_copied_for_a_full_device_is_an_error(tmp_path: Path) -> None:
    from reader.annotations.files import set_aside

    (tmp_path / ".quarantine").symlink_to("/dev/full")
    with pytest.raises(OSError):
        set_aside(tmp_path / "x.json", b"damaged")


def test_where_no_file_can_be_what_is_said_stays_in_the_journal(tmp_path: Path, mark: Mark) -> None:
    (tmp_path / "file").write_text("no folder")
    path = tmp_path / "file" / "x.json"
    store = Annotations(path, {}, state=tmp_path / "state")
    assert store.all() == []
    store.add(mark(note="n"))
    with pytest.raises(StorageError, match="everything is kept in the journal"):
        store.save()
    for each in (store, Annotations(path, {}, state=tmp_path / "state")):
        assert notes(each) == ["n"]
        assert each.unsettled


@pytest.mark.parametrize("where", ["state", "state/journals", "state/locks"])
def test_where_no_journal_can_be_nothing_is_changed(
    path: Path, tmp_path: Path, store: Annotations, mark: Mark, where: str
) -> None:
    (tmp_path / where).parent.mkdir(exist_ok=True)
    (tmp_path / where).write_text("no folder")
    with pytest.raises(StorageError, match="nothing"):
        store.add(mark())
    assert store.all() == []
    assert not path.exists()


def test_where_no_journal_can_be_there_is_nothing_to_undo(
    tmp_path: Path, store: Annotations
) -> None:
    (tmp_path / "state").write_text("no folder")
    assert store.undo() is None


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not stop root")
def test_where_the_folder_is_read_only_the_journal_keeps_what_is_said(
    path: Path, store: Annotations, open_store: Open, mark: Mark
) -> None:
    store.add(mark(note="1"))
    store.save()
    path.parent.chmod(0o500)
    try:
        store.add(mark(note="2"))
        with pytest.raises(StorageError, match="not writable"):
            store.save()
        assert notes(open_store()) == ["1", "2"]
    finally:
        path.parent.chmod(0o700)
    assert store.save()


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "zeros": lambda data: b"\0" * len(data),
    "cut": lambda data: data[: len(data) // 2],
    "tail": lambda data: data + data[-40:],
    "list": lambda data: b"[" + data + b"]",
    "bad UTF-8": lambda data: data.replace(b"note", b"n\xffte", 1),
    "web page": lambda data: b"<html><body>Sign in to the network</body></html>",
    "no table": lambda data: b'{"annotations": [1, 2], "meta": {}}',
}


NOTES = [f"note {place}" for place in range(6)]


@pytest.fixture
def whole(path: Path, open_store: Open, mark: Mark) -> bytes:
    """A file of some annotations, as it was saved."""
    store = open_store()
    store.add(*(mark(start=place, note=note) for place, note in enumerate(NOTES)))
    store.save()
    return path.read_bytes()


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_set_aside_and_everything_comes_back_from_the_journal(
    path: Path, open_store: Open, mark: Mark, whole: bytes, damage: Callable[[bytes], bytes]
) -> None:
    path.write_bytes(damage(whole))
    store = open_store()
    assert notes(store) == NOTES
    assert path.read_bytes() == damage(whole)
    [kept] = (path.parent / ".quarantine").iterdir()
    assert kept.name in store.notices[0]
    assert kept.read_bytes() == damage(whole)

    store.add(mark(start=9, note="new"))
    store.save()
    again = open_store()
    assert notes(again) == [*NOTES, "new"]
    assert all(again.others(a.id) == [] for a in again.all())
    assert again.notices == ()
    assert kept.read_bytes() == damage(whole)


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_whole_again_after_the_next_save(
    path: Path, open_store: Open, whole: bytes, damage: Callable[[bytes], bytes]
) -> None:
    path.write_bytes(damage(whole))
    open_store().save()
    assert len(json.loads(path.read_bytes())["annotations"]) == len(NOTES)


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_where_the_journal_is_gone_too_what_the_damaged_file_still_says_is_used(
    path: Path,
    tmp_path: Path,
    open_store: Open,
    mark: Mark,
    whole: bytes,
    damage: Callable[[bytes], bytes],
) -> None:
    shutil.rmtree(tmp_path / "state" / "journals")
    path.write_bytes(damage(whole))
    store = open_store()
    left = store.all()
    assert len(store.notices) == 1
    store.add(mark(start=99, note="new"))
    store.save()
    again = open_store()
    assert [a.id for a in again.all()][:-1] == [a.id for a in left]
    assert notes(again)[-1] == "new"
    assert again.notices == ()
    [kept] = (path.parent / ".quarantine").iterdir()
    assert kept.read_bytes() == damage(whole)


@pytest.mark.parametrize(("name", "left"), [("cut", 2), ("tail", 6), ("bad UTF-8", 6)])
def test_whole_records_survive_a_cut_a_tail_and_a_bad_byte_without_any_journal(
    path: Path, tmp_path: Path, open_store: Open, whole: bytes, name: str, left: int
) -> None:
    shutil.rmtree(tmp_path / "state")
    path.write_bytes(DAMAGE[name](whole))
    assert len(open_store().all()) >= left


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damage_done_under_a_running_program_takes_nothing_from_it(
    path: Path, open_store: Open, mark: Mark, whole: bytes, damage: Callable[[bytes], bytes]
) -> None:
    store = open_store()
    assert notes(store) == NOTES
    path.write_bytes(damage(whole))
    store.refresh()
    assert notes(store) == NOTES
    store.add(mark(start=9, note="new"))
    store.save()
    for each in (store, open_store()):
        assert notes(each) == [*NOTES, "new"]
        assert all(each.others(a.id) == [] for a in each.all())


def test_where_damage_cannot_be_set_aside_the_file_is_left_alone_and_the_journal_goes_on(
    path: Path, open_store: Open, mark: Mark, whole: bytes
) -> None:
    path.write_bytes(whole + b"}}")
    (path.parent / ".quarantine").write_text("no folder")
    store = open_store()
    assert notes(store) == NOTES
    assert "could not be set aside" in store.notices[0]
    store.add(mark(start=9, note="new"))
    with pytest.raises(StorageError, match="could not be set aside"):
        store.save()
    assert path.read_bytes() == whole + b"}}"
    (path.parent / ".quarantine").unlink()
    again = open_store()
    assert notes(again) == [*NOTES, "new"]
    assert again.save()
    assert notes(open_store()) == [*NOTES, "new"]
