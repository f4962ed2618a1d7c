"""The tags of HTML that need not be well formed, in one pass whose time is linear in its length.

The parser of the standard library takes quadratic time for what is made to that end.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Protocol

from reader.text.patterns import lazy

# No quantifier gives back what it took, so that no text makes these slow.
_START = lazy(r"""<([a-zA-Z][^\s/>]*+)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""")
_UNQUOTED_START = lazy(r"<([a-zA-Z][^\s/>]*+)([^>]*+)>")
_END = lazy(r"</([a-zA-Z][^\s/>]*+)[^>]*+>")
_ATTRIBUTE = lazy(r"""([^\s"'>/=]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s>]*+))?""")
_RAW = {
    name: lazy(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "title", "textarea", "iframe", "xmp", "noembed", "noframes")
}
_NEAR = 40  # elements that are looked at for the one that is closed
_DROPPED = frozenset({"script", "style", "iframe", "noembed", "noframes"})


class Events(Protocol):
    """What is told of each tag and of the text between."""

    def start(self, tag: str, attributes: dict[str, str]) -> None: ...
    def data(self, text: str) -> None: ...
    def end(self, tag: str) -> None: ...


def feed(text: str, events: Events, *, raw: bool = True, prefixed: bool = False) -> None:
    """Tell the events of a page. Names are in lower case, without the prefix of a namespace unless
    ``prefixed``.

    ``raw`` is whether titles, scripts and the like have no tags in them, as in HTML.
    """

    def named(name: str) -> str:
        return (name if prefixed else name.rpartition(":")[2]).lower()

    text = _without_comments(text)
    at = 0
    quoted = True  # until a quotation mark is not closed
    unclosed: set[str] = set()  # elements of raw text without an end
    while (sign := text.find("<", at)) >= 0:
        if sign > at:
            _tell(text[at:sign], events)
        at = sign + 1
        following = text[at : at + 1]
        if following.isascii() and following.isalpha():
            found = _START.match(text, sign) if quoted else None
            if found is None:
                found = _UNQUOTED_START.match(text, sign)
                quoted = False
            if found is None:
                break
            at = found.end()
            name = named(found[1])
            events.start(name, _attributes(found[2]))
            if found[2].endswith("/"):
                events.end(name)
            elif raw and name in _RAW and name not in unclosed:
                end = _RAW[name].search(text, at)
                if end is None:
                    unclosed.add(name)
                    at = len(text) if name in _DROPPED else at
                else:
                    events.data(
                        text[at : end.start()]
                        if name == "xmp"
                        else unescape(text[at : end.start()])
                    )
                    at = end.start()
        elif following in ("/", "!", "?"):
            end_tag = _END.match(text, sign)
            if end_tag is not None:
                events.end(named(end_tag[1]))
                at = end_tag.end()
            elif text.startswith("<![CDATA[", sign) and (close := text.find("]]>", sign)) >= 0:
                events.data(text[sign + 9 : close])
                at = close + 3
            else:
                at = _after_declaration(text, sign)
                if not at:
                    break
        else:
            events.data("<")
    if sign < 0:
        sign = at
    if sign < len(text):
        _tell(text[sign:], events)


class Balanced:
    """Stands before what is told of tags, so that each element ends that begins, and no other."""

    def __init__(self, events: Events) -> None:
        self._events = events
        self._open: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._open.append(tag)
        self._events.start(tag, attributes)

    def data(self, text: str) -> None:
        """Characters."""
        self._events.data(text)

    def end(self, tag: str) -> None:
        """An element ends, and with it those in it that did not."""
        if tag in self._open[-_NEAR:]:
            while self._open:
                last = self._open.pop()
                self._events.end(last)
                if last == tag:
                    break

    def close(self) -> None:
        """There is no more."""
        while self._open:
            self._events.end(self._open.pop())


def _tell(text: str, events: Events) -> None:
    events.data(unescape(text) if "&" in text else text)


def _attributes(source: str) -> dict[str, str]:
    attributes: dict[str, str] = {}
    if not source or source.isspace():
        return attributes
    for name, value in _ATTRIBUTE.findall(source):
        if value[:1] in ("'", '"'):
            value = value[1:-1] if value[-1:] == value[:1] and len(value) > 1 else value[1:]
        attributes.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return attributes


def _after_declaration(text: str, at: int) -> int:
    """Behind what begins at ``at`` with "<!", "<?" or a nameless "</"; 0 where it never ends."""
    end = text.find(">", at)
    if text[at : at + 9].lower() == "<!doctype" and text.find("[", at, end) >= 0:
        inner = text.find("]", at)
        end = text.find(">", inner) if inner >= 0 else end
    return end + 1


def _without_comments(text: str) -> str:
    """The text without comments; one that is not closed goes on to the end."""
    if "<!--" not in text:
        return text
    kept: list[str] = []
    start = 0
    while (at := text.find("<!--", start)) >= 0:
        kept.append(text[start:at])
        end = text.find("-->", at + 2)
        if end < 0:
            return "".join(kept)
        start = end + 3
    return "".join([*kept, text[start:]])
