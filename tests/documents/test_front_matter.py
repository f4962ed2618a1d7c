from __future__ import annotations

import pytest

from reader.documents.formats.plain import parse

PROSE = {
    "Latin": "The river had risen in the night, and the men who kept the lock were at work. " * 3,
    "Chinese": "河水在夜里涨了上来，看守水闸的人已经开始干活，第一条驳船正绕过河湾。" * 3,
    "Arabic": "ارتفع ماء النهر في الليل، وكان حراس السد يعملون حين ظهر أول مركب عند المنعطف. " * 3,
}


@pytest.mark.parametrize(
    ("title", "byline", "date", "author", "day"),
    [
        ("Town Opens Bridge", "By Ann Lee", "May 4, 2020", "Ann Lee", "May 4, 2020"),
        (
            "Die neue Brücke",
            "Von Anna Lehr",
            "Montag, 4. Mai 2020",
            "Anna Lehr",
            "Montag, 4. Mai 2020",
        ),
        ("Die neue Brücke", "Text: Anna Lehr", "Stand: 4. März 2020", "Anna Lehr", "4. März 2020"),
        (
            "Le pont est ouvert",
            "Par Anne Leroy",
            "Publié le 1er août 2020",
            "Anne Leroy",
            "1er août 2020",
        ),
        (
            "El puente abre",
            "Por Ana de la Paz",
            "4 de mayo de 2020",
            "Ana de la Paz",
            "4 de mayo de 2020",
        ),
        (
            "Il ponte è aperto",
            "di Anna Leri",
            "lunedì 4 maggio 2020",
            "Anna Leri",
            "lunedì 4 maggio 2020",
        ),
        (
            "A ponte abriu",
            "Por Ana do Lago",
            "4 de março de 2020",
            "Ana do Lago",
            "4 de março de 2020",
        ),
        ("De brug is open", "Door Anna ter Lee", "4 maart 2020", "Anna ter Lee", "4 maart 2020"),
        ("Мост открыт", "Автор: Анна Лесная", "4 мая 2020 г.", "Анна Лесная", "4 мая 2020 г."),
        ("新桥通车了", "作者：李安", "发布时间：2020年5月4日", "李安", "2020年5月4日"),
        ("新しい橋が開通", "文＝森安子", "令和2年5月4日", "森安子", "令和2年5月4日"),
        ("새 다리가 열렸다", "글: 이안나", "2020년 5월 4일", "이안나", "2020년 5월 4일"),
        ("افتتاح الجسر الجديد", "بقلم: آمنة النهري", "٤ مايو ٢٠٢٠", "آمنة النهري", "٤ مايو ٢٠٢٠"),
    ],
)
def test_title_author_and_date_are_read_in_every_language(
    title: str, byline: str, date: str, author: str, day: str
) -> None:
    script = "Arabic" if title > "\u0600" else "Latin"
    script = "Chinese" if title > "\u2e80" else script
    metadata = parse("\n".join([title, byline, date, PROSE[script], PROSE[script]])).metadata
    assert (metadata.title, metadata.authors, metadata.date) == (title, (author,), day)


@pytest.mark.parametrize(
    "line",
    [
        "Marmalade 5, 2020",
        "Por la noche salió",
        "By and large it was dry",
        "作者认为这很好",
        "4 Maikäfer 2020",
    ],
)
def test_what_only_begins_like_one_is_neither_byline_nor_date(line: str) -> None:
    metadata = parse("\n".join(["Town Opens Bridge", line, PROSE["Latin"]])).metadata
    assert (metadata.authors, metadata.date) == ((), "")


@pytest.mark.parametrize(
    ("head", "title", "author", "day"),
    [
        ("The Canal\nby Anna Vos\n4 May 2020", "The Canal", "Anna Vos", "4 May 2020"),
        ("The Canal: A Talk\n\nDate: 4 May 2020", "The Canal: A Talk", "", "4 May 2020"),
        ("The Canal\n\nInterviewed by Ben Aker", "The Canal", "Ben Aker", ""),
        ("Place: y\nDate: 4 May 2020", "", "", "4 May 2020"),
    ],
)
def test_the_lines_above_the_first_heading_tell_title_author_and_date(
    head: str, title: str, author: str, day: str
) -> None:
    known = parse(
        f"{head}\n\n\nChapter 1\n\n{PROSE['Latin']}\n\nChapter 2\n\n{PROSE['Latin']}"
    ).metadata
    assert (known.title, known.authors, known.date) == (title, (author,) if author else (), day)


def test_a_signed_page_has_no_article_of_another_title_below_its_first_paragraph() -> None:
    words = "Our work rests on open communication at the lock"
    heads = ("Open communication", "Patience")
    lines = [line for head in heads for line in (head, PROSE["Latin"])]
    page = "\n".join(["What the lock taught us", "By Ann Lee", "May 4, 2020", f"{words}.", *lines])
    outline = parse(page).outline
    assert [(section.title, section.level) for section in outline[1:]] == [(h, 2) for h in heads]
