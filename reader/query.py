"""The language in which annotations are asked for: ``tag:exam color:yellow -is:orphan "a phrase"``.

Pure functions: a text becomes the terms that an annotation has to meet, all of them. What is wrong
with a text is said in one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from reader.annotations.annotation import Colour, Kind, Style
from reader.annotations.days import begins, ends
from reader.errors import UsageError
from reader.text.folding import fold_character
from reader.text.patterns import lazy

KINDS = tuple(str(kind) for kind in Kind if kind is not Kind.HEADING)
# What follows the names of fields that take one of a few words.
CHOICES: Mapping[str, Sequence[str]] = {
    "color": tuple(map(str, Colour)),
    "kind": KINDS,
    "style": tuple(map(str, Style)),
    "has": ("note", "tags", "versions"),
    "is": ("open", "orphan", "apart", "learning", "due", "leech"),
}
TIMES = ("since", "until")
# Every field with what it asks for, in the order in which they are offered.
FIELDS: Mapping[str, str] = {
    "tag": "has the tag; a tag as far as it is written, where none is called so",
    "color": "has the colour",
    "kind": "is a note, a question, a todo …",
    "doc": "the title of its document, or its id",
    "in": "title, authors, tags, collections or path of its document",
    "section": "the titles of its sections",
    "since": "made then or later: 2026, 2026-10, 2026-10-05, today, 7d",
    "until": "made then or before",
    "has": "has a note, tags, other versions",
    "is": "a question without an answer, a passage that is gone, what is learned or due",
    "style": "how the highlight is drawn",
}
ASKED = f"what can be asked for: {', '.join(f'{name}:' for name in FIELDS)}"
_SYNONYMS = {"colour": "color", "document": "doc", "tags": "tag", "colors": "color"}
WORDS = "words"  # the field of what stands alone: in quotes and notes
MOST_NAMES = 20  # saved filters that one may lead through

_QUOTES = '"“”„«»'
_FIELD = lazy(r"([A-Za-z]+):")
_NAME = lazy(r"[^\W_][\w-]*")


class Term(NamedTuple):
    """What an annotation has to meet, or ``without``, must not: one of the ``values`` of a field,
    folded. Times are UTC as annotations carry them."""

    field: str
    values: tuple[str, ...]
    without: bool = False


def parse(
    text: str, saved: Mapping[str, str] | None = None, today: date | None = None
) -> list[Term]:
    """The terms of a query; UsageError for one that cannot be meant.

    ``saved`` are the filters that ``@name`` stands for.
    """
    return list(_terms(text, saved or {}, today or datetime.now().astimezone().date(), ()))


def no_fields(text: str) -> list[str]:
    """What stands before a colon as the name of a field would, and is none."""
    found = (_FIELD.match(pieces[0][0].removeprefix("-")) for pieces in _split(text))
    names = (one[1] for one in found if one)
    return [name for name in names if _SYNONYMS.get(name.lower(), name.lower()) not in FIELDS]


def is_name(name: str) -> bool:
    """Whether a filter can be saved under this name."""
    return _NAME.fullmatch(name) is not None


class _Folds(dict[int, str]):
    """What characters fold to, found out when one is met first."""

    def __missing__(self, code: int) -> str:
        self[code] = fold_character(chr(code))
        return self[code]


_FOLDS = _Folds()


def folded(text: str) -> str:
    """A text as it is compared: without case and accents, white space as single spaces."""
    text = text.casefold() if text.isascii() else text.translate(_FOLDS)
    return " ".join(text.split())


# --- terms -------------------------------------------------------------------------------------

_Piece = tuple[str, bool]  # a stretch of a word, and whether it was quoted


def _terms(
    text: str, saved: Mapping[str, str], today: date, through: tuple[str, ...]
) -> Iterator[Term]:
    for pieces in _split(text):
        first, quoted = pieces[0]
        without = not quoted and first.startswith("-") and pieces != [("-", False)]
        if without:
            pieces = [(first[1:], False), *pieces[1:]] if first != "-" else pieces[1:]
            first, quoted = pieces[0]
        if first.startswith("@") and not quoted and len(first) > 1:
            yield from _saved(first[1:], without, saved, today, through)
            continue
        found = None if quoted else _FIELD.match(first)
        field = _field(found[1], pieces) if found else ""
        if found and field:
            values = _values([(first[found.end() :], False), *pieces[1:]])
            yield Term(field, _meant(field, values, today), without)
        elif words := folded("".join(part for part, _ in pieces)):
            yield Term(WORDS, (words,), without)


def _split(text: str) -> Iterator[list[_Piece]]:
    """The words of a query; white space within quotation marks belongs to them."""
    word: list[_Piece] = []
    part, quoted = "", False
    for character in text:
        if character in _QUOTES:
            if part:
                word.append((part, quoted))
            part, quoted = "", not quoted
        elif character.isspace() and not quoted:
            if part:
                word.append((part, quoted))
            if word:
                yield word
            word, part = [], ""
        else:
            part += character
    if part:
        word.append((part, quoted))
    if word:
        yield word


def _field(typed: str, pieces: Sequence[_Piece]) -> str:
    """The field that a word begins with; "" where it is a word with a colon, as a time is."""
    name = typed.lower()
    name = _SYNONYMS.get(name, name)
    if name in FIELDS:
        return name
    from difflib import get_close_matches

    whole = "".join(part for part, _ in pieces)
    if near := get_close_matches(name, [*FIELDS, *_SYNONYMS], 1, 0.7):
        raise UsageError(
            f"“{whole}”: nothing is asked for by “{typed}:”; did you mean “{near[0]}:”? "
            f"To look for the words, put them in quotation marks"
        )
    return ""


def _values(pieces: Iterable[_Piece]) -> list[str]:
    """The values of a field, with commas between them where these are not quoted."""
    values = [""]
    for part, quoted in pieces:
        first, *others = [part] if quoted else part.split(",")
        values[-1] += first
        values += others
    return [value for value in (" ".join(value.split()) for value in values) if value]


def _meant(field: str, values: Sequence[str], today: date) -> tuple[str, ...]:
    """The values of a field as they are compared."""
    if not values:
        if field in CHOICES:
            raise UsageError(f"“{field}:” is followed by {_list(CHOICES[field])}")
        raise UsageError(f"“{field}:” is followed by what is looked for: {FIELDS[field]}")
    if field in TIMES:
        return tuple(_time(field, value, today) for value in values)
    if field not in CHOICES:
        return tuple(
            folded(value.removeprefix("#") if field == "tag" else value) for value in values
        )
    found: list[str] = []
    for value in values:
        begun = [choice for choice in CHOICES[field] if choice.startswith(value.lower())]
        exact = [choice for choice in begun if choice == value.lower()]
        if not begun:
            raise UsageError(f"no {_said(field)} “{value}”: {_hint(value, CHOICES[field])}")
        found += exact or begun
    return tuple(dict.fromkeys(found))


def _said(field: str) -> str:
    return {"color": "colour", "has": "such thing to have:", "is": "such state:"}.get(field, field)


def _hint(value: str, choices: Sequence[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(value.lower(), choices, 1, 0.6)
    return f"did you mean “{near[0]}”? There are {_list(choices)}" if near else _list(choices)


def _list(words: Sequence[str]) -> str:
    return ", ".join(words)


def _saved(
    name: str, without: bool, saved: Mapping[str, str], today: date, through: tuple[str, ...]
) -> Iterator[Term]:
    """What a saved filter asks for."""
    if name not in saved:
        raise UsageError(
            f"no saved filter “{name}”: {_hint(name, sorted(saved))}"
            if saved
            else f"no saved filter “{name}”, and no other: --save {name} saves one"
        )
    if name in through or len(through) > MOST_NAMES:
        raise UsageError(f"the saved filter “{name}” leads back to itself: {saved[name]}")
    terms = list(_terms(saved[name], saved, today, (*through, name)))
    if not without:
        yield from terms
    elif len(terms) == 1:
        yield terms[0]._replace(without=not terms[0].without)
    else:
        raise UsageError(f"“-@{name}” cannot be: it asks for {len(terms)} things, not for one")


# --- times -------------------------------------------------------------------------------------


def _time(field: str, value: str, today: date) -> str:
    """The moment that a day, a month or a year begins; for ``until`` that after its end."""
    try:
        return ends(value, today) if field == "until" else begins(value, today)
    except UsageError as error:
        raise UsageError(f"{field}: {error}") from None
