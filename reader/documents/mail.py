"""Mail in plain text: the heads of messages, and the outline of mails, mailboxes and digests.

A head is lines of fields ("From: Anna Vos"), one of which tells the sender and another one the
subject or the date. A text whose frame such heads are has its messages as sections, called by
their subjects; heads that only stand in a text, as an example or a quotation, divide nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.documents.document import BlockKind
from reader.documents.front_matter import Front
from reader.documents.names import is_contents
from reader.documents.parts import Part
from reader.documents.prose import joined
from reader.text.patterns import lazy

FIELD, SUBJECT = "field", "subject"  # the roles of the parts of a head

_FROM = """
from, von, de, da, van, från, fra, od, от, от кого, 发件人, 寄件者, 差出人, 보낸 사람, من
"""
_SUBJECT = """
subject, re, betreff, betrifft, objet, asunto, oggetto, assunto, onderwerp, betreft, ämne, emne
тема, 主题, 主旨, 主題, 件名, 제목, الموضوع
"""
_SENT = """
sent, gesendet, envoyé, enviado, enviado el, enviada em, inviato, verzonden, skickat, отправлено
发送时间, 送信日時, 보낸 날짜, تاريخ الإرسال
"""
_DATE = """
date, datum, fecha, data, dato, дата, 日期, 日時, 날짜, التاريخ
"""


def _names(table: str) -> frozenset[str]:
    return frozenset(table.strip().replace("\n", ", ").split(", "))


_ALL_FROM, _ALL_SUBJECTS, _ALL_SENT = _names(_FROM), _names(_SUBJECT), _names(_SENT)
_ALL_DATES = _names(_DATE) | _ALL_SENT
_KNOWN = _ALL_FROM | _ALL_SUBJECTS | _ALL_DATES

_FIELD_LINE = lazy(r"\*?([^\W\d_](?:[\w-]| (?=\w)){0,24}) ?(?::\*?(?=\s|$)|：)\s*(.*)")
_POSTMARK = lazy(r"From \S+@?\S* .*\d{4}$")  # the first line of a message in a mailbox
_NUMBER = lazy(r"Message: \d+$")
_DASHES = lazy(r"[-_=*]{3,}")
_FORWARDED = lazy(r"-{2,} ?\w[\w ]{3,40}\w:? ?-{2,}$")  # ---- Original Message ----
_ADDRESS = lazy(r"\s*<[^<>]*>\s*$|^\S+@\S+\s+\((?=.*\)$)")
_DIGEST_END = lazy(r"End of (?P<title>.*\bDigest\b.*?)\.?$", re.IGNORECASE)
_DIGEST_FOOT = "Subject: Digest Footer"

_TOP = 3  # parts above the head of a single mail
_MASTHEAD = 120  # parts above the first message of a digest: its topics are among them
_SURE = 0.95  # of a heading inside one of many messages
_FOOT = 20  # parts from the foot of a digest on


class Field(NamedTuple):
    """A field of a head: its name in small letters, its value, and how many lines it takes."""

    name: str
    value: str
    lines: int


def head_of(run: Sequence[str], first: int) -> list[Part]:
    """The parts of the head that neighbouring lines begin with, a field each; none without one.

    ``first`` is the source line of the first of them. The lines stand at the margin, but for those
    that go on with a field.
    """
    start = 0
    if _POSTMARK.match(run[0]) or _NUMBER.match(run[0]) or _DASHES.match(run[0]):
        start = 1
    fields = list(_fields(run, start))
    names = {field.name for field in fields}
    if not names & _ALL_FROM or not names & (_ALL_SUBJECTS | _ALL_DATES):
        return []
    parts = [_part(run[:start], first, FIELD)] if start else []
    at = start
    for field in fields:
        role = SUBJECT if field.name in _ALL_SUBJECTS and field.value else FIELD
        part = _part(run[at : at + field.lines], first + at, role)
        part.title = field.value if role == SUBJECT else ""
        part.tight = bool(parts)
        parts.append(part)
        at += field.lines
    return parts


def _fields(run: Sequence[str], start: int) -> Iterator[Field]:
    """The fields that lines from ``start`` on are, as far as they are some."""
    at = start
    while at < len(run):
        match = _FIELD_LINE.match(run[at])
        if match is None or (" " in match[1] and match[1].lower() not in _KNOWN):
            return
        end = at + 1
        while end < len(run) and run[end][0] in " \t":
            end += 1
        value = joined("\n".join([match[2].strip(), *(line.strip() for line in run[at + 1 : end])]))
        yield Field(match[1].lower(), value.strip(), end - at)
        at = end


def _part(lines: Sequence[str], first: int, role: str) -> Part:
    text = joined("\n".join(line.strip() for line in lines))
    return Part(BlockKind.PARAGRAPH, text, first, first + len(lines) - 1, role=role)


def front_of_mail(parts: Sequence[Part]) -> Front | None:
    """What the heads of messages say of a text: its front; None if it is no mail.

    The messages are its headings, one below the other, or in a digest that came as a mail below
    that. ``Front.least`` is how sure a heading inside them must be.
    """
    heads = [index for index, part in enumerate(parts) if part.role == SUBJECT]
    if not heads or heads[0] > _MASTHEAD:
        return None
    heads = _without_quoted(heads, parts)
    first = first_of_head(heads[0], parts)
    front = Front()
    if len(heads) == 1 and first > _TOP:
        return None
    digest = len(heads) > 1 and any(is_contents(p.text) for p in parts[heads[0] : heads[1]])
    front.levels = [(index, 1 + (digest and index > heads[0])) for index in heads]
    front.end = heads[0] + 1
    if len(heads) == 1 or digest:
        _describe(front, heads[0], parts)
    if len(heads) > 1:
        front.least = _SURE
        for part in parts[-_FOOT:]:
            end = _DIGEST_END.match(part.text)
            front.title = front.title or (" ".join(end["title"].split()) if end else "")
    return front


def foot_of_digest(parts: Sequence[Part]) -> int:
    """The first part of the foot of a digest, which belongs to no message; after all if none."""
    for index in range(max(0, len(parts) - _FOOT), len(parts)):
        if parts[index].text == _DIGEST_FOOT or _DIGEST_END.match(parts[index].text):
            return index
    return len(parts)


def _without_quoted(heads: list[int], parts: Sequence[Part]) -> list[int]:
    """The subjects of the messages, without those of messages that are quoted whole below others.

    Mail programs set a line of dashes and words above those, or have a field of another name for
    their date. In a text where all but one are such, they are the messages.
    """
    own = [index for index in heads if not _is_quoted(index, parts)]
    return own if len(own) > 1 else heads


def _is_quoted(index: int, parts: Sequence[Part]) -> bool:
    start = first_of_head(index, parts)
    above = parts[start].text, parts[start - 1].text if start else ""
    if any(map(_FORWARDED.match, above)):
        return True
    return any(name in _ALL_SENT for name, _ in _head(start, parts))


def first_of_head(index: int, parts: Sequence[Part]) -> int:
    """The first part of the head that part ``index`` belongs to."""
    while index and parts[index].tight and parts[index - 1].role in (FIELD, SUBJECT):
        index -= 1
    return index


def _head(start: int, parts: Sequence[Part]) -> Iterator[tuple[str, str]]:
    """The names and values of the fields of the head that begins with part ``start``."""
    for index in range(start, len(parts)):
        if parts[index].role not in (FIELD, SUBJECT) or (index > start and not parts[index].tight):
            return
        if match := _FIELD_LINE.match(parts[index].text):
            yield match[1].lower(), match[2].strip()


def _describe(front: Front, index: int, parts: Sequence[Part]) -> None:
    """Take title, author and date of a text from the head whose subject is part ``index``."""
    front.title = parts[index].title
    for name, value in _head(first_of_head(index, parts), parts):
        if name in _ALL_FROM and not front.authors:
            front.authors = (_ADDRESS.sub("", value).strip('"()') or value,)
        elif name in _ALL_DATES and not front.date:
            front.date = value
