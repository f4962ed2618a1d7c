"""What happens to acknowledged annotations when things go wrong, with the real thing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.annotations.annotation import Annotation
from reader.annotations.store import Annotations
from reader.errors import StorageError

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
"""


def start_writer(path: Path, state: Path, count: int) -> subprocess.Popen[bytes]:
    arguments = [sys.executable, "-c", WRITER, str(path), str(state), str(count)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, env=environment)


def acknowledged(output: bytes) -> tuple[set[str], set[str]]:
    """The ids that were added, and those of them that were changed."""
    lines = [line.split() for line in output.decode().splitlines(keepends=True) if line[-1] == "\n"]
    return {line[0] for line in lines}, {line[0] for line in lines if len(line) > 1}


def test_four_processes_at_once_lose_nothing(
    path: Path, tmp_path: Path, open_store: Callable[[], Annotations]
) -> None:
    writers = [start_writer(path, tmp_path / "state", 50) for _ in range(4)]
    outputs = [writer.communicate(timeout=120)[0] for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * 4
    added, changed = acknowledged(b"".join(outputs))
    store = open_store()
    assert len(added) == 200
    assert {a.id for a in store.all()} == added
    assert {a.id for a in store.all() if a.note == "short"} == changed
    assert store.notices == ()


def test_killed_at_any_moment_nothing_acknowledged_is_lost(
    path: Path, tmp_path: Path, open_store: Callable[[], Annotations]
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
        assert store.notices == ()
    assert len(added) >= 30


def test_what_a_killed_writer_left_is_swept_up_later(
    path: Path, store: Annotations, mark: Callable[..., Annotation]
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

store = Annotations(Path(sys.argv[1]), {"id": "d1"}, state=Path(sys.argv[2]))
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, resource.RLIM_INFINITY))
acknowledged = []
try:
    while True:
        annotation = Annotation(new_id(), Target("quote", start=len(acknowledged)))
        store.add(annotation)
        acknowledged.append(annotation.id)
except StorageError as error:
    print(error)
assert [a.id for a in store.all()] == acknowledged, "memory is as it was"
before = Path(sys.argv[1]).read_bytes()
try:
    store.change(acknowledged[0], note="n" * 8192)
except StorageError:
    assert store.get(acknowledged[0]).note == "", "memory is as it was"
    assert Path(sys.argv[1]).read_bytes() == before
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.add(annotation)
acknowledged.append(annotation.id)
print(*acknowledged)
"""


def test_on_a_full_disk_nothing_changes_and_later_it_goes_on(
    path: Path, tmp_path: Path, open_store: Callable[[], Annotations]
) -> None:
    run = subprocess.run(
        [sys.executable, "-c", FULL, str(path), str(tmp_path / "state")],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    told, ids = run.stdout.splitlines()
    assert told.startswith("disk full: the change was not saved; nothing on disk was changed")
    assert [a.id for a in open_store().all()] == ids.split()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_damage_that_cannot_be_copied_for_a_full_device_is_an_error(tmp_path: Path) -> None:
    from reader.annotations.files import set_aside

    (tmp_path / ".quarantine").symlink_to("/dev/full")
    with pytest.raises(OSError):
        set_aside(tmp_path / "x.json", b"damaged")


def test_where_no_folder_can_be_made_the_store_reads_as_empty_and_refuses_to_write(
    tmp_path: Path, mark: Callable[..., Annotation]
) -> None:
    (tmp_path / "file").write_text("no folder")
    store = Annotations(tmp_path / "file" / "x.json", {}, state=tmp_path / "state")
    assert store.all() == []
    with pytest.raises(StorageError, match="nothing on disk was changed"):
        store.add(mark())
    assert store.all() == []
    assert store.undo() is None


def test_where_no_lock_can_be_made_nothing_is_written(
    path: Path, tmp_path: Path, mark: Callable[..., Annotation]
) -> None:
    (tmp_path / "file").write_text("no folder")
    store = Annotations(path, {}, state=tmp_path / "file")
    with pytest.raises(StorageError, match="cannot lock"):
        store.add(mark())
    assert not path.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not stop root")
def test_a_read_only_folder_is_read_and_not_written(
    path: Path, store: Annotations, mark: Callable[..., Annotation]
) -> None:
    first = mark()
    store.add(first)
    path.parent.chmod(0o500)
    try:
        with pytest.raises(StorageError, match="not writable"):
            store.add(mark())
        assert [a.id for a in store.all()] == [first.id]
    finally:
        path.parent.chmod(0o700)


DAMAGE = {
    "empty": lambda data: b"",
    "zeros": lambda data: b"\0" * len(data),
    "cut": lambda data: data[: len(data) // 2],
    "tail": lambda data: data + data[-40:],
    "list": lambda data: b"[" + data + b"]",
    "bad UTF-8": lambda data: data.replace(b"note", b"n\xffte", 1),
    "web page": lambda data: b"<html><body>Sign in to the network</body></html>",
    "no table": lambda data: b'{"annotations": [1, 2], "meta": {}}',
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_set_aside_and_what_it_still_says_is_used(
    path: Path,
    open_store: Callable[[], Annotations],
    mark: Callable[..., Annotation],
    damage: Callable[[bytes], bytes],
) -> None:
    first = open_store()
    first.add(*(mark(start=place) for place in range(6)))
    whole = path.read_bytes()
    path.write_bytes(damage(whole))

    store = open_store()
    saved = store.all()
    assert len(store.notices) == 1
    assert path.read_bytes() == damage(whole)
    [kept] = (path.parent / ".quarantine").iterdir()
    assert kept.name in store.notices[0]
    assert kept.read_bytes() == damage(whole)

    new = mark(start=99)
    store.add(new)
    again = open_store()
    assert [a.id for a in again.all()] == [*(a.id for a in saved), new.id]
    assert again.notices == ()
    assert kept.read_bytes() == damage(whole)


@pytest.mark.parametrize(("name", "left"), [("cut", 2), ("tail", 6), ("bad UTF-8", 6)])
def test_whole_records_survive_a_cut_a_tail_and_a_bad_byte(
    path: Path,
    open_store: Callable[[], Annotations],
    mark: Callable[..., Annotation],
    name: str,
    left: int,
) -> None:
    open_store().add(*(mark(start=place) for place in range(6)))
    path.write_bytes(DAMAGE[name](path.read_bytes()))
    assert len(open_store().all()) >= left


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damage_done_under_a_running_program_takes_nothing_from_it(
    path: Path,
    store: Annotations,
    open_store: Callable[[], Annotations],
    mark: Callable[..., Annotation],
    damage: Callable[[bytes], bytes],
) -> None:
    first, second = mark(start=1), mark(start=2)
    store.add(first)
    path.write_bytes(damage(path.read_bytes()))
    store.refresh()
    assert [a.id for a in store.all()] == [first.id]
    store.add(second)
    assert [a.id for a in open_store().all()] == [first.id, second.id]


def test_where_damage_cannot_be_set_aside_the_file_is_read_and_left_alone(
    path: Path, open_store: Callable[[], Annotations], mark: Callable[..., Annotation]
) -> None:
    first = mark()
    open_store().add(first)
    damaged = path.read_bytes() + b"}}"
    path.write_bytes(damaged)
    (path.parent / ".quarantine").write_text("no folder")
    store = open_store()
    assert [a.id for a in store.all()] == [first.id]
    assert "could not be set aside" in store.read_only
    with pytest.raises(StorageError, match="could not be set aside"):
        store.add(mark())
    assert path.read_bytes() == damaged


def test_a_file_deleted_or_put_back_by_a_sync_tool_takes_nothing_from_a_running_program(
    path: Path,
    store: Annotations,
    open_store: Callable[[], Annotations],
    mark: Callable[..., Annotation],
) -> None:
    first, second, third = mark(start=1), mark(start=2), mark(start=3)
    store.add(first)
    old = path.read_bytes()
    store.change(first.id, note="newer")
    path.write_bytes(old)
    store.add(second)
    path.unlink()
    store.add(third)
    kept = open_store().all()
    assert [(a.id, a.note) for a in kept] == [(first.id, "newer"), (second.id, ""), (third.id, "")]
