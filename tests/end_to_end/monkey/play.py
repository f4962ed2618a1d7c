"""Lets a monkey play with the program, and judges what came of it."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks.terminal import Terminal
from tests.end_to_end.monkey.hands import USUAL, Input
from tests.end_to_end.monkey.world import ROOT, World

FRAME = 100.0  # milliseconds of CPU that no step of the event loop may take
PATIENCE = 30.0  # seconds after which a program that does not answer counts as hanging
BREATH = 0.004  # seconds in which it may answer before the next input
LOOK = 100  # inputs between looks at the journals
SIGNS = (b"Traceback ", b"reader: failed")


class Outcome(NamedTuple):
    """What came of it: what was done, what went wrong, how often the program was started, and
    the longest step of its event loop (milliseconds of CPU, and what it was)."""

    inputs: list[Input]
    problems: list[str]
    starts: int
    longest: tuple[float, str]


class FallError(Exception):
    """The program does not do what a program must."""


class Game:
    """One monkey, one world, and the program, which is started again whenever it was quit."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.starts = 0
        self.size = USUAL[0]
        self.program = self._start()

    def _start(self) -> Terminal:
        document = self.world.documents[self.starts % len(self.world.documents)]
        self.starts += 1
        program = Terminal(
            ["/usr/bin/env", "-C", str(self.world.here), *self.world.command(document)],
            self.world.environment,
            ROOT,
        )
        program.resize(*self.size)
        os.set_blocking(program.file, False)
        self.program = program
        self._until(lambda: b"\x1b[?1049h" in program.output, "the first frame")
        return program

    def do(self, given: Input) -> None:
        """Do one thing, and let the program answer."""
        if given.size:
            self.size = given.size
            self.program.resize(*given.size)
        data = given.typed.encode()
        begin = time.monotonic()
        while data and not self.over:
            try:
                data = data[os.write(self.program.file, data) :]
            except BlockingIOError:
                self._read(0.01)
            except OSError:  # it has just ended
                break
            if time.monotonic() - begin > PATIENCE:
                raise FallError("it does not take its keys any more")
        end = time.monotonic() + given.pause + BREATH
        while (left := end - time.monotonic()) > 0 and not self.over:
            self._read(left)
        if self.over:
            self._ended()
            self._start()

    def _read(self, seconds: float) -> None:
        """Take in what is put out; continue a program that has suspended itself."""
        with contextlib.suppress(ChildProcessError):  # it has just ended
            if os.waitid(os.P_PID, self.program.pid, os.WSTOPPED | os.WNOHANG):
                os.kill(self.program.pid, signal.SIGCONT)
        data = self.program.read(seconds)
        if not data:
            return
        recent = self.program.output[-len(data) - 40 :]
        for sign in SIGNS:
            if sign in recent:
                self._until(lambda: self.over, "the end")
                raise FallError(self.program.output[-40_000:].decode("utf-8", "replace"))

    @property
    def over(self) -> bool:
        """Whether the program has ended."""
        flags = os.WEXITED | os.WNOHANG | os.WNOWAIT
        return os.waitid(os.P_PID, self.program.pid, flags) is not None

    def _ended(self) -> None:
        """It may end by being quit, and in no other way."""
        found = os.waitid(os.P_PID, self.program.pid, os.WEXITED | os.WNOWAIT)
        while self.program.read(0.01):
            pass
        if found is None or found.si_code != os.CLD_EXITED or found.si_status != 0:
            tail = self.program.output[-40_000:].decode("utf-8", "replace")
            raise FallError(f"it ended with {found}:\n{tail}")
        self.program.close()

    def finish(self) -> None:
        """Leave as a person would, however deep the monkey has gone."""
        self.size = USUAL[0]
        self.program.resize(*self.size)
        begin = time.monotonic()
        while not self.over:
            for key in "\x1b\x1b\x1bq":
                if not self.over:
                    os.write(self.program.file, key.encode())
                    end = time.monotonic() + 0.1
                    while (left := end - time.monotonic()) > 0 and not self.over:
                        self._read(left)
            if time.monotonic() - begin > PATIENCE:
                raise FallError("it cannot be quit")
        self._ended()

    def _until(self, condition: object, what: str) -> None:
        begin = time.monotonic()
        while not condition():  # type: ignore[operator]
            self.program.read(0.02)
            if time.monotonic() - begin > PATIENCE:
                raise FallError(f"{what} does not come: {self.program.output[-2000:]!r}")


def play(inputs: Iterable[Input], folder: Path) -> Outcome:
    """Do all of the inputs, in a folder that is empty; what came of it."""
    world = World(folder)
    done: list[Input] = []
    problems: list[str] = []
    game: Game | None = None
    try:
        game = Game(world)
        for number, given in enumerate(inputs):
            done.append(given)
            game.do(given)
            if number % LOOK == 0:
                world.look()
        game.finish()
    except FallError as error:
        problems.append(str(error))
    finally:
        if game is not None and problems:
            game.program.close()
    longest = 0.0, ""
    for told in recorded(world.record):
        if "wrong" in told:
            problems.append(str(told["wrong"]))
        elif told["busy"] > longest[0]:
            longest = told["busy"], json.dumps(told)
    problems += world.problems()
    return Outcome(done, problems, game.starts if game else 0, longest)


def judge(inputs: Iterable[Input], folder: Path) -> Outcome:
    """Do all of the inputs. A step that took too long counts if it does so again: on a busy
    machine the same work can take several times the CPU time."""
    outcome = play(inputs, folder / "first")
    if not outcome.problems and outcome.longest[0] > FRAME:
        again = play(outcome.inputs, folder / "again")
        slow = min(outcome.longest, again.longest)
        problems = [f"a step of {slow[0]} ms: {slow[1]}"] if slow[0] > FRAME else []
        return again._replace(problems=[*again.problems, *problems], longest=slow)
    return outcome


def for_seconds(inputs: Iterable[Input], seconds: float) -> Iterator[Input]:
    """As many as there is time for."""
    end = time.monotonic() + seconds
    for given in inputs:
        if time.monotonic() > end:
            return
        yield given


def recorded(file: Path) -> Iterator[dict[str, object]]:
    """What was noted inside the program."""
    if file.exists():
        yield from map(json.loads, file.read_text("utf-8").splitlines())


def save(inputs: Iterable[Input], file: Path) -> None:
    """Write inputs down, a line each, to be played again."""
    lines = (json.dumps(given._asdict(), ensure_ascii=True) + "\n" for given in inputs)
    file.write_text("".join(lines), "utf-8")


def load(file: Path) -> list[Input]:
    """What `save` has written."""
    found = map(json.loads, file.read_text("utf-8").splitlines())
    return [
        Input(it["typed"], tuple(it["size"]) if it["size"] else None, it["pause"]) for it in found
    ]
