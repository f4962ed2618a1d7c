"""A mail (EML) or a mailbox of several: who wrote to whom and when, the text, what is attached.

The text is the plain one where there is one, else that of the HTML. What is quoted is a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses, parsedate_to_datetime
from itertools import groupby

from reader.documents.document import BlockKind, Document, Mark, MarkKind, Metadata
from reader.documents.encoding import decode, harmless
from reader.documents.formats.html import link, read
from reader.documents.formats.inline import Piece, split_lines
from reader.documents.identifiers import identifiers_in
from reader.documents.layout import layout_of
from reader.documents.made import with_made_sections
from reader.documents.mail import FIELD
from reader.documents.parts import Part, build
from reader.documents.segments import segments
from reader.errors import SourceError
from reader.text.patterns import lazy

_FIELDS = ("From", "To", "Cc", "Date", "Reply-To")
_MOST_PARTS = 1_000
_MOST_MESSAGES = 20  # forwarded in one another
_LONGEST_FIELD = 2_000  # code points
_LONGEST_HEAD = 256 * 1024  # bytes
_MOST_QUOTED = 2_000  # changes between one's own words and others': beyond, all is text
_HEAD_END = lazy(rb"\r?\n\r?\n")
# What stands above each mail of a mailbox, and a line of text that would look like it.
_POSTMARK = lazy(rb"^From [^\r\n]*\d\r?\n(?=[!-9;-~]+:)", re.MULTILINE)
_SHIELDED = lazy(rb"^>(>*From )", re.MULTILINE)
_QUOTED = lazy(r"(?:> ?)+")
_LINK = lazy(r"\bhttps?://[^\s<>\"]{1,2000}[^\s<>\".,;:!?)'\]]")


def parse(name: str, data: bytes) -> Document:
    """The document of a mail, or of a mailbox; raises SourceError for what is none."""
    mails = _mails(data)
    if any(len(_HEAD_END.split(one, maxsplit=1)[0]) > _LONGEST_HEAD for one in mails):
        raise SourceError(f"{name} cannot be read as a mail: its head is too long")
    notices: dict[str, None] = {}
    parts: list[Part] = []
    metadata = Metadata()
    try:
        for one in mails:
            message = message_from_bytes(one, policy=default)
            parts += _message(message, 1, notices)
            if len(mails) == 1:
                metadata = _metadata(message)
    except Exception as error:  # the library fails in many ways on damaged mails
        raise SourceError(f"{name} is damaged: it cannot be read as a mail") from error
    if not any(part.text for part in parts):
        raise SourceError(f"{name} has no text in it")
    return with_made_sections(build(parts, metadata, tuple(notices), lined=False))


def _mails(data: bytes) -> list[bytes]:
    """The mails of a mailbox; one that is none is a mail itself."""
    starts = [one.start() for one in _POSTMARK.finditer(data)]
    if len(starts) < 2 or data[: starts[0]].strip():
        return [data]
    # What has no empty line above is a quotation without a sign, and part of the mail before.
    starts[1:] = [at for at in starts[1:] if data[at - 4 : at].replace(b"\r", b"")[-2:] == b"\n\n"]
    ends = [*starts[1:], len(data)]
    return [_SHIELDED.sub(rb"\1", data[at:end]) for at, end in zip(starts, ends, strict=True)]


def _metadata(message: EmailMessage) -> Metadata:
    authors = [shown or address for shown, address in getaddresses([_field(message, "From")])]
    return Metadata(
        title=_field(message, "Subject"),
        authors=tuple(filter(None, authors)),
        date=_date(message),
        language=_field(message, "Content-Language").partition(",")[0],
        identifiers=identifiers_in({"id": _field(message, "Message-ID").strip("<>")}),
    )


def _message(message: EmailMessage, level: int, notices: dict[str, None]) -> Iterator[Part]:
    """The parts of a message: its head, its text, what is attached, and messages in it."""
    yield Part(BlockKind.HEADING, _field(message, "Subject") or "(no subject)", 0, 0, min(level, 6))
    said = [(name, value) for name in _FIELDS if (value := _field(message, name))]
    for number, (name, value) in enumerate(said):
        part = Part(BlockKind.PARAGRAPH, f"{name}: {value}", 0, 0, role=FIELD)
        part.tight = number > 0
        part.marks = (Mark(MarkKind.STRONG, 0, len(name) + 1),)
        yield part
    attached: list[str] = []
    inner: list[EmailMessage] = []
    bodies: dict[str, EmailMessage] = {}
    shown: list[Part] = []
    for count, leaf in enumerate(_leaves(message)):
        if count >= _MOST_PARTS:
            notices["a mail of very many parts is not shown whole"] = None
            break
        if leaf.get_content_type() == "message/rfc822":
            inner += [one for one in leaf.iter_parts() if isinstance(one, EmailMessage)]
            continue
        kind = leaf.get_content_type()
        file = _file_name(leaf)
        if leaf.is_attachment() or file or kind not in ("text/plain", "text/html"):
            if not kind.startswith("multipart/"):
                attached.append(f"{file or kind} ({_size(leaf)})")
        else:
            bodies.setdefault(kind, leaf)
            if kind == "text/plain" and bodies[kind] is not leaf:
                shown += _plain(_content(leaf))
    body = bodies.get("text/plain")
    if body is not None and _content(body).strip():
        yield from _plain(_content(body))
    elif "text/html" in bodies:
        for part_of_page in read(_content(bodies["text/html"]), link).parts:
            if part_of_page.kind is BlockKind.HEADING:
                part_of_page.depth = min(part_of_page.depth + level, 6)
            yield part_of_page
    yield from shown
    if attached:
        yield Part(BlockKind.RULE, "* * *", 0, 0)
        for words in attached:
            item = Part(BlockKind.ITEM, f"attached: {words}", 0, 0, marker="•")
            item.tight = True
            yield item
    for one in inner:
        if level >= _MOST_MESSAGES:
            notices["mails that are forwarded in one another too often are not shown"] = None
            return
        yield from _message(one, level + 1, notices)


def _leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts of a message that have no parts, without recursion; messages in it are whole."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_type() == "message/rfc822" or not part.is_multipart():
            yield part
        else:
            inside = [one for one in part.iter_parts() if isinstance(one, EmailMessage)]
            waiting += reversed(inside)


def _plain(text: str) -> Iterator[Part]:
    """The parts of plain text, in which what is quoted stands for itself."""
    lines = text.split("\n")
    at = 0
    if len(list(groupby(lines, _depth))) > _MOST_QUOTED:
        lines = [_QUOTED.sub("", line, count=1) for line in lines]
    while at < len(lines):
        depth = _depth(lines[at])
        end = at
        while end < len(lines) and _depth(lines[end]) == depth:
            end += 1
        own = [_QUOTED.sub("", line, count=1) if depth else line for line in lines[at:end]]
        if any(line.strip() for line in own):
            for part in _blocks("\n".join(own)):
                if part.kind is BlockKind.HEADING:
                    part.kind, part.depth = BlockKind.PARAGRAPH, 0
                yield from _quoted(part, depth) if depth else (part,)
        at = end


def _quoted(part: Part, depth: int) -> Iterator[Part]:
    """A part as a quotation, line by line where it has lines."""
    if part.kind not in (BlockKind.PARAGRAPH, BlockKind.VERSE):
        yield part
        return
    for number, line in enumerate(split_lines(Piece(part.text, tuple(part.marks)))):
        quote = Part(BlockKind.QUOTE, line.text, 0, 0, depth - 1, tight=number > 0)
        quote.marks = line.marks
        yield quote


def _blocks(text: str) -> Iterator[Part]:
    """The blocks of a plain text as parts, with its addresses as links. Headings are not looked
    for: what divides a mail is its messages, and there may be a hundred thousand short lines."""
    parts, _ = segments(text.split("\n"), layout_of(text))
    for part in parts:
        part.marks = tuple(
            Mark(MarkKind.LINK, one.start(), one.end(), one[0]) for one in _LINK.finditer(part.text)
        )
        yield part


def _depth(line: str) -> int:
    quoted = _QUOTED.match(line) if line[:1] == ">" else None
    return min(quoted[0].count(">"), 10) if quoted else 0


def _field(message: EmailMessage, name: str) -> str:
    """What a field of the head says, on one line."""
    raw = (str(v) for k, v in message.raw_items() if k.lower() == name.lower())
    value = next(raw, "")[:_LONGEST_FIELD]
    if "=?" in value or '"' in value or not value.isascii():  # else it is as it is written
        with suppress(Exception):  # as above
            value = str(default.header_factory(name, value))
    value = value.encode("utf-8", "replace").decode("utf-8", "replace")
    return " ".join(harmless(value[:_LONGEST_FIELD]).split())


def _date(message: EmailMessage) -> str:
    """When it was written, as "2024-05-01"; as it is written where that is no date."""
    written = _field(message, "Date")
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return written


def _bytes(part: EmailMessage) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except Exception:  # as above
        return b""
    return content if isinstance(content, bytes) else b""


def _content(part: EmailMessage) -> str:
    """The text of a part, made harmless."""
    try:
        charset = part.get_content_charset() or ""
    except Exception:  # as above
        charset = ""
    text = decode(_bytes(part), charset).text.replace("\f", "\n")
    return re.sub(r"(?<! ) \n(?![\n>]|--)", " ", text) if _is_flowed(part) else text


def _is_flowed(part: EmailMessage) -> bool:
    try:
        return str(part.get_param("format", "")).lower() == "flowed"
    except Exception:  # as above
        return False


def _file_name(part: EmailMessage) -> str:
    try:
        return " ".join(harmless(part.get_filename() or "").split())[:200]
    except Exception:  # as above
        return ""


def _size(part: EmailMessage) -> str:
    size = len(_bytes(part))
    return f"{size / 2**20:.1f} MB" if size > 2**20 else f"{max(1, round(size / 1024))} kB"
