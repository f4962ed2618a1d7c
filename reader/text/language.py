"""The language of a text, as far as hyphenation has to know it."""

from __future__ import annotations

import re
from collections import Counter

SAMPLE = 20_000  # code points that are looked at
ENOUGH = 0.08  # the share of all words that are the commonest ones of the language
DIFFERENT = 3  # and how many of these occur

# The commonest words that few of the other languages share.
_COMMON = {
    "en": "the and of to that is was with for his from which this have not are were they be it",
    "de": "der die und das nicht ist ein zu den mit von sich auf dem eine für als auch es im",
    "fr": "le les et des est une dans qui pour pas sur au il elle ne ce cette avec du sont",
    "es": "el los y las que del por una con para es su al lo como más pero de la no en",
    "it": "il di che e non è per un una del della con sono gli nel anche alla più le si",
    "pt": "o os e as que não do da em um uma com para por dos mais ao na se foi",
    "nl": "de het een en van is niet dat op te met zijn voor aan er ook als maar hij die",
    "sv": "och att det som en är på av för med inte den till ett har jag var om han från",
    "pl": "i w nie się na że jest do z to jak po co ale za od był przez dla tak",
    "ru": "и в не на что он с как это по его но из она все так за был от то",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}


def guess(text: str) -> str:
    """The language of a text as a two-letter code; nothing when it cannot be told."""
    words = Counter(re.findall(r"[^\W\d_]+", text[:SAMPLE].lower()))
    total = words.total()
    if total < 8:
        return ""
    hits = {language: sum(words[word] for word in common) for language, common in _WORDS.items()}
    best, second = sorted(hits, key=hits.__getitem__, reverse=True)[:2]
    few = len(_WORDS[best] & words.keys()) < DIFFERENT
    if few or hits[best] < ENOUGH * total or hits[best] == hits[second]:
        return ""
    return best


_NAMES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr",
    "spanish": "es", "español": "es", "italian": "it", "italiano": "it", "portuguese": "pt",
    "português": "pt", "dutch": "nl", "nederlands": "nl", "swedish": "sv", "svenska": "sv",
    "polish": "pl", "polski": "pl", "russian": "ru", "русский": "ru", "danish": "da",
    "norwegian": "nb", "finnish": "fi", "hungarian": "hu", "czech": "cs", "greek": "el",
    "latin": "la", "catalan": "ca", "ukrainian": "uk", "chinese": "zh", "japanese": "ja",
}  # fmt: skip


def language_of(said: str, text: str) -> str:
    """The language of a text of which its source says ``said``: a code, an English name, or
    nothing."""
    said = said.strip().replace("_", "-")
    if re.fullmatch(r"[A-Za-z]{2,3}(-\w+)*", said):
        return said
    return _NAMES.get(said.lower(), "") or guess(text)
