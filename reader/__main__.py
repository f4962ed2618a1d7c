"""Where the program starts, as ``reader`` or as ``python -m reader``."""

import sys

from reader import prepaint


def main() -> int:
    """Show what was last on the screen, then load the program."""
    prepaint.paint(sys.argv[1:])
    try:
        from reader.cli import main as run

        return run()
    finally:
        prepaint.leave()


if __name__ == "__main__":
    sys.exit(main())
