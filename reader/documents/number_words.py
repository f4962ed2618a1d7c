"""The words for numbers that headings are counted with, in nine languages, as far as 59.

Each language gives its words for 1 to 19 and its tens; the numbers between are put together the
way the language does it. A phrase is in lower case, with single spaces for spaces and hyphens.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

_Counted = Iterator[tuple[str, int]]

MOST_WORDS = 4  # of a phrase
_TENS = (20, 30, 40, 50)

_ENGLISH = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen",
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth",
    "twenty thirty forty fifty",
    "twentieth thirtieth fortieth fiftieth",
)
_GERMAN = (
    "eins/ein zwei drei vier fünf/fuenf sechs sieben acht neun zehn elf zwölf/zwoelf dreizehn "
    "vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
    "erst zweit/zweyt dritt viert fünft/fuenft sechst siebent/siebt acht neunt zehnt elft "
    "zwölft/zwoelft dreizehnt vierzehnt fünfzehnt sechzehnt siebzehnt achtzehnt neunzehnt",
    "zwanzig dreißig/dreissig vierzig fünfzig",
)
_GERMAN_ENDINGS = ("e", "er", "es", "en", "em")
_FRENCH = (
    "un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix_sept dix_huit dix_neuf",
    "premier/première deuxième/second/seconde troisième quatrième cinquième sixième septième "
    "huitième neuvième dixième onzième douzième treizième quatorzième quinzième seizième "
    "dix_septième dix_huitième dix_neuvième",
    "vingt trente quarante cinquante",
    "vingtième trentième quarantième cinquantième",
)
_SPANISH = (
    "uno/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve",
    "primero/primer segundo tercero/tercer cuarto quinto sexto séptimo/sétimo octavo "
    "noveno/nono décimo undécimo/decimoprimero duodécimo/decimosegundo "
    "decimotercero/decimotercio decimocuarto decimoquinto decimosexto decimoséptimo decimoctavo "
    "decimonoveno/decimonono",
    "veinte treinta cuarenta cincuenta",
    "vigésimo trigésimo cuadragésimo quincuagésimo",
)
_ITALIAN = (
    "uno/una due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici "
    "quindici sedici diciassette diciotto diciannove",
    "primo secondo terzo quarto quinto sesto settimo ottavo nono decimo "
    "undicesimo/undecimo/decimoprimo dodicesimo/duodecimo/decimosecondo tredicesimo/decimoterzo "
    "quattordicesimo/decimoquarto quindicesimo/decimoquinto sedicesimo/decimosesto "
    "diciassettesimo/decimosettimo diciottesimo/decimottavo diciannovesimo/decimonono",
    "venti trenta quaranta cinquanta",
    "ventesimo/vigesimo trentesimo/trigesimo quarantesimo cinquantesimo",
)
_PORTUGUESE = (
    "um/uma dois/duas três quatro cinco seis sete oito nove dez onze doze treze catorze/quatorze "
    "quinze dezasseis/dezesseis dezassete/dezessete dezoito dezanove/dezenove",
    "primeiro segundo terceiro quarto quinto sexto sétimo oitavo nono décimo undécimo duodécimo",
    "vinte trinta quarenta cinquenta",
    "vigésimo trigésimo quadragésimo quinquagésimo",
)
_DUTCH = (
    "een/één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
    "zestien zeventien achttien negentien",
    "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde "
    "dertiende veertiende vijftiende zestiende zeventiende achttiende negentiende",
    "twintig dertig veertig vijftig",
)
_RUSSIAN = (
    "один/одна/одно два/две три четыре пять шесть семь восемь девять десять одиннадцать двенадцать "
    "тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать",
    "перв втор трет четвёрт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат "
    "четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат",
    "двадцать тридцать сорок пятьдесят",
    "двадцат тридцат сороков пятидесят",
)
_RUSSIAN_ENDINGS = ("ый", "ой", "ий", "ая", "ья", "ое", "ье")
_ARABIC = (
    "الأول/الأولى الثاني/الثانية الثالث/الثالثة الرابع/الرابعة الخامس/الخامسة السادس/السادسة "
    "السابع/السابعة الثامن/الثامنة التاسع/التاسعة العاشر/العاشرة",
    "الحادي/الحادية الثاني/الثانية الثالث/الثالثة الرابع/الرابعة الخامس/الخامسة السادس/السادسة "
    "السابع/السابعة الثامن/الثامنة التاسع/التاسعة",
    "العشرون/العشرين الثلاثون/الثلاثين الأربعون/الأربعين الخمسون/الخمسين",
)
# A chapter that is called the last has a number, though one that is not known.
_LAST = (
    "last final letzte letzter letztes dernier dernière último última ultimo ultima laatste "
    "последний последняя последнее الأخير الأخيرة"
)
_UNACCENTED = str.maketrans("áàâãäéèêëíìîïóòôõöúùûüçñёأإآ", "aaaaaeeeeiiiiooooouuuucnеااا")


def unaccented(word: str) -> str:
    """A word in lower case without its accents, as capitals and old typewriters have it."""
    return word.translate(_UNACCENTED)


@cache
def ordinals() -> dict[str, int]:
    """Value by ordinal phrase ("twenty first", "einundzwanzigstes"); 0 for the last of a book."""
    return _table(_ordinals()) | dict.fromkeys(_both_spellings(_LAST.split()), 0)


@cache
def cardinals() -> dict[str, int]:
    """Value by cardinal phrase ("twenty one", "einundzwanzig")."""
    return _table(_cardinals())


@cache
def beginnings() -> frozenset[str]:
    """The first three letters of all ordinal phrases: a quick look before the phrases are made."""
    rows = [*_ENGLISH, *_GERMAN, *_FRENCH, *_SPANISH, *_ITALIAN, *_PORTUGUESE, *_DUTCH, *_RUSSIAN]
    words = " ".join([*rows, *_ARABIC, _LAST]).replace("/", " ").split()
    return frozenset(spelling[:3] for spelling in _both_spellings(words))


def _table(counted: _Counted) -> dict[str, int]:
    return {word: value for phrase, value in counted for word in _both_spellings([phrase])}


def _both_spellings(words: list[str]) -> Iterator[str]:
    for word in words:
        yield word
        if not word.isascii():
            yield unaccented(word)


def _spelt(words: str, values: range | tuple[int, ...]) -> list[tuple[str, int]]:
    """Words in their order with their values; "/" stands between spellings, "_" for a space."""
    return [
        (spelling.replace("_", " "), value)
        for value, spellings in zip(values, words.split(), strict=False)
        for spelling in spellings.split("/")
    ]


def _up_to_nineteen(words: str) -> list[tuple[str, int]]:
    return _spelt(words, range(1, 20))


def _compounds(
    tens: list[tuple[str, int]], units: list[tuple[str, int]], between: str = " "
) -> _Counted:
    """Tens before units: "twenty" and "one" give "twenty one"."""
    for ten, tens_value in tens:
        for unit, value in units:
            if value < 10:
                yield ten + between + unit, tens_value + value


def _units_first(units: list[tuple[str, int]], tens: list[tuple[str, int]], and_: str) -> _Counted:
    """Units before tens, in one word: "einundzwanzig", "eenentwintig"."""
    for ten, tens_value in tens:
        for unit, value in units:
            if value < 10 and unit != "eins":
                yield unit + and_ + ten, tens_value + value


def _cardinals() -> _Counted:
    for words, and_ in (
        (_ENGLISH, " "),
        (_FRENCH, " "),
        (_FRENCH, " et "),
        (_SPANISH, " y "),
        (_PORTUGUESE, " e "),
        (_RUSSIAN, " "),
    ):
        units, tens = _up_to_nineteen(words[0]), _spelt(words[2], _TENS)
        yield from units
        yield from tens
        yield from _compounds(tens, units, and_)
    for unit, value in _up_to_nineteen(_SPANISH[0]):
        yield f"veinti{unit}", 20 + value
    yield from (("veintidós", 22), ("veintitrés", 23), ("veintiséis", 26))
    units, tens = _up_to_nineteen(_ITALIAN[0]), _spelt(_ITALIAN[2], _TENS)
    yield from units
    yield from tens
    yield from _italian_compounds(tens, units)
    for ones, tens_in_order, and_ in (
        (_GERMAN[0], _GERMAN[2], "und"),
        (_DUTCH[0], _DUTCH[2], "en"),
        (_DUTCH[0], _DUTCH[2], "ën"),
    ):
        units, tens = _up_to_nineteen(ones), _spelt(tens_in_order, _TENS)
        yield from units
        yield from tens
        yield from _units_first(units, tens, and_)


def _italian_compounds(tens: list[tuple[str, int]], units: list[tuple[str, int]]) -> _Counted:
    """The tens lose their vowel before one: "ventuno", "ventidue", "trentotto"."""
    for phrase, value in _compounds(tens, units, ""):
        unit = value % 10
        if unit in (1, 8):
            ten = next(ten for ten, tens_value in tens if tens_value == value - unit)
            phrase = ten[:-1] + phrase[len(ten) :]
        yield phrase, value
        if unit == 3:
            yield phrase[:-1] + "é", value


def _ordinals() -> _Counted:
    units, tens = _up_to_nineteen(_ENGLISH[1]), _spelt(_ENGLISH[3], _TENS)
    yield from units
    yield from tens
    yield from _compounds(_spelt(_ENGLISH[2], _TENS), units)
    yield from _german_ordinals()
    yield from _french_ordinals()
    for words in (_SPANISH, _ITALIAN, _PORTUGUESE):
        yield from _romance_ordinals(words[1], words[3])
    yield from _italian_long_ordinals()
    yield from _up_to_nineteen(_DUTCH[1])
    for and_ in ("en", "ën"):  # "eenentwintig", "tweeëntwintig"
        for phrase, value in _cardinals_of(_DUTCH, and_):
            yield f"{phrase}ste", value
    yield from _russian_ordinals()
    yield from _arabic_ordinals()


def _cardinals_of(words: tuple[str, ...], and_: str) -> _Counted:
    tens = _spelt(words[2], _TENS)
    yield from tens
    yield from _units_first(_up_to_nineteen(words[0]), tens, and_)


def _german_ordinals() -> _Counted:
    stems = _up_to_nineteen(_GERMAN[1])
    stems += [(f"{phrase}st", value) for phrase, value in _cardinals_of(_GERMAN, "und")]
    for stem, value in stems:
        for ending in _GERMAN_ENDINGS:
            yield stem + ending, value


def _french_ordinals() -> _Counted:
    units = _up_to_nineteen(_FRENCH[1])
    yield from units
    yield from _spelt(_FRENCH[3], _TENS)
    tens = _spelt(_FRENCH[2], _TENS)
    yield from _compounds(tens, units)
    yield from ((f"{ten} et unième", value + 1) for ten, value in tens)


def _romance_ordinals(words: str, tens: str) -> _Counted:
    """Both genders; those above ten also as two words: "décimo primeiro", "vigésima segunda"."""
    units, high = _up_to_nineteen(words), [*_spelt(tens, _TENS)]
    ten = [(word, value) for word, value in units if value == 10]
    masculine = [*units, *high, *_compounds(ten, units), *_compounds(high, units)]
    masculine += _compounds(high, units, "")
    for phrase, value in masculine:
        yield phrase, value
        yield "a ".join(word.removesuffix("o") for word in phrase.split(" ")) + "a", value


def _italian_long_ordinals() -> _Counted:
    """ "ventunesimo": the cardinal without its last vowel."""
    tens = _spelt(_ITALIAN[2], _TENS)
    for phrase, value in _italian_compounds(tens, _up_to_nineteen(_ITALIAN[0])):
        stem = phrase if value % 10 in (3, 6) else phrase[:-1]
        for ending in ("esimo", "esima"):
            yield unaccented(stem) + ending, value


def _russian_ordinals() -> _Counted:
    units = [
        (stem + ending, value)
        for stem, value in _up_to_nineteen(_RUSSIAN[1])
        for ending in _RUSSIAN_ENDINGS
    ]
    yield from units
    yield from _compounds(_spelt(_RUSSIAN[2], _TENS), units)
    for stem, value in _spelt(_RUSSIAN[3], _TENS):
        for ending in _RUSSIAN_ENDINGS:
            yield stem + ending, value


def _arabic_ordinals() -> _Counted:
    units, inside = _spelt(_ARABIC[0], range(1, 11)), _spelt(_ARABIC[1], range(1, 10))
    tens = _spelt(_ARABIC[2], _TENS)
    yield from units
    yield from tens
    for unit, value in inside:
        yield f"{unit} عشر", 10 + value
        yield f"{unit} عشرة", 10 + value
    for ten, tens_value in tens:
        for unit, value in inside:
            yield f"{unit} و{ten}", tens_value + value
