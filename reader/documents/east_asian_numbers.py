"""The numbers of Chinese, Japanese and Korean headings: 第三章, 一、, 其二, 제1장."""

from __future__ import annotations

from reader.documents.divisions import ARTICLE_RANK, CHAPTER_RANK, Number
from reader.documents.numerals import HANGUL, IDEOGRAPHIC, ideographic_value, roman_value
from reader.text.patterns import lazy

_RANKS = {
    division: rank
    for rank, divisions in (
        (1, "册 冊 권"),
        (2, "卷 巻 編 编 集 편"),
        (3, "部 部分 篇 幕 辑 輯 부 막"),
        (CHAPTER_RANK, "章 回 话 話 讲 講 课 課 夜 折 出 齣 信 장 화 회 강 과"),
        (CHAPTER_RANK + 1, "节 節 场 場 景 절"),
        (ARTICLE_RANK, "款 관"),
        (ARTICLE_RANK + 1, "条 條 조"),
    )
    for division in divisions.split()
}
_BARE_RANK, _BRACKETS_RANK = CHAPTER_RANK + 2, CHAPTER_RANK + 3

_DIVISIONS = "部分|[" + "".join(division for division in _RANKS if len(division) == 1) + "]"
_GAP = r"(?P<gap>[\s:：.．、,，·・|—–―-]*)"
_NAMED = lazy(
    rf"(?P<before>[第제])?\s*"
    rf"(?P<number>(?:[{IDEOGRAPHIC}]\s?){{1,8}}|[{HANGUL}]{{1,5}}|\d{{1,4}}|[Ⅰ-Ⅻ])\s*"
    rf"(?P<division>{_DIVISIONS})(?:[의之の]\s?[\d{IDEOGRAPHIC}]+)?{_GAP}(?P<rest>.*)$"
)
_OUTER = lazy(
    rf"(?:(?P<half>[上中下])(?P<part>[篇卷巻部册冊编編集])|(?:序|終|终|最終|最终)(?P<end>[章幕])"
    rf"|[서종](?P<korean>[장막])){_GAP}(?P<rest>.*)$"
)
_ITS = lazy(rf"(?:其の?|その)(?P<number>[{IDEOGRAPHIC}]{{1,3}}){_GAP}(?P<rest>.*)$")
_COUNTED = lazy(
    rf"(?:[（(〔]\s*(?P<inside>[{IDEOGRAPHIC}]{{1,5}})\s*[）)〕]"
    rf"|(?P<plain>[{IDEOGRAPHIC}]{{1,5}})(?:[、．.：:）)]|(?=[\s—–―]|$)))"
    r"[\s—–―]*(?P<rest>.*)$"
)
_SENTENCE = lazy("[。；]")
_PARTICLES = "はがをにのとでもへや"  # what stands after a number in a Japanese sentence
_FIRST = frozenset("第제其そ上中下序終终最서종（(〔" + IDEOGRAPHIC)


def east_asian_number(text: str) -> Number | None:
    """The number of a line that begins with a Chinese, Japanese or Korean sign, or with a bracket.

    None if it has none, and if what follows reads like a sentence: where 第一条 stands before a
    whole paragraph, it is no heading.
    """
    if text[0] not in _FIRST:
        return None
    if text[0] in "第제":
        return counted_division(text)
    if match := _COUNTED.match(text):
        rest = match["rest"]
        if rest and not _is_title(rest):
            return None
        style = "ideographic title" if rest else "ideographic"
        if match["inside"]:
            return Number("ideographic in brackets", _value(match["inside"]), _BRACKETS_RANK, rest)
        return Number(style, _value(match["plain"]), _BARE_RANK, rest)
    if match := _ITS.match(text):
        rest = match["rest"]
        if rest and not (match["gap"] and _is_title(rest)):
            return None
        return Number("其", _value(match["number"]), _BARE_RANK, rest, True)
    if match := _OUTER.match(text):
        rest = match["rest"]
        if rest and not (match["gap"] and _is_title(rest)):
            return None
        division = match["part"] or match["end"] or match["korean"]
        # The last of two or of three has no value that is known.
        value = {"上": 1, "中": 2}.get(match["half"], 0)
        return Number(division, value, _RANKS[division], rest, True)
    return None


def counted_division(text: str) -> Number | None:
    """The number of a line such as 第三章, 제2조 or "1장", which may begin with its digits."""
    match = _NAMED.match(text)
    if not match:
        return None
    gap, rest, division = match["gap"], match["rest"], match["division"]
    hangul = "가" <= division <= "힣"
    if match["before"] != ("제" if hangul else "第") and (match["before"] or not hangul):
        return None
    if rest and not _is_title(rest):
        return None
    if rest and not gap and (rest[0] in _PARTICLES or (hangul and rest[0] not in "([（〔【<〈")):
        return None
    return Number(division, _value(match["number"]), _RANKS[division], rest, True)


def _is_title(rest: str) -> bool:
    """Whether what follows a number is short and has no end of a sentence."""
    if len(rest) > 60 or rest[-1] in "，、：；,:;" or _SENTENCE.search(rest):
        return False
    return rest[-1] != "." or len(rest) < 15


def _value(numeral: str) -> int:
    numeral = "".join(numeral.split())
    return roman_value(numeral) or ideographic_value(numeral)
