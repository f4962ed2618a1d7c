"""Names for what belongs to a file: its lock, its journal, what is remembered of it."""

from __future__ import annotations

import os
from pathlib import Path

from reader.text.digest import sha256


def path_key(path: Path) -> str:
    """A name for what belongs to the file or folder at this path."""
    return sha256(os.fsencode(os.path.realpath(path)))[:32]
