"""The labels of picking, and the sentences that get one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.document import Block, BlockKind, Document
from reader.text.spans import Span
from reader.ui.key_places import PICK
from reader.ui.keys import in_place
from reader.ui.picking import LETTERS, labels, sentences_on


def document(*paragraphs: str) -> Document:
    """A document of plain paragraphs."""
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(paragraph)))
        start += len(paragraph) + 1
    return Document("\n".join(paragraphs), tuple(blocks))


@given(st.integers(0, len(LETTERS) ** 2))
def test_there_are_as_many_labels_as_asked_for_and_none_begins_another(count):
    made = labels(count)
    assert len(made) == len(set(made)) == count
    pairs = {label[0] for label in made if len(label) == 2}
    assert not pairs & {label for label in made if len(label) == 1}
    assert all(len(label) in (1, 2) and set(label) <= set(LETTERS) for label in made)


@given(st.integers(0, len(LETTERS)))
def test_as_long_as_letters_last_a_label_is_one_letter(count):
    assert labels(count) == list(LETTERS[:count])


@given(st.integers(0, 300))
def test_the_shorter_labels_come_first(count):
    sizes = [len(label) for label in labels(count)]
    assert sizes == sorted(sizes)


def test_a_letter_can_be_typed_as_a_capital():
    assert all(letter.isalpha() and letter.upper() != letter for letter in LETTERS)


def test_no_letter_of_a_label_is_the_key_of_a_command_while_picking():
    keys = {key for command in in_place(PICK) for key in command.keys.split(",")}
    assert not keys & {*LETTERS, *LETTERS.upper()}


def words(found: list[Span], text: str) -> list[str]:
    return [text[span.start : span.end] for span in found]


def test_the_sentences_of_every_paragraph_on_the_screen_are_found():
    book = document("One. Two.", "Three?", "Four! Five.")
    found = sentences_on(book, Span(0, len(book.text)))
    assert words(found, book.text) == ["One.", "Two.", "Three?", "Four!", "Five."]


@pytest.mark.parametrize(
    "shown, expected",
    [
        ("Two.", ["Two."]),
        ("ne. Two", ["One.", "Two."]),
        ("Two.\nThree?\nFour", ["Two.", "Three?", "Four!"]),
    ],
)
def test_sentences_of_which_only_a_part_is_on_the_screen_are_found_too(shown, expected):
    book = document("One. Two.", "Three?", "Four! Five.")
    start = book.text.index(shown)
    found = sentences_on(book, Span(start, start + len(shown)))
    assert words(found, book.text) == expected


def test_chinese_sentences_are_found():
    book = document("雨停了。天晴了!")
    assert words(sentences_on(book, Span(0, 8)), book.text) == ["雨停了。", "天晴了!"]


def test_an_empty_document_has_no_sentences():
    assert sentences_on(Document("", ()), Span(0, 0)) == []
