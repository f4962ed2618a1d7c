"""Text files of other programs: decoded, in lines, and made harmless; ids for what is in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import PurePath

from reader.annotations.exchange.incoming import same_id
from reader.documents.encoding import decode_head, encoding_of, harmless, looks_like_utf16
from reader.documents.terminal_text import is_terminal_text, plain
from reader.errors import ReaderError
from reader.text.patterns import lazy

LARGEST = 64 * 2**20  # bytes
SNIFFED = 64 * 1024  # bytes that tell what a file is
SHOWN = 400  # code points of a record that are shown

_NEVER_IN_TEXT = bytes((*range(7), *range(0x10, 0x1B), *range(0x1C, 0x20), 0x7F))
_FEW = 3  # of these, that a text may hold
_SHARE = 0.01  # of a text

_LINE_ENDS = lazy("\r+\n?")  # some programs write CR CR LF


def read_text(data: bytes, name: str, called: str) -> str:
    """The text of a file with "\n" as its line ends, and nothing that a terminal would obey.

    Raises ReaderError where it is too large to be ``called`` so.
    """
    return clean(decoded(data, name, called))


def decoded(data: bytes, name: str, called: str) -> str:
    """The text of a file with "\n" as its line ends, and all else as it is; see `read_text`."""
    if len(data) > LARGEST:
        raise ReaderError(
            f"{shown_name(name)} is larger than {LARGEST // 2**20} MB: it is not read as {called}"
        )
    encoding, skip = encoding_of(data)
    return _LINE_ENDS.sub("\n", data[skip:].decode(encoding, "replace"))


def clean(text: str) -> str:
    """A text without anything that a terminal would obey."""
    text = text.replace("\f", " ")
    return plain(text, harmless).text if is_terminal_text(text) else harmless(text)


def head_of(data: bytes) -> str:
    """The beginning of a file as text, by which it is known; "" for what is no text."""
    return "" if is_binary(data[:SNIFFED]) else decode_head(data[:SNIFFED], SNIFFED)


def is_binary(head: bytes) -> bool:
    """Whether the beginning of a file holds what no text does: more than a few control characters,
    but for those of terminals and of encodings in seven bits."""
    if b"\0\0\0" in head:
        return True
    strange = len(head) - len(head.translate(None, _NEVER_IN_TEXT))
    return strange > max(_FEW, len(head) * _SHARE) and not looks_like_utf16(head)


def shown_name(name: str) -> str:
    """The name of a file in a message; "it" where it has none."""
    return " ".join(harmless(PurePath(name).name).split()) or "it"


def stem_of(name: str) -> str:
    """The name of a file without its folder and its ends: "a/Book.epub" is "Book"."""
    return PurePath(name.replace("\\", "/")).stem if name else ""


def ids(format: str) -> Callable[..., str]:  # noqa: A002
    """What gives an id by what a thing is known by; when that comes again, another one each time.

    So the same sentence twice in a book is two, and they are the same two in the next file.
    """
    seen: Counter[tuple[str, ...]] = Counter()

    def of(*known_by: str) -> str:
        times = seen[known_by]
        seen[known_by] += 1
        return same_id(format, *known_by, *([str(times)] if times else []))

    return of
