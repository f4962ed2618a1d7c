"""Copies of exported files, of which nobody knows what was written into them last."""

from __future__ import annotations

from reader.annotations.annotation import Colour
from reader.annotations.exchange.markdown_copied import base_for_copy
from reader.annotations.exchange.markdown_merge import merge
from reader.annotations.exchange.markdown_ours import Ours
from tests.annotations.exchange.merging import Exported, on, parts

ONE, THREE = on("One one.", "mine", tags=("exam",)), on("Three three.")


def copied(exported: Exported) -> Exported:
    """The same file somewhere else, of which there is no base."""
    exported.base = None
    return exported


def test_a_count_that_grows_leaves_no_line_behind() -> None:
    there = copied(Exported(ONE))
    there.again(ONE, THREE)
    assert "annotations: 2" in there.text
    assert "annotations: 1" not in there.text


def test_a_last_line_that_is_another_one_now_leaves_no_line_behind() -> None:
    there = copied(Exported(on("One one.", "mine", tags=("exam",), colour=Colour.BLUE)))
    there.again(ONE, THREE)
    assert "blue" not in there.text
    assert there.text.count("#exam") == 1


def test_words_behind_a_last_line_stay() -> None:
    there = copied(Exported(ONE))
    there.text = there.text.replace("#exam", "#exam remember")
    there.again(ONE, THREE)
    assert there.text.count("#exam remember") == 1


def test_the_count_is_of_what_the_file_has_not_of_what_was_chosen() -> None:
    there = Exported(ONE, THREE)
    merged = merge(there.text, Ours(parts([ONE])), there.base)
    assert "annotations: 2" in merged.text


def test_the_count_is_without_what_was_removed() -> None:
    there = Exported(ONE, THREE)
    there.again(ONE)
    assert "## Removed" in there.text
    assert "annotations: 1" in there.text


def test_the_first_passage_of_a_file_without_any_comes_below_its_title() -> None:
    there = Exported()
    merged = merge(there.text, Ours(parts([THREE])), there.base)
    assert merged.text.index("# Book") < merged.text.index("> Three three.")
    flat = parts([THREE])
    flat = flat._replace(passages=tuple(one._replace(path=()) for one in flat.passages))
    merged = merge(there.text, Ours(flat), there.base)
    assert merged.text.index("# Book") < merged.text.index("> Three three.")


def test_a_copy_takes_the_base_of_the_file_it_is_a_copy_of() -> None:
    there = Exported(ONE)
    ours = Ours(parts([on("One one.", "newer"), THREE]))
    assert there.base is not None
    base = base_for_copy(there.text, ours, [there.base])
    merged = merge(there.text, ours, base)
    assert not merged.edited
    assert "newer" in merged.text
    assert "mine" not in merged.text


def test_a_note_that_is_not_as_in_the_other_file_is_the_persons() -> None:
    there = Exported(ONE, THREE)
    ours = Ours(parts([ONE, THREE]))
    assert there.base is not None
    text = there.text.replace("mine", "edited")
    base = base_for_copy(text, ours, [there.base])
    merged = merge(text, ours, base)
    assert merged.edited == (ONE[0].id,)
    assert "edited" in merged.text


def test_an_older_copy_has_not_lost_what_came_later() -> None:
    older, now = Exported(ONE), Exported(ONE, THREE)
    ours = Ours(parts([ONE, THREE]))
    assert now.base is not None
    merged = merge(older.text, ours, base_for_copy(older.text, ours, [now.base]))
    assert merged.new == (THREE[0].id,)
    assert not merged.left_out


def test_a_file_of_another_document_is_no_base() -> None:
    there = Exported(ONE)
    assert there.base is not None
    assert base_for_copy("# Something else\n", Ours(parts([ONE])), [there.base]) is None


def test_a_last_line_with_a_colour_that_there_is_none_of_is_told() -> None:
    there = Exported(ONE, THREE)
    there.text = there.text.replace("yellow", "turquoise", 1)
    there.again(ONE, THREE)
    assert there.last is not None
    assert there.last.unread == (ONE[0].id,)


def test_a_last_line_that_was_taken_out_is_not_told() -> None:
    there = Exported(ONE, THREE)
    line = next(one for one in there.text.split("\n") if one.startswith("*yellow"))
    there.text = there.text.replace(line, "", 1)
    there.again(ONE, THREE)
    assert there.last is not None
    assert there.last.unread == ()
