"""Finding quotes of other programs in a text."""

import pytest

from reader.annotations.annotation import Target
from reader.annotations.quoting import Folded, Quote, find_all
from reader.documents.opening import Source, open_document


def document(text, name="book.md"):
    return open_document(Source(name, text.encode()))


def words_found(text, *quotes):
    """What stands at the places that were found; None for a quote without one."""
    folded = Folded(document(text))
    asked = [one if isinstance(one, Quote) else Quote(Target(one)) for one in quotes]
    spans = find_all(folded, asked)
    return [folded.text[span.start : span.end] if span else None for span in spans]


def starts_found(text, *quotes):
    spans = find_all(Folded(document(text)), quotes)
    return [span.start if span else None for span in spans]


@pytest.mark.parametrize(
    ("text", "quote", "words"),
    [
        ("One two three four.", "two three", "two three"),
        ("Some “curly quotes” here.", '"curly quotes"', "“curly quotes”"),
        ("A dash—right here.", "dash -- right", "dash—right"),
        ("Words in CAPITALS.", "words in capitals.", "Words in CAPITALS."),
        ("The café is shut.", "The cafe\u0301 is shut", "The café is shut"),
        ("An ordinary ﬁsh.", "ordinary fish", "ordinary ﬁsh"),
        ("再见了，我的朋友。", "我的朋友。", "我的朋友。"),
    ],
)
def test_a_quote_is_found_however_another_program_writes_it(text, quote, words):
    assert words_found(text, quote) == [words]


def test_a_quote_is_found_over_the_ends_of_lines_and_hyphens():
    text = "It was an exam-\nple of what\none may read."
    found = Folded(document(text, "book.txt"))
    (span,) = find_all(found, [Quote(Target("an example of what one"))])
    assert found.text[span.start : span.end].split()[0] == "an"


def test_the_sign_that_ends_a_quote_belongs_to_it_and_the_one_behind_does_not():
    assert words_found("“Go,” she said. He went.", "“Go,” she said.", "Go") == [
        "“Go,” she said.",
        "Go",
    ]


def test_a_quote_within_a_word_is_not_found():
    assert words_found("A party for the smart.", "art") == [None]


def test_what_does_not_stand_there_is_not_found():
    assert words_found("One two three.", "four five", "", "…") == [None, None, None]


TWICE = "Start. The same words. Middle. The same words. End."


def test_a_quote_that_stands_there_twice_is_left_open():
    assert words_found(TWICE, "The same words.") == [None]


def test_the_words_beside_it_tell_which_is_meant():
    quote = Quote(Target("The same words.", prefix="Somewhere in the Middle. ", suffix=" End."))
    assert starts_found(TWICE, quote) == [TWICE.rindex("The same")]


def test_the_neighbours_in_the_file_tell_which_is_meant():
    found = starts_found(
        TWICE, *(Quote(Target(words)) for words in ("Middle.", "The same words.", "End."))
    )
    assert found[1] == TWICE.rindex("The same")


def test_a_quote_that_comes_as_often_as_it_stands_there_is_taken_in_turn():
    quote = Quote(Target("The same words."))
    assert starts_found(TWICE, quote, quote) == [TWICE.index("The same"), TWICE.rindex("The same")]


def test_how_far_into_the_text_it_is_tells_which_is_meant():
    text = "The same words. " + "Filling. " * 50 + "The same words. " + "More. " * 50
    found = starts_found(text, Quote(Target("The same words."), 0.58))
    assert found == [text.rindex("The same")]


def test_the_chapter_tells_which_is_meant():
    text = "# Book\n\n## One\n\nThe same words.\n\n## Two\n\nThe same words.\n"
    folded = Folded(document(text))
    (span,) = find_all(folded, [Quote(Target("The same words.", path=("TWO",)))])
    assert span.start == folded.text.rindex("The same")
    assert folded.described(span).path == ("Book", "Two")
