"""The outline as a tree: what is listed when some of it is folded, and what a filter finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents.formats.markdown import parse
from reader.ui import folds
from reader.ui.folds import FoldMemory
from reader.ui.section_tree import Folds, SectionTree

TEXT = "# A\n\n## B\n\n### C\n\n## D\n\n# E\n\n## F\n"


def tree(text=TEXT):
    return SectionTree(parse(text))


def listed(tree):
    return "".join(tree.titles[index] for index in tree.unfolded())


@pytest.mark.parametrize("level, shown", [(0, "ABCDEF"), (1, "AE"), (2, "ABDEF"), (3, "ABCDEF")])
def test_a_level_folds_all_sections_from_it_downwards(level, shown):
    sections = tree()
    sections.fold_as(Folds(level))
    assert listed(sections) == shown


def test_single_sections_are_otherwise_than_their_level():
    sections = tree()
    sections.fold_as(Folds(1))
    sections.fold([4], False)
    assert listed(sections) == "AEF"
    assert sections.folds == Folds(1, frozenset({"E"}))


def test_a_section_without_parts_cannot_be_folded():
    sections = tree()
    sections.fold([2, 3, 5], True)
    assert listed(sections) == "ABCDEF"
    assert sections.folds == Folds()


def test_what_is_unfolded_again_is_as_if_it_had_never_been_folded():
    sections = tree()
    sections.fold([0], True)
    sections.fold([0], False)
    assert sections.folds == Folds()


def test_sections_of_one_title_are_told_apart():
    sections = tree("# A\n\n## B\n\n# A\n\n## B\n\n## B\n\n# A (2)\n")
    assert sections.paths == ["A", "A › B", "A (2)", "A (2) › B", "A (2) › B (2)", "A (2) (2)"]


def test_folds_find_their_sections_in_a_text_that_was_edited():
    before, after = tree(), tree("# New\n\n" + TEXT.replace("## D", "## D\n\n### G"))
    before.fold([1], True)
    after.fold_as(before.folds)
    assert listed(after) == "NewABDGEF"


def test_folds_of_sections_that_are_gone_are_kept_for_when_they_come_back():
    without = tree("# E\n\n## F\n")
    without.fold_as(Folds(0, frozenset({"A"})))
    without.fold([0], True)
    assert without.folds == Folds(0, frozenset({"A", "E"}))


SHAPES = st.lists(st.integers(1, 4), min_size=1, max_size=12)


@given(SHAPES, st.integers(0, 5), st.sets(st.integers(0, 11)))
def test_a_section_is_listed_exactly_if_none_around_it_is_folded(levels, level, chosen):
    sections = tree("\n\n".join(f"{'#' * level} h" for level in levels))
    sections.fold_as(Folds(level))
    inside = [index for index in chosen if index < len(levels)]
    sections.fold(inside, True)
    assert sections.unfolded() == [
        index
        for index in range(len(levels))
        if not any(map(sections.is_folded, sections.ancestors(index)))
    ]


@given(SHAPES, st.integers(0, 5), st.sets(st.integers(0, 11)))
def test_folds_that_are_taken_over_list_the_same(levels, level, chosen):
    text = "\n\n".join(f"{'#' * level} h" for level in levels)
    sections, again = tree(text), tree(text)
    sections.fold_as(Folds(level))
    sections.fold([index for index in chosen if index < len(levels)], True)
    again.fold_as(sections.folds)
    assert again.unfolded() == sections.unfolded()


@pytest.mark.parametrize(
    "query, found",
    [
        ("cafe", ["Das Café", "CAFE"]),
        ("CAFÉ", ["Das Café", "CAFE"]),
        ("das caf", ["Das Café"]),
        ("caf das", ["Das Café"]),
        ("strasse", ["Straße"]),
        ("城市", ["人民城市"]),
        ("x", []),
    ],
)
def test_a_filter_sets_aside_case_and_accents(query, found):
    sections = tree("# Das Café\n\n# CAFE\n\n# Straße\n\n# 人民城市\n")
    assert [sections.titles[index] for index in sections.having(query)] == found


def test_what_is_found_is_listed_with_what_is_around_it():
    assert tree().with_parents([2, 5]) == [0, 1, 2, 4, 5]


# --- remembering --------------------------------------------------------------------------------


def test_the_folds_of_each_document_are_remembered():
    memory = FoldMemory()
    memory.keep("one", Folds(2, frozenset({"A › B", "雨"})))
    memory.keep("two", Folds(1))
    memory.write()
    again = FoldMemory()
    assert again.of("one") == Folds(2, frozenset({"A › B", "雨"}))
    assert again.of("two") == Folds(1)
    assert again.of("three") == Folds()


def test_what_another_window_remembered_meanwhile_stays():
    memory, other = FoldMemory(), FoldMemory()
    memory.keep("one", Folds(1))
    other.keep("two", Folds(2))
    memory.write()
    other.write()
    assert folds.load() == {"one": Folds(1), "two": Folds(2)}


def test_a_document_in_which_nothing_is_folded_takes_no_room():
    memory = FoldMemory()
    memory.keep("one", Folds(1))
    memory.write()
    memory.keep("one", Folds())
    memory.write()
    assert folds.load() == {}


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{", '{"one": 3}', '{"one": {"level": "2"}}', '{"one": {"level": 1, "others": 2}}'],
)
def test_a_file_that_says_nothing_usable_folds_nothing(tmp_path, content):
    file = tmp_path / "folds.json"
    file.write_text(content, "utf-8")
    assert folds.load(file) == {}
