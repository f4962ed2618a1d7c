from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.text.wrap import cell_offsets, cells, displayed, fit, is_simple, wrap

LETTERS = st.text(
    alphabet=st.sampled_from(
        "ab cd-é\u00a0 e\u0301中文。、（）한글שלום नि👍🏽👩\u200d👧❤\ufe0f🇫🇷…’—xyz" + "word "
    ),
    max_size=200,
)


def lines(text: str, width: int) -> list[str]:
    starts: array[int] = array("L")
    wrap(text, 0, len(text), width, starts)
    return [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("abc", 3),
        ("“quoted”—it’s", 13),
        ("e\u0301", 1),
        ("中文", 4),
        ("한글", 4),
        ("👍🏽", 2),
        ("👩\u200d👧", 2),
        ("🇫🇷", 2),
        ("❤\ufe0f", 1),
        ("soft\u00adhyphen", 10),
        ("שלום", 4),
    ],
)
def test_text_is_as_wide_as_terminals_agree(text: str, width: int) -> None:
    assert cells(text) == width


def test_what_terminals_disagree_about_is_not_drawn() -> None:
    assert displayed("a\u00adb 👍🏽 👩\u200d👧 \u202ex") == "ab 👍 👩 x"


def test_a_line_breaks_after_a_space_and_the_space_hangs() -> None:
    assert lines("one two three", 7) == ["one two ", "three"]


def test_a_line_breaks_after_a_dash_inside_a_word() -> None:
    assert lines("well-known fact", 7) == ["well-", "known ", "fact"]


def test_a_no_break_space_does_not_break() -> None:
    assert lines("ten 100\u00a0km far", 8) == ["ten ", "100\u00a0km ", "far"]


def test_a_word_longer_than_the_line_is_chopped() -> None:
    assert lines("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_chinese_breaks_between_characters_but_not_before_a_full_stop() -> None:
    assert lines("我们读书。很好", 8) == ["我们读", "书。很好"]


def test_a_cluster_is_never_cut() -> None:
    assert lines("e\u0301e\u0301e\u0301e\u0301e\u0301", 2) == [
        "e\u0301e\u0301",
        "e\u0301e\u0301",
        "e\u0301",
    ]


@given(LETTERS, st.integers(2, 30))
def test_the_lines_together_are_the_text(text: str, width: int) -> None:
    assert "".join(lines(text, width)) == text


@given(LETTERS, st.integers(2, 30))
def test_no_line_is_wider_than_its_cells(text: str, width: int) -> None:
    assert all(cells(line.rstrip(" ")) <= width for line in lines(text, width))


@given(LETTERS)
def test_cells_never_go_back(text: str) -> None:
    offsets = cell_offsets(text)
    assert offsets == sorted(offsets)
    assert len(offsets) == len(text) + 1


@given(LETTERS)
def test_what_is_drawn_is_as_wide_as_what_was_counted(text: str) -> None:
    assert cells(displayed(text)) == cells(text)


@given(LETTERS, st.integers(0, 40))
def test_fitted_text_fills_its_cells_exactly(text: str, width: int) -> None:
    assert cells(fit(text, width)) == width


def test_plain_english_with_typographic_quotes_is_simple() -> None:
    assert is_simple("“It’s—so…” café Ωμέγα русский")
    assert not is_simple("中")
