"""What a Kindle writes above a clipping in the languages it speaks: what it is, and where."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from reader.text.patterns import lazy

# The order matters: "Markierung" is in the German word for a bookmark of some versions.
_KINDS = {
    "bookmark": """
        bookmark lesezeichen marcador signet marque-page segnalibro bladwijzer закладк zakładk
        bokmärk bokmærk bogmærk kirjanmerk záložk könyvjelző semn yer_i mislim penanda σελιδοδείκτη
        书签 書籤 ブックマーク しおり 책갈피 북마크 إشارة बुकमार्क""",
    "clip": "clip_this clipping recorte_de 剪贴文章 この記事をクリップ",
    "underline": "underline unterstreichung soulignement sottolineatura 下划线 下線",
    "circle": "circle",
    "asterisk": "asterisk",
    "note": """
        note notiz nota notitie aantekening заметк notatk anteckning notat not_ notunuz muistiinpan
        poznámk jegyzet notița catatan σημείωσ 笔记 筆記 注释 メモ 메모 노트 ملاحظ नोट""",
    "highlight": """
        highlight markierung subrayado resaltado destaque realce surlign evidenziazione markering
        выделен podkreśl zaznacz överstryk understryk fremhæv uthev korostu zvýrazn kiemel
        evidențier vurgu işaretle sorotan επισήμανσ 标注 標註 标记 標記 划线 ハイライト 하이라이트
        تمييز تظليل हाइलाइट""",
}
_PAGES = """
    page seite página pagina страниц стр. stron sidan sida side sivu stran strán oldal sayfa halaman
    σελίδα 页 頁 ページ 페이지 쪽 صفحة पृष्ठ"""
_DIGITS = lazy(r"\d+")
_WORD = r"(?:\d+|\b[ivxlcdm]+\b)"
_RANGE = lazy(
    rf"(?:[#№]|no\.)?\s*({_WORD})(?:\s*(?:[-‐-―~～]|t/m|bis)\s*[#№]?({_WORD}))?", re.IGNORECASE
)


def _pattern(words: str) -> re.Pattern[str]:
    """The words as beginnings of words, where the script has spaces between them.

    A "_" is a space inside, and the end of the word at its end.
    """
    parts = []
    for word in words.split():
        body = re.escape(word.rstrip("_")).replace("_", r"\s")
        end = r"\b" if word.endswith("_") else ""
        parts.append(body if word[0] > "\u05ff" else rf"\b{body}{end}")
    return lazy("|".join(parts), re.IGNORECASE)


_KIND_WORDS = {kind: _pattern(words) for kind, words in _KINDS.items()}
_PAGE_WORDS = _pattern(_PAGES)


class Where(NamedTuple):
    """Where a clipping is from: pages as they are written, and locations, first and last.

    Locations are -1 where there are none.
    """

    page: str = ""
    first: int = -1
    last: int = -1


def kind_of(meta: str) -> str:
    """What a clipping is, by the words above it; "" in a language that is not known."""
    return _kind_of(_DIGITS.sub("", meta))


@lru_cache(maxsize=256)  # a file has few of them
def _kind_of(label: str) -> str:
    return next((kind for kind, words in _KIND_WORDS.items() if words.search(label)), "")


def where_of(meta: str) -> Where:
    """The page and the location in the line above a clipping, without its date.

    A part with the word for "page" tells the page. In a language that is not known the first of
    two numbers is the page, and the only one the location.
    """
    page = ""
    found: list[tuple[str, str]] = []
    for part in re.split(r"[|(（]", meta):
        word = _PAGE_WORDS.search(part)
        number = _RANGE.search(part, word.end()) if word else None
        if word and not number:  # "第 22 页": the number stands before the word
            number = _RANGE.search(part)
        if number and word and not page:
            page = "-".join(filter(None, number.groups()))
        elif digits := next((one for one in _RANGE.finditer(part) if one[1].isdecimal()), None):
            found.append((digits[1], digits[2] or ""))
    if len(found) > 1 and not page:
        page = "-".join(filter(None, found.pop(0)))
    if not found:
        return Where(page)
    first, last = found[0]
    if not last.isdecimal():
        last = first
    if len(last) < len(first):  # "4536-37"
        last = first[: -len(last)] + last
    return Where(page, int(first[:9]), int(last[:9]))
