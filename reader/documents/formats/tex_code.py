r"""Code in a LaTeX text."""

from __future__ import annotations

import re

from reader.documents.formats.tex_math import named
from reader.documents.formats.tex_source import argument, option


def code_of(name: str, code: str) -> tuple[str, str]:
    """The code that an environment with this name has in it, and its language; "" is none."""
    options, at = option(code, 0)
    language = ""
    if name == "minted":
        language, at = argument(code, at)
    elif found := re.search(r"language\s*=\s*\{?(\w+)", options):
        language = found[1].lower()
    elif name.startswith("filecontents"):
        _, at = argument(code, at)
    code = code[at:].strip("\n").expandtabs(4)
    if name == "Highlighting":  # what pandoc makes of code: commands colour its words
        code = "\n".join(map(_without_commands, code.split("\n")))
    return code, language


def _without_commands(line: str) -> str:
    """A line of code without the commands that colour it."""
    line = re.sub(r"\\(?!text)[A-Za-z]+\{|(?<!\\)\}", "", line)
    line = re.sub(r"\\(text\w+)(?:\{)?", lambda found: named(found[1]) or found[0], line)
    return re.sub(r"\\([{}\\_%#&$])", r"\1", line)
