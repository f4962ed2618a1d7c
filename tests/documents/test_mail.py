"""Mails, mailboxes and digests: their messages are the sections, called by the subjects."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reader.documents.columns import from_columns, to_columns
from reader.documents.document import BlockKind, Document, MarkKind
from reader.documents.formats.plain import parse
from reader.documents.links import resolve
from reader.documents.overrides import Decision, decide

PROSE = (
    "The river had risen in the night, and the men who kept the lock were\n"
    "already at work when the first barge came round the bend with its lamps\n"
    "still burning in the grey of the morning."
)
RULE = "-" * 30


def message(subject: str, *more: str, sender: str = "Anna Vos <anna@example.org>") -> str:
    """A message of a digest, without the rule above it."""
    fields = ["Date: Mon, 4 May 2020 10:54:03 +0200", f"From: {sender}", *more]
    return "\n".join([*fields, f"Subject: {subject}", "", PROSE, ""])


def digest(*messages: str, above: str = "") -> str:
    """Messages with rules between, and above them a longer one."""
    return f"{above}{'-' * 70}\n\n" + f"\n{RULE}\n\n".join(messages)


def titles(document: Document) -> list[str]:
    return [section.title for section in document.outline]


def linked(document: Document) -> list[tuple[str, str]]:
    """The words of the links and the line that each of them leads to."""
    found = []
    for mark in document.marks:
        if mark.kind is MarkKind.LINK and (at := resolve(document, mark.target)) is not None:
            line = document.text[at : document.text.index("\n", at)]
            found.append((document.text[mark.start : mark.end], line))
    return found


def test_the_messages_of_a_digest_are_called_by_their_subjects(
    consistent: Callable[[Document], None],
) -> None:
    document = parse(digest(message("The lock"), message("Re: The lock"), message("The barge")))
    consistent(document)
    assert titles(document) == ["The lock", "Re: The lock", "The barge"]
    assert {section.level for section in document.outline} == {1}


def test_the_heading_of_a_message_is_the_line_of_its_subject() -> None:
    document = parse(message("The lock"))
    [section] = document.outline
    assert section.lines == (3, 3)
    start, end = section.heading
    assert document.text[start:end] == "Subject: The lock"


def begins(document: Document) -> list[str]:
    """The first line of each section."""
    return [document.text[section.start :].split("\n")[0] for section in document.outline]


def test_a_section_begins_with_the_head_of_its_message() -> None:
    document = parse(digest("Message: 1\n" + message("The lock"), message("Re: The lock")))
    first, second = document.outline
    assert begins(document) == ["Message: 1", "Date: Mon, 4 May 2020 10:54:03 +0200"]
    assert first.end == second.start
    assert from_columns(to_columns(document)).outline == document.outline


def test_a_message_whose_level_was_decided_begins_with_its_head_still() -> None:
    document = parse(digest(message("The lock"), message("Re: The lock")))
    start, end = document.outline[1].heading
    deeper = decide(document, [Decision(start, end, 2)])
    assert [section.level for section in deeper.outline] == [1, 2]
    assert begins(deeper) == begins(document)


def test_a_subject_that_is_broken_over_lines_is_one_title() -> None:
    text = digest(message("The lock, and what\n\tis to be done"), message("The barge"))
    assert titles(parse(text))[0] == "The lock, and what is to be done"


def test_every_field_of_a_head_is_a_paragraph_of_its_own(
    shown: Callable[[Document], list[tuple[str, str]]],
) -> None:
    document = parse(message("The lock", "To: Ben\n   and others"))
    assert shown(document)[:4] == [
        ("paragraph", "Date: Mon, 4 May 2020 10:54:03 +0200"),
        ("paragraph", "From: Anna Vos <anna@example.org>"),
        ("paragraph", "To: Ben and others"),
        ("heading", "Subject: The lock"),
    ]


def test_the_topics_of_a_digest_are_links_to_its_messages() -> None:
    above = (
        "Today's Topics:\n\n   1. The lock (Anna Vos)\n   2. Re: The lock (Ben Aker)\n"
        "   3. A barge with a name that goes on and\n      on (Carla Diaz)\n\n\n"
    )
    long = "Subject: [canal] A barge with a name that goes on and on"
    text = digest(
        message("[canal] The lock"), message("Re: [canal] The lock"), message(long[9:]), above=above
    )
    document = parse(text)
    assert titles(document) == ["[canal] The lock", "Re: [canal] The lock", long[9:]]
    assert [line for _, line in linked(document)] == [
        "Subject: [canal] The lock",
        "Subject: Re: [canal] The lock",
        long,
    ]


def test_a_digest_that_came_as_a_mail_holds_its_messages(
    outline_of: Callable[[Document], list[str]],
) -> None:
    contents = "Contents:\nThe lock (Anna Vos)\nThe barge (Ben Aker)\n\n"
    text = (
        message("Canal Digest 18.19")
        + "\n"
        + digest(message("The lock"), message("The barge"), above=contents)
    )
    document = parse(text)
    assert outline_of(document) == ["Canal Digest 18.19", "  The lock", "  The barge"]
    assert document.metadata.title == "Canal Digest 18.19"
    assert [words for words, _ in linked(document)] == [
        "The lock (Anna Vos)",
        "The barge (Ben Aker)",
    ]


def test_the_foot_of_a_digest_names_it_and_belongs_to_no_message() -> None:
    foot = f"{RULE}\n\nSubject: Digest Footer\n\n____\ncanal list\n\n{RULE}\n\n"
    text = digest(message("The lock"), message("The barge"))
    document = parse(f"{text}\n{foot}End of Canal Digest, Vol 97\n{'*' * 27}\n")
    assert document.metadata.title == "Canal Digest, Vol 97"
    assert titles(document) == ["The lock", "The barge"]
    assert document.section_at(document.text.index("canal list")) == -1


def test_a_mailbox_has_its_messages() -> None:
    text = "\n".join(
        f"From anna@example.org Mon May  4 10:54:03 2020\n{message(subject)}"
        for subject in ("The key", "Re: The key")
    )
    assert titles(parse(text)) == ["The key", "Re: The key"]


@pytest.mark.parametrize(
    ("sender", "author"),
    [
        ("Anna Vos <anna@example.org>", "Anna Vos"),
        ('"Vos, Anna" <anna@example.org>', "Vos, Anna"),
        ("anna@example.org (Anna Vos)", "Anna Vos"),
        ("anna@example.org", "anna@example.org"),
    ],
)
def test_of_a_single_mail_the_head_tells_title_author_and_date(sender: str, author: str) -> None:
    known = parse(message("The bridge", sender=sender)).metadata
    assert (known.title, known.authors, known.date) == (
        "The bridge",
        (author,),
        "Mon, 4 May 2020 10:54:03 +0200",
    )


def test_the_headings_of_a_single_mail_stand_below_its_subject(
    outline_of: Callable[[Document], list[str]],
) -> None:
    text = message("News") + f"\nThe lock\n========\n{PROSE}\n\nThe barge\n=========\n{PROSE}\n"
    assert outline_of(parse(text)) == ["News", "  The lock", "  The barge"]


def test_a_memo_in_capitals_is_a_mail() -> None:
    text = f"TO: All keepers\nFROM: Anna Vos\nDATE: 4 May 2020\nRE: The new key\n\n{PROSE}\n"
    document = parse(text)
    assert titles(document) == ["The new key"]
    assert document.metadata.authors == ("Anna Vos",)


@pytest.mark.parametrize(
    "head",
    [
        "Von: Anna\nGesendet: Montag, 4. Mai 2020\nBetreff: {}",
        "De : Anne\nEnvoyé : lundi 4 mai 2020\nObjet : {}",
        "От: Анна\nДата: 4 мая 2020\nТема: {}",
        "发件人：李安\n日期：2020年5月4日\n主题：{}",
    ],
)
def test_heads_are_known_in_other_languages(head: str) -> None:
    assert titles(parse(f"{head.format('1953')}\n\n{PROSE}\n")) == ["1953"]


def test_a_message_that_another_quotes_whole_is_no_section_of_a_digest() -> None:
    quoted = (
        f"----- Original Message -----\nFrom: Ben\nSent: Sunday\nSubject: The lock\n\n{PROSE}\n"
    )
    text = digest(message("Re: The lock") + "\n" + quoted, message("The barge"))
    assert titles(parse(text)) == ["Re: The lock", "The barge"]


def test_heads_that_are_examples_divide_nothing() -> None:
    head = "From: Anna\nDate: 4 May 2020\nSubject: The lock"
    indented = "\n".join(f"    {line}" for line in head.split("\n"))
    for example in (indented, head):
        text = f"{PROSE}\n\n{PROSE}\n\n{PROSE}\n\n{PROSE}\n\n{example}\n\n{PROSE}\n"
        assert titles(parse(text)) == []


def test_a_quotation_in_a_mail_is_set_as_one() -> None:
    document = parse(message("The lock") + "\n> It is closed.\n\nSo it is.\n")
    quotes = [b for b in document.blocks if b.kind is BlockKind.QUOTE]
    assert [document.text[b.start : b.end] for b in quotes] == ["It is closed."]
