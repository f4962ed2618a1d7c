import pytest

from reader.text.likeness import Difference, differences, says_the_same, told_apart


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a few words", "a few\n   words"),
        ("“It’s”", '"It\'s"'),
        ("the ﬁrst", "the first"),
        ("exam\u00adple", "example"),
        ("exam-\nple", "example"),
        ("ten – twelve", "ten - twelve"),
        ("ONCE upon", "Once upon"),
        ("caf\u00e9", "cafe\u0301"),
        ("", " "),
    ],
)
def test_what_a_passage_is_set_in_does_not_matter_to_its_words(one: str, other: str) -> None:
    assert says_the_same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("a few words", "few words"), ("cafe", "café"), ("漢字", "漢"), ("It is.", "It is?")],
)
def test_another_letter_or_sign_is_another_wording(one: str, other: str) -> None:
    assert not says_the_same(one, other)


def test_two_wordings_come_apart_by_words() -> None:
    assert list(differences("The cat sat.", "The dog sat.")) == [
        Difference("The ", "The "),
        Difference("cat", "dog"),
        Difference(" sat.", " sat."),
    ]


def test_ideographs_are_words_each() -> None:
    assert told_apart("我喜欢猫。", "我喜欢狗。") == "我喜欢[-猫 +狗]。"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("The cat sat.", "The dog sat.", "The [-cat +dog] sat."),
        ("The old cat", "The cat", "The [-old] cat"),
        ("The cat", "The old cat", "The [+old] cat"),
        ("The cat", "The\ncat", "The cat"),
        ("", "New", "[+New]"),
        ("every rock there", "all the rocks there", "[-every rock +all the rocks] there"),
        ("one two three", "1 two 3", "[-one +1] two [-three +3]"),
    ],
)
def test_old_against_new_is_told_in_one_line_without_colour(old: str, new: str, told: str) -> None:
    assert told_apart(old, new) == told
