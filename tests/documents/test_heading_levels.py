"""Which headings hold others: by numbers, gaps, columns, capitals and names."""

from __future__ import annotations

import textwrap

from reader.documents.formats.plain import parse
from reader.documents.heading_levels import levels as nested
from tests.documents.tiny import PROSE, around, flat


def levels(*lines: str) -> list[str]:
    found = parse(flat(*lines)).outline
    return ["  " * (section.level - 1) + section.title for section in found]


def set_apart(*blocks: str) -> str:
    """Blocks with a blank line between; one more above for each sign that a block begins with."""
    text = ""
    for block in blocks:
        words = block.lstrip("|")
        text += "\n" * (len(block) - len(words)) + textwrap.fill(words, 66) + "\n\n"
    return text


def nesting(text: str, *heads: str) -> list[tuple[str, int]]:
    """The levels of parts that are all taken for headings."""
    seen = around(text)
    sure = {i: 0.9 for i in seen.candidates if seen.parts[i].text in heads}
    return [(seen.parts[index].text, level) for index, level in nested(sure, seen)]


def test_a_preface_and_an_epilogue_stand_beside_the_parts() -> None:
    lines = ["PREFACE", PROSE]
    for part, chapters in (("PART ONE", (1, 2)), ("PART TWO", (3, 4))):
        lines.append(part)
        for chapter in chapters:
            lines += [f"Chapter {chapter}", PROSE, PROSE]
    outline = levels(*lines, "EPILOGUE", PROSE)
    assert outline[0] == "PREFACE"
    assert outline[-1] == "EPILOGUE"
    assert [line for line in outline if line.startswith("  ")] == [
        f"  Chapter {number}" for number in (1, 2, 3, 4)
    ]


def test_numbers_that_begin_anew_below_each_title_divide_the_titles() -> None:
    lines = [
        line
        for story in ("The Keeper of the Lock", "The Barge at the Bend", "The Bridge in Winter")
        for line in (story, "I", PROSE, PROSE, "II", PROSE, PROSE)
    ]
    assert levels(*lines)[:3] == ["The Keeper of the Lock", "  I", "  II"]


def test_acts_that_begin_anew_divide_the_plays_of_a_collection() -> None:
    plays = [
        line
        for play in ("THE KEEPER OF THE LOCK", "THE BARGE AT THE BEND")
        for line in (play, PROSE, "ACT I", PROSE, PROSE, "ACT II", PROSE, PROSE)
    ]
    heads = ("THE KEEPER OF THE LOCK", "THE BARGE AT THE BEND", "ACT I", "ACT II")
    assert nesting(flat(*plays), *heads) == [
        *(("THE KEEPER OF THE LOCK", 1), ("ACT I", 2), ("ACT II", 2)),
        *(("THE BARGE AT THE BEND", 1), ("ACT I", 2), ("ACT II", 2)),
    ]


def test_a_wider_gap_above_a_heading_stands_further_out() -> None:
    text = set_apart(
        *("|||Readings for the River", PROSE, "|THE OAK", PROSE, "|THE WILLOW", PROSE),
        *("|||Songs for the Lock", PROSE, "|THE BARGE", PROSE),
    )
    heads = (
        *("Readings for the River", "THE OAK", "THE WILLOW"),
        "Songs for the Lock",
        "THE BARGE",
    )
    assert nesting(text, *heads) == list(zip(heads, (1, 2, 2, 1, 2), strict=True))


def test_a_title_with_the_gap_of_chapters_is_none_of_their_sections() -> None:
    text = set_apart(
        *("|||CHAPTER I.", PROSE, "|The Willow", PROSE, "|||CHAPTER II.", PROSE),
        *("|The Oak", PROSE, "|||WHAT BECAME OF THE LOCK.", PROSE),
    )
    heads = ("CHAPTER I.", "The Willow", "CHAPTER II.", "The Oak", "WHAT BECAME OF THE LOCK.")
    assert nesting(text, *heads) == list(zip(heads, (1, 2, 1, 2, 1), strict=True))


def test_a_prologue_right_below_the_number_of_an_act_stands_in_the_act() -> None:
    text = flat("ACT I", "Prologue", PROSE, "SCENE I", PROSE, "ACT II", PROSE, "SCENE I", PROSE)
    heads = ("ACT I", "Prologue", "SCENE I", "ACT II")
    assert nesting(text, *heads) == [
        *(("ACT I", 1), ("Prologue", 2), ("SCENE I", 2)),
        *(("ACT II", 1), ("SCENE I", 2)),
    ]


def test_the_title_below_the_number_of_a_part_stands_beside_it_and_holds_the_chapters() -> None:
    text = flat("BOOK ONE", "THE LOCK", "Chapter 1", PROSE, "BOOK TWO", "THE BEND", "Chapter 2")
    heads = ("BOOK ONE", "THE LOCK", "Chapter 1", "BOOK TWO", "THE BEND", "Chapter 2")
    assert nesting(text, *heads) == list(zip(heads, (1, 1, 2, 1, 1, 2), strict=True))


def test_one_heading_in_capitals_among_many_is_an_abbreviation_and_stands_beside_them() -> None:
    heads = ("How to begin", "UNESCO", "Where to end")
    text = flat(*(line for head in heads for line in (head, PROSE)))
    assert nesting(text, *heads) == [(head, 1) for head in heads]


def test_columns_of_headings_that_stand_further_out_than_the_text_are_levels() -> None:
    body = textwrap.indent(textwrap.fill(PROSE, 60), " " * 7)
    text = (
        f"NAME\n{body}\n\nGATES\n   Upper gate\n{body}\n\n   Lower gate\n{body}\n\nFILES\n{body}\n"
    )
    outline = ["  " * (s.level - 1) + s.title for s in parse(text).outline]
    assert outline == ["NAME", "GATES", "  Upper gate", "  Lower gate", "FILES"]


def test_nothing_is_nested_where_nothing_is_sure() -> None:
    seen = around(
        flat("PART ONE", PROSE, "Chapter 1", PROSE, "PART TWO", PROSE, "Chapter 2", PROSE)
    )
    sure, unsure = dict.fromkeys((0, 2, 4, 6), 0.9), dict.fromkeys((0, 2, 4, 6), 0.3)
    assert nested(sure, seen) == [(0, 1), (2, 2), (4, 1), (6, 2)]
    assert nested(unsure, seen) == [(0, 1), (2, 1), (4, 1), (6, 1)]


def test_what_is_underlined_twice_holds_what_is_underlined_once() -> None:
    text = "\n\n".join(
        [
            "CONTENTS\n--------",
            PROSE,
            "OVERVIEW\n========",
            "Functions\n---------",
            PROSE,
            "USAGE\n=====",
            "Formats\n-------",
            PROSE,
        ]
    )
    found = [(section.title, section.level) for section in parse(text).outline]
    assert found[-4:] == [("OVERVIEW", 1), ("Functions", 2), ("USAGE", 1), ("Formats", 2)]


def test_few_titles_hold_the_many_in_capitals_between_them() -> None:
    heads = [
        *(("Of Trees.", 1), ("THE OAK.", 2), ("THE ASH.", 2), ("THE ELM.", 2)),
        *(("Of Birds.", 1), ("THE OWL.", 2), ("THE TERN.", 2)),
        *(("Of Fish.", 1), ("THE PIKE.", 2), ("THE TENCH.", 2)),
    ]
    text = flat(*(line for head, _ in heads for line in (head, PROSE)))
    assert nesting(text, *(head for head, _ in heads)) == heads


def test_titles_in_capitals_and_others_stand_side_by_side_in_named_chapters() -> None:
    capitals = ("THE LOCK", "THE WEIR", "THE BARGE", "THE MILL", "THE FORD", "THE INN", "THE QUAY")
    plain = ("Of Willows", "Of Reeds", "Of Alders")
    inner = [*capitals[:3], plain[0], *capitals[3:5], plain[1], *capitals[5:], plain[2]]
    heads = [("CHAPTER I.", 1), *((head, 2) for head in inner[:5])]
    heads += [("CHAPTER II.", 1), *((head, 2) for head in inner[5:])]
    text = flat(*(line for head, _ in heads for line in (head, PROSE)))
    assert nesting(text, *(head for head, _ in heads)) == heads


def test_what_stands_above_the_table_of_contents_holds_none_of_the_parts_it_lists() -> None:
    heads = [
        *(("JOHN KEEPER", 1), ("CONTENTS", 1), ("PART I", 1), ("PART II", 1)),
        *(("THE BALLAD OF THE LOCK", 1), ("PART I", 2), ("PART II", 2)),
    ]
    lines = [line for head, _ in heads for line in (head, PROSE)]
    assert nesting(flat(*lines), *(head for head, _ in heads)) == heads


def test_back_matter_stands_beside_stories_that_numbers_divide() -> None:
    stories = ("|||THE KEEPER OF THE LOCK", "|||THE BARGE AT THE BEND")
    blocks = [block for story in stories for block in (story, PROSE, "||I.", PROSE, "||II.", PROSE)]
    text = set_apart(*blocks, "|||ERRATA", PROSE)
    heads = ("THE KEEPER OF THE LOCK", "I.", "II.", "THE BARGE AT THE BEND", "ERRATA")
    assert nesting(text, *heads)[-2:] == [("II.", 2), ("ERRATA", 1)]


def test_a_division_begins_with_its_title_page_and_holds_the_numbers_that_begin_anew() -> None:
    chapters = [line for n in ("I.", "II.", "III.") for line in (f"{n} The Lock", PROSE * 4)]
    page = ("WORDS AND PHRASES.", "Second Edition", "Printed for the Keeper", "WORDS AND PHRASES.")
    words = [line for number in ("I.", "II.", "III.") for line in (number, PROSE * 4)]
    found = levels(*chapters, *page, *words)
    assert [line for line in found if "WORDS" in line] == ["WORDS AND PHRASES."]
    assert found[-4:] == ["WORDS AND PHRASES.", "  I.", "  II.", "  III."]


def test_a_part_whose_name_a_table_of_contents_repeats_begins_below_the_table() -> None:
    table = ("PART TWO", "CHAPTER I", "CHAPTER II")
    chapters = [line for n in ("I", "II", "III") for line in (f"CHAPTER {n}", PROSE * 4)]
    seen = around(flat("PART ONE", *chapters, *table, "PART TWO", "CHAPTER I", PROSE * 4))
    assert not seen.certain.parts


def test_the_parts_of_a_poem_set_in_italics_leave_the_chapters_around_it_as_they_are() -> None:
    heads = [
        *(("PART I", 1), ("CHAPTER I", 2), ("PART II", 1), ("CHAPTER II", 2)),
        *(("THE BALLAD OF THE LOCK", 3), ("_Part the First._", 4), ("_Part the Second._", 4)),
        *(("THE OLD WEIR", 3), ("CHAPTER III", 2), ("PART III", 1)),
    ]
    lines = [line for head, _ in heads for line in (head, PROSE)]
    assert nesting(flat(*lines), *(head for head, _ in heads)) == heads


def test_schedules_behind_the_last_part_of_a_statute_stand_beside_it() -> None:
    text = set_apart("PART I", PROSE, "PART II", PROSE, "SCHEDULE 1", PROSE, "SCHEDULE 2", PROSE)
    heads = ("PART I", "PART II", "SCHEDULE 1", "SCHEDULE 2")
    assert nesting(text, *heads) == [(head, 1) for head in heads]


def test_what_no_other_section_has_inside_the_last_one_has_not_either() -> None:
    numbered = ("1. Locks", "2. Weirs", "3. Keepers")
    blocks = [block for head in numbered for block in (head, PROSE)]
    heads = (*numbered, "How to ask for more")
    assert nesting(set_apart(*blocks, heads[-1], PROSE), *heads) == [(head, 1) for head in heads]


def test_a_heading_behind_the_last_section_is_inside_if_others_have_such_ones() -> None:
    heads = ("1. Locks", "Old locks", "2. Weirs", "3. Keepers", "Old keepers")
    text = set_apart(*[block for head in heads for block in (head, PROSE)])
    assert nesting(text, *heads)[-1] == ("Old keepers", 2)


def test_what_is_not_underlined_stands_below_what_is_where_that_heads_the_text() -> None:
    text = f"Locksim 2\n=========\n\nSince 1.9\n---------\n\nGates and Sluices\n\n{PROSE}\n\n"
    text += f"Known Bugs\n\n{PROSE}\n\nFixed since 1.9\n---------------\n\n{PROSE}\n"
    heads = ("Locksim 2", "Since 1.9", "Gates and Sluices", "Known Bugs", "Fixed since 1.9")
    assert nesting(text, *heads) == list(zip(heads, (1, 2, 3, 3, 2), strict=True))


def test_what_is_underlined_stands_below_a_title_that_is_not() -> None:
    text = f"LOCKSIM\n\n{PROSE}\n\nGates\n-----\n\n{PROSE}\n\nSluices\n-------\n\n{PROSE}\n"
    assert nesting(text, "LOCKSIM", "Gates", "Sluices") == [
        ("LOCKSIM", 1),
        ("Gates", 2),
        ("Sluices", 2),
    ]
