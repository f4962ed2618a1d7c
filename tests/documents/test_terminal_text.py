"""Text that was written for a terminal: overstruck, or with escape sequences."""

import pytest

from reader.documents.document import Mark, MarkKind
from reader.documents.encoding import decode
from reader.documents.opening import first_piece, open_document, source_from_bytes
from reader.documents.terminal_text import Plain, carried, plain

STRONG, EMPHASIS = MarkKind.STRONG, MarkKind.EMPHASIS


def struck(text: str, over: str = "") -> str:
    """Every letter struck over itself, or over ``over``, as groff writes bold and underlined."""
    return "".join(f"{over or char}\b{char}" for char in text)


def marked(text: str) -> list[tuple[str, MarkKind]]:
    """The passages that are marked in what is read of a text, with their kinds."""
    document = open_document(source_from_bytes("standard input", text.encode()))
    return [(document.text[mark.start : mark.end], mark.kind) for mark in document.marks]


@pytest.mark.parametrize(
    ("written", "read", "kinds"),
    [
        ("N\bN", "N", {STRONG}),
        ("N\bN\bN\bN", "N", {STRONG}),
        ("_\bf", "f", {EMPHASIS}),
        ("f\b_", "f", {EMPHASIS}),
        ("_\bf\bf", "f", {EMPHASIS, STRONG}),
        ("_\b_", "_", {STRONG}),
        ("+\bo", "o", set()),
        ("雨\b\b雨", "雨", {STRONG}),
        ("\x1b[1mN\x1b[0m", "N", {STRONG}),
        ("\x1b[1mN\x1b[m", "N", {STRONG}),
        ("\x1b[1;4mN\x1b[22;24m", "N", {STRONG, EMPHASIS}),
        ("\x1b[3mN\x1b[23m", "N", {EMPHASIS}),
        ("\x1b[4:3mN\x1b[4:0m", "N", {EMPHASIS}),
        ("\x1b[9mN\x1b[29m", "N", {MarkKind.STRIKETHROUGH}),
        ("\x1b[38;5;1mN\x1b[m", "N", set()),
        ("\x1b[38;2;1;3;4mN\x1b[m", "N", set()),
        ("\x1b[01;31m\x1b[KN\x1b[m\x1b[K", "N", set()),
    ],
)
def test_what_is_overstruck_or_escaped_becomes_a_marked_letter(written, read, kinds):
    text, marks = plain(f"a{written}b")
    assert text == f"a{read}b"
    assert {mark.kind for mark in marks} == kinds
    assert {(mark.start, mark.end) for mark in marks} <= {(1, 2)}


@pytest.mark.parametrize(
    "sign",
    [
        *("\x1b]8;;https://example.org\x1b\\", "\x1b]0;title\x07", "\x1bPq#0\x1b\\", "\x1b(B"),
        *("\x1b[2J", "\x1b[?25l", "\x1bM"),
    ],
)
def test_other_commands_to_a_terminal_are_dropped(sign):
    assert decode(f"before{sign} after".encode()).text == "before after"


def test_a_manual_page_is_read_with_its_bold_and_underlined_words():
    page = (
        f"{struck('NAME')}\n"
        "       ls - list directory contents\n\n"
        f"{struck('SYNOPSIS')}\n"
        f"       {struck('ls')} [{struck('OPTION', '_')}]... false ls, with a long line that\n"
        f"       goes on, {struck('--all')}, to the end of it all\n"
    )
    assert [found for found in marked(page) if found[0] not in ("NAME", "SYNOPSIS")] == [
        ("ls", STRONG),
        ("OPTION", EMPHASIS),
        ("--all", STRONG),
    ]


def test_marks_go_on_over_the_spaces_between_words_but_not_over_other_words():
    assert marked(f"{struck('two')} {struck('words')} and {struck('one')} more of them.\n") == [
        ("two words", STRONG),
        ("one", STRONG),
    ]


def test_marks_find_their_words_in_a_text_that_was_wrapped_anew_and_lost_some():
    source = Plain("- one\n  two  three\n  two", (Mark(STRONG, 21, 24),))
    assert carried(source, "one two three two") == (Mark(STRONG, 14, 17),)
    assert carried(source, "one two") == ()


def test_line_ends_and_controls_between_marks_do_not_move_them():
    decoded = decode(b"one\r\n\0\x01\x1b[1mtwo\x1b[m\r\n")
    assert decoded.text == "one\ntwo\n"
    assert decoded.marks == (Mark(STRONG, 4, 7),)


def test_the_first_piece_of_a_long_text_begins_the_whole():
    lines = "".join(f"{struck(f'Line {n}.')} It says nothing much of {n}.\n\n" for n in range(3500))
    source = source_from_bytes("standard input", lines.encode())
    piece = first_piece(source)
    assert piece is not None
    assert open_document(source).text.startswith(piece.text)


def test_plain_text_costs_and_gets_nothing():
    assert decode(b"No escapes here.\n").marks == ()
