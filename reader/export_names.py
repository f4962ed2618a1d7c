"""The names of files that exports are written to by themselves, from a template.

``{title}``, ``{author}``, ``{year}`` and ``{id}`` stand for what is known of the document; a slash
is a folder. What comes from a document can never lead out of the folder of the exports.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from reader.text.patterns import lazy

DEFAULT = "{title}"
FIELDS = ("title", "author", "year", "id")
SUFFIX = ".md"
LONGEST = 255  # bytes of a name in UTF-8, as file systems have it
ROOM = 16  # bytes kept for what tells two documents apart, and for the suffix
UNTITLED = "Untitled"
_FIELD = lazy(r"\{([^{}]*)\}")
# What some file system, Obsidian or a shell gives a meaning to; and what turns text around.
_BAD = lazy(
    '[\\x00-\\x1f\\x7f-\\x9f/\\\\:*?"<>|#^\\[\\]\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]'
)
_HALVES = lazy("[\ud800-\udfff]")
_RESERVED = lazy(r"(?i:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)")
_YEAR = lazy(r"(?<!\d)(\d{4})(?!\d)")


def wrong_template(template: str) -> str:
    """What is wrong with a template for names, as the end of a sentence; nothing if it will do."""
    unknown = [name for name in _FIELD.findall(template) if name not in FIELDS]
    fields = ", ".join(f"{{{name}}}" for name in FIELDS)
    if unknown:
        return f"there is no {{{unknown[0]}}}, only {fields}"
    rest = _FIELD.sub("x", template)
    if "{" in rest or "}" in rest:
        return f"a brace stands alone; the fields are {fields}"
    return wrong_path(rest)


def wrong_path(name: str) -> str:
    """What is wrong with a path below a folder, as the end of a sentence; nothing if it will do."""
    parts = name.split("/")
    if not name.strip():
        return "it is empty"
    if name.startswith(("/", "~", "\\")) or re.match(r"[A-Za-z]:", name):
        return "it is to be a name within the folder of the exports"
    if any(part.strip() in ("", ".", "..") for part in parts):
        return "no part of it may be empty, “.” or “..”"
    if any(part.startswith(".") for part in parts):
        return "hidden files are not written"
    bad = _BAD.search(name.replace("/", ""))
    return f"{bad[0]!r} cannot be in the name of a file" if bad else ""


def name_for(template: str, values: Mapping[str, str], *, apart: str = "") -> str:
    """The path of the file of a document, below the folder; ``values`` are those of `FIELDS`.

    ``apart`` is put at its end, where another document has that name.
    """
    if wrong_template(template):
        template = DEFAULT
    filled = [
        _FIELD.sub(lambda found: _safe(values.get(found[1], "")), part)
        for part in template.removesuffix(SUFFIX).split("/")
    ]
    *folders, name = filled
    kept = [part for part in map(_fitted, folders) if part]  # an author who is not known
    return "/".join([*kept, (_fitted(name) or UNTITLED) + (f" ({apart})" * bool(apart)) + SUFFIX])


def year_of(date: str) -> str:
    """The year in a date as a document gives it; empty where none is in it."""
    found = _YEAR.search(date)
    return found[1] if found else ""


def _safe(value: str) -> str:
    """A value as a part of a name."""
    whole = unicodedata.normalize("NFC", _HALVES.sub("", value))
    return " ".join(_BAD.sub(" ", whole).split())


def _fitted(part: str) -> str:
    """A part of a path as it is good everywhere: no dots and spaces at its ends, not too long."""
    from reader.text.units import graphemes

    part = " ".join(part.split()).strip(". -").strip(". ")
    if _RESERVED.match(part):
        part = f"_{part}"
    if len(part.encode()) <= LONGEST - ROOM:
        return part
    kept, size = "", 0
    for start, end in graphemes(part):
        size += len(part[start:end].encode())
        if size > LONGEST - ROOM:
            break
        kept = part[:end]
    return kept.rstrip(". ") or part.encode()[: LONGEST - ROOM].decode("utf-8", "ignore")
