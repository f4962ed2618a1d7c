"""Whether two names mean the same work, as programs write them: with and without the subtitle, the
series or the edition, as the name of a file, in another script.

Names only propose; what is of one work is told by its words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from reader.text.patterns import lazy

_BRACKETS = lazy(r"\s*[(\[（【][^()\[\]（）【】]*[)\]）】]\s*")
_SUBTITLE = lazy(r"\s*(?:[:：;|—–]|\s-|--)\s+|[：—]\s*|\s*:\s*")
_WORD = lazy(r"[^\W_]+")
_ARTICLE = "the a an der die das ein eine le la les un une el los las il lo gli i o os as het een"
_AND = "and und et y e i och og en ja и і και"  # "&" is no word
_SMALL = frozenset(f"{_ARTICLE} {_AND}".split())
SUFFIXES = (
    *(".epub", ".pdf", ".mobi", ".azw3", ".azw", ".kepub", ".fb2", ".txt", ".html", ".htm"),
    *(".md", ".docx", ".odt", ".rtf", ".djvu", ".sdr", ".zip"),
)
# Cyrillic and Greek as they are mostly written in Latin letters; `_ALIKE` takes care of the rest.
_CYRILLIC, _CYRILLIC_IN_LATIN = (
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў",
    "a b v g d e e zh z i i k l m n o p r s t u f h ts ch sh shch  i  e iu ia i i e g u",
)
_GREEK, _GREEK_IN_LATIN = (
    "αβγδεζηθικλμνξοπρσςτυφχψω",
    "a v g d e z i th i k l m n x o p r s s t i f h ps o",
)
_LATIN = {
    **dict(zip(_CYRILLIC, _CYRILLIC_IN_LATIN.split(" "), strict=True)),
    **dict(zip(_GREEK, _GREEK_IN_LATIN.split(" "), strict=True)),
} | {"ø": "o", "ł": "l", "đ": "d", "þ": "th", "æ": "e", "œ": "e"}
# Ways of writing that differ from one transliteration to the next, or from a name of a file.
_ALIKE = (
    *(("ae", "a"), ("oe", "o"), ("ue", "u"), ("kh", "h"), ("ph", "f"), ("ou", "u"), ("ck", "k")),
    *(("y", "i"), ("j", "i"), ("ii", "i"), ("w", "v"), ("ss", "s"), ("c", "k")),
)


class Name(NamedTuple):
    """A title to be compared: all of it and its main part, each as words."""

    whole: tuple[str, ...]
    main: tuple[str, ...]

    def fits(self, other: Name) -> bool:
        """Whether both may be the title of one work."""
        if not self.main or not other.main:
            return False
        if self.main == other.main or self.whole == other.whole:
            return True
        short, long = sorted((self.main, other.main), key=len)
        letters = sum(map(len, short))
        return letters > 4 and (
            _within(short, other.whole if short == self.main else self.whole)
            or "".join(short) == "".join(long)
        )


def is_another(title: str, authors: Iterable[str], other: str, others: Iterable[str]) -> bool:
    """Whether titles and authors that are both known both say that two works are not the same,
    though one title may hold the other: "Pride and Prejudice and Zombies"."""
    one, two = name_of(title), name_of(other)
    if not one.main or not two.main or one.main == two.main or one.whole == two.whole:
        return False
    writers, wrote = people(authors), people(others)
    return bool(writers and wrote) and not writers & wrote


@lru_cache(4096)
def name_of(title: str) -> Name:
    """The name that a title is compared by."""
    bare = _BRACKETS.sub(" ", title).strip() or title
    main = _SUBTITLE.split(bare, maxsplit=1)[0].strip() or bare
    return Name(_words(bare), _words(main) or _words(bare))


def names_of(title: str, source: str = "") -> tuple[Name, ...]:
    """The names that a work with this title may be compared by, those of its file too: "Author -
    Title.epub" has two."""
    stem = stem_of(source)
    texts = dict.fromkeys((title, title.replace("_", " "), stem, *stem.split(" - ")))
    return tuple(name for text in texts if (name := name_of(text)).main)


def stem_of(source: str) -> str:
    """The name of a file or of a page without its folder and its ending, as words."""
    if "://" in source:
        try:
            parts = urlsplit(source)
        except ValueError:
            return ""
        source = unquote(parts.path) or parts.netloc
    name = PurePosixPath(source.replace("\\", "/")).name
    while name.lower().endswith(SUFFIXES):
        name = name.rpartition(".")[0]
    spaced = name.replace("_", " ")
    return spaced if " " in spaced else spaced.replace("-", " ")


def people(authors: Iterable[str]) -> frozenset[str]:
    """The words of the names of authors, to be compared."""
    return frozenset(word for author in authors for word in _words(author) if len(word) > 1)


def _words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(
        _LATIN.get(sign, sign)
        for sign in plain
        if not unicodedata.combining(sign) and sign not in "'’"
    )
    words = _WORD.findall(bare)
    kept = [word for word in words if word not in _SMALL] or words
    return tuple(map(_alike, kept))


def _alike(word: str) -> str:
    for written, one in _ALIKE:
        word = word.replace(written, one)
    return word


def _within(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether some words stand in others, in a row."""
    count = len(words)
    return any(others[at : at + count] == words for at in range(len(others) - count + 1))
