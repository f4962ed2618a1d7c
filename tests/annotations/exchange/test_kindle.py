"""Kindle's My Clippings.txt: what is in it, whatever the language, the age and the accidents."""

from __future__ import annotations

import pytest

from reader.annotations.annotation import Annotation, Kind, Style
from reader.annotations.exchange import kindle
from reader.annotations.exchange.incoming import Imported, Incoming
from reader.annotations.exchange.kindle_words import Where, kind_of, where_of
from reader.errors import ReaderError

BOOK = "The Book (Writer, Ann)"
ADDED = "Added on Tuesday, August 17, 2021 5:53:38 AM"


pytestmark = pytest.mark.usefixtures("utc")


def record(
    text: str, where: str = "Location 100-105", kind: str = "Highlight", added: str = ADDED
) -> str:
    return f"{BOOK}\r\n- Your {kind} on {where} | {added}\r\n\r\n{text}\r\n==========\r\n"


def at(minute: int) -> str:
    return f"Added on Tuesday, August 17, 2021 5:{minute:02}:00 AM"


def read(*records: str) -> Imported:
    return kindle.read("".join(records).encode(), "My Clippings.txt")


def only(*records: str) -> Incoming:
    (one,) = read(*records).incoming
    return one


def came(annotation: Annotation) -> dict[str, object]:
    found = annotation.extra["from"]
    assert isinstance(found, dict)
    return found


def test_a_highlight_has_its_book_its_words_and_its_time() -> None:
    one = only(record("It was the best of times.", "page 5 | Location 100-105"))
    assert (one.work.title, one.work.authors) == ("The Book", ("Ann Writer",))
    assert one.annotation.target.exact == "It was the best of times."
    assert one.annotation.kind is Kind.HIGHLIGHT
    assert one.annotation.created == "2021-08-17T05:53:38.000Z"
    assert one.line == 1
    assert (came(one.annotation)["page"], came(one.annotation)["location"]) == ("5", "100-105")


def test_a_time_without_a_zone_is_meant_in_that_of_the_computer(tokyo: None) -> None:
    assert only(record("Words.")).annotation.created == "2021-08-16T20:53:38.000Z"


def test_a_byte_order_mark_may_stand_at_every_record() -> None:
    imported = read("\ufeff" + record("One.", "Location 1-2"), "\ufeff" + record("Two."))
    assert {one.work.title for one in imported.incoming} == {"The Book"}
    assert len(imported.incoming) == 2


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r\r\n", "\r"])
def test_lines_may_end_in_any_way(end: str) -> None:
    one = only(record("First line.\r\nSecond line.").replace("\r\n", end))
    assert one.annotation.target.exact == "First line.\nSecond line."


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    imported = read((record("One.", "Location 1-2") + record("Two.")).replace("\r\n", "\r\r\n"))
    assert [one.line for one in imported.incoming] == [1, 6]


@pytest.mark.parametrize(
    ("meta", "kind", "where", "created"),
    [
        (
            "- Highlight Loc. 4536-37  | Added on Tuesday, August 21, 2012, 09:32 PM",
            "highlight", Where("", 4536, 4537), "2012-08-21T21:32:00.000Z",
        ),
        (
            "- Note on Page 11 | Added on Monday, 3 December 12 19:55:21 Greenwich Mean Time",
            "note", Where("11"), "2012-12-03T19:55:21.000Z",
        ),
        (
            "- Highlight Loc. 965-66  | Added on Monday, 3 December 12 21:33:43 GMT+00:59",
            "highlight", Where("", 965, 966), "2012-12-03T20:34:43.000Z",
        ),
        (
            "- Your Underline on Location 7 | Added on Tuesday, September 1, 2026 9:04:11\u202fPM",
            "underline", Where("", 7, 7), "2026-09-01T21:04:11.000Z",
        ),
        (
            "- Ihre Markierung auf Seite 10 | Position 149-150 | "
            "Hinzugefügt am Mittwoch, 13. November 2019 um 19:08:59 Uhr",
            "highlight", Where("10", 149, 150), "2019-11-13T19:08:59.000Z",
        ),
        (
            "- Dein Lesezeichen bei Position 400 | "
            "Hinzugefügt am Sunday, August 30, 2026 10:05:00 AM",
            "bookmark", Where("", 400, 400), "2026-08-30T10:05:00.000Z",
        ),
        (
            "- La subrayado en la página 197 | posición 2031-2035 | "
            "Añadido el sábado, 12 de octubre de 2019 0:37:31",
            "highlight", Where("197", 2031, 2035), "2019-10-12T00:37:31.000Z",
        ),
        (
            "- El marcador en la posición 3 | Añadido el lunes, 1 de enero de 2024 11:00:00",
            "bookmark", Where("", 3, 3), "2024-01-01T11:00:00.000Z",
        ),
        (
            "- Votre surlignement sur la page 200 | emplacement 3054-3056 | "
            "Ajouté le mercredi 16 août 2017 02:14:10",
            "highlight", Where("200", 3054, 3056), "2017-08-16T02:14:10.000Z",
        ),
        (
            "-  La tua nota alla posizione 412 | Aggiunto in data lunedì 8 marzo 2021 22:52:57",
            "note", Where("", 412, 412), "2021-03-08T22:52:57.000Z",
        ),
        (
            "- Seu destaque na página xiv | posição 7-9 | "
            "Adicionado: sexta-feira, 29 de novembro de 2019 18:00:13",
            "highlight", Where("xiv", 7, 9), "2019-11-29T18:00:13.000Z",
        ),
        (
            "- Je highlight op pagina 1 t/m 10 | locatie 55 t/m 88 | "
            "Toegevoegd op maandag 30 september 2019 18:00:39",
            "highlight", Where("1-10", 55, 88), "2019-09-30T18:00:39.000Z",
        ),
        (
            "– Ваша заметка на странице 6 | Место 53–55 | "
            "Добавлено: воскресенье, 3 марта 2024 г. в 18:48:36",
            "note", Where("6", 53, 55), "2024-03-03T18:48:36.000Z",
        ),
        (
            "- 您在第 22 页（位置 #290-291）的标注 | 添加于 2016年4月4日星期一 下午8:33:27",
            "highlight", Where("22", 290, 291), "2016-04-04T20:33:27.000Z",
        ),
        (
            "- 我的笔记 位置 #465 | 添加于2013年12月24日星期二 上午12:10:24",
            "note", Where("", 465, 465), "2013-12-24T00:10:24.000Z",
        ),
        (
            "- 位置No. 38-39のハイライト |作成日: 2017年8月28日月曜日 17:51:55",
            "highlight", Where("", 38, 39), "2017-08-28T17:51:55.000Z",
        ),
        (
            "- 12ページ|位置No. 77のメモ |作成日: 2017年8月28日月曜日 17:51:55",
            "note", Where("12", 77, 77), "2017-08-28T17:51:55.000Z",
        ),
        (
            "- 56페이지의 하이라이트 | 위치 1234-1240 | 추가됨: 2020년 3월 5일 목요일 오후 3:04:05",
            "highlight", Where("56", 1234, 1240), "2020-03-05T15:04:05.000Z",
        ),
        (
            "- Twoje podkreślenie na stronie 7 | lokalizacja 90-91 | "
            "Dodano: niedziela, 5 stycznia 2020 10:11:12",
            "highlight", Where("7", 90, 91), "2020-01-05T10:11:12.000Z",
        ),
    ],
)  # fmt: skip
def test_the_line_above_a_clipping_is_understood_in_many_languages(
    meta: str, kind: str, where: Where, created: str
) -> None:
    said = meta.rpartition("|")[0]
    assert (kind_of(said), where_of(said)) == (kind, where)
    (one,) = kindle.read(f"Title\n{meta}\n\nwords\n==========\n".encode()).incoming
    assert one.annotation.created == created


def test_a_language_that_nobody_knows_is_understood_by_its_shape() -> None:
    def foreign(word: str, where: str, text: str) -> str:
        return f"Liber\n- {word} {where} | Additum 2020-01-02 03:04:05\n\n{text}\n==========\n"

    imported = read(
        foreign("Signatum tuum loco", "10-12", "Verba signata."),
        foreign("Commentum tuum loco", "12", "Sententia mea."),
        foreign("Sigillum tuum loco", "20", ""),
    )
    marked, bookmark = imported.incoming
    assert marked.annotation.target.exact == "Verba signata."
    assert marked.annotation.note == "Sententia mea."
    assert bookmark.annotation.kind is Kind.BOOKMARK
    assert marked.annotation.created == "2020-01-02T03:04:05.000Z"


def test_a_note_goes_to_the_highlight_around_it_though_it_comes_first() -> None:
    one = only(
        record("My thought.", "Location 105", "Note", at(2)),
        record("The passage.", "Location 100-105", "Highlight", at(1)),
    )
    assert (one.annotation.target.exact, one.annotation.note) == ("The passage.", "My thought.")
    assert one.annotation.kind is Kind.HIGHLIGHT
    assert one.annotation.modified == "2021-08-17T05:02:00.000Z"


def test_of_two_highlights_around_a_note_it_goes_to_the_one_made_just_before() -> None:
    first, second = read(
        record("First words here.", "Location 100-105", "Highlight", at(1)),
        record("Other words there.", "Location 104-109", "Highlight", at(30)),
        record("Thought.", "Location 105", "Note", at(31)),
    ).incoming
    assert (first.annotation.note, second.annotation.note) == ("", "Thought.")


def test_two_notes_at_one_highlight_are_both_kept_and_a_longer_one_stands_for_its_beginning() -> (
    None
):
    one = only(
        record("The passage."),
        record("Hollow 1", "Location 105", "Note", at(1)),
        record("Hollow", "Location 105", "Note", at(2)),
        record("Another", "Location 105", "Note", at(3)),
    )
    assert one.annotation.note == "Hollow 1\n\nAnother"
    assert len(came(one.annotation)["notes"]) == 3  # type: ignore[arg-type]


def test_a_note_without_a_highlight_is_kept_by_itself() -> None:
    one = only(record("Just a thought.", "Location 7", "Note"))
    assert (one.annotation.kind, one.annotation.note) == (Kind.NOTE, "Just a thought.")
    assert one.annotation.target.exact == ""


def test_a_note_on_a_page_goes_to_a_highlight_there_only_if_it_was_written_soon_after() -> None:
    soon = only(
        record("The passage.", "page 5", "Highlight", at(1)),
        record("Note.", "page 5", "Note", at(3)),
    )
    assert soon.annotation.note == "Note."
    later = record("Note.", "page 5", "Note", "Added on Friday, August 20, 2021 5:53:38 AM")
    assert len(read(record("The passage.", "page 5"), later).incoming) == 2


def test_a_corrected_highlight_is_one_and_keeps_what_it_was_before() -> None:
    one = only(
        record("The whole sentence", "Location 100-104", "Highlight", at(1)),
        record("The whole sentence is here.", "Location 100-105", "Highlight", at(2)),
    )
    assert one.annotation.target.exact == "The whole sentence is here."
    (before,) = came(one.annotation)["before"]  # type: ignore[misc]
    assert before["text"] == "The whole sentence"


def test_a_word_inside_a_highlighted_sentence_is_a_highlight_of_its_own() -> None:
    imported = read(record("The whole sentence is here."), record("sentence", "Location 102-102"))
    assert len(imported.incoming) == 2


def test_half_a_word_is_no_beginning_of_the_same_highlight() -> None:
    assert len(read(record("Chapter 1"), record("Chapter 10 begins")).incoming) == 2
    assert len(read(record("人生是如同"), record("人生是如同戏剧")).incoming) == 1


def test_the_same_record_twice_is_one_and_the_same_words_elsewhere_are_another() -> None:
    assert len(read(record("Words."), record("Words.")).incoming) == 1
    assert len(read(record("Words."), record("Words.", "Location 500-501")).incoming) == 2


def test_what_is_added_to_the_file_later_leaves_the_ids_as_they_were() -> None:
    first = only(record("The whole sentence", "Location 100-104", "Highlight", at(1)))
    later = only(
        record("The whole sentence", "Location 100-104", "Highlight", at(1)),
        record("The whole sentence is here.", "Location 100-105", "Highlight", at(2)),
        record("Thought.", "Location 105", "Note", at(3)),
    )
    assert later.annotation.id == first.annotation.id
    assert later.annotation.note == "Thought."


def test_the_notice_of_a_limit_is_no_part_of_the_quote_and_is_told() -> None:
    notice = "<You have reached the clipping limit for this item>"
    cut, none = (record(f"The first words {notice}"), record(f" {notice}", "Location 900-910"))
    imported = read(cut, none)
    assert imported.incoming[0].annotation.target.exact == "The first words"
    assert imported.incoming[1].annotation.kind is Kind.BOOKMARK
    assert [problem.what for problem in imported.problems] == [f"not whole: {notice[1:-1]}"] * 2


def test_a_line_of_markup_at_the_end_of_a_quote_is_no_notice() -> None:
    for text in ('Write <a href="x">', "a list<unsigned long>"):
        assert only(record(text)).annotation.target.exact == text


def test_a_highlight_of_a_picture_keeps_its_place_and_is_told() -> None:
    imported = read(record(""))
    assert imported.incoming[0].annotation.kind is Kind.BOOKMARK
    assert imported.problems[0].what == "a highlight without text: it may be a picture"


def test_underlines_keep_their_style() -> None:
    assert only(record("Words.", kind="Underline")).annotation.style is Style.UNDERLINE


def test_separators_may_be_missing_lead_or_be_short_inside_a_text() -> None:
    text = (record("One.", "Location 1-2") + record("Two.\r\n=======")).replace(
        "==========\r\n", "\r\n"
    )
    one, two = read("==========\r\n", text).incoming
    assert (one.annotation.target.exact, two.annotation.target.exact) == ("One.", "Two.\n=======")


def test_a_damaged_record_is_told_with_its_line_and_stops_nothing() -> None:
    imported = read(
        record("One.", "Location 1-2"), "Half a record\r\n==========\r\n", record("Two.")
    )
    assert len(imported.incoming) == 2
    (problem,) = imported.problems
    assert (problem.line, problem.record) == (6, "Half a record")


@pytest.mark.parametrize(
    ("line", "title", "authors"),
    [
        ("Gödel, Escher, Bach (A Braid) (Hofstadter, Douglas)", "Gödel, Escher, Bach (A Braid)",
         ("Douglas Hofstadter",)),
        ("飘（上下） (外国文学) ((美)米切尔)", "飘（上下） (外国文学)", ("(美)米切尔",)),
        ("Sideloaded (no author here)  ", "Sideloaded (no author here)", ()),
        ("Two People (Ann Lee;Bo Yu)", "Two People", ("Ann Lee", "Bo Yu")),
        ("Guide to Investing - Taylor Larimore.pdf", "Guide to Investing", ("Taylor Larimore",)),
        ("War - and peace", "War - and peace", ()),
    ],
)  # fmt: skip
def test_titles_and_authors_stand_on_one_line(
    line: str, title: str, authors: tuple[str, ...]
) -> None:
    one = only(record("Words.").replace(BOOK, line))
    assert (one.work.title, one.work.authors) == (title, authors)


def test_what_koreader_writes_in_this_format_is_read() -> None:
    added = "Added on Friday, January 02, 2026 03:04:05 PM"
    one = only(
        f"Book\n- Your highlight on page 7 | {added}\n\nWords.\n==========\n"
        f"Book\n- Your note on page 7 | {added}\n\nThought.\n==========\n"
    )
    assert (one.annotation.target.exact, one.annotation.note) == ("Words.", "Thought.")
    assert one.annotation.created == "2026-01-02T15:04:05.000Z"


def test_a_file_is_known_by_its_bytes() -> None:
    assert kindle.looks(record("Words.").encode(), "notes.txt")
    assert not kindle.looks(b"A list\n- one | two\n- three\n", "notes.txt")
    assert not kindle.looks(b"", "My Clippings.txt")


def test_a_file_without_any_record_is_refused_in_one_line() -> None:
    with pytest.raises(ReaderError, match=r"^empty\.txt holds no Kindle clippings$"):
        kindle.read(b"\n\n", "empty.txt")
