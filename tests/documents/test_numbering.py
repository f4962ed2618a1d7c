from __future__ import annotations

import pytest

from reader.documents.number_words import beginnings, cardinals, ordinals
from reader.documents.numbering import number_of, value_of

HEADINGS = {
    "English": [
        ("CHAPTER IV", "chapter", 4, ""),
        ("        CHAPTER V", "chapter", 5, ""),
        ("Chapter 12. The Lock", "chapter", 12, "The Lock"),
        ("CHAPTER L", "chapter", 50, ""),
        ("chapter one", "chapter", 1, ""),
        ("_Chapter Thirty-Nine_", "chapter", 39, ""),
        ("Chapter 7 — the barge", "chapter", 7, "the barge"),
        ("Part Two: Water", "part", 2, "Water"),
        ("PART C", "part", 3, ""),
        ("Part One, Chapter Two", "part", 1, "Chapter Two"),
        ("Book the Third", "book", 3, ""),
        ("BOOK TWENTY-FIRST", "book", 21, ""),
        ("The Second Part", "part", 2, ""),
        ("THE LAST CHAPTER", "chapter", 0, ""),
        ("2nd Book", "book", 2, ""),
        ("ACT I. SCENE II.", "act", 1, "SCENE II."),
        ("SCENE III. A bridge.", "scene", 3, "A bridge."),
        ("Vol. III", "vol", 3, ""),
        ("Letter No. 5", "letter", 5, ""),
        ("LECTURE VI.", "lecture", 6, ""),
        ("Section 2.1 Purpose", "section 2", 1, "Purpose"),
        ("Article 12a", "article", 12, ""),
        ("APPENDIX B", "appendix", 2, ""),
        ("Appendix C: Tables", "appendix", 3, "Tables"),
        ("CHAPTER Ⅳ", "chapter", 4, ""),
        ("Ｃｈａｐｔｅｒ　１２", "chapter", 12, ""),
    ],
    "German": [
        ("Kapitel 1", "kapitel", 1, ""),
        ("KAPITEL EINS", "kapitel", 1, ""),
        ("Erstes Kapitel", "kapitel", 1, ""),
        ("Einundzwanzigstes Kapitel. Am Wehr", "kapitel", 21, "Am Wehr"),
        ("3. Kapitel: Am Wehr", "kapitel", 3, "Am Wehr"),
        ("II. Teil", "teil", 2, ""),
        ("Zweiter Teil", "teil", 2, ""),
        ("Das dritte Buch", "buch", 3, ""),
        ("Erster Akt", "akt", 1, ""),
        ("ERSTE SZENE", "szene", 1, ""),
        ("Fünfter Auftritt", "auftritt", 5, ""),
        ("Letzter Gesang", "gesang", 0, ""),
        ("Erster Abschnitt: Allgemeines", "abschnitt", 1, "Allgemeines"),
        ("§ 12", "§", 12, ""),
        ("§ 12a Zweck", "§", 12, "Zweck"),
        ("§12 Zweck", "§", 12, "Zweck"),
        ("Art. 5", "art", 5, ""),
        ("Artikel 5 Freiheit", "artikel", 5, "Freiheit"),
        ("Absatz 2", "absatz", 2, ""),
        ("Anhang A", "anhang", 1, ""),
    ],
    "French": [
        ("CHAPITRE PREMIER", "chapitre", 1, ""),
        ("Chapitre Ier", "chapitre", 1, ""),
        ("Chapitre XII -- Le pont", "chapitre", 12, "Le pont"),
        ("Chapitre vingt et un", "chapitre", 21, ""),
        ("Chapitre dix-sept", "chapitre", 17, ""),
        ("PREMIÈRE PARTIE", "partie", 1, ""),
        ("PREMIERE PARTIE", "partie", 1, ""),
        ("PREMIÈRE PARTIE.--DEUXIÈME ÉDITION.", "partie", 1, "DEUXIÈME ÉDITION."),
        ("IIe partie", "partie", 2, ""),
        ("Ire partie", "partie", 1, ""),
        ("1re partie", "partie", 1, ""),
        ("Livre II", "livre", 2, ""),
        ("Acte III, scène 2", "acte", 3, "scène 2"),
        ("SCÈNE PREMIÈRE", "scene", 1, ""),
        ("Scène II.", "scene", 2, ""),
        ("Lettre XXIII", "lettre", 23, ""),
        ("Titre III : Du barrage", "titre", 3, "Du barrage"),
        ("Article 1er", "article", 1, ""),
    ],
    "Spanish": [
        ("CAPÍTULO PRIMERO", "capitulo", 1, ""),
        ("CAPITULO II", "capitulo", 2, ""),
        ("Capítulo veintitrés", "capitulo", 23, ""),
        ("Capítulo vigésimo primero", "capitulo", 21, ""),
        ("Primera parte", "parte", 1, ""),
        ("Jornada tercera", "jornada", 3, ""),
        ("Título II. De los lectores", "titulo", 2, "De los lectores"),
        ("Sección 4.ª", "seccion", 4, ""),
        ("Artículo 1.º Objeto", "articulo", 1, "Objeto"),
        ("Artículo 12 bis. Objeto", "articulo", 12, "Objeto"),
        ("Último acto", "acto", 0, ""),
    ],
    "Italian": [
        ("CAPITOLO PRIMO", "capitolo", 1, ""),
        ("Capitolo ventitreesimo", "capitolo", 23, ""),
        ("Capitolo ventotto", "capitolo", 28, ""),
        ("PARTE SECONDA", "parte", 2, ""),
        ("Atto terzo", "atto", 3, ""),
        ("SCENA I", "scena", 1, ""),
        ("Canto XXXIV", "canto", 34, ""),
        ("Canto decimo quarto", "canto", 14, ""),
        ("Giornata quarta", "giornata", 4, ""),
        ("Titolo IV", "titolo", 4, ""),
        ("Art. 3-bis", "art", 3, ""),
    ],
    "Portuguese": [
        ("CAPÍTULO PRIMEIRO", "capitulo", 1, ""),
        ("Capítulo décimo terceiro", "capitulo", 13, ""),
        ("Capítulo trinta e dois", "capitulo", 32, ""),
        ("Primeiro ato", "ato", 1, ""),
        ("Segunda parte", "parte", 2, ""),
        ("Cena V", "cena", 5, ""),
        ("Artigo 2.º", "artigo", 2, ""),
        ("Art. 5º Os sócios", "art", 5, "Os sócios"),
    ],
    "Dutch": [
        ("HOOFDSTUK I", "hoofdstuk", 1, ""),
        ("Hoofdstuk twaalf", "hoofdstuk", 12, ""),
        ("Eerste bedrijf", "bedrijf", 1, ""),
        ("Het derde hoofdstuk", "hoofdstuk", 3, ""),
        ("Drieëntwintigste hoofdstuk", "hoofdstuk", 23, ""),
        ("2e deel", "deel", 2, ""),
        ("Boek 2", "boek", 2, ""),
        ("Artikel 3", "artikel", 3, ""),
    ],
    "Russian": [
        ("ГЛАВА ПЕРВАЯ", "глава", 1, ""),
        ("Глава XII. Мост", "глава", 12, "Мост"),
        ("Глава двадцать первая", "глава", 21, ""),
        ("Глава четвертая", "глава", 4, ""),
        ("Часть вторая", "часть", 2, ""),
        ("Первая часть", "часть", 1, ""),
        ("1-я часть", "часть", 1, ""),
        ("Часть 2-я", "часть", 2, ""),
        ("ДЕЙСТВИЕ ТРЕТЬЕ", "действие", 3, ""),
        ("ЯВЛЕНИЕ IV", "явление", 4, ""),
        ("Том 1", "том", 1, ""),
        ("КНИГА СЕДЬМАЯ", "книга", 7, ""),
        ("Раздел I. Общие положения", "раздел", 1, "Общие положения"),
        ("Статья 15. Право", "статья", 15, "Право"),
        ("Письмо № 3", "письмо", 3, ""),
        ("Приложение Б", "приложение", 2, ""),
    ],
    "Chinese": [
        ("第三章 驳船", "章", 3, "驳船"),
        ("第三章驳船", "章", 3, "驳船"),
        ("第12回", "回", 12, ""),
        ("第十二回　渡口", "回", 12, "渡口"),
        ("第一百二十回", "回", 120, ""),
        ("第二十三節", "節", 23, ""),
        ("第 一 卷", "卷", 1, ""),
        ("第一部分 总则", "部分", 1, "总则"),
        ("第二篇", "篇", 2, ""),
        ("第三編", "編", 3, ""),
        ("第五条　目的", "条", 5, "目的"),
        ("其二", "其", 2, ""),
        ("上篇", "篇", 1, ""),
        ("一、从告示到倡议", "ideographic title", 1, "从告示到倡议"),
        ("十二、以后的打算", "ideographic title", 12, "以后的打算"),
        ("（三）谁来看店", "ideographic in brackets", 3, "谁来看店"),
        ("1、谁来看店", "decimal 1", 1, "谁来看店"),
    ],
    "Japanese": [
        ("第１章　古い鍵", "章", 1, "古い鍵"),
        ("第百二話", "話", 102, ""),
        ("第三幕", "幕", 3, ""),
        ("序章", "章", 0, ""),
        ("終章　帳面", "章", 0, "帳面"),
        ("その一", "其", 1, ""),
        ("二十三", "ideographic", 23, ""),
        ("一　はじめに", "ideographic title", 1, "はじめに"),
        ("１．はじめに", "decimal 1", 1, "はじめに"),
        ("２．１　方法", "decimal 2", 1, "方法"),
        ("Ⅲ．方法", "roman title", 3, "方法"),
    ],
    "Korean": [
        ("제1장 열쇠", "장", 1, "열쇠"),
        ("제 12 장", "장", 12, ""),
        ("제이십삼장", "장", 23, ""),
        ("제2조(목적)", "조", 2, "(목적)"),
        ("제2조의2", "조", 2, ""),
        ("제1부", "부", 1, ""),
        ("1장", "장", 1, ""),
        ("2막", "막", 2, ""),
    ],
    "Arabic": [
        ("الفصل الأول", "الفصل", 1, ""),
        ("الفصل الاول", "الفصل", 1, ""),
        ("الفَصْلُ الأَوَّلُ", "الفصل", 1, ""),
        ("الفصل الحادي عشر", "الفصل", 11, ""),
        ("الفصل الخامس والعشرون", "الفصل", 25, ""),
        ("الباب الثاني: الموازين", "الباب", 2, "الموازين"),
        ("الجزء ٣", "الجزء", 3, ""),
        ("المادة ١٢", "المادة", 12, ""),
        ("المادة الأولى", "المادة", 1, ""),
        ("مادة (٥)", "مادة", 5, ""),
        ("المشهد الثالث", "المشهد", 3, ""),
    ],
    "no language": [
        ("2.1 Method", "decimal 2", 1, "Method"),
        ("2.1.3 Method", "decimal 3", 3, "Method"),
        ("3. Results", "decimal 1", 3, "Results"),
        ("A.2 Proofs", "decimal 2", 2, "Proofs"),
        ("II.3 Proofs", "decimal 2", 3, "Proofs"),
        ("IX. The Barge", "roman title", 9, "The Barge"),
        ("IV.—The Barge", "roman title", 4, "The Barge"),
        ("II The Road", "roman title", 2, "The Road"),
        ("C. The Road", "lettered", 3, "The Road"),
        ("Б. Мост", "lettered", 2, "Мост"),
        ("XIV", "roman", 14, ""),
        ("_XIV._", "roman", 14, ""),
        ("_XIV. The Barge", "roman title", 14, "The Barge"),
        ("        XIV", "roman", 14, ""),
        ("[7]", "digits", 7, ""),
        ("— 3 —", "digits", 3, ""),
    ],
}


@pytest.mark.parametrize(
    ("line", "kind", "value", "rest"),
    [
        pytest.param(*heading, id=f"{language}: {heading[0]}")
        for language, headings in HEADINGS.items()
        for heading in headings
    ],
)
def test_the_number_of_a_heading_is_read(line: str, kind: str, value: int, rest: str) -> None:
    number = number_of(line)
    assert number is not None
    assert (number.kind, number.value, number.rest) == (kind, value, rest)


@pytest.mark.parametrize(
    "line",
    [
        "Part of the bridge had gone",
        "Chapter two tells of the barge",
        "Section a man would build",
        "Section mix",
        "Act now",
        "Book a table",
        "Book A Table",
        "The first chapter was short",
        "Second thoughts",
        "First Night-Watch",
        "first day, and told me so",
        "last night. I thought of the lock",
        "night. I'm not a doctor",
        "I went to the lock",
        "I Went to the Lock",
        "mix",
        "In 1871 the lock was built",
        "1871 was dry",
        "(a) the keeper",
        "(1) The keeper",
        "a) the keeper",
        "DI RAI",
        "Kapitel für Kapitel las er weiter",
        "Teil um Teil trug die Strömung den Zaun davon",
        "Erster Mann",
        "Zweiter Teil der Wahrheit war, dass er fror",
        "§ 1 bleibt unberührt.",
        "§ 1 Abs. 2 bleibt unberührt.",
        "1 000 personnes",
        "Livre après livre, il vendait",
        "Parte de la noche",
        "PARTE DI ROMA",
        "Parte da vila desceu",
        "Deel van het ruim was leeg",
        "Часть людей ушла",
        "Глава семьи молчал",
        "第一次见面",
        "第一章讲的是渡口。",
        "第一章を読んだ",
        "第一条　为了让花园里的人都过得好，制定本办法。",
        "一个人",
        "一九四九年",
        "三、二、一，走！他们一齐喊道：",
        "1949年",
        "3年前のこと",
        "제1장도 읽지 않았다",
        "제1조(목적) 이 규정은 공원의 사용에 필요한 사항을 정함을 목적으로 한다.",
        "الفصل بين الناس",
        "الجزء الثاني من الرواية أفضل من الأول.",
        "",
        " ",
        "***",
        "    2. an item of a list",
        "    A. Nother Author",
    ],
)
def test_sentences_have_no_number(line: str) -> None:
    assert number_of(line) is None


@pytest.mark.parametrize(
    "lines",
    [
        ["Volume I", "Book II", "Part 3", "Chapter 4", "Section 5", "Article 6"],
        ["Zweites Buch", "Dritter Teil", "1. Kapitel", "Zweiter Abschnitt", "§ 3", "Absatz 4"],
        ["Tome II", "Livre premier", "Titre II", "Chapitre III", "Section 4", "Article 5"],
        ["ACTE PREMIER", "SCÈNE II"],
        ["Том второй", "Часть первая", "Раздел I", "Глава 3", "Статья 4"],
        ["第二卷", "第一部", "第三章", "第四节", "一、渡口", "（二）渡船"],
        ["第一編", "第二章", "第三節", "第四款", "第五条"],
        ["제1편", "제2장", "제3절", "제4조"],
        ["제1막", "제2장"],
        ["الجزء الأول", "الباب الثاني", "الفصل الثالث", "المادة ٤"],
        ["PART I", "XII. The Barge", "2. The Lock", "2.1 The Pole"],
    ],
)
def test_divisions_rank_below_those_that_hold_them(lines: list[str]) -> None:
    ranks = [number.rank for line in lines if (number := number_of(line))]
    assert len(ranks) == len(lines)
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize(
    "lines",
    [
        ["CHAPTER I", "Chapter 2", "Chapter the Third", "Chapter Four: Home"],
        ["Erstes Kapitel", "KAPITEL II", "3. Kapitel", "Viertes Kapitel. Daheim"],
        ["CAPÍTULO I", "CAPITULO II", "Capítulo 3", "Capítulo cuarto"],
        ["第一章", "第2章", "第３章", "第四章 回家"],
    ],
)
def test_one_division_is_one_kind_however_it_is_counted(lines: list[str]) -> None:
    numbers = [number for line in lines if (number := number_of(line))]
    assert len({(number.kind, number.rank, number.named) for number in numbers}) == 1
    assert [number.value for number in numbers] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("MCMXCIV", 1994),
        ("xl", 40),
        ("12", 12),
        ("١٢", 12),
        ("Ⅶ", 7),
        ("seven", 7),
        ("twenty-one", 21),
        ("siebenunddreißigster", 37),
        ("vingt-deuxième", 22),
        ("quarante et un", 41),
        ("treinta y nueve", 39),
        ("trigésima segunda", 32),
        ("trentotto", 38),
        ("quadragésimo", 40),
        ("eenendertig", 31),
        ("тридцать девятое", 39),
        ("التاسع والثلاثون", 39),
        ("十二", 12),
        ("二十三", 23),
        ("百二", 102),
        ("一〇二", 102),
        ("廿一", 21),
        ("이십삼", 23),
        ("last", 0),
        ("", 0),
    ],
)
def test_numerals_have_values(numeral: str, value: int) -> None:
    assert value_of(numeral) == value


def test_every_language_counts_to_forty_without_a_gap() -> None:
    first_and_fortieth = [
        ("first", "fortieth"),
        ("erstes", "vierzigstes"),
        ("premier", "quarantième"),
        ("primera", "cuadragésima"),
        ("prima", "quarantesima"),
        ("primeira", "quadragésima"),
        ("eerste", "veertigste"),
        ("первая", "сороковая"),
        ("الأول", "الأربعون"),
    ]
    for first, fortieth in first_and_fortieth:
        assert (ordinals()[first], ordinals()[fortieth]) == (1, 40)
    assert set(range(1, 41)) <= set(ordinals().values())
    assert {phrase[:3] for phrase in ordinals()} <= beginnings()
    assert set(range(1, 41)) <= set(cardinals().values())
