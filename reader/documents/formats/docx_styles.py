"""The styles and lists of a Word document: what a paragraph is by the name of its style."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from reader.documents.document import MarkKind
from reader.documents.formats.block_parts import Context
from reader.documents.formats.list_numbers import LEVELS, Counter, Level
from reader.documents.formats.style_names import context_of, is_code, plain_name
from reader.documents.formats.xml_events import attribute, local

_DEEPEST = 20  # styles that are based on one another
_OFF = frozenset({"0", "false", "off", "none"})
BODY = 9  # the outline level of what is no heading

MARKS = {
    "b": MarkKind.STRONG,
    "i": MarkKind.EMPHASIS,
    "strike": MarkKind.STRIKETHROUGH,
    "dstrike": MarkKind.STRIKETHROUGH,
}


class Style(NamedTuple):
    """A style with all that it inherits.

    ``level`` is that of the outline, from 0; None where it says nothing. ``marks`` are on its
    text. ``list`` is the name of a list, and ``depth`` the level in it. ``headed`` is whether the
    first row of a table looks different.
    """

    name: str = ""
    level: int | None = None
    context: Context | None = None
    marks: frozenset[MarkKind] = frozenset()
    hidden: bool = False
    list: str = ""
    depth: int = 0
    headed: bool = False

    @property
    def is_title(self) -> bool:
        """Whether what has this style is the title of the document."""
        return self.name == "title"


class Styles:
    """The styles of a document; ``language`` is the one that it is written in."""

    def __init__(self, root: Element | None) -> None:
        self.language = ""
        self.paragraph = ""  # the style of paragraphs that name none
        self._elements: dict[str, Element] = {}
        self._resolved: dict[str, Style] = {}
        for element in root if root is not None else ():
            if local(element) == "style":
                name = attribute(element.attrib, "styleId")
                self._elements.setdefault(name, element)
                kind, default = (attribute(element.attrib, key) for key in ("type", "default"))
                if kind == "paragraph" and default in ("1", "true", "on"):
                    self.paragraph = name
            elif local(element) == "docDefaults":
                found = next((one for one in element.iter() if local(one) == "lang"), None)
                self.language = value(found)

    def __getitem__(self, name: str) -> Style:
        """The style with this id; an empty one where there is none."""
        if name not in self._resolved:
            self._resolved[name] = self._resolve(name)
        return self._resolved[name]

    def _resolve(self, name: str) -> Style:
        chain: list[Element] = []
        while len(chain) < _DEEPEST and (element := self._elements.get(name)) is not None:
            chain.append(element)
            name = value(child(element, "basedOn"))
        style = Style()
        for element in reversed(chain):
            style = _inherited(style, element)
        return style


def _inherited(style: Style, element: Element) -> Style:
    """A style as it is based on another one."""
    name = plain_name(value(child(element, "name")))
    if name.startswith("heading") and name[7:].isdigit():
        style = style._replace(level=int(name[7:]) - 1)
    context = context_of(name) or style.context
    level, listed, depth = style.level, style.list, style.depth
    paragraph = child(element, "pPr")
    if paragraph is not None:
        level = number(value(child(paragraph, "outlineLvl")), level)
        numbering = child(paragraph, "numPr")
        if numbering is not None:
            listed = value(child(numbering, "numId")) or listed
            depth = number(value(child(numbering, "ilvl")), 0) or 0
    marks, hidden = set(style.marks), style.hidden
    for one in child(element, "rPr") or ():
        on = is_on(value(one))
        if local(one) in MARKS:
            (marks.add if on else marks.discard)(MARKS[local(one)])
        elif local(one) == "vanish":
            hidden = on
    if is_code(name):
        marks.add(MarkKind.CODE)
    conditions = (one for one in element if local(one) == "tblStylePr")
    headed = any(attribute(one.attrib, "type") == "firstRow" for one in conditions)
    return Style(
        name, level, context, frozenset(marks), hidden, listed, depth, headed or style.headed
    )


class Lists:
    """The lists of a document, counted as its paragraphs come."""

    def __init__(self, root: Element | None) -> None:
        abstract: dict[str, Element] = {}
        linked: dict[str, Element] = {}
        self._levels: dict[str, Mapping[int, Level]] = {}
        self._counted: dict[str, str] = {}  # which lists are counted as one
        self._restarts: dict[str, dict[int, int]] = {}
        self._counters: dict[str, Counter] = {}
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                abstract[attribute(element.attrib, "abstractNumId")] = element
                if (style := child(element, "styleLink")) is not None:
                    linked[value(style)] = element
            elif local(element) == "num":
                name = attribute(element.attrib, "numId")
                over = value(child(element, "abstractNumId"))
                base = abstract.get(over)
                if base is not None and (style := child(base, "numStyleLink")) is not None:
                    base = linked.get(value(style), base)
                levels = dict(_levels(base))
                for changed in element:
                    if local(changed) == "lvlOverride":
                        levels |= dict(_levels(changed))
                        self._override(name, changed)
                self._levels[name], self._counted[name] = levels, over

    def _override(self, name: str, element: Element) -> None:
        level = number(attribute(element.attrib, "ilvl"), None)
        start = number(value(child(element, "startOverride")), None)
        if level is not None and start is not None and 0 <= level < LEVELS:
            self._restarts.setdefault(name, {})[level] = start

    def __contains__(self, name: str) -> bool:
        return name in self._levels

    def marker(self, name: str, level: int) -> str:
        """What stands before the next paragraph of a list on this level."""
        counter = self._counters.setdefault(self._counted[name], Counter())
        for deep, start in self._restarts.pop(name, {}).items():
            counter.restart(deep, start)
        return counter.next(level, self._levels[name])


def _levels(element: Element | None) -> Iterator[tuple[int, Level]]:
    for one in element if element is not None else ():
        level = number(attribute(one.attrib, "ilvl"), None)
        if local(one) == "lvl" and level is not None and 0 <= level < LEVELS:
            yield (
                level,
                Level(
                    value(child(one, "numFmt")) or "decimal",
                    value(child(one, "lvlText"))[:100],
                    number(value(child(one, "start")), 0) or 0,
                    value(child(one, "lvlRestart")) != "0",
                    (legal := child(one, "isLgl")) is not None and is_on(value(legal)),
                ),
            )


def child(element: Element, name: str) -> Element | None:
    """The first child with this name."""
    return next((one for one in element if local(one) == name), None)


def value(element: Element | None) -> str:
    """What an element says in its attribute "val"."""
    if element is None:
        return ""
    return attribute(element.attrib, "val")


def is_on(word: str) -> bool:
    """Whether a property that is there is meant to be."""
    return word not in _OFF


def number(word: str, otherwise: int | None) -> int | None:
    """A number; ``otherwise`` where it is none."""
    try:
        return int(word[:10])
    except ValueError:
        return otherwise
