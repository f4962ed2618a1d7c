"""An export into a file that a person has written in."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.annotations.annotation import Colour, Kind
from reader.annotations.exchange.markdown import composed
from reader.annotations.exchange.markdown_merge import Merged, nothing_lost
from reader.annotations.exchange.markdown_ours import Ours
from reader.annotations.exchange.markdown_removed import strike
from reader.annotations.exchange.written import Written
from tests.annotations.exchange.merging import Exported, lost, on, parts


def test_exporting_again_changes_nothing() -> None:
    file = Exported(
        on("One one", "a note"),
        on("Six six"),
        lost(
            "gone",
        )
        if False
        else on("Nine"),
    )
    before = file.text
    file.again(*file.placed)
    assert file.text == before


def test_lines_between_above_and_below_stay() -> None:
    file = Exported(on("One one", "old"), on("Two two"))
    file.text = file.text.replace("# Book\n", "# Book\n\nMine above.\n")
    file.text = file.text.replace("> Two two", "Mine between.\n\n> Two two") + "\nMine below.\n"
    body = file.again(on("One one", "new"), on("Two two"))
    assert body == (
        "# Book\n\nMine above.\n\n## Alpha\n\n> One one\n\n^r-one\n\nnew\n\n"
        "Mine between.\n\n> Two two\n\n^r-two\n\nMine below."
    )


def test_a_new_passage_goes_between_its_neighbours() -> None:
    file = Exported(on("One one"), on("Three three"))
    body = file.again(on("One one"), on("Two two"), on("Three three"))
    assert body == (
        "# Book\n\n## Alpha\n\n> One one\n\n^r-one\n\n"
        "> Two two\n\n^r-two\n\n> Three three\n\n^r-three"
    )


def test_a_file_that_nobody_touched_becomes_what_a_new_export_would_be() -> None:
    everything = [
        on("One one"), on("Two two", "n"), on("Four four"), on("Seven seven"), on("Nine"),
        lost("Five five", "lost"),
    ]  # fmt: skip
    for missing in range(len(everything)):
        for second in range(missing, len(everything)):
            some = [one for i, one in enumerate(everything) if i not in (missing, second)]
            file = Exported(*some)
            file.again(*everything)
            assert file.text == composed(parts(everything)), (missing, second)
    file = Exported()
    file.again(*everything)
    assert file.text == composed(parts(everything))


def test_a_new_section_goes_beside_its_neighbours_in_the_order_of_the_person() -> None:
    file = Exported(on("One one"), on("Six six"), on("Nine nine"))
    head, alpha, beta, delta = _sections(file.text)
    file.text = head + delta + beta + alpha
    body = file.again(on("One one"), on("Five five"), on("Six six"), on("Eight"), on("Nine nine"))
    headings = [line for line in body.splitlines() if line[:1] in "#>" and line]
    assert headings == [
        "# Book", "## Delta", "> Eight", "> Nine nine", "## Beta", "> Five five", "### Gamma",
        "> Six six", "## Alpha", "> One one",
    ]  # fmt: skip


def _sections(text: str) -> list[str]:
    parts = text.rstrip("\n").split("\n\n## ")
    return [parts[0] + "\n\n", *(f"## {part}\n\n" for part in parts[1:])]


def test_a_new_passage_goes_below_what_the_person_wrote_on_the_one_before() -> None:
    file = Exported(on("One one"), on("Three three"))
    file.text = file.text.replace("> Three", "On one.\n\n> Three")
    body = file.again(on("One one"), on("Two two"), on("Three three"))
    assert "^r-one\n\nOn one.\n\n> Two two\n\n^r-two\n\n> Three" in body


def test_headings_of_the_person_are_where_a_section_ends() -> None:
    file = Exported(on("One one"))
    file.text += "\n## My summary\n\nAll in all.\n"
    body = file.again(on("One one"), on("Two two"), on("Nine nine"))
    assert body.split("^r-one\n\n")[1] == (
        "> Two two\n\n^r-two\n\n## Delta\n\n> Nine nine\n\n^r-nine\n\n## My summary\n\nAll in all."
    )


def test_deleted_passages_are_struck_through_under_removed() -> None:
    file = Exported(on("One one", "why"), on("Two two"))
    file.text = file.text.replace("> Two two", "On one.\n\n> Two two")
    body = file.again(on("Two two"))
    assert body == (
        "# Book\n\n## Alpha\n\nOn one.\n\n> Two two\n\n^r-two\n\n"
        "## Removed\n\n> ~~One one~~\n\n^r-one\n\nwhy"
    )
    assert file.again(on("Two two")) == body


def test_deleted_passages_are_dropped_if_that_is_wanted_but_not_those_written_in() -> None:
    file = Exported(on("One one", "why"), on("Two two", "so"))
    file.text = file.text.replace("so\n", "so\n\nand I think\n")
    body = file.again(drop=True)
    assert "One one" not in body
    assert "## Removed\n\n> ~~Two two~~" in body
    assert "so\n\nand I think" in body


def test_a_section_that_has_nothing_left_goes() -> None:
    file = Exported(on("One one"), on("Nine nine"))
    assert file.again(on("Nine nine"), drop=True) == "# Book\n\n## Delta\n\n> Nine nine\n\n^r-nine"


def test_words_that_would_be_lost_for_whatever_reason_are_kept_at_the_end() -> None:
    text = Exported(on("One one", "why")).text
    merged = Merged(text, Written())
    kept = nothing_lost(f"{text}\nmine\n", merged, Ours(parts([on("One one", "why")])), None)
    assert kept.text == f"{text}\nmine\n"


def test_what_was_deleted_and_is_back_goes_where_it_was() -> None:
    file = Exported(on("One one", "why"), on("Two two"))
    before = file.text
    file.again(on("Two two"))
    file.again(on("One one", "why"), on("Two two"))
    assert file.text == before


def test_what_has_its_place_again_leaves_those_without_one() -> None:
    file = Exported(on("One one"), lost("Two two", "n"))
    file.again(on("One one"), on("Two two", "n"))
    assert file.text == composed(parts([on("One one"), on("Two two", "n")]))


def test_a_note_that_was_edited_in_the_file_stays_and_is_told() -> None:
    file = Exported(on("One one", "old"), on("Two two", "old"))
    file.text = file.text.replace("^r-one\n\nold", "^r-one\n\nmine")
    body = file.again(on("One one", "new"), on("Two two", "new"))
    assert "^r-one\n\nmine\n" in body
    assert "^r-two\n\nnew\n" in body or body.endswith("^r-two\n\nnew")
    assert file.last and file.last.edited == ("one",)


def test_a_quote_that_was_edited_in_the_file_stays() -> None:
    file = Exported(on("One one", "old"))
    file.text = file.text.replace("> One one", "> One **one**")
    assert "> One **one**\n\n^r-one\n\nnew" in file.again(on("One one", "new"))


def test_what_the_person_took_out_is_not_written_again_unless_everything_is_wanted() -> None:
    file = Exported(on("One one"), on("Two two"))
    start = file.text.index("> One")
    file.text = file.text[:start] + file.text[file.text.index("> Two") :]
    assert "^r-one" not in file.again(on("One one", "new"), on("Two two"))
    assert file.last and file.last.left_out == ("one",)
    assert "^r-one" in file.again(on("One one"), on("Two two"), everything=True)


def test_a_passage_without_its_block_id_is_known_by_its_quote() -> None:
    file = Exported(on("One one", "old"), on("Two two"))
    file.text = file.text.replace("^r-one\n\n", "")
    body = file.again(on("One one", "new"), on("Two two"))
    assert body == ("# Book\n\n## Alpha\n\n> One one\n\n^r-one\n\nnew\n\n> Two two\n\n^r-two")


def test_tags_are_merged() -> None:
    file = Exported(on("One one", tags=("a", "b")))
    file.text = file.text.replace("#a #b", "#a #b #mine and words")
    file.again(on("One one", tags=("b", "c")))
    assert file.text.rstrip().endswith("*  #b #mine and words #c".replace("  ", " "))
    assert file.last and file.last.edited == ("one",)


def test_colour_and_kind_are_brought_up() -> None:
    file = Exported(on("One one"))
    file.again(on("One one", colour=Colour.BLUE, kind=Kind.QUESTION))
    assert "*blue · question · " in file.text


def reformatted(text: str) -> str:
    return (
        text.replace("*yellow", "_yellow").replace("14:05*", "14:05_").replace("*very*", "_very_")
    )


FOREIGN = {
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "other signs for emphasis": reformatted,
    "wrapped anew": lambda text: text.replace("a *very* long", "a *very*\nlong"),
    "no empty lines": lambda text: text.replace("^r-one\n\n", "^r-one\n"),
    "id in the quote": lambda text: text.replace("> One one\n\n^r-one", "> One one ^r-one"),
    "id at the quote": lambda text: text.replace("> One one\n\n^r-one", "> One one\n^r-one"),
    "spaces at the ends": lambda text: text.replace("^r-one\n", "^r-one  \n"),
    "more empty lines": lambda text: text.replace("^r-one\n", "^r-one\n\n\n"),
    "byte order mark": lambda text: "\ufeff" + text,
}


@pytest.mark.parametrize("how", FOREIGN)
def test_a_file_that_another_program_set_anew_is_understood(how: str) -> None:
    file = Exported(on("One one", "a *very* long note"), on("Two two"))
    file.text = FOREIGN[how](file.text)
    before = file.text
    file.again(on("One one", "a *very* long note"), on("Two two"))
    assert file.text == before
    file.again(on("One one", "new"), on("Two two"), on("Three three"))
    assert "long note" not in file.text
    assert file.text.count("^r-one") == 1
    assert file.last and not file.last.edited
    if "Windows" in how:
        assert "\n" not in file.text.replace("\r\n", "")
    settled = file.text
    file.again(on("One one", "new"), on("Two two"), on("Three three"))
    assert file.text == settled


def nested(text: str, first: str, rest: str) -> str:
    """The file with its first passage in a list or a callout."""
    start, end = text.index("> One"), text.index("\n\n> Two")
    lines = text[start:end].split("\n")
    inside = [first + lines[0], *(f"{rest}{line}".rstrip() for line in lines[1:])]
    return text[:start] + "\n".join(inside) + text[end:]


@pytest.mark.parametrize(
    ("first", "rest"), [("- ", "  "), ("> [!quote]\n> ", "> "), ("1. ", "   ")]
)
def test_passages_in_lists_and_callouts_are_replaced_there(first: str, rest: str) -> None:
    file = Exported(on("One one", "old\n\nnote"), on("Two two"))
    file.text = nested(file.text, first, rest)
    before = file.text
    file.again(on("One one", "old\n\nnote"), on("Two two"))
    assert file.text == before
    body = file.again(on("One one", "new\n\nwords"), on("Two two"))
    empty = rest.rstrip()
    assert f"{rest}^r-one\n{empty}\n{rest}new\n{empty}\n{rest}words\n" in body
    assert file.last and not file.last.edited


def test_properties_of_the_person_stay_and_ours_are_brought_up() -> None:
    file = Exported(on("One one"))
    file.text = file.text.replace(
        "annotations: 1\n", "annotations: 1\ntags: [x]\naliases:\n  - y\n"
    )
    file.text = file.text.replace('title: "Book"', "title: Book")
    file.again(on("One one"), on("Two two"))
    assert file.text.startswith(
        "---\ntitle: Book\nannotations: 2\ntags: [x]\naliases:\n  - y\n---\n"
    )
    file.again(on("One one"), title="Other: book")
    assert file.text.startswith('---\ntitle: "Other: book"\nannotations: 1\n')
    assert "\n# Other: book\n" in file.text


def test_without_a_base_nothing_of_the_person_is_lost() -> None:
    file = Exported(on("One one", "old"), on("Two two"))
    file.base = None
    file.text = file.text.replace("old", "mine")
    body = file.again(on("One one", "new"), on("Two two", "added"), on("Three three"))
    assert "^r-one\n\nmine" in body
    assert file.last and "one" in file.last.edited
    assert "> Three three" in body


def test_a_note_with_a_block_id_and_a_quote_of_another_passage_is_a_note() -> None:
    note = "> Two two\n\n^r-two\n\n*yellow · highlight · 1 %*"
    file = Exported(on("One one", note), on("Two two", "mine"))
    before = file.text
    file.again(*file.placed)
    assert file.text == before
    body = file.again(on("One one", note), on("Two two", "new"))
    assert note in file.text
    assert body.endswith("^r-two\n\nnew")


PIECES = ["```", "~~~", "<!--", "-->", "<pre>", "%%", "`", "> ", "- ", "    ", "\n", "\n\n", "a"]
PIECES += [
    "# ",
    "[x]: /y",
    "<div>",
    "\t",
    "*",
    "_",
    "---",
    "|",
    "1. ",
    "\\",
    "&amp;",
    "  \n",
    "^r-two",
]
NOTES = st.lists(st.sampled_from(PIECES), max_size=10).map("".join)


@settings(max_examples=40)
@given(NOTES, NOTES, st.text(max_size=20))
@example("", "^r-twoa", "")
def test_a_file_that_nobody_touched_is_brought_up_to_any_note_and_title(
    old: str, new: str, title: str
) -> None:
    file = Exported(on("One one", old), on("Two two", "b"), on("Nine", old))
    placed = [on("One one", new), on("Two two", "c"), on("Three three", old), on("Nine", new)]
    file.again(*placed, title=title)
    assert file.last and not file.last.edited
    # White space alone, which nobody sees, is not written again.
    assert file.text.split() == composed(parts(placed, title)).split()
    front = yaml.safe_load(file.text.split("\n---\n", 1)[0])
    assert front["title"] == (title.strip() or "Untitled")


def test_links_to_a_block_id_are_none() -> None:
    file = Exported(on("One one"))
    file.text += "\nSee [[book#^r-one]] and ![[book#^r-one]].\n"
    before = file.text
    file.again(on("One one"))
    assert file.text == before


def test_a_copy_of_a_passage_is_the_persons() -> None:
    file = Exported(on("One one", "old"))
    file.text += "\n## Again\n\n> One one\n\n^r-one\n\nold\n"
    body = file.again(on("One one", "new"))
    assert body.count("new") == 1
    assert body.endswith("## Again\n\n> One one\n\n^r-one\n\nold")


@pytest.mark.parametrize(
    ("quote", "struck"),
    [
        ("> a", "> ~~a~~"),
        ("> a\n>\n> b", "> ~~a~~\n>\n> ~~b~~"),
        ("> a\\\n> b", "> ~~a\\\n> b~~"),
        ("> ```\n> a\n>\n> ```", "> ```\n> a\n>\n> ```"),
    ],
)
def test_what_is_struck_through(quote: str, struck: str) -> None:
    assert strike(quote) == struck


def test_the_last_passage_of_a_file_without_headings_can_go() -> None:
    file = Exported(on("One one"))
    file.text = file.text.replace("# Book\n\n## Alpha\n\n", "")
    assert file.again(drop=True) == ""
