"""What speaks for and against a short part being a heading: named pieces of evidence.

Each piece is a phrase that a person can read ("in capitals", "long text follows") with a number,
mostly 1. `heading_weights` says what each is worth; `headings` adds them up. No piece looks
further than the neighbours, but for what `Surroundings` says of the whole text; what was made of
the others is for the second look (`heading_company`).
"""

from __future__ import annotations

import math
import re

from reader.documents.contents import key_of
from reader.documents.document import BlockKind
from reader.documents.names import is_known_name
from reader.documents.surroundings import STOPS, Surroundings, first_word, unquoted
from reader.text.patterns import lazy

Evidence = dict[str, float]
WHATEVER = "whatever it is"  # said of every candidate

SENTENCE_INSIDE = lazy(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bVol)(?<!\bNo)(?<!\bvs)(?<!\b[A-Z])(?<![\dIVXLC])"
    r"[.!?][\"'”’]?\s+[A-Z“\"]"
)
_DATE = lazy(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s*"
    r"\d{4}|\b\d{1,2}(?:st|nd|rd|th|\.)?\s+[^\W\d_]{3,12}\.?\s+\d{4}\b|\b\d{4}-\d\d-\d\d\b"
    r"|\d{4}年\d{1,2}月",
    re.IGNORECASE,
)
_ADDRESS = lazy(r"https?://|www\.|\S@\S+\.\S")
_NOTE = lazy(
    r"\W*(?:illustration|footnote|sidenote|music|transcriber|page \d|fig(?:ure)?\b|"
    r"(?:tab(?:le|elle|leau|la|ela|el)?|abb(?:ildung)?|figura|afbeelding|рис(?:унок)?)\.? \d|"
    r"[图圖図表]\s?\d)",
    re.IGNORECASE,
)
_BY = lazy(r"(?:by|from|par|door|von|por|di|translated|edited)\s", re.IGNORECASE)
_LETTER = lazy(
    r"yours\b|your (?:most|affectionate|obedient)|dear\b|my dear|p\.\s?s\b|signed\b|mr\.", re.I
)
_CLOSES = lazy(r"\W*(?:the end|finis|fin|ende|fine|end of .*)\W*$", re.IGNORECASE)
_SAID = lazy(r"\b(?:said|asked|replied|cried|answered)\b")
_ASKS = lazy(r"(?:how|what|why|who|when|where|which|is|are|do|does|can|should)\b", re.I)
_CLOCK = lazy(r"\W?\d{1,2}:\d\d")
_INITIALS = lazy(r"\W*[A-ZÀ-Þ]\.(?:\s?[A-ZÀ-Þ]\.)*\s?[A-ZÀ-Þ][\w'’-]+(?:\s[A-ZÀ-Þ][\w'’-]+)?\W*$")
_LISTED = lazy(r"[-*•·–—+]\s|\(?[a-z0-9]{1,2}[.)]\s|\[\d+\]")

_QUOTES = frozenset('"“‘«„»「『')
_BRACKETS = frozenset("[({<|【（")
_COMMAS = frozenset(",;，；、")
_COLONS = frozenset(":：")
_ASKING = frozenset("?!？！؟")
_CLOSING = frozenset("\"”’'»)」』]）")
_DASHES = frozenset("-—–―")
_TRAILING = frozenset("—-–…")
_ENDS = STOPS | _ASKING | frozenset('"”»」』')


def evidence(index: int, around: Surroundings, rule: str = "") -> Evidence:
    """All that speaks for or against part ``index``, which a rule of thumb may make a heading."""
    found: Evidence = {WHATEVER: 1.0}
    if rule:
        found["a rule of thumb"] = found[f"a rule of thumb: {rule}"] = 1.0
    for look in (
        _look_at_words,
        _look_at_number,
        _look_at_neighbours,
        _look_at_run,
        _look_at_place,
    ):
        look(found, index, around)
    return found


def _look_at_words(found: Evidence, index: int, around: Surroundings) -> None:
    part = around.parts[index]
    text, form = unquoted(part.text), around.forms[index]
    size = len(text) * around.dense
    found["length"] = math.log(1 + size) / 5
    found["length against a paragraph"] = min(2.0, 4 * size / around.typical)
    found["words with a capital"] = form.titled
    if form.words <= 2:
        found["one or two words"] = 1
    elif form.words > 16:
        found["more than 16 words"] = found["more than 10 words"] = 1
    elif form.words > 10:
        found["more than 10 words"] = 1
    end = form.end
    if end in STOPS:
        if text.endswith(".."):
            found["several stops at its end"] = 1
        elif form.capitals > 0.85:
            found["in capitals with a stop"] = 1
        elif form.titled > 0.85:
            found["words capitalised with a stop"] = 1
        else:
            found["a stop at its end"] = 1
    elif end in _COMMAS:
        found["a comma at its end"] = 1
    elif end in _COLONS:
        found["a colon at its end"] = 1
    elif end in _ASKING:
        found["a question or an exclamation"] = 1
        if around.talks or around.choppy > 0.5:
            found["a question in a text with speech"] = 1
    elif end in _CLOSING:
        found["a closing quote or bracket at its end"] = 1
    elif end in _TRAILING:
        found["a dash at its end"] = 1
    else:
        found["no sign at its end"] = 1
    capitals = form.capitals > 0.85 and size > 2
    if capitals:
        found["in capitals"] = 1
        if end not in STOPS:
            found["in capitals, no stop"] = 1
    if form.titled > 0.85 and form.words > 1:
        found["words capitalised"] = 1
        if end not in STOPS and end not in _COMMAS:
            found["words capitalised, no stop"] = 1
    first = text[0]
    if first.islower():
        found["begins small"] = 1
    elif first in _QUOTES:
        found["begins with a quote"] = 1
    elif first in _BRACKETS:
        found["begins with a bracket"] = 1
    elif first == "_":
        if text.rstrip(".")[-1:] == "_":
            found["all of it stressed"] = 1
    elif first in _DASHES:
        found["begins with a dash"] = 1
    elif not first.isalnum() and first not in "§#*":
        found["begins with a sign"] = 1
    digits = sum(map(str.isdigit, text)) if not text.isalpha() else 0
    if digits:
        found["share of digits"] = digits / len(text)
        if _DATE.search(text):
            found["a date"] = 1
        if _CLOCK.match(text):
            found["a time of day"] = 1
    if ("@" in text or "/" in text or "www" in text) and _ADDRESS.search(text):
        found["an address"] = 1
    for name, pattern in _OPENINGS:
        if pattern.match(text):
            found[name] = 1
    if _CLOSES.match(text):
        found["says that it ends"] = 1
    commas = text.count(",") + text.count(";")
    if commas > 2:
        found["several commas"] = 1
    if commas and form.titled > 0.85 and not capitals:
        found["commas between words capitalised"] = 1
    if "." in text and form.words < 6 and _INITIALS.match(text):
        found["like a name with initials"] = 1
    if form.words > 3:
        if SENTENCE_INSIDE.search(text):
            found["a sentence ends inside"] = 1
        if _SAID.search(text):
            found["somebody says it"] = 1
    if ": " in text and end not in STOPS and form.words < 20:
        found["a colon inside"] = 1
    if part.underline:
        found["underlined"] = 1
    if around.repeated[key_of(text)] > 2:
        found["comes three times or more"] = 1
    if index not in around.numbers:
        found["unnumbered, in a text of short parts"] = around.choppy
        begins = around.begins[first_word(text)]
        if begins > 2:
            found["begins as others do"] = min(2.0, math.log(begins) / 2)
    if ":" in text and around.prefixed[text.partition(":")[0]] > 1:
        found["the same words before a colon"] = 1


_OPENINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("begins like a note", _NOTE),
    ("begins like a byline", _BY),
    ("begins like a letter", _LETTER),
    ("begins like a question", _ASKS),
)


def _look_at_number(found: Evidence, index: int, around: Surroundings) -> None:
    text = around.parts[index].text
    number = around.numbers.get(index)
    keys = {key_of(text)}
    if number:
        keys.add(key_of(number.rest))
        if number.named:
            found["a named number"] = 1
        elif number.kind in ("roman", "digits"):
            found["a number alone"] = 1
        elif number.kind.startswith("decimal"):
            found["a number before it"] = 1
            if number.kind != "decimal 1":
                found["a number of several levels"] = 1
        else:
            found["a letter or Roman number before it"] = 1
        if index in around.in_sequence:
            found["its number follows"] = 1
            found["how many numbers follow"] = min(3.0, math.log(1 + around.counted[number.kind]))
        if around.numbers.get(index + 2, number).value == number.value + 1:
            found["the next number is near"] = 1
        if number.rest[:1].islower():
            found["goes on small after the number"] = 1
    elif _LISTED.match(text):
        found["looks like an item of a list"] = 1
    if not around.contents.isdisjoint(keys) and len(text) > 3:
        found["in the table of contents"] = 1
    if is_known_name(text):
        found["a name that many books have"] = 1


def _look_at_neighbours(found: Evidence, index: int, around: Surroundings) -> None:
    parts, short, form = around.parts, around.short, around.forms[index]
    size = len(parts[index].text) * around.dense
    below = parts[index + 1] if index + 1 < around.end else None
    above = parts[index - 1] if index > around.start else None
    unstopped = form.end not in STOPS and form.end not in _COMMAS and form.end not in _COLONS
    if below is None:
        found["the last of all"] = 1
    else:
        long = len(below.text) * around.dense
        found["length of the next"] = math.log(1 + long) / 6
        if below.kind is BlockKind.PARAGRAPH:
            if long > 250:
                found["long text follows"] = 1
                if form.words <= 12 and unstopped:
                    found["short, no stop, long text follows"] = 1
            if long > 3 * size:
                found["the next is three times as long"] = 1
                if "in the table of contents" in found:
                    found["in the table of contents, text follows"] = 1
                if "a name that many books have" in found:
                    found["a name that many books have, text follows"] = 1
            if short[index + 1]:
                found["something short follows"] = 1
            if below.text[0].islower():
                found["the next begins small"] = 1
            elif below.text[0] in _QUOTES:
                found["speech follows"] = 1
            if _LISTED.match(below.text):
                found["a list follows"] = 1
        elif below.kind is BlockKind.ITEM:
            found["a list follows"] = 1
        elif below.kind is BlockKind.RULE:
            found["a rule follows"] = 1
        else:
            found["verse, code or a table follows"] = 1
        if index + 2 < around.end and len(parts[index + 2].text) * around.dense > 250:
            found["long text after the next"] = 1
    if above is None:
        found["the first of all"] = 1
    else:
        found["length of the one above"] = math.log(1 + len(above.text) * around.dense) / 6
        last = above.text.rstrip("_* ")[-1:]
        if above.text[0] in _QUOTES:
            found["speech above"] = 1
        if above.kind is BlockKind.RULE:
            found["a rule above"] = 1
        elif above.kind is not BlockKind.PARAGRAPH:
            found["a list, verse or code above"] = 1
        if last in _ENDS:
            found["the one above has ended"] = 1
            if unstopped and not parts[index].text[0].islower():
                found["no stop, the one above has ended"] = 1
        elif last in _COLONS or last in _COMMAS:
            found["the one above goes on"] = 1
        if short[index - 1]:
            found["something short above"] = 1
            here = around.styles[index]
            if around.styles.get(index - 1) == here:
                found["the one above looks alike"] = 1
            if above.text.split(" ", 1)[0] == parts[index].text.split(" ", 1)[0]:
                found["begins as the one above"] = 1
        elif below is not None and long > 250:
            found["between long text"] = 1
        if index < around.start + 3:
            found["one of the first"] = 1
    if around.styles.get(index + 1) == around.styles[index]:
        found["the next looks alike"] = 1


def _look_at_run(found: Evidence, index: int, around: Surroundings) -> None:
    """The neighbouring short parts: a list, or headings with text between."""
    short, form = around.short, around.forms[index]
    near = range(max(around.start, index - 2), min(around.end, index + 3))
    found["short ones near"] = (sum(short[other] for other in near) - 1) / 4
    first = last = index
    while first > around.start and index - first < 12 and short[first - 1]:
        first -= 1
    while last + 1 < around.end and last - index < 12 and short[last + 1]:
        last += 1
    size = last - first + 1
    bare = form.end.isalnum()
    if size == 1:
        found["stands alone"] = 1
        if bare:
            found["stands alone, no sign at its end"] = 1
        return
    if size == 2:
        found["one of two"] = 1
    elif size >= 5:
        found["one of five or more"] = 1
    if index == last:
        found["the last of a run"] = 1
        if bare:
            found["the last of a run, no sign at its end"] = 1
        if form.titled > 0.85:
            found["the last of a run, capitalised"] = 1
    elif index == first:
        found["the first of a run"] = 1
        if size >= 3:
            found["the first of a long run"] = 1
    elif bare:
        found["inside a run, no sign at its end"] = 1
    if size >= 3:
        if first > around.start and around.parts[first - 1].text[-1:] in _COLONS:
            where = "ends" if index == last else "goes on"
            found[f"a run that a colon opened {where}"] = 1
        others = [
            around.forms[i] for i in range(first, last + 1) if i != index and i in around.forms
        ]
        if others:
            stopped = sum(other.end in STOPS for other in others) / len(others)
            found["the run has stops"] = stopped
            if stopped > 0.6 and bare:
                found["alone in its run without a stop"] = 1
            words = sum(other.words for other in others) / len(others)
            found["shorter than its run"] = max(
                -1.0, min(1.0, math.log((1 + words) / (1 + form.words)))
            )


def _look_at_place(found: Evidence, index: int, around: Surroundings) -> None:
    """Where it stands in the columns and between the gaps, and how many look like it."""
    part, layout = around.parts[index], around.layout
    alike = around.alike[around.styles[index]]
    found["how many look alike"] = math.log((1 + alike) / (20 + around.end - around.start)) / 5
    if part.first == part.last:
        found["one line"] = 1
    elif part.last > part.first + 1:
        found["three lines or more"] = 1
    extra = part.before - around.gap
    after = around.parts[index + 1].before - around.gap if index + 1 < around.end else 9
    form = around.forms[index]
    plain = form.capitals <= 0.85 and form.titled <= 0.85 and index not in around.numbers
    if extra > 0:
        if plain:
            found["more blank lines above, no capitals"] = 1
        elif form.end in STOPS:
            found["more blank lines above, capitals and a stop"] = 1
        found[f"{min(extra, 3)} more blank lines above"] = 1
        if after >= 1:
            found["wider gaps above and below"] = 1
    elif extra < 0:
        found["a narrower gap above"] = 1
    if after > 1:
        found["two more blank lines below"] = 1
    elif after == 1:
        found["one more blank line below"] = 1
    elif after < 0:
        found["a narrower gap below"] = 1
    further = part.indent - layout.indent
    if further < 0:
        found["further out than the text"] = 1
        if form.end not in STOPS and form.end not in _COMMAS:
            found["further out, no stop"] = 1
        if part.indent < layout.margin:
            found["further out than any text"] = 1
    elif further:
        found["further in than the text"] = min(4, further) / 4
        if layout.wrapped and further > 5:
            middle = (layout.width - len(part.text.split("\n", 1)[0])) / 2
            if abs(middle - part.indent) < 6:
                found["centred"] = 1
    if around.talks:
        found["in a text with speech"] = 1
