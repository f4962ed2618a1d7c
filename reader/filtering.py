"""Which annotations of the notebook a query means, in which order; saved filters; completions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from reader import settings
from reader.annotations.annotation import Colour
from reader.catalogue import Entry
from reader.notebook import Row
from reader.query import CHOICES, FIELDS, TIMES, WORDS, Term, folded
from reader.study import clock
from reader.study.days import today
from reader.study.scheduling import written

SORTS = ("place", "time", "document", "colour", "tag")
_MOST = 8  # completions that are offered

Entries = Mapping[str, Entry]


def passing(rows: Sequence[Row], terms: Iterable[Term], entries: Entries) -> list[Row]:
    """The rows that meet all terms. There may be a hundred thousand: each term is one pass over
    those that the ones before left, the cheap ones first."""
    found = list(rows)
    for term in sorted(terms, key=lambda term: (term.field == WORDS, term.without)):
        found = _PASS[term.field](found, term, entries)
    return found


_Pass = Callable[[list[Row], Term, Entries], list[Row]]


def _words(rows: list[Row], term: Term, entries: Entries) -> list[Row]:
    (words,) = term.values
    if term.without:
        return [row for row in rows if words not in row.words]
    return [row for row in rows if words in row.words]


def of_documents(terms: Iterable[Term]) -> Callable[[Entry], bool] | None:
    """What the terms ask of documents, whatever is annotated in them; None for nothing."""
    asked = [term for term in terms if term.field in _SAID]

    def meets(entry: Entry) -> bool:
        return all(_is_meant(entry, term) for term in asked)

    return meets if asked else None


def must_have(terms: Iterable[Term]) -> list[str]:
    """The words that every annotation that meets the terms has."""
    return [term.values[0] for term in terms if term.field == WORDS and not term.without]


def _documents(rows: list[Row], term: Term, entries: Entries) -> list[Row]:
    meant = {identity for identity, entry in entries.items() if _is_meant(entry, term)}
    return [row for row in rows if row.document in meant]


def _is_meant(entry: Entry, term: Term) -> bool:
    """Whether what is said of a document has all words of one of the values."""
    text = folded(_SAID[term.field](entry))
    found = any(all(word in text for word in value.split()) for value in term.values)
    return found is not term.without


def _title(entry: Entry) -> str:
    return f"{entry.title}\n{entry.id}"


def _all_of(entry: Entry) -> str:
    parts = (entry.title, *entry.authors, *entry.tags, *entry.collections, entry.path)
    return "\n".join(parts)


_SAID: Mapping[str, Callable[[Entry], str]] = {"doc": _title, "in": _all_of}


def _tags(rows: list[Row], term: Term, entries: Entries) -> list[Row]:
    there = {tag for row in rows for tag in row.tags}
    meant = meant_tags(there, term.values)
    if term.without:
        return [row for row in rows if meant.isdisjoint(row.tags)]
    return [row for row in rows if row.tags and not meant.isdisjoint(row.tags)]


def meant_tags(there: Iterable[str], values: Iterable[str]) -> set[str]:
    """The tags that some words mean: those that are called so, with the tags below them ("a/b" is
    below "a"); where there is none, those that begin so."""
    by_name = [(tag, folded(tag)) for tag in there]
    meant: set[str] = set()
    for value in values:
        exact = {t for t, name in by_name if name == value or name.startswith(f"{value}/")}
        meant |= exact or {tag for tag, name in by_name if name.startswith(value)}
    return meant


def _sections(rows: list[Row], term: Term, entries: Entries) -> list[Row]:
    at = Row._fields.index("section")
    paths = {row.section for row in rows}
    texts = {path: "\n".join(map(folded, path)) for path in paths}
    meant = {
        path
        for path, text in texts.items()
        if any(value in text for value in term.values) is not term.without
    }
    return [row for row in rows if row[at] in meant]


def _one_of(field: str) -> _Pass:
    at = Row._fields.index(field)

    def passes(rows: list[Row], term: Term, entries: Entries) -> list[Row]:
        return [row for row in rows if (row[at] in term.values) is not term.without]

    return passes


def _if(conditions: Mapping[str, Callable[[Row], object]]) -> _Pass:
    def passes(rows: list[Row], term: Term, entries: Entries) -> list[Row]:
        found: set[int] = set()
        for value in term.values:
            meets = conditions[value]
            found.update(at for at, row in enumerate(rows) if meets(row))
        return [row for at, row in enumerate(rows) if (at in found) is not term.without]

    return passes


def _is(rows: list[Row], term: Term, entries: Entries) -> list[Row]:
    own = settings.load() if {"due", "leech"} & set(term.values) else settings.Settings()
    _, tomorrow = today(clock.wall(), own.number("study.day_begins"))
    until, limit = written(tomorrow), own.number("study.leech")
    passes = _if(
        {
            "open": lambda row: row.is_open,
            "orphan": lambda row: row.state == "orphan",
            "apart": lambda row: row.state == "apart",
            "learning": lambda row: row.learn,
            "due": lambda row: row.learn and row.due < until,
            "leech": lambda row: 0 < limit <= row.lapses,
        }
    )
    return passes(rows, term, entries)


def _since(rows: list[Row], term: Term, entries: Entries) -> list[Row]:
    moment = min(term.values)
    return [row for row in rows if (row.created >= moment) is not term.without]


def _until(rows: list[Row], term: Term, entries: Entries) -> list[Row]:
    moment = max(term.values)
    return [row for row in rows if (row.created < moment) is not term.without]


_PASS: Mapping[str, _Pass] = {
    WORDS: _words,
    "tag": _tags,
    "color": _one_of("colour"),
    "kind": _one_of("kind"),
    "style": _one_of("style"),
    "doc": _documents,
    "in": _documents,
    "section": _sections,
    "since": _since,
    "until": _until,
    "has": _if(
        {
            "note": itemgetter(Row._fields.index("note")),
            "tags": itemgetter(Row._fields.index("tags")),
            "versions": itemgetter(Row._fields.index("others")),
        }
    ),
    "is": _is,
}


# --- order -------------------------------------------------------------------------------------


def in_order(rows: list[Row], sort: str, entries: Entries) -> list[Row]:
    """The rows, which are in the order ``place``, in another one of `SORTS`: the newest first, by
    the titles of documents, by colours as their keys are, by the first tag."""
    if sort == "time":
        return sorted(rows, key=lambda row: row.created, reverse=True)
    if sort == "document":
        titles = {identity: (folded(entry.title), identity) for identity, entry in entries.items()}
        return sorted(rows, key=lambda row: titles[row.document])
    if sort == "colour":
        order = {str(colour): at for at, colour in enumerate(Colour)}
        return sorted(rows, key=lambda row: order.get(row.colour, len(order)))
    if sort == "tag":
        return sorted(rows, key=lambda row: (not row.tags, folded(row.tags[0]) if row.tags else ""))
    return rows


# --- tags and completions ----------------------------------------------------------------------


def tag_counts(rows: Iterable[Row]) -> list[tuple[str, int]]:
    """The tags with how many annotations have each, most used first."""
    counted = Counter(tag for row in rows for tag in row.tags)
    return sorted(counted.items(), key=lambda item: (-item[1], folded(item[0])))


class Offer(NamedTuple):
    """What a text may go on with: the whole of it then, what is offered, and a word on it."""

    text: str
    label: str
    detail: str


def tag_offers(typed: str, tags: Sequence[tuple[str, int]]) -> list[Offer]:
    """The tags that the last word of a list of tags may be, most used first."""
    before, last = _last(typed.replace(",", " "))
    sign = last[: len(last) - len(last.lstrip("+-#"))]
    used = {word.lstrip("+-#") for word in before.split()}
    return [
        Offer(f"{before}{sign}{tag} ", tag, f"{count:,}")
        for tag, count in _likely(last[len(sign) :], tags)
        if tag not in used
    ][:_MOST]


def offers(
    typed: str,
    tags: Sequence[tuple[str, int]],
    titles: Sequence[tuple[str, int]],
    saved: Mapping[str, str],
) -> list[Offer]:
    """How a query may go on: fields, and what follows them.

    ``tags`` and ``titles`` are those of the notebook with how many annotations have each.
    """
    before, last = _last(typed)
    minus = "-" if last.startswith("-") else ""
    word = last[len(minus) :]
    if word.startswith("@"):
        names = [(name, saved[name]) for name in saved if name.startswith(word[1:])]
        return [Offer(f"{before}{minus}@{name} ", f"@{name}", text) for name, text in names][:_MOST]
    field, colon, value = word.partition(":")
    field = {"colour": "color"}.get(field.lower(), field.lower())
    if not colon:
        begun = [(n, what) for n, what in FIELDS.items() if word and n.startswith(word.lower())]
        return [Offer(f"{before}{minus}{n}:", f"{n}:", what) for n, what in begun]
    head, comma, value = value.rpartition(",")
    start = f"{before}{minus}{field}:{head}{comma}"
    if field in CHOICES:
        found = [(one, "") for one in CHOICES[field] if one.startswith(value.lower())]
    elif field in ("tag", "doc"):
        known = tags if field == "tag" else titles
        found = [(one, f"{count:,}") for one, count in _likely(value.strip('"'), known)]
    elif field in TIMES:
        found = [(one, "") for one in ("today", "yesterday", "7d", "1m") if one.startswith(value)]
    else:
        found = []
    return [Offer(f"{start}{_quoted(one)} ", one, detail) for one, detail in found][:_MOST]


def _likely(value: str, known: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Those that begin so, then those of which a later word does."""
    wanted = folded(value)
    names = [(item, folded(item[0])) for item in known]
    first = [item for item, name in names if name.startswith(wanted)]
    later = [item for item, name in names if f" {wanted}" in name and not name.startswith(wanted)]
    return first + later if wanted else first


def _last(typed: str) -> tuple[str, str]:
    """What stands before the word that is being written, and that word."""
    open_quote = typed.count('"') % 2
    cut = typed.rfind(" ", 0, typed.rfind('"')) if open_quote else typed.rfind(" ")
    return typed[: cut + 1], typed[cut + 1 :]


def _quoted(value: str) -> str:
    return f'"{value}"' if any(c.isspace() or c in ',"' for c in value) else value
