"""From bytes to harmless text: finding the encoding, decoding, and taking out what could hurt."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from reader.documents.document import Mark
from reader.documents.terminal_text import is_terminal_text, plain
from reader.text.patterns import lazy

# The mark of UTF-32 begins with that of UTF-16 and comes first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# An encoding, and the larger one that is nearly always meant where its name is written.
_SUPERSETS = {
    "ascii": "cp1252",
    "big5": "big5hkscs",
    "euc_jp": "euc_jis_2004",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-1": "cp1252",
    "latin_1": "cp1252",
    "shift_jis": "cp932",
}

# Encodings that texts are met in; among all that there are, a rare one too often fits by chance.
_LIKELY = (
    "cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 cp874 iso8859_2 iso8859_5 iso8859_7 "
    "koi8_r koi8_u mac_roman mac_cyrillic cp437 cp850 cp852 cp866 gb18030 big5 cp932 euc_jp "
    "euc_kr cp949"
)

# What begins a stretch of Japanese in ISO-2022-JP, and no command of a terminal.
_ESCAPED = lazy(rb"\x1b\$(?:[@B]|\([DOPQ])")
_JAPANESE = ("iso2022_jp_ext", "iso2022_jp_3", "iso2022_jp_2004")  # ever larger
# Encodings whose bytes are all of ASCII, which say nothing of themselves.
_SEVEN_BITS = frozenset({"utf_7", "hz", "iso2022_kr"})

_SAMPLE = 200_000  # bytes that are looked at to guess an encoding
_HINT = lazy(rb"^Character set encoding:[ \t]*([\w.:-]{2,30})", re.IGNORECASE | re.MULTILINE)

_LINE_ENDS = lazy("\r\n|[\r\v\x85\u2028\u2029]")
# Controls, halves of surrogate pairs, marks of byte order, and what turns the direction of text.
# Line ends and tabs stay, and so do form feeds: they tell the formats where a page ends.
_UNSAFE = lazy("[\x00-\x08\x0b\x0d-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


class Decoded(NamedTuple):
    """Text, the name of its encoding, and a remark for the reader when something was lost.

    ``marks`` are those of text that was written for a terminal.
    """

    text: str
    encoding: str
    notices: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()


def decode(data: bytes, declared: str = "") -> Decoded:
    """The text of these bytes, made harmless; ``declared`` is the encoding that they claim."""
    encoding, skip = encoding_of(data, declared)
    body = data[skip:] if skip else data
    notices: tuple[str, ...] = ()
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError:
        text = body.decode(encoding, "replace")
        lost = _lost(text, body, encoding)
        what = "1 character" if lost == 1 else f"{lost:,} characters"
        notices = (f"read as {encoding}: {what} could not be decoded",)
    if is_terminal_text(text):
        shown = plain(text, harmless)
        return Decoded(shown.text, encoding, notices, shown.marks)
    return Decoded(harmless(text), encoding, notices)


def decode_head(data: bytes, size: int, declared: str = "") -> str:
    """What ``decode`` makes of at most the first ``size`` bytes; the last line may be cut."""
    encoding, skip = encoding_of(data, declared)
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    text = decoder.decode(data[skip : skip + size])
    text = text.removesuffix("\r")
    return plain(text, harmless).text if is_terminal_text(text) else harmless(text)


def encoding_of(data: bytes, declared: str = "") -> tuple[str, int]:
    """The encoding of these bytes by its Python name, and how many bytes at the start mark it.

    A byte order mark decides; then UTF-16 shows by its zeros, ISO-2022-JP by its escape sequences,
    and an encoding in seven bits by being ``declared``; then UTF-8 by being valid (a few
    damaged bytes do not change that); then what is ``declared``, where it fits; then a line
    "Character set encoding:" as Project Gutenberg writes it; then what charset-normalizer makes
    of a sample; and else it is Windows-1252.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    if wide := _utf16_without_mark(data):
        return wide, 0
    sample = data[(start := _first_beyond_ascii(data)) : start + _SAMPLE]
    if seven := "" if sample else _in_seven_bits(data, declared):
        return seven, 0
    if not sample or _is_utf8(sample):
        return "utf-8", 0
    if (claimed := _superset(declared)) and _fits(sample, claimed):
        return claimed, 0
    if hint := _HINT.search(data, 0, 4096):
        return _superset(hint[1].decode("ascii")) or "cp1252", 0
    return _guessed(sample), 0


def harmless(text: str) -> str:
    """The text with "\\n" as its line ends, and nothing in it that a terminal would obey.

    Idempotent. Control characters (but tabs and form feeds), lone surrogates, byte order marks
    and the controls of direction are dropped; no-break spaces stay.
    """
    if not _UNSAFE.search(text):
        return text
    return _UNSAFE.sub("", _LINE_ENDS.sub("\n", text))


def looks_like_utf16(data: bytes) -> bool:
    """Whether the zeros among these bytes are those of UTF-16 or UTF-32 text."""
    return data.startswith(tuple(mark for mark, name in _MARKS if name != "utf-8")) or bool(
        _utf16_without_mark(data)
    )


def _utf16_without_mark(data: bytes) -> str:
    """Text in any script has line ends and spaces; in UTF-16 these put zeros on one side only."""
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if (not even and not odd) or len(data) % 2:
        return ""
    encoding, zeros, others = ("utf-16-le", odd, even) if odd > even else ("utf-16-be", even, odd)
    if others or zeros * 50 < len(head):
        return ""
    try:
        text = head[: len(head) // 2 * 2].decode(
            encoding, "strict" if len(head) < 4096 else "ignore"
        )
    except UnicodeDecodeError:
        return ""
    return (
        ""
        if "\0" in text or not any(char.isspace() or char.isalnum() for char in text)
        else encoding
    )


def _in_seven_bits(data: bytes, declared: str) -> str:
    """The encoding of bytes that are ASCII, and stand for other characters; "" if they do not."""
    if _ESCAPED.search(data):
        head = data[:_SAMPLE]
        return next((one for one in _JAPANESE if _fits(head, one)), _JAPANESE[0])
    claimed = _superset(declared)
    return claimed if claimed in _SEVEN_BITS and _fits(data[:_SAMPLE], claimed) else ""


def _first_beyond_ascii(data: bytes, step: int = 65536) -> int:
    """The start of the first stretch with a byte above 127; the length when there is none."""
    if data.isascii():
        return len(data)
    return next(at for at in range(0, len(data), step) if not data[at : at + step].isascii())


def _is_utf8(sample: bytes) -> bool:
    """Whether all but a few of the characters beyond ASCII are valid UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    # What the end of a full sample cuts is left in the decoder.
    text = decoder.decode(sample, len(sample) < _SAMPLE)
    if "\ufffd" not in text:
        return True
    bad = _lost(text, sample, "utf-8")
    good = sum(char > "\x7f" for char in text) - bad
    return good >= 20 * bad


def _fits(sample: bytes, encoding: str) -> bool:
    """Whether some bytes can be text in an encoding; what the end of the sample cuts may be."""
    try:
        codecs.getincrementaldecoder(encoding)("strict").decode(sample)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _lost(text: str, data: bytes, encoding: str) -> int:
    """How many replacement characters in ``text`` do not stand in ``data`` themselves."""
    try:
        written = data.count("\ufffd".encode(encoding))
    except UnicodeEncodeError:
        written = 0
    return text.count("\ufffd") - written


def _guessed(sample: bytes) -> str:
    """What charset-normalizer finds; Windows-1252 where it finds nothing more like a language."""
    from charset_normalizer import from_bytes

    matches = from_bytes(sample, cp_isolation=_LIKELY.split())
    best = matches.best()
    if best is None:
        return "cp1252"
    western = [
        match.coherence
        for match in matches
        if match.encoding == "cp1252" or "cp1252" in match.could_be_from_charset
    ]
    if western and max(western) >= best.coherence:
        return "cp1252"
    return _superset(best.encoding) or "cp1252"


def _superset(name: str) -> str:
    """Python's name for an encoding of text, the larger one where there is one; "" if unknown."""
    try:
        found = codecs.lookup(name).name
        "a".encode(found)
    except (LookupError, ValueError):
        return ""
    normal = found.replace("-", "_")
    return _SUPERSETS.get(found) or _SUPERSETS.get(normal) or normal
