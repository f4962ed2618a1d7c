from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage

import pytest

from reader.documents.document import BlockKind, Document
from reader.documents.formats.mail import parse
from reader.documents.opening import Source, open_document
from reader.errors import SourceError
from tests.documents.conftest import check

Blocks = Callable[[Document], list[tuple[str, str]]]


def a_mail(text: str = "", html: str = "") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Anna Vos <anna@mill.example>", "bob@mill.example"
    mail["Subject"], mail["Date"] = "Grüße", "Wed, 01 May 2024 10:00:00 +0200"
    if text:
        mail.set_content(text)
    if html and text:
        mail.add_alternative(html, subtype="html")
    elif html:
        mail.set_content(html, subtype="html")
    return mail


def test_the_head_is_metadata_and_shown() -> None:
    document = parse("a.eml", bytes(a_mail("Hello.\n")))
    check(document)
    assert document.metadata.title == "Grüße"
    assert (document.metadata.authors, document.metadata.date) == (("Anna Vos",), "2024-05-01")
    assert document.text.split("\n") == [
        "Grüße",
        "From: Anna Vos <anna@mill.example>",
        "To: bob@mill.example",
        "Date: Wed, 01 May 2024 10:00:00 +0200",
        "Hello.",
    ]


def test_what_is_quoted_is_a_quotation(shown: Blocks) -> None:
    document = parse("a.eml", bytes(a_mail("Yes.\n\n> you wrote\n>> I wrote\n\nBye.\n")))
    assert shown(document)[4:] == [
        ("paragraph", "Yes."), ("quote", "you wrote"), ("quote", "I wrote"), ("paragraph", "Bye."),
    ]  # fmt: skip
    assert [block.depth for block in document.blocks][4:] == [0, 0, 1, 0]


def test_the_plain_text_is_preferred_and_html_is_read_where_there_is_no_other() -> None:
    both = parse("a.eml", bytes(a_mail("plain\n", "<p>html</p>")))
    html = parse("a.eml", bytes(a_mail(html="<p>only <b>html</b></p>")))
    assert both.text.endswith("\nplain")
    assert html.text.endswith("\nonly html")


def test_attachments_are_named_and_mails_in_mails_are_sections() -> None:
    inner, outer = a_mail("Inside.\n"), a_mail("Outside.\n")
    outer.add_attachment(b"x" * 2048, maintype="image", subtype="png", filename="mill.png")
    outer.add_attachment(inner)
    document = parse("a.eml", bytes(outer))
    assert "attached: mill.png (2 kB)" in document.text
    assert [(section.level, section.title) for section in document.outline] == [
        (1, "Grüße"), (2, "Grüße"),
    ]  # fmt: skip


def test_each_part_is_decoded_as_it_says() -> None:
    data = (
        b"From: a@b.c\nSubject: =?koi8-r?B?7cXM2M7Jw8E=?=\n"
        b"Content-Type: text/plain; charset=koi8-r\n"
        b"Content-Transfer-Encoding: quoted-printable\n\n=ED=C5=CC=D8=CE=C9=C3=C1\n"
    )
    document = open_document(Source("a.eml", data))
    assert document.metadata.title == "Мельница"
    assert document.text.endswith("\nМельница")


def test_nothing_that_a_terminal_obeys_comes_through() -> None:
    data = b"From: a@b.c\nSubject: =?utf-8?q?a=1b]0;x=07b?=\n\nx\x1b[31my\n"
    assert "\x1b" not in open_document(Source("a.eml", data)).text


def test_a_head_without_end_is_refused_in_one_line() -> None:
    with pytest.raises(SourceError, match="cannot be read as a mail: its head is too long"):
        parse("a.eml", b"From: a@b.c\n" * 40_000 + b"\nx")


POSTMARK = b"From anna@mill.example Wed May  1 10:00:00 2024\n"


def test_a_mailbox_is_all_its_mails_a_section_each() -> None:
    box = POSTMARK + bytes(a_mail("One.\n")) + b"\n" + POSTMARK + bytes(a_mail("Two.\n"))
    document = parse("a.eml", box)
    check(document)
    assert [(section.level, section.title) for section in document.outline] == [
        (1, "Grüße"), (1, "Grüße"),
    ]  # fmt: skip
    assert "One." in document.text and "Two." in document.text
    assert document.metadata.title == ""  # that of the file


def test_a_line_that_begins_like_a_mail_of_a_mailbox_is_text() -> None:
    first = b"From: a@b.c\n\nShe wrote:\n>From here\n" + POSTMARK + b"To: all\n"
    document = parse("a.mbox", POSTMARK + first + b"\n" + POSTMARK + b"From: d@e.f\n\nTwo.\n")
    assert len(document.outline) == 2
    assert "From here" in document.text
    assert not any(block.kind is BlockKind.QUOTE for block in document.blocks)


def test_lines_of_a_mail_are_no_headings() -> None:
    text = "\n\n".join(f"{n}. Item\n\nSome words on it, as many as a line has." for n in range(9))
    document = parse("a.eml", bytes(a_mail(text)))
    assert len(document.outline) == 1
