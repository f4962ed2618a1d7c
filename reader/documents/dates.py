"""Finding a date at the end of a line, as it is written in twelve languages."""

from __future__ import annotations

import re

from reader.text.patterns import lazy

_MONTHS = """
january february march april may june july august september october november december
jan feb mar apr jun jul aug sep sept oct nov dec
januar jänner februar märz mai juni juli oktober dezember mär okt dez
januari februari maart mei augustus mrt
janvier février fevrier mars avril juin juillet août aout septembre octobre novembre décembre
decembre janv févr avr juil déc
enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
ene abr ago dic
gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre gen mag giu lug set ott
janeiro fevereiro março maio junho julho setembro outubro novembro dezembro fev out
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
янв фев мар апр июн июл авг сен сент окт ноя нояб дек
يناير فبراير مارس أبريل إبريل ابريل مايو يونيو يوليو أغسطس اغسطس سبتمبر أكتوبر اكتوبر نوفمبر
ديسمبر كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول
"""
_WEEKDAYS = """
monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
lundi mardi mercredi jeudi vendredi samedi dimanche
lunes martes miércoles jueves viernes sábado domingo
lunedì martedì mercoledì giovedì venerdì sabato domenica
segunda-feira terça-feira quarta-feira quinta-feira sexta-feira
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
понедельник вторник среда четверг пятница суббота воскресенье
الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد
"""
# What may stand before the date of a text: "Published on", "Stand:", "发布时间：".
_LABELS = """
published, first published, posted, updated, last updated, date, dated
datum, stand, veröffentlicht, aktualisiert, publié, publiée, mis à jour, mise à jour
fecha, publicado, publicada, actualizado, pubblicato, aggiornato, data, atualizado
gepubliceerd, geplaatst, bijgewerkt, дата, опубликовано, обновлено
发布时间, 發布時間, 发布日期, 发表于, 日期, 时间, 公開日, 掲載日, 更新日, 投稿日
등록, 입력, 게시일, 작성일, تاريخ النشر, نشر
"""
_MONTH_NAMES = frozenset(_MONTHS.replace("_", "\0").split())
_WEEKDAY_NAMES = frozenset(_WEEKDAYS.split())
_LABEL_NAMES = frozenset(label for row in _LABELS.strip().split("\n") for label in row.split(", "))
_PREPOSITIONS = frozenset(("on", "am", "den", "le", "el", "il", "em", "op", "de", "of", "в", "في"))

_WORD = r"[^\W\d_]{2,12}"
_DAY = r"[\d〇一二三四五六七八九十]{1,3}"
_ERA = (
    r"(?:\d{4}|[〇○零一二三四五六七八九]{4}|"
    r"(?:明治|大正|昭和|平成|令和)\s?[\d元〇一二三四五六七八九十]{1,3})"
)
_DATE = lazy(
    rf"(?:\b(?P<first>{_WORD})\.?\s+\d\d?(?:st|nd|rd|th)?,?\s*\d{{4}}"
    rf"|(?<!\d)\d\d?(?:st|nd|rd|th|\.|er|º|°)?\s+(?:(?:de|of)\s+)?"
    rf"(?P<second>{_WORD}(?:\s(?:الأول|الثاني))?)\.?[,،]?\s+(?:del?\s+)?\d{{4}}"
    r"(?:\s*(?:года|г\.?|م\.?))?"
    r"|(?<!\d)(?:\d{4}-\d\d?-\d\d?|\d{4}/\d\d?/\d\d?|\d\d?[./]\d\d?[./]\d{4}"
    r"|\d{4}\.\s?\d\d?\.\s?\d\d?\.?|\d{4}년\s?\d\d?월\s?\d\d?일)"
    rf"|{_ERA}\s?年\s?{_DAY}\s?月\s?{_DAY}\s?日)$",
    re.IGNORECASE,
)
_LAST_WORD = lazy(r"([^\W\d_]+(?:-feira)?)\.?[,،]?\s+$")
_TOKEN = lazy(r"[^\W_]+(?:-feira)?")
_NUMERAL = lazy(r"\d{1,4}(?:st|nd|rd|th|er|º|°)?")
_MOST_WORDS = 6
_LONGEST = 40  # code points of a day


def date_at_end(line: str) -> int:
    """Where the date begins that a line ends with, its weekday with it; -1 if there is none."""
    match = _DATE.search(line)
    if not match:
        return -1
    month = match["first"] or match["second"]
    if month and month.lower().replace(" ", "\0") not in _MONTH_NAMES:
        return -1
    start = match.start()
    weekday = _LAST_WORD.search(line, 0, start)
    if weekday and weekday[1].lower() in _WEEKDAY_NAMES:
        start = weekday.start()
    return start


def date_of(line: str) -> str:
    """The date that a line is, as it is written; "" if the line says anything else.

    A word such as "Published" may stand before it.
    """
    line = line.strip()
    if not any(map(str.isdigit, line)) and "年" not in line:
        return ""
    start = date_at_end(line)
    if start < 0 and line[-1] == ".":
        line = line[:-1]
        start = date_at_end(line)
    if start < 0:
        return ""
    words = line[:start].strip(" :：").lower().split()
    if words and words[-1] in _PREPOSITIONS:
        words.pop()
    return line[start:] if not words or " ".join(words) in _LABEL_NAMES else ""


def is_day(line: str) -> bool:
    """Whether a line names a day and says nothing else, with or without the year: "Monday, 3 June".

    A full stop or a colon may end it.
    """
    if date_of(line.rstrip(" :")):
        return True
    words = _TOKEN.findall(line.lower())
    if not 2 <= len(words) <= _MOST_WORDS or len(line) > _LONGEST:
        return False
    numbers = sum(_NUMERAL.fullmatch(word) is not None for word in words)
    months = sum(word in _MONTH_NAMES for word in words)
    days = sum(word in _WEEKDAY_NAMES for word in words)
    others = len(words) - numbers - months - days - sum(word in _PREPOSITIONS for word in words)
    return 1 <= numbers <= 2 and months == 1 and days <= 1 and not others
