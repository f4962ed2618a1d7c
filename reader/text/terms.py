"""Words as they are typed into a search over many texts: phrases, beginnings of words, words that
are not wanted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from reader.text.folding import Alphabet, alphabet_of, compile_folded
from reader.text.patterns import lazy

# A quotation in any quotation marks, or what stands between white space; "-" before it.
_TERM = lazy(r'(-?)(?:["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)(\*?)|([^\s"“”„«»]+))')


class Term(NamedTuple):
    """Words that stand beside each other; ``begins`` is whether the last only has to begin so,
    ``without`` whether texts that have them are not wanted."""

    words: str
    begins: bool = False
    without: bool = False


def terms_of(query: str) -> list[Term]:
    """The terms of a query: ``people's "whole process" demo* -party``.

    What has no letter and no digit is none.
    """
    terms = []
    for minus, phrase, star, word in _TERM.findall(query):
        words = " ".join((phrase or word).split())
        begins = bool(star) or (bool(word) and words.endswith("*"))
        words = words.rstrip("*").strip()
        if any(map(str.isalnum, words)):
            terms.append(Term(words, begins, bool(minus)))
    return terms


def query_of(terms: Sequence[Term]) -> str:
    """A query of these terms."""

    def written(term: Term) -> str:
        words = f'"{term.words}"' if " " in term.words else term.words
        return f"{'-' * term.without}{words}{'*' * term.begins}"

    return " ".join(map(written, terms))


def typed_terms(query: str) -> list[Term]:
    """The terms of a query while it is typed: the last word, if it is wanted, is a beginning until
    something stands behind it."""
    terms = terms_of(query)
    last = query[-1:]
    if terms and not terms[-1].without and (last.isalnum() or unicodedata.combining(last or " ")):
        terms[-1] = terms[-1]._replace(begins=True)
    return terms


def pattern_of(
    terms: Sequence[Term], text: str, alphabet: Alphabet | None = None
) -> re.Pattern[str] | None:
    """The pattern that finds any of the terms that are wanted in a text: whole words, whatever
    their case; an accent that a term has must be there. None where there are none.

    Where there are several, each is a group. ``alphabet`` is that of the text, where it is known
    already.
    """
    alphabet = alphabet_of(text) if alphabet is None else alphabet
    before: list[str] = []
    found: list[str] = []
    for term in terms:
        if term.without or (one := compile_folded(term.words.lower(), alphabet)) is None:
            continue
        first, last = term.words[0], term.words[-1]
        before.append(_START if _is_spaced(first) else "")
        after = r"(?![^\W_⁰¹²³⁴-⁹])" if _is_spaced(last) and not term.begins else ""
        more = r"[^\W_]*" if term.begins and _is_spaced(last) else ""
        found.append(f"(?:{one.pattern}){more}{after}")
    if not found:
        return None
    if len(found) == 1:
        return re.compile(before[0] + found[0])
    if all(before):  # asked for once, at each letter within a word: that takes half of the time
        return re.compile(f"{_START}(?:{'|'.join(f'({one})' for one in found)})")
    both = zip(before, found, strict=True)
    return re.compile("|".join(f"({start}{one})" for start, one in both))


_START = r"(?<![^\W_])"  # of a word

# Scripts that set no space between words: each letter is searched for, and words are phrases.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3040-\u30ff\u3105-\u312f\u31a0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f"
    "\U00020000-\U0003ffff"
)
_UNSPACED = lazy(f"[{UNSPACED}]")


def _is_spaced(character: str) -> bool:
    """Whether a character is of a word that white space parts from others."""
    return character.isalnum() and _UNSPACED.match(character) is None
