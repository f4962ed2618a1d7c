"""The file of the settings as a person edits it."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from reader.errors import ReaderError
from reader.settings import SETTINGS

_TEMPLATE = """\
# Settings of Reader. `reader config --show` lists them all with their values; a line without
# its “#” takes effect at once, also in a Reader that is running.
"""


def edit(path: Path) -> int:
    """Edit the file of the settings in the person's own editor; its exit code.

    Raises ReaderError if that cannot be started.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    if not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(template(), "utf-8")
        except OSError as error:
            raise ReaderError(f"{path} cannot be made: {error.strerror}") from None
    import shlex

    try:
        return subprocess.run([*shlex.split(command), str(path)], check=False).returncode
    except (OSError, ValueError) as error:
        raise ReaderError(f"{command} cannot be started: {error}; set $EDITOR") from None


def template() -> str:
    """A settings file in which every setting is a comment with its default."""
    lines = [_TEMPLATE]
    table = ""
    for setting in SETTINGS:
        group, _, key = setting.name.partition(".")
        if group != table:
            lines.append(f"{'' if not table else chr(10)}[{group}]")
            table = group
        choices = f": {', '.join(setting.choices)}" if setting.choices else ""
        limits = f", {setting.low} to {setting.high}" if setting.high else ""
        lines.append(f"# {setting.help}{choices}{limits}")
        lines.append(f"# {key} = {json.dumps(setting.default)}")
    lines.append('# annotate = ["a", "ctrl+a"]')
    return "\n".join(lines) + "\n"
