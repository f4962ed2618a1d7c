"""Runs the reader and writes down what went wrong inside it, and when it was busy for long.

    python -m tests.end_to_end.monkey.watched FILE FOLDER [ARGUMENT ...]

FILE gets a JSON object a line: ``{"busy": milliseconds, "doing": …}`` for every step of the
event loop that took more CPU time than `LONG`, once the first frame was drawn (a step is one
message, one frame or one callback); and ``{"wrong": …}`` for every exception that nobody took.
Nothing outside of FOLDER can be written to, as if all else were read-only: what a monkey types
as the name of a file does no harm.
"""

import gc
import json
import logging
import os
import sys
import threading
import time
import traceback
from asyncio.events import Handle
from collections.abc import Callable
from pathlib import Path
from typing import Any

LONG = 30.0  # milliseconds of CPU in one step of the event loop that are worth a line
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# Events of sys.addaudithook by the places of the paths among their arguments.
CHANGES = {
    "os.remove": (0,),
    "os.rename": (0, 1),
    "os.mkdir": (0,),
    "os.rmdir": (0,),
    "os.link": (1,),
    "os.symlink": (1,),
    "os.truncate": (0,),
    "os.chmod": (0,),
    "os.utime": (0,),
}


def fence(folder: Path) -> None:
    """Refuse to change anything outside of a folder."""
    inside = (f"{folder.resolve()}{os.sep}", "/dev/", "/proc/self/")

    def check(path: object) -> None:
        if isinstance(path, int) or path is None:
            return
        whole = os.path.realpath(os.fsdecode(path))  # type: ignore[arg-type]
        if not whole.startswith(inside) and whole != str(folder.resolve()):
            raise PermissionError(13, "Permission denied", os.fsdecode(path))  # type: ignore[arg-type]

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITES:
            check(arguments[0])
        elif event in CHANGES:
            for place in CHANGES[event]:
                check(arguments[place])

    sys.addaudithook(hook)


def watch(file: Path) -> None:
    """Time every step of the event loop, and take what nobody else takes."""
    out = file.open("a", buffering=1)

    def note(**what: object) -> None:
        out.write(json.dumps(what) + "\n")

    def unraisable(it: Any) -> None:
        if not isinstance(it.exc_value, BlockingIOError):  # more signals than could be noted
            note(wrong=f"{it.exc_value!r} in {it.object!r}")

    _watch_the_loop(note)
    sys.unraisablehook = unraisable
    threading.excepthook = lambda it: note(wrong=f"{it.exc_value!r} in {it.thread!r}")

    class Told(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            why = record.exc_info and record.exc_info[1]
            note(wrong=f"{record.getMessage()} {why!r}")

    logging.getLogger("asyncio").addHandler(Told(logging.ERROR))
    from textual.app import App

    panic = App.panic

    def panicked(app: App[object], *renderables: Any) -> None:
        note(wrong="".join(traceback.format_exception(sys.exc_info()[1])) or repr(renderables))
        panic(app, *renderables)

    App.panic = panicked  # type: ignore[method-assign]


def _watch_the_loop(note: Callable[..., None]) -> None:
    from textual.message_pump import MessagePump
    from textual.screen import Screen

    run, dispatch, draw = Handle._run, MessagePump._dispatch_message, Screen._compositor_refresh
    doing: object = None
    drawn = False
    begin = collecting = 0.0

    def step(following: object) -> None:
        """What was done until now is one step; another one begins."""
        nonlocal begin, collecting, doing
        now = time.thread_time()
        busy = 1e3 * (now - begin)
        if drawn and busy > LONG:
            note(busy=round(busy, 1), collecting=round(collecting, 1), doing=repr(doing)[:300])
        begin, collecting, doing = now, 0.0, following

    def timed(handle: Handle) -> None:
        step(handle)
        run(handle)
        step(None)

    async def dispatched(pump: MessagePump, message: Any) -> None:
        step((pump, message))
        await dispatch(pump, message)
        step(pump)

    def drew(screen: Screen[object]) -> None:
        nonlocal drawn
        step("drawing")
        draw(screen)
        drawn = True
        step(screen)

    def collected(phase: str, _: object) -> None:
        nonlocal collecting
        collecting += (1e3 if phase == "stop" else -1e3) * time.thread_time()

    gc.callbacks.append(collected)
    Handle._run = timed  # type: ignore[method-assign]
    MessagePump._dispatch_message = dispatched  # type: ignore[method-assign]
    Screen._compositor_refresh = drew  # type: ignore[method-assign]


def main() -> int:
    """Run the reader so."""
    import reader.cli

    watch(Path(sys.argv[1]))
    fence(Path(sys.argv[2]))
    return reader.cli.main(sys.argv[3:])


if __name__ == "__main__":
    sys.exit(main())
