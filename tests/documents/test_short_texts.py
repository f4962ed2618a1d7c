"""What is found in texts of a page or two, where little repeats."""

from __future__ import annotations

from collections.abc import Callable

from reader.documents.document import Document
from reader.documents.formats.plain import parse
from reader.documents.headings import choose
from reader.documents.layout import layout_of

from .tiny import around

Titles = Callable[[Document], list[str]]

LIGHTHOUSE = """\
灯塔

目录

序
第一章 海边
第二章 来信
后记

序

这本书写了七年。七年里我搬了四次家，每一次都把稿子放在最上面的箱子里。

第一章 海边

灯塔在镇子的东头，离最后一户人家还有三里路。守塔的老人姓陈，没有人知道他的名字。

“你来做什么？”他问。

第二章 来信

信是八月到的，信封上没有写寄信人。里面只有一张照片：一个年轻人站在灯塔下面，背后是海。

照片背面写着：一九六二年，东头。

后记

老人去年冬天走了。灯塔现在是自动的。
"""


def test_a_short_chinese_book_has_its_chapters_below_its_contents(outline_of: Titles) -> None:
    found = [title.strip() for title in outline_of(parse(LIGHTHOUSE))]
    assert found[-4:] == ["序", "第一章 海边", "第二章 来信", "后记"]


def test_a_table_of_contents_that_leads_somewhere_has_a_heading(outline_of: Titles) -> None:
    assert "目录" in [title.strip() for title in outline_of(parse(LIGHTHOUSE))]


def test_chinese_paragraphs_of_one_line_are_not_broken_at_a_width() -> None:
    assert not layout_of(LIGHTHOUSE).wrapped


PROSE = """\
The river had risen in the night, and the men who kept the lock were
already at work when the first barge came round the bend with its lamps
still burning in the grey of the morning."""


def test_a_numbered_title_that_ends_with_a_stop_is_no_item_of_a_list(outline_of: Titles) -> None:
    titles = ["0. Definitions.", "1. Source Code.", "2. Use with the Other Licence."]
    text = "\n\n".join(f"  {title}\n\n  {PROSE}\n\n  {PROSE}" for title in titles)
    assert outline_of(parse(text)) == titles


def test_items_of_a_list_stay_items_though_each_is_a_word() -> None:
    text = f"{PROSE}\n\n  1. Rope.\n\n  2. Lamps.\n\n  3. Anchors.\n\n{PROSE}"
    assert [block.kind.value for block in parse(text).blocks].count("item") == 3


def test_the_likeliest_of_what_is_unlikely_is_no_section() -> None:
    seen = around(f"{PROSE}\n\nI put my ear to the tiles. It was neither.\n\n{PROSE}\n")
    assert choose({1: 0.12}, seen) == []


def test_a_title_below_its_number_that_the_contents_list_is_found(outline_of: Titles) -> None:
    listed = "PART ONE: THE TOWN\n\n  I. In which a Lamp goes out\n\n  II. The Doctor's Visit"
    chapters = [
        f"PART ONE\n\nTHE TOWN\n\n\n\nCHAPTER I.\n\nIn which a Lamp goes out\n\n{PROSE}\n\n{PROSE}",
        f"CHAPTER II.\n\nThe Doctor's Visit\n\n{PROSE}\n\n{PROSE}",
    ]
    text = "\n\n\n\n".join(["THE LAMPLIGHTER'S SON", f"CONTENTS\n\n{listed}", *chapters])
    found = [title.strip() for title in outline_of(parse(text))]
    assert {"THE TOWN", "In which a Lamp goes out", "The Doctor's Visit"} <= set(found)


def test_a_line_right_below_the_number_of_a_chapter_is_its_title() -> None:
    flat = PROSE.replace("\n", " ")
    seen = around(f"Road\n\nChapter 1\nThe Lock\n\n{flat}\n\nChapter 2\n\nThe Barge\n\n{flat}\n")
    scores = {i: 0.9 if i in seen.numbers else 0.01 for i in seen.candidates}
    chosen = [seen.parts[index].text for index in choose(scores, seen)]
    assert chosen == ["Chapter 1", "The Lock", "Chapter 2"]
