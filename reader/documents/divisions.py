"""What the divisions of books, plays and statutes are called, and which of them hold which."""

from __future__ import annotations

from typing import NamedTuple

from reader.documents.number_words import unaccented


class Number(NamedTuple):
    """The number that a line begins with.

    ``kind`` is the same for numbers that count the same thing ("chapter", "decimal 2", "roman");
    ``value`` is 0 where it is not known ("last chapter"); ``rank`` says how far out the division
    stands, 1 for a volume; ``rest`` is what follows the number; ``named`` tells that a word such
    as "chapter" stands with it.
    """

    kind: str
    value: int
    rank: int
    rest: str
    named: bool = False


# How far out each kind of division stands; those of the same rank never hold one another. One
# row a language: English and others that share its words, German, French, Spanish, Portuguese,
# Italian, Dutch, Russian, Arabic.
_VOLUME, _BOOK, _PART, _TITLE, CHAPTER_RANK, _SECTION, ARTICLE_RANK, _CLAUSE = range(1, 9)
_DIVISIONS = (
    (_VOLUME, "volume vol tome tomo volumen band том المجلد مجلد"),
    (_BOOK, "book bk buch livre libro livro boek книга الكتاب كتاب"),
    (_PART, "part pt teil partie parte deel часть الجزء جزء القسم قسم"),
    (_PART, "act akt aufzug acte acto ato atto bedrijf действие jornada giornata journée"),
    (_TITLE, "title titel titre título titolo раздел الباب باب"),
    (CHAPTER_RANK, "chapter chap ch kapitel kap chapitre capítulo capitolo capo cap hoofdstuk"),
    (CHAPTER_RANK, "глава الفصل فصل rozdział kapitola kapittel luku fejezet розділ κεφάλαιο"),
    (CHAPTER_RANK, "canto chant gesang cântico zang песнь letter brief lettre carta lettera"),
    (CHAPTER_RANK, "письмо الرسالة lecture lesson lektion vorlesung leçon lección lição lezione"),
    (CHAPTER_RANK, "лекция урок الدرس المحاضرة stave epoch essay unit module unidad módulo"),
    (CHAPTER_RANK, "night nacht nuit noche noite notte ночь الليلة day tag jour día dia giorno"),
    (CHAPTER_RANK, "dag день اليوم tale novella fable sonnet psalm ode adventure abenteuer"),
    (CHAPTER_RANK, "aventure aventura episode episodio bild tableau cuadro quadro картина"),
    (CHAPTER_RANK, "appendix annex exhibit schedule anhang anlage annexe apéndice apêndice anexo"),
    (CHAPTER_RANK, "appendice allegato bijlage приложение الملحق ملحق"),
    (CHAPTER_RANK, "week woche semaine semana settimana неделя tema thema topic session sitzung"),
    (CHAPTER_RANK, "séance sesión sessione sessão"),
    (_SECTION, "section sect sec abschnitt sección seção secção sezione sectie afdeling"),
    (_SECTION, "подраздел المبحث مبحث"),
    (_SECTION, "scene szene auftritt scène escena cena scena toneel tooneel сцена явление"),
    (_SECTION, "المشهد مشهد"),
    (ARTICLE_RANK, "article art artikel artículo artigo articolo статья المادة مادة المطلب"),
    (ARTICLE_RANK, "paragraphe párrafo parágrafo paragrafo paragraaf параграф"),
    (ARTICLE_RANK, "clause cláusula clausola rule regel step schritt étape paso passo stap шаг"),
    (
        ARTICLE_RANK,
        "item top tagesordnungspunkt agendapunt version release versión versione versão",
    ),
    (ARTICLE_RANK, "versie версия"),
    (_CLAUSE, "absatz alinéa الفرع البند"),
)

# The kind of a division and its rank, by its name with and without accents.
DIVISIONS = {
    spelling: (unaccented(word), rank)
    for rank, words in _DIVISIONS
    for word in words.split()
    for spelling in (word, unaccented(word))
}

# Those that are counted with letters rather than with numerals: C is the third of them.
_LETTERED = (
    "part section sect sec appendix annex exhibit schedule unit module anhang anlage annexe "
    "apendice anexo appendice allegato bijlage приложение"
)
LETTERED = frozenset(_LETTERED.split())
# Those whose number may stand before them with a full stop: "1. Kapitel", "II. Teil".
_AFTER_STOP = (
    "band buch teil akt aufzug kapitel gesang brief lektion vorlesung nacht tag abenteuer bild "
    "abschnitt szene auftritt artikel том книга часть действие глава песнь письмо лекция урок "
    "раздел картина сцена явление статья kapitola fejezet luku"
)
AFTER_STOP = frozenset(_AFTER_STOP.split())
