"""Fields of Word: where what they show leads, by what they are told to do."""

from __future__ import annotations

from reader.documents.formats.html import link
from reader.text.patterns import lazy

_ADDRESS = lazy(r'HYPERLINK\s+(?:\\[a-z]\s+)*(?:"([^"]*)"|([^\s"\\]+))')
_PLACE = lazy(r'HYPERLINK[^\\]*(?:\\[mnot][^\\]*)*\\l\s+"?([^"\s]+)|\b(?:PAGE)?REF\s+(\S+)[^"]*\\h')
_LONGEST = 4096  # code points of what a field is told


def target_of(code: str) -> str:
    """Where the result of a field leads; "" for nowhere."""
    code = code[:_LONGEST]
    if found := _PLACE.search(code):
        return f"#{found[1] or found[2]}"
    if found := _ADDRESS.search(code):
        return link(found[1] or found[2] or "")
    return ""
