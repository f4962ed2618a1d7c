"""The title page of a book or thesis: title, author and what kind of text it is, line by line.

Nothing on it says "by": "Anna Vos / THE UPPER LOCK / A Novel / PART ONE". It is known by what is
below, a part, a chapter or a table of contents, without any text between.
"""

from __future__ import annotations

from collections.abc import Sequence

from reader.documents.apparatus import TITLE_PAGE, TitlePage
from reader.documents.document import BlockKind
from reader.documents.names import is_contents, is_known_name
from reader.documents.numbering import number_of
from reader.documents.parts import Part
from reader.documents.surroundings import SMALL
from reader.text.patterns import lazy

_MOST = 8  # lines of a title page
_LONGEST = 120  # code points of one of them
_NAME = 4  # words of a person's name
_GENRE = 8  # words of "A comic opera in three acts"

_GENRES = """
novel novella romance story stories tale tales fable fables poem poems play plays comedy tragedy
drama farce tragicomedy opera libretto memoir memoirs essay essays biography autobiography thesis
dissertation
roman romane novelle novellen erzählung erzählungen märchen gedicht gedichte komödie tragödie
lustspiel trauerspiel schauspiel posse oper gedanken erinnerungen lebenserinnerungen diplomarbeit
masterarbeit bachelorarbeit
récit récits conte contes nouvelle nouvelles poésie poésies poèmes comédie tragédie drame thèse
mémoire mémoires essai essais
novela cuento cuentos relato relatos poesía poesías poemas comedia ensayo ensayos tesis memorias
romanzo racconto racconti novelle fiaba fiabe commedia saggio saggi tesi memorie
romance conto contos poesias comédia drama ensaio ensaios tese memórias
verhaal verhalen sprookje sprookjes gedichten toneelstuk blijspel treurspel proefschrift
роман повесть повести рассказ рассказы сказка сказки стихи стихотворения поэма комедия трагедия
драма пьеса очерк очерки воспоминания диссертация
小说 小說 长篇小说 長篇小說 短篇小说 中篇小说 诗集 詩集 散文 散文集 戏剧 論文 博士論文 修士論文 长篇
소설 장편소설 단편소설 시집 수필 희곡 논문 رواية قصة قصص شعر ديوان مسرحية أطروحة
"""
_GENRE_WORDS = frozenset(_GENRES.split())
# What may stand before it, and behind it: "Ein Roman", "Drama in five acts".
_ARTICLES = frozenset(["a", "an", "ein", "eine", "un", "una", "une", "um", "uma", "een"])
_BEHIND = frozenset(["in", "en", "em", "в"])
_SUBMITTED = lazy(
    r"(?:an? )?(?:\w+(?:'s)? )?(?:thesis|dissertation|report|project|paper)?,? ?"
    r"(?:submitted|presented|written) (?:for|in|to)\b|in partial fulfil"
    r"|(?:inaugural-?)?dissertation zur erlangung|zur erlangung des|vorgelegt (?:von|der|dem)"
    r"|thèse présentée|présentée? (?:par|à|pour)|tesis (?:presentada|para)|tesi di (?:laurea|"
    r"dottorato)|диссертация на соискание"
)
_SMALL_IN_NAMES = "von van der den de del della di da do dos du la le ter ten y e af al bin ibn zu"
_PARTICLES = frozenset(_SMALL_IN_NAMES.split())


def name_title_page(parts: Sequence[Part]) -> TitlePage:
    """The title page that a text begins with; an empty one if it has none that is sure.

    Its lines but the title get the role "titlepage".
    Sure is one with a line that names a kind of text, or a person beside a title.
    """
    end = _end(parts)
    genres = [index for index in range(end) if _is_genre(parts[index].text)]
    names = [index for index in range(end) if is_person(parts[index].text) and index not in genres]
    # The first story of a book stands above its number.
    if (genres or names) and number_of(parts[end].text) is not None:
        end = min(end, max([*genres, *names, 1]) + 1)
    lines = range(end)
    rest = [index for index in lines if index not in genres]
    others = [index for index in rest if index not in names]
    if not rest or not (genres or (others and names[-1:] > others[:1])):
        return TitlePage()
    if others:
        title = others[0]
    else:  # a title of a few capitalised words reads like a name; a kind of text is below it
        capitals = [index for index in names if parts[index].text.isupper()]
        above = [index - 1 for index in genres if index - 1 in names]
        title = (capitals if len(capitals) == 1 else above or names)[0]
    author = next((parts[index].text for index in names if index != title), "")
    for index in lines:
        parts[index].role = parts[index].role if index == title else TITLE_PAGE
    return TitlePage(title, end, " ".join(author.split()))


def is_person(text: str) -> bool:
    """Whether a line reads like a person's name: two to four words with capitals, or initials."""
    words = text.split()
    if not 2 <= len(words) <= _NAME or not all(c.isalpha() or c in " .'’-" for c in text):
        return False
    if words[-1].endswith(".") or len(words[-1]) < 2:
        return False
    named = [word for word in words if word.lower() not in _PARTICLES]
    return (
        len(named) >= 2
        and words[-1] in named
        and all(word[0].isupper() and word.lower() not in SMALL for word in named)
    )


def _is_genre(text: str) -> bool:
    """Whether a line says what kind of text a book is: "A Novel", "Komödie in drei Akten"."""
    folded = " ".join(text.casefold().split()).strip(" .()[]—–-_*")
    if _SUBMITTED.match(folded):
        return True
    words = folded.replace(",", " ").split()
    if not 0 < len(words) <= _GENRE:
        return False
    if words[0] in _ARTICLES:
        words = words[1:]
    # An adjective may stand before it: "A Short Story", "Historischer Roman".
    at = next((n for n, word in enumerate(words[:3]) if word in _GENRE_WORDS), -1)
    if at < 0 or not all(word.isalpha() and word not in SMALL for word in words[:at]):
        return False
    if at > 0 and (folded.split()[0] not in _ARTICLES and len(words) > at + 1):
        return False
    return len(words) == at + 1 or words[at + 1] in _BEHIND


def _end(parts: Sequence[Part]) -> int:
    """Where the lines above the first part, chapter or table of contents end; 0 if there is
    anything else between than lines of a title page."""
    for index, part in enumerate(parts[: _MOST + 1]):
        text = part.text
        if _is_division(text):
            return index
        if (
            part.kind is not BlockKind.PARAGRAPH
            or part.role
            or part.underline
            or len(text) > _LONGEST
            or text[-1] in ",;:!?。"
            or (number_of(text) is not None and not _is_genre(text))
        ):
            return 0
    return 0


def _is_division(text: str) -> bool:
    """Whether a line begins the book itself."""
    if is_contents(text) or is_known_name(text):
        return True
    number = number_of(text) if len(text) <= _LONGEST else None
    return number is not None and (number.named or not number.rest)
