"""JSON that other programs wrote, or that pretends to be theirs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import PurePath

from reader.annotations.exchange.incoming import Problem
from reader.documents.encoding import decode
from reader.errors import ReaderError
from reader.text.patterns import lazy

LARGEST = 256 * 2**20  # bytes
DEEPEST = 64  # lists and objects inside one another
SNIFFED = 64 * 1024  # bytes that tell what a file is
SHOWN = 400  # code points of a record that are shown

_TRAILING = lazy(r'"(?:[^"\\]++|\\.)*+"?|,(?=\s*[\]}])')
_BEGINS = lazy(r'"(?:[^"\\]++|\\.)*+"?|[{\n]')
# What a terminal would obey, and half characters: as they stand in the text, or as escapes of JSON.
_UNSAFE = lazy("\r\n?|[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_MAY_BE_UNSAFE = lazy(
    "[\x00-\x08\x0b\r\x0e-\x1f\x7f-\x9f]"
    r"|\\(?:[br]|u(?:[dD][89a-fA-F]|00[01789]))"
)
_TOKEN = lazy(r'"(?:[^"\\]++|\\.)*+"(\s*:)?|[{}\[\]]')
_KEPT = (b'"from"', b'"reader:annotation"')  # what Reader calls what it keeps of others
_COMMA = "a comma too many, before a bracket: it is not JSON to the letter, and was read without it"

Json = dict[str, object]


class Data:
    """What a file of JSON holds, and where in it: ``value``, and ``problems`` of its writing."""

    def __init__(self, value: object, text: str, problems: list[Problem]) -> None:
        self.value = value
        self.problems = problems
        self._text = text

    def line(self, record: object) -> int:
        """The line on which an object begins, from 1; 0 where that is not known."""
        return self._lines.get(id(record), 0)

    @cached_property
    def _lines(self) -> dict[int, int]:
        """The lines of all objects by their identity: they begin in the order of the text."""
        begins = []
        line = 1
        for token in _BEGINS.finditer(self._text):
            if token[0] == "{":
                begins.append(line)
            else:
                line += token[0].count("\n")
        objects = [id(one) for one in _objects(self.value)]
        if len(objects) != len(begins):  # one name stands twice in an object: which one was lost?
            return {}
        return dict(zip(objects, begins, strict=True))


def load(data: bytes, name: str, called: str) -> Data:
    """The value of a file of JSON; ``called`` is what it should have been.

    A comma before a closing bracket is forgiven, and told. Numbers that are none are null. Texts
    hold nothing that a terminal would obey. Raises ReaderError for what is no JSON, or a trap.
    """
    shown = PurePath(name).name or "it"
    if len(data) > LARGEST:
        raise ReaderError(f"{shown} is larger than {LARGEST // 2**20} MB: it is not read")
    text = decode(data).text if data[:2] in (b"\xff\xfe", b"\xfe\xff") else _utf8(data)
    problems: list[Problem] = []
    try:
        try:
            value = _parsed(text)
        except ValueError as error:
            why = str(error).partition("\n")[0]
            commas = [found.start() for found in _TRAILING.finditer(text) if found[0] == ","]
            text = _TRAILING.sub(lambda found: " " if found[0] == "," else found[0], text)
            value = _parsed(text)
            problems.append(Problem(text.count("\n", 0, commas[0]) + 1, _COMMA))
    except ValueError:
        raise ReaderError(f"{shown} is not {called}: it is not JSON ({why})") from None
    except RecursionError:
        raise _too_deep(shown) from None
    if is_deep(value, DEEPEST):
        raise _too_deep(shown)
    if _MAY_BE_UNSAFE.search(text):
        value = _safe(value)
    return Data(value, text, problems)


def looks_like(data: bytes, *words: bytes) -> bool:
    """Whether a file begins as JSON does and has all these words near its beginning.

    What Reader keeps of the records of other programs, within its own, does not count: else a file
    of Reader's would be taken for one of theirs.
    """
    head = data[:SNIFFED]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.replace(b"\0", b"")[2:]
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head[:1] not in (b"{", b"["):
        return False
    return all(word in head for word in words) and (
        not any(name in head for name in _KEPT) or all(word in _own(head) for word in words)
    )


def says_at_top(data: bytes, name: str, value: str) -> bool:
    """Whether the object that a file is has this text under this name near its beginning."""
    if not looks_like(data, f'"{value}"'.encode()):
        return False
    depth, key = 0, ""
    for token in _TOKEN.finditer(_utf8(data[:SNIFFED])):
        sign = token[0]
        if sign[0] == '"':
            if depth == 1 and key == name and sign[1:-1] == value:
                return True
            key = sign[:-1].rstrip()[1:-1] if token[1] else ""
        else:
            depth += 1 if sign in "{[" else -1
            key = ""
    return False


@lru_cache(4)
def _own(head: bytes) -> bytes:
    """The beginning of a file without the objects in it that hold what another program said."""
    kept, at, inside, deep = [], 0, False, 0
    for token in _TOKEN.finditer(head.decode("latin-1")):
        sign = token[0]
        if not deep:
            if inside and sign == "{":
                deep = 1
                kept.append(head[at : token.start()])
            inside = bool(token[1]) and sign[:-1].rstrip().encode("latin-1") in _KEPT
        elif sign in "{[":
            deep += 1
        elif sign in "]}":
            deep -= 1
            at = token.end()
    if not deep:
        kept.append(head[at:])
    return b"".join(kept)


def shown_record(record: object) -> str:
    """A record as a person is shown it."""
    return json.dumps(record, ensure_ascii=False)[:SHOWN]


def objects_in(value: object) -> list[Json]:
    """The objects of a list; what else is in it is left out."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def object_at(record: object, *path: str) -> Json:
    """The object at a path of names; an empty one where there is none."""
    for name in path:
        record = record.get(name) if isinstance(record, dict) else None
    return record if isinstance(record, dict) else {}


def _utf8(data: bytes) -> str:
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")


def _parsed(text: str) -> object:
    value: object = json.loads(text, strict=False, parse_constant=_nothing, parse_float=_number)
    return value


def _nothing(_: str) -> None:
    return None


def _number(digits: str) -> float | None:
    number = float(digits)
    return number if abs(number) != float("inf") else None


def _too_deep(shown: str) -> ReaderError:
    return ReaderError(f"{shown} has more than {DEEPEST} lists inside one another: it is not read")


def is_deep(value: object, deepest: int) -> bool:
    """Whether more than so many lists and objects are inside one another."""
    level = [value]
    for _ in range(deepest):
        level = [
            child
            for one in level
            if isinstance(one, dict | list)
            for child in (one.values() if isinstance(one, dict) else one)
            if isinstance(child, dict | list)
        ]
        if not level:
            return False
    return True


def _safe(value: object) -> object:
    """The value with "\\n" as line ends, and without what a terminal would obey in any text of it;
    half characters become U+FFFD. It is not deep."""
    if isinstance(value, str):
        return _UNSAFE.sub(_instead, value)
    if isinstance(value, list):
        return [_safe(one) for one in value]
    if isinstance(value, dict):
        return {_safe(name): _safe(one) for name, one in value.items()}
    return value


def _instead(found: re.Match[str]) -> str:
    sign = found[0]
    return "\n" if sign[0] == "\r" else "\ufffd" if sign >= "\ud800" else ""


def _objects(value: object) -> Iterator[Json]:
    """All objects, each before those inside it; the value is not deep."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            if isinstance(one, dict | list):
                yield from _objects(one)
