"""The attributes that an AsciiDoc text defines, and the conditions that ask for them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reader.documents.formats.asciidoc_inline import with_attributes
from reader.text.patterns import lazy

_ATTRIBUTE = lazy(r":(!?[\w][\w-]*!?):(?:[ \t]+(.*))?$")
_CONDITION = lazy(r"(ifdef|ifndef|ifeval|endif)::([^\[\n]*)\[(.*)\]$")
_LONGEST = 2000  # code points of a value


def keep_attribute(line: str, attributes: dict[str, str]) -> bool:
    """Whether a line defines an attribute, or takes its value away: then that is done."""
    found = _ATTRIBUTE.match(line) if line[:1] == ":" else None
    if found is None:
        return False
    if "!" in found[1]:
        attributes.pop(found[1].strip("!"), None)
    else:
        value = (found[2] or "").strip()
        attributes[found[1]] = with_attributes(value, attributes)[:_LONGEST]
    return True


class Conditions:
    """The conditions that are open."""

    def __init__(self, attributes: Mapping[str, str]) -> None:
        self._attributes = attributes
        self._hidden: list[bool] = []  # for each: whether it is not met

    def hide(self, line: str) -> bool:
        """Whether a line is not shown, as a condition says so, or is a condition."""
        found = _CONDITION.match(line) if line.endswith("]") and "::" in line else None
        name = found[1] if found else ""
        if found and name in ("ifdef", "ifndef") and not found[3].strip():
            known = any(one in self._attributes for one in re.split(r"[,+]", found[2]))
            self._hidden.append(known if name == "ifndef" else not known)
            return True
        if name == "ifeval":
            self._hidden.append(True)
            return True
        if name == "endif":
            del self._hidden[-1:]
            return True
        return any(self._hidden)
