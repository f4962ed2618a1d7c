"""Rich text (RTF) as tokens, and its bytes as characters."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

# No quantifier gives back what it took, so that no file makes this slow.
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32}+)(-?[0-9]{1,10}+)? ?"  # a word, its number
    rb"|\\'([0-9a-fA-F]{2})"
    rb"|\\([^a-zA-Z'])"
    rb"|([{}])"
    rb"|([^\\{}\r\n]++)"
    rb"|[\r\n]++|\\",
    re.DOTALL,
)
_CODE_PAGES = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "big5hkscs",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}


class Token(NamedTuple):
    """A token: "{", "}", "word" (with its number, if it has one), "sign" (a control of one
    character) or "text" (bytes in the code page of the font)."""

    kind: str
    word: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a file; pictures in raw bytes are left out."""
    at = 0
    while found := _TOKEN.match(data, at):
        at = found.end()
        word, number, code, sign, brace, text = found.groups()
        if word is not None:
            value = int(number) if number else None
            if word == b"bin":
                at += max(value or 0, 0)
            else:
                yield Token("word", word.decode("ascii"), value)
        elif text is not None:
            yield Token("text", data=text)
        elif code is not None:
            yield Token("text", data=bytes.fromhex(code.decode("ascii")))
        elif brace is not None:
            yield Token("{" if brace == b"{" else "}")
        elif sign is not None:
            yield Token("sign", sign.decode("latin-1"))


def code_page(number: int) -> str:
    """The name of a code page of Windows; that of Western Europe where there is none."""
    name = {10000: "mac_roman", 65001: "utf-8", 936: "gb18030"}.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


def of_charset(number: int, otherwise: str) -> str:
    """The encoding of a font by the number of its character set."""
    return _CODE_PAGES.get(number, otherwise)
