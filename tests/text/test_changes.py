"""What became of an old text in a new one."""

import pytest

from reader.text.changes import compare
from reader.text.spans import Span

OLD = "One two three.\nFour five six.\nSeven eight.\n"


def place(words: str, text: str = OLD) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def went(words: str, new: str) -> str:
    """What stands where these words of the old text went."""
    span = compare(OLD, new).span(place(words))
    return new[span.start : span.end]


def news(new: str) -> list[str]:
    return [new[span.start : span.end] for span in compare(OLD, new).new]


def test_the_same_text_has_nothing_new() -> None:
    assert news(OLD) == []
    assert went("five", OLD) == "five"


@pytest.mark.parametrize(
    "new", ["Zero.\n" + OLD, OLD + "More.\n", OLD.replace("Four", "Then: four\nFour"), "x" + OLD]
)
def test_words_go_with_what_stands_around_them(new: str) -> None:
    assert went("five six", new) == "five six"
    assert went("Seven", new) == "Seven"


def test_what_is_new_is_told_to_the_word() -> None:
    assert news(OLD.replace("five", "5")) == ["5"]
    assert news("Zero.\n" + OLD) == ["Zero.\n"]


def test_where_something_was_taken_out_an_empty_span_is_new() -> None:
    new = OLD.replace("Four five six.\n", "")
    assert compare(OLD, new).new == [Span(new.index("Seven"), new.index("Seven"))]


def test_where_the_end_was_taken_out_an_empty_span_is_new_there() -> None:
    assert compare("One.\nTwo.\nThree.\n", "One.\nTwo.\n").new == [Span(10, 10)]


def test_what_was_taken_out_goes_to_where_it_was() -> None:
    new = OLD.replace("Four five six.\n", "")
    changes = compare(OLD, new)
    assert not changes.stays(place("five").start)
    assert changes.to(place("five").start) == new.index("Seven")
    assert went("five ", new) == ""


def test_an_edited_sentence_is_whole_no_more() -> None:
    changes = compare(OLD, OLD.replace("five", "5"))
    assert changes.whole(place("Seven eight"))
    assert changes.whole(place("six"))
    assert not changes.whole(place("Four five six"))
    assert not changes.whole(place("five"))


def test_of_a_span_what_stayed_is_left() -> None:
    new = OLD.replace("five", "5")
    left = compare(OLD, new).rest([place("three.\nFour five six.\nSeven")])
    assert [new[span.start : span.end] for span in left] == ["three.\nFour ", " six.\nSeven"]


def test_of_lines_that_are_much_alike_the_one_that_was_taken_out_is_gone() -> None:
    lines = [f"Item {number} of the list, and more.\n" for number in range(9)]
    changes = compare("".join(lines), "".join([*lines[:4], *lines[5:]]))
    assert [changes.stays(4 * len(lines[0]) + at) for at in (0, 10)] == [False, False]
    assert changes.to(5 * len(lines[0])) == 4 * len(lines[0])


@pytest.mark.parametrize("old", ["", OLD])
@pytest.mark.parametrize("new", ["", "entirely other words"])
def test_texts_with_nothing_in_common_have_nothing_left(old: str, new: str) -> None:
    changes = compare(old, new)
    assert list(changes.rest([Span(0, len(old))])) == []
    assert changes.to(len(old)) == 0


def test_two_edits_far_apart_in_a_long_text_are_two() -> None:
    lines = [f"This is line number {number} of many.\n" for number in range(30_000)]
    old = "".join(lines)
    lines[10] = lines[10].replace("many", "all")
    lines[-10] = lines[-10].replace("many", "all")
    new = "".join(lines)
    assert [new[span.start : span.end] for span in compare(old, new).new] == ["all", "all"]
