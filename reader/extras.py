"""The extras of the package: what is needed by few, and how it is installed here."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_PACKAGE = "reader-tui"


def install(extra: str) -> str:
    """The command that installs an extra into the environment that this program runs in.

    It names the packages and not the extra, so that it does the same from wherever the program
    was installed.
    """
    import re  # all of this only when something is missing: it takes longer than opening a text
    import shlex
    from importlib.metadata import PackageNotFoundError, requires

    needed = re.compile(rf"([^;]+);.*\bextra\s*==\s*['\"]{re.escape(extra)}['\"]")
    try:
        found = map(needed.match, requires(_PACKAGE) or ())
    except PackageNotFoundError:
        found = map(needed.match, ())
    packages = [match[1].strip() for match in found if match] or [f"{_PACKAGE}[{extra}]"]
    return " ".join((_installer(), "install", *map(shlex.quote, packages)))


def _installer() -> str:
    """The pip of this environment; uv's where it has none."""
    import shlex
    from importlib.util import find_spec

    python = Path(sys.executable)
    pip = python.with_name("pip")
    if sys.prefix != sys.base_prefix and os.access(pip, os.X_OK):
        here = Path.cwd()
        return shlex.quote(str(pip.relative_to(here) if pip.is_relative_to(here) else pip))
    if find_spec("pip") is None:
        return f"uv pip --python {shlex.quote(str(python))}"
    return f"{shlex.quote(str(python))} -m pip"
