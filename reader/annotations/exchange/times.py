"""Times as people and programs write them in many languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

from reader.annotations.exchange.values import written
from reader.text.patterns import lazy

# A year a group: twelve names, in order.
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
        american = second > 12 or (found[2] == "/" and _HALF.search(text) is not None)
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
