"""The front matter of an exported file: ours are brought up, the person's are left."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from reader.annotations.exchange.markdown_file import File, Range, bare

_KEY = re.compile(r"([^\s:#'\"][^:]*?)\s*:(?:\s|$)")
COUNT = "annotations"


def properties(file: File) -> dict[str, Range]:
    """The properties of the front matter, each with its lines."""
    found: dict[str, Range] = {}
    name = ""
    for at in range(*file.front):
        line = bare(file.lines[at])
        said = _KEY.match(line)
        if said and said[1] not in found:
            name = said[1]
            found[name] = (at, at + 1)
        elif name and line.strip() and (line[0] in " \t" or line.startswith("-")):
            found[name] = (found[name][0], at + 1)
        else:
            name = ""
    return found


def merge_front(
    put: Callable[[Range, list[str], str], None],
    file: File,
    ours: Mapping[str, str],
    was: Mapping[str, str] | None,
) -> None:
    """Write the properties that changed and that the person left alone, and new ones.

    Without a base, only how many annotations there are is ours to say.
    """
    if file.front == (0, 0):
        return
    there = properties(file)
    behind = file.front[0]
    for name, lines in ours.items():
        if name in there:
            behind = there[name][1]
            now = file.text(there[name])
            counted = name == COUNT and re.fullmatch(r"\s*\d+\s*", now.partition(":")[2])
            same = was is not None and name in was and _value(now) == _value(was[name])
            if _value(now) != _value(lines) and (counted or same):
                put(there[name], lines.split("\n"), "")
        elif was is not None and name not in was:
            put((behind, behind), lines.split("\n"), "")
    for name in (was or {}).keys() - ours.keys():
        if name in there and _value(file.text(there[name])) == _value((was or {})[name]):
            put(there[name], [], "")


def _value(lines: str) -> list[str]:
    """A property as its words, however it is quoted and indented."""
    return [line.strip().strip("\"'").replace(': "', ": ").strip() for line in lines.split("\n")]
