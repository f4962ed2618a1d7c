"""Where the program starts, as ``reader`` or as ``python -m reader``."""

import os
import sys

from reader import due_count, prepaint


def main() -> int:
    """Show what was last on the screen, then load the program; or answer without it."""
    prepaint.paint(sys.argv[1:])
    try:
        if due_count.answer(sys.argv[1:]):
            code = 0
        else:
            from reader.cli import main as run

            code = run()
    finally:
        prepaint.leave()
    # Everything is on the disk and said. Taking apart what is in memory would take longer than all
    # the rest of leaving.
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            continue
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
