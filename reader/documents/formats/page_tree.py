"""The elements of a page of HTML as a tree over the events that its parser told, with measures.

Events are kept as they came, so that any part of the page can be told again, and reads the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from reader.documents.formats.block_text import one_line
from reader.documents.formats.tags import Events
from reader.text.patterns import lazy

_EMPTY_NAMES = "area base br col embed frame hr img input link meta param source track wbr"
EMPTY = frozenset(_EMPTY_NAMES.split())
# What is never shown as text, or is not yet.
_SILENT_NAMES = "script style template noscript head title iframe object svg math"
SILENT = frozenset(_SILENT_NAMES.split())
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Which open elements an element ends whose end tags may be left out, and what these lie in.
_CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
}
_BLOCKS_NAMES = (
    "address article aside blockquote center details dialog dd dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section "
    "table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCKS_NAMES.split())
_NAMING = ("class", "id", "data-component", "data-testid")
_NEAR = 12  # elements that are looked at for one whose end tag was left out
_COMMAS = lazy("[,،﹐︐︑、，﹑]")
_UNDISPLAYED = lazy(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
# What only links within the page, as a table of contents does, is hardly a menu.
_INSIDE = 0.3


class Event(NamedTuple):
    """An element begins (``attributes`` is not None), ends, or there is ``text`` (no ``tag``)."""

    tag: str
    text: str = ""
    attributes: Mapping[str, str] | None = None


class Node:
    """An element: the events from ``start`` up to ``end``, and what is in it.

    ``text``, ``linked`` and ``prose`` are in code points: all of the text; what is in links; what
    is in blocks of some length that are not made of links. ``names`` are its classes, id, and what
    else programs name it by.
    ``inline`` tells that no block is in it.
    """

    __slots__ = (
        "attributes",
        "children",
        "commas",
        "counts",
        "end",
        "inline",
        "linked",
        "names",
        "own",
        "parent",
        "prose",
        "start",
        "tag",
        "text",
    )

    def __init__(
        self, tag: str, attributes: Mapping[str, str], start: int, parent: Node | None
    ) -> None:
        self.tag = tag
        self.attributes = attributes
        self.names = " ".join(filter(None, map(attributes.get, _NAMING))).lower()
        self.start, self.end = start, start + 1
        self.parent = parent
        self.children: list[Node] = []
        self.text = self.own = self.commas = 0
        self.linked = 0.0
        self.prose = 0
        self.inline = True
        self.counts: dict[str, int] = {}

    @property
    def role(self) -> str:
        """Its role for assistive technology."""
        return self.attributes.get("role", "").lower()

    @property
    def link_share(self) -> float:
        """How much of the text is in links, from 0 to 1."""
        return min(1.0, self.linked / self.text) if self.text else 0.0

    @property
    def is_hidden(self) -> bool:
        """Whether the page says that it is not to be seen, or is not part of what is read."""
        own = self.attributes
        return (
            ("hidden" in own and own["hidden"] != "until-found")
            or own.get("aria-hidden") == "true"
            or _UNDISPLAYED.search(own.get("style", "")) is not None
        )

    def ancestors(self) -> Iterator[Node]:
        """The elements around it, the innermost first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


class Page:
    """The events of a page, and the tree over them: feed `start`, `data`, `end`, then `close`.

    ``nodes`` come in the order in which they begin; the first one is around all of them.
    """

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.root = Node("", {}, 0, None)
        self.nodes = [self.root]
        self._open = [self.root]
        self._count: dict[str, int] = {}  # how often an element is open

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._end_implied(tag)
        node = Node(tag, attributes, len(self.events), self._open[-1])
        self._open[-1].children.append(node)
        self.nodes.append(node)
        self.events.append(Event(tag, "", attributes))
        if tag not in EMPTY:
            self._open.append(node)
            self._count[tag] = self._count.get(tag, 0) + 1

    def data(self, text: str) -> None:
        """Characters."""
        self.events.append(Event("", text))
        if not text.isspace():
            node = self._open[-1]
            node.own += len(" ".join(text.split()))
            node.commas += len(_COMMAS.findall(text))

    def end(self, tag: str) -> None:
        """An element ends, and those in it that are still open."""
        if not self._count.get(tag):
            self.events.append(Event(tag))
            return
        at = len(self._open) - 1
        while self._open[at].tag != tag:
            at -= 1
        self._close_from(at + 1)
        self.events.append(Event(tag))
        self._close_from(at)

    def close(self) -> None:
        """There is no more: measure what there is."""
        self._close_from(0)
        for node in reversed(self.nodes):
            _measure(node)

    def _end_implied(self, tag: str) -> None:
        if tag in _BLOCKS:  # a paragraph holds no block
            for at in range(len(self._open) - 1, max(0, len(self._open) - _NEAR), -1):
                if self._open[at].tag == "p":
                    self._close_from(at)
                    break
                if self._open[at].tag in _BLOCKS:
                    break
        if tag in _CLOSES:
            ended, walls = _CLOSES[tag]
            for at in range(len(self._open) - 1, max(0, len(self._open) - _NEAR), -1):
                if self._open[at].tag in walls:
                    break
                if self._open[at].tag in ended:
                    self._close_from(at)
                    break

    def _close_from(self, at: int) -> None:
        for node in self._open[at:]:
            node.end = len(self.events)
            self._count[node.tag] = self._count.get(node.tag, 0) - 1
        del self._open[at:]


def _measure(node: Node) -> None:
    """Sum up what is in an element; its children have been measured."""
    if node.tag in SILENT or node.is_hidden:
        node.own = node.commas = 0
        node.counts = {}
        return
    node.text = node.own
    for child in node.children:
        node.text += child.text
        node.commas += child.commas
        node.linked += child.linked
        node.prose += child.prose
        node.inline = node.inline and child.inline and child.tag not in _BLOCKS
        for tag, count in child.counts.items():
            node.counts[tag] = node.counts.get(tag, 0) + count
        node.counts[child.tag] = node.counts.get(child.tag, 0) + 1
    if node.tag == "a":
        inside = node.attributes.get("href", "#").startswith("#")
        node.linked = node.text * _INSIDE if inside else float(node.text)
    if node.inline and node.tag in _BLOCKS:
        node.prose = node.text if node.text >= 60 and node.link_share < 0.5 else 0
    elif not node.inline and node.own >= 100:  # text between blocks, as with <br><br>
        node.prose += node.own


def retold(page: Page, spans: Iterable[tuple[int, int]], events: Events) -> None:
    """Tell again what happened in these spans of the events of a page."""
    for start, end in spans:
        for event in page.events[start:end]:
            if not event.tag:
                events.data(event.text)
            elif event.attributes is not None:
                events.start(event.tag, dict(event.attributes))
            else:
                events.end(event.tag)


def text_of(page: Page, node: Node) -> str:
    """The text in an element, on one line."""
    return one_line("".join(event.text for event in page.events[node.start : node.end]))
