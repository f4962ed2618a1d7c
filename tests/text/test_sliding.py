"""Which of several places it is at which the same words may have been put in or taken out."""

import pytest

from reader.text.alignment import align


def gone(old: str, new: str) -> str:
    """What of the old text is between two stretches that are in both."""
    alignment = align(old, new)
    one, two = alignment.runs
    return old[alignment.old.starts[one.old + one.length] : alignment.old.ends[two.old - 1]]


TAR = "The harbour was empty. {}It smelled of tar in the summer too."


@pytest.mark.parametrize("first", ["It smelled of tar. ", "It smelled of fish and of tar. "])
def test_what_was_taken_out_begins_with_a_sentence(first: str) -> None:
    assert gone(TAR.format(first), TAR.format("")) == first.strip()


def test_what_was_put_in_begins_with_a_sentence() -> None:
    assert gone(TAR.format("It smelled of tar. "), TAR.format("")) == "It smelled of tar."
    alignment = align(TAR.format(""), TAR.format("It smelled of tar. "))
    one, two = alignment.runs
    assert (one.length, two.new - one.length) == (5, 5)


def test_a_paragraph_goes_before_a_sentence() -> None:
    stanza = "\n\nHear us. Have mercy. Amen. Hear us. Have mercy."
    old = f"A litany.{stanza}{stanza}\n\nThe end."
    assert gone(old, f"A litany.{stanza}\n\nThe end.") == stanza.strip()


def test_where_no_sentence_begins_nothing_is_moved() -> None:
    assert gone("one two two three", "one two three") == "two"
