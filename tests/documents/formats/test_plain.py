from __future__ import annotations

import textwrap
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents.document import Document
from reader.documents.formats.plain import parse, parse_piece

Blocks = Callable[[Document], list[tuple[str, str]]]
Check = Callable[[Document], None]

PROSE = (
    "The river had risen in the night, and the men who kept the lock were already at work when "
    "the first barge came round the bend with its lamps still burning in the grey of the morning."
)
MORE = (
    "Nobody spoke of the bridge, though everybody thought of it; the old keeper only shook his "
    "head, wiped his hands on his coat, and went to fetch the long pole from behind the house."
)
VERSE = (
    "The barge is on the water,\nThe lamp is in the prow,\n"
    "And no one asks the daughter\nWho keeps the ferry now."
)


def wrapped(*paragraphs: str, width: int = 66) -> str:
    return "\n\n".join(textwrap.fill(paragraph, width) for paragraph in paragraphs) + "\n"


def test_a_hard_wrapped_text_is_joined_into_paragraphs(shown: Blocks) -> None:
    assert shown(parse(wrapped(PROSE, MORE))) == [("paragraph", PROSE), ("paragraph", MORE)]


def test_one_paragraph_a_line_is_not_joined(shown: Blocks) -> None:
    assert shown(parse(f"{PROSE}\n{MORE}\n")) == [("paragraph", PROSE), ("paragraph", MORE)]


def test_short_lines_that_end_sentences_are_paragraphs(shown: Blocks) -> None:
    document = parse("First paragraph.\nSecond paragraph.\nA third one.\n")
    assert [kind for kind, _ in shown(document)] == ["paragraph"] * 3


def test_a_word_broken_at_its_hyphen_is_joined_without_a_space(shown: Blocks) -> None:
    text = (
        "It was one of those evenings of a well-\nknown kind, when the lamps along the river\n"
        "are lit too early, and nobody minds -\nleast of all the children of the Anglo-\n"
        "Saxon lady.\n"
    )
    [(_, joined)] = shown(parse(text))
    assert "well-known kind" in joined
    assert "minds - least" in joined
    assert "Anglo- Saxon" in joined


def test_chinese_lines_are_joined_without_a_space(shown: Blocks) -> None:
    line = "春眠不觉晓处处闻啼鸟夜来风雨声花落知多少床前明月光疑是地上霜"
    [(kind, text)] = shown(parse(f"{line}\n{line}\n{line[:10]}。\n"))
    assert (kind, text) == ("paragraph", line * 2 + line[:10] + "。")


def test_indents_tell_paragraphs_apart_where_no_blank_lines_do(shown: Blocks) -> None:
    text = "".join(
        textwrap.fill(paragraph, 66, initial_indent="    ") + "\n" for paragraph in (PROSE, MORE)
    )
    assert shown(parse(text)) == [("paragraph", PROSE), ("paragraph", MORE)]


def test_an_early_end_tells_paragraphs_apart_where_nothing_else_does(shown: Blocks) -> None:
    first = textwrap.fill(PROSE[:90] + ".", 66)
    assert len(shown(parse(f"{first}\n{textwrap.fill(MORE, 66)}\n"))) == 2


def test_spaces_between_words_are_one_and_no_break_spaces_stay(shown: Blocks) -> None:
    [(_, text)] = shown(
        parse("Ten\xa0km  from\there to  the sea, as every child of the town knows.\n")
    )
    assert text == "Ten\xa0km from here to the sea, as every child of the town knows."


def test_verse_keeps_its_lines(shown: Blocks) -> None:
    verse = VERSE.replace("\nThe", "\n  The").replace("\nWho", "\n  Who")
    blocks = shown(
        parse(
            wrapped(PROSE, MORE) + "\n" + textwrap.indent(verse, "    ") + "\n\n" + wrapped(PROSE)
        )
    )
    assert blocks[2] == ("verse", verse)
    assert [kind for kind, _ in blocks] == ["paragraph", "paragraph", "verse", "paragraph"]


def test_verse_in_a_text_of_one_paragraph_a_line_keeps_its_lines(shown: Blocks) -> None:
    text = "\n".join([PROSE, MORE] * 4 + [VERSE, PROSE]) + "\n"
    assert shown(parse(text))[8] == ("verse", VERSE)


PLAY = """\
ANNA.
The lamps were lit at six, and by seven the ferry had not yet
come.

BEN.
{said}

ANNA.
You would say so.

BEN. (Aside.)
I would.
"""


def test_a_speech_below_the_name_of_its_speaker_is_joined(shown: Blocks) -> None:
    said = "The river rose in the night. Nobody rows on such a water,\nand nobody ought to."
    assert shown(parse(PLAY.format(said=said))) == [
        ("verse", "ANNA.\nThe lamps were lit at six, and by seven the ferry had not yet come."),
        ("verse", "BEN.\n" + said.replace("\n", " ")),
        ("verse", "ANNA.\nYou would say so."),
        ("verse", "BEN. (Aside.)\nI would."),
    ]


def test_a_speech_in_verse_keeps_its_lines(shown: Blocks) -> None:
    assert shown(parse(PLAY.format(said=VERSE)))[1] == ("verse", "BEN.\n" + VERSE)


def test_a_heading_above_its_text_is_no_speaker(shown: Blocks) -> None:
    blocks = shown(parse(PLAY.format(said="Well.") + "\nEPILOGUE.\n" + wrapped(PROSE)))
    assert blocks[4:] == [("heading", "EPILOGUE."), ("paragraph", PROSE)]


def test_speech_in_a_text_of_one_paragraph_a_line_is_no_verse(shown: Blocks) -> None:
    speech = ["“Who keeps it,”", "“He does,”", "“You,”", "“I,”", "“Well,”"]
    text = "\n".join([PROSE, MORE] * 4 + speech + [PROSE]) + "\n"
    assert {kind for kind, _ in shown(parse(text))} == {"paragraph"}


@pytest.mark.parametrize(
    ("source", "items"),
    [
        ("- one\n- two\n", ["• one", "• two"]),
        ("* one\n\n* two\n", ["• one", "• two"]),
        ("• eins\n• zwei\n", ["• eins", "• zwei"]),
        ("1. one\n2. two\n", ["1. one", "2. two"]),
        ("1) one\n2) two\n", ["1) one", "2) two"]),
        ("(a) one\n(b) two\n", ["(a) one", "(b) two"]),
        ("1. The first of them.\n", ["1. The first of them."]),
    ],
)
def test_list_items_lose_their_sign_to_the_marker(
    source: str, items: list[str], shown: Blocks
) -> None:
    text = wrapped(PROSE, MORE) + "\n" + source + "\n" + wrapped(PROSE)
    assert [text for kind, text in shown(parse(text)) if kind == "item"] == items


def test_the_lines_of_an_item_are_joined_and_deeper_ones_nested(shown: Blocks) -> None:
    source = (
        "- the first of the items, which goes on for more than the line\n"
        "  it began on\n- the second\n    - below the second\n- the third\n"
    )
    document = parse(wrapped(PROSE, MORE) + "\n" + source)
    items = [block for block in document.blocks if block.kind == "item"]
    assert [(block.depth, block.tight) for block in items] == [
        (0, False),
        (0, True),
        (1, True),
        (0, True),
    ]
    first = document.text[items[0].start : items[0].end]
    assert first.endswith("more than the line it began on")


def test_a_line_further_out_than_an_item_that_left_it_room_is_no_part_of_the_item(
    shown: Blocks,
) -> None:
    source = "  - the keeper's lamp\nThe second lamp hangs at the gate.\n"
    found = shown(parse(wrapped(PROSE, MORE) + "\n" + source + "\n" + wrapped(PROSE)))
    assert ("item", "• the keeper's lamp") in found
    assert ("paragraph", "The second lamp hangs at the gate.") in found


def test_a_number_that_begins_a_line_of_prose_is_no_item(shown: Blocks) -> None:
    text = (
        "There were more of them than anybody had thought, and in the end\n"
        "12. Infantry was all that could be counted on, as the letters from\nthat year say.\n"
    )
    assert [kind for kind, _ in shown(parse(text))] == ["paragraph"]


def test_quotations_of_mail_are_quotes_by_their_depth(shown: Blocks) -> None:
    text = (
        "You wrote:\n\n> Will you come to the lock tomorrow, when\n> the barge is there?\n"
        ">> I may.\n\nYes.\n"
    )
    document = parse(text)
    quotes = [block for block in document.blocks if block.kind == "quote"]
    assert [(block.depth, document.text[block.start : block.end]) for block in quotes] == [
        (0, "Will you come to the lock tomorrow, when the barge is there?"),
        (1, "I may."),
    ]


def test_prose_set_in_is_a_quote(shown: Blocks) -> None:
    inset = textwrap.indent(textwrap.fill(MORE, 50), "    ")
    assert shown(parse(f"{wrapped(PROSE)}\n{inset}\n\n{wrapped(PROSE)}"))[1] == ("quote", MORE)


@pytest.mark.parametrize(
    "kept",
    [
        "name      born   died\nAda       1815   1852\nGrace     1906   1992",
        "def lock(pole):\n    if pole == 1:\n        return open(pole)",
        "+-----+     +-----+\n| one | --> | two |\n+-----+     +-----+",
        "Introduction ........ 1\nMethod .............. 4\nResults ............. 9",
    ],
)
def test_what_lives_by_columns_keeps_its_lines(kept: str, shown: Blocks) -> None:
    text = f"{wrapped(PROSE)}\n{textwrap.indent(kept, '    ')}\n\n{wrapped(MORE)}"
    assert shown(parse(text))[1] == ("code", kept)


def test_tabs_in_code_become_spaces(shown: Blocks) -> None:
    text = f"{wrapped(PROSE)}\n\tif (a == b) {{\n\t\treturn f(a);\n\t}}\n\n{wrapped(MORE)}"
    assert shown(parse(text))[1] == ("code", "if (a == b) {\n        return f(a);\n}")


@pytest.mark.parametrize("rule", ["* * *", "-----", "***", "*", "⁂", "~~~~~~", "# # #"])
def test_scene_breaks_are_rules_as_they_are_written(rule: str, shown: Blocks) -> None:
    for text in (f"{wrapped(PROSE)}\n      {rule}\n\n{wrapped(MORE)}", f"{PROSE}\n{rule}\n{MORE}"):
        assert shown(parse(text))[1] == ("rule", rule)


def test_a_form_feed_ends_a_paragraph(shown: Blocks) -> None:
    text = wrapped(PROSE).rstrip() + "\n\f" + wrapped(MORE)
    assert shown(parse(text)) == [("paragraph", PROSE), ("paragraph", MORE)]


def test_the_foot_and_head_of_a_page_are_set_apart() -> None:
    foot = "Keeper                       Informational                    [Page 1]"
    head = "RFC 9999                     On Locks                       March 2020"
    text = f"{wrapped(PROSE)}\n{foot}\n\f\n{head}\n\n{wrapped(MORE)}"
    document = parse(text)
    assert [block.role for block in document.blocks] == ["", "page", "page", ""]


@pytest.mark.parametrize("blank", ["\xa0", "\u3000 ", "\f", "\t"])
def test_a_line_of_white_space_is_blank(blank: str, shown: Blocks) -> None:
    text = wrapped(PROSE) + blank + "\n" + wrapped(MORE)
    assert len(shown(parse(text))) == 2


def test_the_fields_of_project_gutenberg_are_metadata() -> None:
    text = (
        "The Project Gutenberg EBook of The Lock\n\nTitle: The Lock\n\nAuthor: Ada Keeper\n\n"
        "Language: English\n\n*** START OF THIS PROJECT GUTENBERG EBOOK THE LOCK ***\n\n\n"
        + wrapped(PROSE)
    )
    metadata = parse(text).metadata
    assert (metadata.title, metadata.authors, metadata.language) == (
        "The Lock",
        ("Ada Keeper",),
        "English",
    )


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n", "\f"])
def test_a_text_without_words_is_an_empty_document(text: str, consistent: Check) -> None:
    document = parse(text)
    consistent(document)
    assert document.blocks == ()


@pytest.mark.parametrize(
    "text", ["> ", ">", ">>>>>\n>>", "-", "- ", "1. ", "=", "===\n===", "a\n=", "\ufeff"]
)
def test_signs_without_words_do_no_harm(text: str, consistent: Check) -> None:
    consistent(parse(text))


SIGNS = "-*+>=~^_#•.\"'"
LINE = st.one_of(
    st.text(alphabet='aB é漢\xa0-*>#1.)(\t|="“☃e\u0301😀שfox,', max_size=90),
    st.sampled_from(
        [
            "",
            "",
            "CHAPTER I",
            "* * *",
            "=====",
            "- item",
            "  - item",
            "1. One",
            "> said",
            ">> a",
            "    f(x);",
        ]
    ),
    st.sampled_from([*textwrap.wrap(PROSE, 66), PROSE]),
)
TEXT = st.lists(LINE, max_size=30).map("\n".join)


def visible(text: str) -> str:
    """The characters that must come through: no white space, no signs of items, quotes, rules."""
    return "".join(char for char in text if not char.isspace() and char not in SIGNS)


@settings(max_examples=300, deadline=None)
@given(text=TEXT)
def test_no_visible_character_is_lost_or_moved(text: str) -> None:
    document = parse(text)
    rebuilt = "".join(b.marker + document.text[b.start : b.end] for b in document.blocks)
    assert visible(rebuilt) == visible(text)


@settings(max_examples=300, deadline=None)
@given(text=TEXT)
def test_the_spans_of_any_text_are_consistent(text: str, consistent: Check) -> None:
    consistent(parse(text))


@settings(max_examples=200, deadline=None)
@given(text=TEXT)
def test_the_lines_of_a_section_are_where_its_title_stands(text: str) -> None:
    lines = text.split("\n")
    for section in parse(text).outline:
        assert section.lines is not None
        first, last = section.lines
        assert visible(section.title) in visible("".join(lines[first - 1 : last]))


def test_a_piece_ends_before_what_the_rest_may_change() -> None:
    text = wrapped(*[PROSE, MORE] * 200)
    piece = parse_piece(text[:50_000])
    assert piece is not None
    assert parse(text).text.startswith(piece.text + "\n")


def test_a_head_without_line_ends_makes_no_piece() -> None:
    assert parse_piece("word " * 20_000) is None


def test_a_numbered_line_below_an_item_that_goes_on_is_read() -> None:
    text = "- The rent.\n\n  (It is small.)\n\n3. TERM\n\n3.1 The lease begins in May.\n"
    assert "TERM" in parse(text).text


PAGE = """LS(1)                    User Commands                   LS(1)

DESCRIPTION
       List  information about the  FILEs  (the current direc‐
       tory by default).  Sort entries alphabetically if none.

       Mandatory  arguments  to  long  options  are  mandatory
       for short options too.

       -a, --all
              do not ignore entries starting with .

       -c     with -lt: sort by, and show, ctime (time of last
              modification of file status information);  other
              than that it does nothing.

       -k     default to 1024-byte blocks for file system use,
              used  only  with  -s  and  per  directory totals

       -l     when  showing  file  information for  a  link of
              any kind,  show information for the file that is
              referenced  rather  than  for  the  link itself.
              With  -l,  WORD  determines  which  time to show
              with  --sort=time, sort  by WORD  newest  first,
              and  the  rest  of  them  in  their  usual order
"""


def test_blanks_that_bring_a_line_to_the_edge_are_no_columns_and_no_part_of_the_text(
    shown: Blocks,
) -> None:
    found = shown(parse(PAGE))
    said = "Mandatory arguments to long options are mandatory for short options too."
    assert ("paragraph", said) in found
    assert not any("  " in text for _, text in found[1:])


def test_a_word_that_a_program_broke_at_the_end_of_a_line_is_whole_again(shown: Blocks) -> None:
    assert any("the current directory by default" in text for _, text in shown(parse(PAGE)))


def test_every_option_is_a_term_above_what_it_means_wherever_that_begins() -> None:
    document = parse(PAGE)
    terms = [
        (document.text[block.start : block.end], document.text[after.start : after.end][:11])
        for block, after in pairwise(document.blocks)
        if block.role == "term"
    ]
    assert terms == [
        ("-a, --all", "do not igno"),
        ("-c", "with -lt: s"),
        ("-k", "default to "),
        ("-l", "when showin"),
    ]


def test_the_first_of_several_chapters_is_not_the_title_of_the_text() -> None:
    chapters = [wrapped(f"CHAPTER {number}", "THE SEA", PROSE, MORE, PROSE) for number in (1, 2)]
    alone, both = parse(chapters[0]), parse("\n".join(chapters))
    assert [section.title for section in both.sections] == ["CHAPTER 1", "CHAPTER 2"]
    assert both.metadata.title == ""
    assert alone.metadata.title == "CHAPTER 1"
