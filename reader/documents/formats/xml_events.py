"""Well-formed XML as events, so that no file of any size becomes a tree in memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol
from xml.parsers import expat

from reader.documents.formats.tags import Events as TagEvents
from reader.text.patterns import lazy

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DECLARATION = lazy(r"\s*<\?xml[^>]*\?>")
_PIECE = 64 * 1024  # bytes that are read before it is asked whether that is enough


class Events(Protocol):
    """What is told of each element and of the text between; names are "prefix:name"."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None: ...
    def data(self, text: str) -> None: ...
    def end(self, tag: str) -> None: ...


class _Names(dict[str, str]):
    """The names of elements as the parser gives them ("namespace name") to "prefix:name"."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = prefixes

    def __missing__(self, full: str) -> str:
        namespace, _, name = full.rpartition(" ")
        short = self[full] = f"{self._prefixes.get(namespace, '')}:{name}"
        return short


def feed_xml(
    data: bytes,
    events: Events,
    prefixes: Mapping[str, str],
    enough: Callable[[], bool] = lambda: False,
) -> bool:
    """Tell the events of a file; whether that was all of it.

    ``prefixes`` are those of the namespaces in the names that are told; other names begin with
    ":". The names of attributes are those of the parser: see `attribute`. It stops where it is
    ``enough`` and where the file is not well formed, or defines entities, which no file of an
    office program does. Nothing outside is fetched.
    """

    def refuse(*_: object) -> None:
        raise ValueError("entities are defined")

    names = _Names(prefixes)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, attributes: events.start(names[tag], attributes)
    parser.EndElementHandler = lambda tag: events.end(names[tag])
    parser.CharacterDataHandler = events.data
    parser.EntityDeclHandler = refuse
    try:
        for start in range(0, len(data), _PIECE):
            parser.Parse(data[start : start + _PIECE], False)
            if enough():
                return False
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError):  # also an encoding that is not known
        return False
    return True


def feed_local(text: str, events: TagEvents) -> None:
    """Tell the events of a text without its namespaces: names are in lower case, those of
    elements without a prefix. Raises ExpatError where it is not well formed."""

    def start(tag: str, attributes: dict[str, str]) -> None:
        if attributes and not all(map(str.islower, attributes)):
            attributes = {name.lower(): value for name, value in attributes.items()}
        events.start(tag.rpartition(":")[2].lower(), attributes)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda tag: events.end(tag.rpartition(":")[2].lower())
    parser.CharacterDataHandler = events.data
    parser.Parse(_DECLARATION.sub("", text, count=1), True)


def attribute(attributes: Mapping[str, str], name: str) -> str:
    """The attribute with this name, whatever its namespace; "" where there is none.

    The namespace is set before the name with a space, or as in `xml.etree` with "}"; or its prefix
    with a colon.
    """
    for key, value in attributes.items():
        if key.endswith(name) and key[: -len(name)][-1:] in ("", " ", "}", ":"):
            return value
    return ""


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for what is none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
