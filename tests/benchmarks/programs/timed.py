"""Runs a program of Textual and notes, frame by frame, what drawing it costs.

    python -m tests.benchmarks.programs.timed FILE MODULE [ARGUMENT ...]

A frame is everything between "something changed" and the bytes for the terminal: asking the
widgets for their lines, putting them together, and turning them into escape sequences. Its CPU
time, in milliseconds, is appended to FILE, a line a frame.
"""

import runpy
import sys
import time

from textual.screen import Screen


def watch(file: str) -> None:
    """Note the CPU time of every frame of the program that runs in this process."""
    out = open(file, "a", buffering=1)  # noqa: SIM115, PTH123 (open as long as the process runs)
    draw = Screen._compositor_refresh

    def timed(screen: Screen[object]) -> None:
        begin = time.thread_time()
        draw(screen)
        out.write(f"{1e3 * (time.thread_time() - begin):.3f}\n")

    Screen._compositor_refresh = timed  # type: ignore[method-assign,assignment]


if __name__ == "__main__":
    watch(sys.argv[1])
    module, sys.argv = sys.argv[2], sys.argv[2:]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
