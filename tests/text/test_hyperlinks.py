"""Links of the terminal: nothing in one commands the terminal, or leads to what runs."""

import pytest

from reader.text.hyperlinks import LONGEST, hyperlink, safe_address, takes_hyperlinks


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=c#d",
        "mailto:a@example.org",
        "reader://01m83gtvknqx60hj9h/01m83gtvm5dkxb7pp9",
        "file:///home/a/book.md#part",
    ],
)
def test_addresses_of_the_web_a_mailbox_a_passage_and_a_file_stay_as_they_are(address):
    assert safe_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "ssh://host",
        "x-man-page://ls",
        "no scheme",
        "https://",
        "",
    ],
)
def test_an_address_of_another_kind_is_none(address):
    assert safe_address(address) == ""
    assert hyperlink("words", address) == "words"


@pytest.mark.parametrize("sign", ["\x1b", "\x07", "\x9c", "\n", "\x00", "\x7f"])
def test_an_address_with_a_control_character_is_none(sign):
    assert safe_address(f"https://example.org/{sign}]0;title") == ""


def test_what_is_not_ascii_is_encoded():
    assert safe_address("https://example.org/ä b“") == "https://example.org/%C3%A4%20b%E2%80%9C"


def test_halves_of_surrogate_pairs_do_no_harm():
    assert safe_address("https://example.org/\ud800").isascii()


def test_an_address_that_is_too_long_for_terminals_is_none():
    assert safe_address("https://example.org/" + "a" * LONGEST) == ""


def test_words_stand_between_the_beginning_and_the_end_of_the_link():
    made = hyperlink("here", "https://example.org")
    assert made == "\x1b]8;;https://example.org\x1b\\here\x1b]8;;\x1b\\"


@pytest.mark.parametrize("term", ["xterm-256color", "tmux-256color", "xterm-kitty", "alacritty"])
def test_terminals_of_today_get_links(term):
    assert takes_hyperlinks({"TERM": term})


@pytest.mark.parametrize("term", ["", "dumb", "linux", "vt100", "eterm-color", "sun"])
def test_terminals_that_would_print_them_get_none(term):
    assert not takes_hyperlinks({"TERM": term})


def test_a_terminal_inside_emacs_gets_none():
    assert not takes_hyperlinks({"TERM": "xterm-256color", "INSIDE_EMACS": "29.1,vterm"})
