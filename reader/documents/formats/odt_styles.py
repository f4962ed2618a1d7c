"""The styles and lists of an OpenDocument text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple
from xml.etree.ElementTree import Element

from reader.documents.document import MarkKind
from reader.documents.formats.block_parts import Context
from reader.documents.formats.list_numbers import LEVELS, Level
from reader.documents.formats.style_names import context_of, is_code, plain_name
from reader.documents.formats.xml_events import attribute, local

_DEEPEST = 20  # styles that are based on one another
_FORMS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "一, 二, 三, ...": "chineseCounting",
    "①, ②, ③, ...": "decimalEnclosedCircle",
    "1st": "ordinal",
}


class Style(NamedTuple):
    """A style with all that it inherits; ``on`` and ``off`` are marks that it sets or ends."""

    title: bool = False
    level: int = 0
    context: Context | None = None
    on: frozenset[MarkKind] = frozenset()
    off: frozenset[MarkKind] = frozenset()
    hidden: bool = False
    right: bool = False
    list: str = ""


class Styles:
    """The styles of a document; more may be added while it is read. ``language`` is the one that
    it is written in, ``headings`` how these are numbered."""

    def __init__(self) -> None:
        self.language = ""
        self.headings: Mapping[int, Level] = MappingProxyType({})
        self._elements: dict[str, Element] = {}
        self._lists: dict[str, Mapping[int, Level]] = {}
        self._resolved: dict[tuple[str, str], Style] = {}

    def add(self, root: Element) -> None:
        """Add what is defined below an element."""
        for element in root.iter():
            match local(element):
                case "style":
                    names = (attribute(element.attrib, key) for key in ("family", "name"))
                    self._elements[" ".join(names)] = element
                case "list-style":
                    self._lists[attribute(element.attrib, "name")] = dict(_levels(element))
                case "outline-style":
                    self.headings = dict(_levels(element))
                case "default-style" if attribute(element.attrib, "family") == "paragraph":
                    for one in element:
                        words = (attribute(one.attrib, key) for key in ("language", "country"))
                        said = "-".join(word for word in words if word not in ("", "none"))
                        self.language = self.language or said
        self._resolved.clear()

    def levels(self, name: str) -> Mapping[int, Level]:
        """The levels of a list style."""
        return self._lists.get(name, MappingProxyType({}))

    def of(self, family: str, name: str) -> Style:
        """The style of a family ("paragraph", "text") with this name."""
        key = family, name
        if key not in self._resolved:
            self._resolved[key] = self._resolve(family, name)
        return self._resolved[key]

    def _resolve(self, family: str, name: str) -> Style:
        chain: list[tuple[str, Element | None]] = []
        while name and len(chain) < _DEEPEST:
            element = self._elements.get(f"{family} {name}")
            chain.append((name, element))
            name = attribute(element.attrib, "parent-style-name") if element is not None else ""
        style = Style()
        for own, element in reversed(chain):
            style = _inherited(style, plain_name(own), element)
        return style


def _inherited(style: Style, name: str, element: Element | None) -> Style:
    """A style as it is based on another one."""
    style = style._replace(context=context_of(name) or style.context)
    if name in ("title", "subtitle"):
        style = style._replace(title=name == "title")
    on, off = set(style.on), set(style.off)

    def turn(kind: MarkKind, is_on: bool) -> None:
        (on if is_on else off).add(kind)
        (off if is_on else on).discard(kind)

    if is_code(name):
        turn(MarkKind.CODE, True)
    if element is None:
        return style._replace(on=frozenset(on))
    level = attribute(element.attrib, "default-outline-level")
    if level.isdecimal():
        style = style._replace(level=int(level[:3]))
    if listed := attribute(element.attrib, "list-style-name"):
        style = style._replace(list=listed)
    for properties in element:
        said = properties.attrib
        if align := attribute(said, "text-align"):
            style = style._replace(right=align in ("end", "right"))
        if local(properties) != "text-properties":
            continue
        if weight := attribute(said, "font-weight"):
            turn(MarkKind.STRONG, weight == "bold" or weight in ("600", "700", "800", "900"))
        if slant := attribute(said, "font-style"):
            turn(MarkKind.EMPHASIS, slant in ("italic", "oblique"))
        if line := attribute(said, "text-line-through-style"):
            turn(MarkKind.STRIKETHROUGH, line != "none")
        if place := attribute(said, "text-position"):
            turn(MarkKind.SUPERSCRIPT, place.startswith("super") or place[:1] in "123456789")
            turn(MarkKind.SUBSCRIPT, place.startswith(("sub", "-")))
        if display := attribute(said, "display"):
            style = style._replace(hidden=display == "none")
    return style._replace(on=frozenset(on), off=frozenset(off))


def _levels(element: Element) -> Iterator[tuple[int, Level]]:
    for one in element:
        said = one.attrib
        level = _number(attribute(said, "level"), 0) - 1
        if not 0 <= level < LEVELS:
            continue
        if local(one) == "list-level-style-bullet":
            yield level, Level("bullet", attribute(said, "bullet-char"))
            continue
        form = attribute(said, "num-format")
        if not form:
            yield level, Level("none", "")
            continue
        shown = min(max(_number(attribute(said, "display-levels"), 1), 1), level + 1)
        places = ".".join(f"%{place + 1}" for place in range(level + 1 - shown, level + 1))
        before, after = (attribute(said, f"num-{end}").strip() for end in ("prefix", "suffix"))
        start = _number(attribute(said, "start-value"), 1)
        yield level, Level(_FORMS.get(form, "decimal"), f"{before}{places}{after}", start)


def _number(word: str, otherwise: int) -> int:
    return int(word[:9]) if word.isascii() and word.isdigit() else otherwise
