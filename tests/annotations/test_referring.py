"""Passages with references to notes, described where these had no brackets."""

import pytest

from reader.annotations.anchoring import anchor, describe
from reader.annotations.annotation import Target
from reader.annotations.referring import with_whole_references
from reader.text.likeness import says_the_same

OLD = (
    "It was a dark1 and stormy night. The rain fell in torrents.2 The wind blew hard. 3 Then all "
    "was quiet, and nobody knew what had become of the boats."
)
NEW = (
    "It was a dark[1] and stormy night. The rain fell in torrents.[2] The wind blew hard.[3] Then "
    "all was quiet, and nobody knew what had become of the boats."
)


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize(
    ("quote", "now"),
    [
        ("dark1", "dark[1]"),
        ("dark1 and stormy night.", "dark[1] and stormy night."),
        ("It was a dark1", "It was a dark[1]"),
        ("torrents.2", "torrents.[2]"),
        ("torrents.2 The wind blew hard.", "torrents.[2] The wind blew hard."),
        ("The wind blew hard. 3", "The wind blew hard.[3]"),
        ("3 Then all was quiet", "Then all was quiet"),
        ("The rain fell in torrents.", "The rain fell in torrents."),
    ],
)
def test_a_passage_stands_on_its_words_and_on_whole_references(quote, now, known):
    start = OLD.index(quote)
    found = anchor(describe(OLD, start, start + len(quote)), NEW, OLD if known else None)
    assert found is not None
    assert NEW[found.start : found.end] == now


def test_a_word_that_a_reference_was_part_of_is_an_orphan_where_another_note_is():
    start = OLD.index("dark1")
    gone = NEW.replace("dark[1]", "grey[4]")
    found = anchor(describe(OLD, start, start + 5), gone, OLD)
    assert found is None or "dark" not in gone[found.start : found.end]


def test_an_element_of_a_list_is_no_reference():
    assert with_whole_references("so x[1] is", 3, 6) == (3, 6)
    assert with_whole_references("so dark[1] is", 3, 9) == (3, 10)


def test_a_quote_of_others_that_leaves_references_out_has_the_same_words():
    found = anchor(Target("It was a dark and stormy night."), NEW)
    assert found is not None
    passage = NEW[found.start : found.end]
    assert passage == "It was a dark[1] and stormy night."
    assert says_the_same(passage, "It was a dark and stormy night.")


def test_brackets_around_a_reference_are_no_other_words():
    assert says_the_same("dark1 and", "dark[1] and")
    assert not says_the_same("dark1 and", "dark[2] and")
