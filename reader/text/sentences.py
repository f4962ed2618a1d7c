"""Where sentences end, by rules of our own.

A sentence ends after ``. ! ? …``, closing quotes or brackets and references to notes (``[1]``,
``¹``, ``†``) before white space, unless a lower-case word follows or the full stop belongs to an
abbreviation, an initial or a German ordinal; after ``。！？`` anywhere; after the marks of Arabic,
Urdu and the Indic scripts. The abbreviations are English, German and French. A line end always
ends a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.text.patterns import lazy

_CLOSERS = r"[\"'”’“‘»«›‹)\]}）」』】〉》〕]"
# References to notes: "[1]", "[citation needed]", "¹", "†".
_NOTES = r"\[\w[^\[\]\n]{0,24}\] | \[[*∗†‡§¶\#]{1,3}\] | [⁰¹²³⁴-⁹]+ | [*∗†‡§¶]{1,3}"
_END = lazy(
    rf"""
    \n
    | [。！？｡]+ [。！？｡!?…]* (?: {_CLOSERS} | \[\d[^\[\]\n]{{0,8}}\] | [⁰¹²³⁴-⁹]+ )*
    | (?P<mark> [.!?…‥؟۔।॥]+ )
      (?: {_CLOSERS} | [ \u00a0\u202f]»(?=\s|\Z) | {_NOTES} )*
      (?=\s|\Z)
    """,
    re.VERBOSE,
)
_NEXT = lazy(r"[\s\"'“”‘’„‚«»‹›(\[{¿¡*_–—-]*(\S?)")
_LAST_WORD = lazy(r"(?:[^\W_]|[.°’'-])*[^\W_.°]°?\Z")
_WORD_BEFORE = lazy(r"([^\W\d_]+)\Z")
_REACH = 40  # code points looked at before a full stop, and after it

# Abbreviations that a capital letter may follow within a sentence. One that is usually the last
# word of its sentence when a capital follows (etc., usw.) is not here, nor one that is a word.
_ENGLISH = (
    "mr mrs ms messrs dr prof st gen col maj capt cmdr lt sgt cpl rev hon pres gov sen rep sr mt"
    " vs cf viz e.g i.e approx ca esp eds trans dept univ"
)
_GERMAN = (
    "hr frl dipl ing abt anm aufl bde bspw bzgl bzw d.h d.i dgl evtl exkl frz gegr geb gest ggf"
    " griech hrsg i.d.r incl inkl insb jhd mio mrd n.chr v.chr o.ä sog tel u.a u.u usf verf verh"
    " vgl z.b z.t zzgl"
)
_FRENCH = "mme mmes mlle mlles mgr av boul env réf ste tél éd j.-c c.-à-d p.ex"
_ABBREVIATIONS = frozenset(f"{_ENGLISH} {_GERMAN} {_FRENCH}".split())
# Abbreviations only before a figure.
_COUNTED = (
    "no nos nr n° p pp vol fig figs art ch chap kap sec eq eqs par para bk app s t l ll v vv al"
    " abb abs bd str tab jan feb mar apr aug sept sep oct nov dec janv févr avr juil"
)
_BEFORE_FIGURES = frozenset(_COUNTED.split())
_GERMAN_BEFORE_ORDINAL = lazy(
    r"(?:d(?:er|ie|as|em|en|es)|[mdsk]?ein(?:e[mnrs]?)?|ihre?[mnrs]?|unsere?[mnrs]?"
    r"|(?:jede|diese)[mnrs]?|am|im|vom|zum|zur|beim|ab|bis|seit|und|oder)\Z",
    re.IGNORECASE,
)


def sentence_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Where each sentence of ``text[start:end]`` ends, in order; the last one is ``end``.

    An end stands after the closing quotes and before the white space that follows.
    """
    for found in _END.finditer(text, start, end):
        if _ends_sentence(text, start, end, found):
            yield found.end()
    yield end


def _ends_sentence(text: str, start: int, end: int, found: re.Match[str]) -> bool:
    mark = found["mark"]
    if mark is None:
        return True
    follows = _NEXT.match(text, found.end(), min(found.end() + _REACH, end))
    if follows is None or not follows[1] or "\n" in follows[0]:
        return True
    if follows[1].islower():
        return False
    return mark != "." or not _is_part_of_word(text, start, found.start(), follows[1])


def _is_part_of_word(text: str, start: int, stop: int, following: str) -> bool:
    """Whether the full stop at ``stop`` belongs to the word before it."""
    low = max(start, stop - _REACH)
    before = text[max(low, text.rfind("\n", low, stop) + 1) : stop]
    last = _LAST_WORD.search(before)
    if not last:
        return False
    word = last[0].casefold().lstrip("'’")
    if word in _ABBREVIATIONS or _is_initial(last[0]):
        return True
    if following.isdigit() and word in _BEFORE_FIGURES:
        return True
    if word.isdecimal() and len(word) <= 2:
        left = before[: last.start()].strip()
        if not left:  # the number of an item
            return len(before) < _REACH
        previous = _WORD_BEFORE.search(left)
        return previous is not None and bool(_GERMAN_BEFORE_ORDINAL.match(previous[1]))
    return False


def _is_initial(word: str) -> bool:
    """Whether a full stop after ``word`` marks an initial; "I" is rather the pronoun."""
    return len(word) == 1 and word.isalpha() and word < "\u0530" and word != "I"
