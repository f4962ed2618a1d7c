"""An error, and a kill, at every single call of the system that the program makes.

``strace`` injects them (Debian: ``apt install strace``). It is attached when everything is
imported, so that the calls counted are those of the program's own work. ``close`` is left
alone: strace would skip the call, and the lock would stay.
"""

from __future__ import annotations

import mmap
import random
import re
import shutil
import subprocess
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader.annotations import ledger
from reader.errors import StorageError
from tests.end_to_end.faults.common import (
    Child,
    Findings,
    Person,
    Result,
    do,
    open_store,
    values,
    warm_up,
    worlds,
)

CALLS = (
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "rename,renameat,renameat2",
    "openat",
    "unlink,unlinkat",
    "mkdir,mkdirat",
    "ftruncate",
)
INJECTIONS = ("error=EIO", "error=ENOSPC", "signal=KILL")
# A line that is refused, and a kill just before it is taken back.
PAIRS = (
    ("fdatasync:error=EIO", "ftruncate:signal=KILL"),
    ("write:error=ENOSPC", "ftruncate:signal=KILL"),
)
DEEDS = 14
MOST = 400  # calls of one kind; the script makes fewer
PATIENCE = 20.0  # seconds for strace to attach
BEGUN, DONE, REFUSED, CHANGED, BROKEN = 1, 2, 3, 4, 5  # what became of a deed; see `_worker`


def run(*, long: bool) -> Result:
    """Inject each fault at the first call, the second, and so on, until none is left to hit."""
    findings = Findings()
    if shutil.which("strace") is None:
        return findings.result("syscalls", "values", "left out: strace is not installed", True)
    warm_up()
    hit = []
    with worlds() as make:
        for call in CALLS:
            for injection in INJECTIONS:
                hit.append(_every(make, call, lambda n, i=injection: [f"{i}:when={n}"], findings))
        for first, second in PAIRS:
            call, injection = first.split(":")
            more = f"inject={second}"
            hit.append(
                _every(make, call, lambda n, i=injection, m=more: [f"{i}:when={n}", m], findings)
            )
    reach = f"{sum(hit)} faults at {len(CALLS)} kinds of calls"
    return findings.result("syscalls", "values", reach, sum(hit) > 200)


def _every(
    make: Callable[[], Path],
    call: str,
    injections: Callable[[int], list[str]],
    findings: Findings,
) -> int:
    for number in range(1, MOST):
        first, *more = injections(number)
        if not _once(make(), call, first, more, findings):
            return number - 1
    return MOST


def _once(folder: Path, call: str, injection: str, more: list[str], findings: Findings) -> bool:
    """Work with this fault injected; whether the call that it is for was reached."""
    told = " ".join((f"{call}:{injection}", *more))
    with mmap.mmap(-1, DEEDS + 1) as said, tempfile.NamedTemporaryFile() as log:
        child = Child(_worker(folder, said))
        tracer = _attached(child.pid, call, injection, more, log.name)
        said[DEEDS] = 1
        words = child.rest()
        code = child.wait()
        tracer.wait()
        reached = "INJECTED" in Path(log.name).read_text() or code < 0
        if not reached:
            return False
        findings.runs += 1
        if words:
            findings.unreadable.append(f"{told}: raised what is no StorageError: {words}")
        _judge(folder, bytes(said[:DEEDS]), code, told, findings)
    shutil.rmtree(folder)
    return True


def _attached(
    pid: int, call: str, injection: str, more: list[str], log: str
) -> subprocess.Popen[bytes]:
    traced = ",".join([call, *(re.split("[=:]", other)[1] for other in more)])
    options = [f"-einject={call}:{injection}", *(f"-e{other}" for other in more)]
    words = ["strace", "-qq", "-f", "-p", str(pid), "-o", log, f"-etrace={traced}", *options]
    tracer = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    start = time.monotonic()
    while "TracerPid:\t0" in Path(f"/proc/{pid}/status").read_text():
        if tracer.poll() is not None or time.monotonic() - start > PATIENCE:
            raise OSError("strace cannot be attached to a process here")
        time.sleep(0.001)
    return tracer


def _deeds(said: bytes | mmap.mmap | None, person: Person) -> Any:
    """The deeds of the script; what is done next depends on what became of the one before."""
    chance = random.Random(1)
    for number in range(DEEDS):
        deed = person.choose(chance)
        yield number, deed
        if said is not None and said[number] == DONE:
            person.did(deed)


def _worker(folder: Path, said: mmap.mmap) -> Callable[[Callable[[Any], None]], None]:
    """Tells through shared memory what becomes of each deed: that needs no call of the system.

    REFUSED is a deed that raised StorageError, CHANGED one that did so and left memory other
    than it was, BROKEN one that raised something else.
    """

    def work(say: Callable[[Any], None]) -> None:
        ledger.ROTATE_FACTOR, ledger.ROTATE_BYTES = 0, 6000
        person, store = Person(), open_store(folder)
        while not said[DEEDS]:
            time.sleep(0.001)
        for number, deed in _deeds(said, person):
            said[number] = BEGUN
            try:
                do(store, deed)
                said[number] = DONE
            except StorageError:
                same = values(store) == person.there
                said[number] = REFUSED if same else CHANGED
            except Exception as error:
                said[number] = BROKEN
                place = traceback.extract_tb(error.__traceback__)[-1]
                say(f"{deed.what}: {error!r} at {place.filename}:{place.lineno}")

    return work


def _judge(folder: Path, said: bytes, code: int, told: str, findings: Findings) -> None:
    person = Person()
    expected: list[dict[str, str]] = []
    for number, deed in _deeds(said, person):
        what, state = f"{told}: deed {number}, {deed.what}", said[number]
        if state == CHANGED:
            findings.lost.append(f"{what}: memory changed by what was refused")
        if state == BEGUN and code < 0:
            expected = [person.there | deed.to]  # it may have been done
            break
        if state == 0:
            break
    try:
        store = open_store(folder)
        found = values(store)
    except Exception as error:
        findings.unreadable.append(f"{told}: {error!r}")
        return
    findings.expect(told, found, person.there, *expected)
    if any("damaged" in notice for notice in store.notices):
        findings.unreadable.append(f"{told}: {store.notices}")
