"""What a Kindle writes above a clipping in the languages it speaks: kinds, months, hours."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from reader.annotations.exchange.values import written
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
_MONTHS = """
    january february march april may june july august september october november december
    januar februar märz april mai juni juli august september oktober november dezember
    janvier février mars avril mai juin juillet août septembre octobre novembre décembre
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
    janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
    januari februari maart april mei juni juli augustus september oktober november december
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
    stycznia lutego marca kwietnia maja czerwca lipca sierpnia września
        października listopada grudnia
    januari februari mars april maj juni juli augusti september oktober november december
    januar februar marts april maj juni juli august september oktober november december
    tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta
        lokakuuta marraskuuta joulukuuta
    ledna února března dubna května června července srpna září října listopadu prosince
    ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
    يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
    जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर
"""
_NAMES = _MONTHS.split()
_MONTH = {name: place % 12 + 1 for place, name in reversed(list(enumerate(_NAMES)))}
_MONTH = {name[:3]: place + 1 for place, name in enumerate(_NAMES[:12])} | _MONTH

_AFTERNOON = ("pm", "p.m", "p. m", "下午", "午後", "오후", "晚上", "中午", "م")
_MORNING = ("am", "a.m", "a. m", "上午", "午前", "오전", "凌晨", "早上", "ص")
_HALF = lazy("|".join(re.escape(word) for word in (*_AFTERNOON, *_MORNING)))
_TIME = lazy(r"(?<!\d)(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?(?!\d)")
_ASIAN = lazy(r"(\d{4})\s*[年년]\s*(\d\d?)\s*[月월]\s*(\d\d?)\s*[日일]")
_ISO = lazy(r"(?<!\d)(\d{4})[-/.](\d\d?)[-/.](\d\d?)(?!\d)")
_EUROPEAN = lazy(r"(?<!\d)(\d\d?)([-/.])(\d\d?)\2(\d{4})(?!\d)")
_ZONE = lazy(r"(?:gmt|utc)\s*([+-])(\d\d?):?(\d\d)")
_GREENWICH = lazy(r"\b(?:gmt|utc|greenwich mean time|coordinated universal time)\b")
_TOKEN = lazy(r"\d+|[^\W\d_]+")

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
    return next((kind for kind, words in _KIND_WORDS.items() if words.search(meta)), "")


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


def time_of(text: str) -> str:
    """The time in a text such as "Added on Monday, 3 December 12 19:00:12 Greenwich Mean Time".

    "" where it is not understood. What has no zone is meant in that of this computer.
    """
    text = text.lower()
    clock = _TIME.search(text)
    day = _day_of(text[: clock.start()] + " " + text[clock.end() :] if clock else text)
    if day is None:
        return ""
    hour, minute, second = (int(part or 0) for part in clock.groups()) if clock else (0, 0, 0)
    near = _HALF.search(text, max(clock.start() - 4, 0), clock.end() + 6) if clock else None
    if near and hour <= 12:
        hour = hour % 12 + (12 if near[0] in _AFTERNOON else 0)
    try:
        time = datetime(*day, hour, minute, second)  # noqa: DTZ001 - local, as the device has it
    except ValueError:
        return ""
    if zone := _ZONE.search(text):
        away = timedelta(hours=int(zone[2]), minutes=int(zone[3]))
        if away < timedelta(hours=24):
            time = time.replace(tzinfo=timezone(-away if zone[1] == "-" else away))
    elif _GREENWICH.search(text):
        time = time.replace(tzinfo=UTC)
    return written(time)


def _day_of(text: str) -> tuple[int, int, int] | None:
    """Year, month and day in a text without the time of day."""
    if found := _ASIAN.search(text) or _ISO.search(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _EUROPEAN.search(text):
        first, second = int(found[1]), int(found[3])
        american = found[2] == "/" and (second > 12 or (first <= 12 and _HALF.search(text)))
        day, month = (second, first) if american else (first, second)
        return int(found[4]), month, day
    text = _ZONE.sub(" ", text)
    month = 0
    numbers: list[int] = []
    for token in _TOKEN.findall(text):
        if token.isdecimal():
            numbers.append(int(token[:6]))
        elif not month:
            month = _MONTH.get(token, 0)
    if not month or len(numbers) < 2:
        return None
    first, second = numbers[:2]
    if first > 31:
        first, second = second, first
    return second + 2000 if second < 100 else second, month, first
