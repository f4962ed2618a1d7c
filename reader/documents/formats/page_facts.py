"""What a page of HTML says of itself: title, authors, date, names; from its head and JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reader.documents.dates import date_at_end
from reader.documents.document import BlockKind, Metadata
from reader.documents.formats.block_text import one_line
from reader.documents.formats.markup import Markup
from reader.documents.identifiers import identifiers_in
from reader.text.patterns import lazy

_JSON = lazy(r"(?is)<script[^>]{0,200}application/ld\+json[^>]{0,200}>(.{2,200000}?)</script")
_ARTICLES = lazy(r"(?:Article|Posting|Report|Review|Book|Chapter|Thesis|WebPage|CreativeWork)$")
_BY = lazy(r"(?i)^(?:by|von|par|por|di|door|av|af|от)\b[:\s]+|^(?:author|autor|auteur)s?\s*:\s*")
_BEHIND = lazy(r"\s[-–—|·•]\s")
# A sign, and the name of a site after it; turned round, that before a title.
_SITE = lazy(r"(?:[^\w\s].*)?", re.DOTALL)
_DEEPEST = 6  # objects in objects that are looked into
_LONGEST = 120  # code points of a name

_TITLES = ("citation_title", "og:title", "twitter:title", "dc.title", "dcterms.title")
_AUTHORS = (
    *("citation_author", "author", "dc.creator", "dcterms.creator", "article:author"),
    *("parsely-author", "sailthru.author", "byl"),
)
_DATES = (
    *("citation_publication_date", "citation_date", "article:published_time", "date", "dc.date"),
    *("dcterms.created", "dcterms.issued", "parsely-pub-date", "og:published_time", "pubdate"),
)


def metadata_of(markup: Markup, source: str, found: Mapping[str, Sequence[str]]) -> Metadata:
    """What is known of a page from its head and ``source``, its text as HTML.

    ``found`` has what stands on the page itself, and counts where nothing else says it: "authors",
    "date", and "headings" that may be the title.
    """
    linked = _linked_data(source)

    def first(names: Sequence[str]) -> str:
        return next((markup.meta[name][0] for name in names if name in markup.meta), "")

    headings = (part for part in markup.parts if part.kind is BlockKind.HEADING)
    heading = next((part.title or part.text for part in headings if part.depth == 1), "")
    titles = [*_text(linked, "headline"), first(_TITLES), heading, *found.get("headings", ())]
    title = _without_site(markup.title, titles)
    authors: list[str] = []
    for name in _AUTHORS:
        authors = authors or markup.meta.get(name, [])
    authors = [name for name in authors if "://" not in name]
    authors = authors or list(_names(linked.get("author"))) or list(found.get("authors", ()))
    dates = [first(_DATES), *_text(linked, "datePublished", "dateCreated"), *found.get("date", ())]
    addresses = first(["canonical"]) or first(["og:url"])
    return Metadata(
        title=title,
        authors=tuple(dict.fromkeys(filter(None, map(_name, authors)))),
        date=one_line(next(filter(None, dates), "")),
        language=one_line(markup.language or next(_text(linked, "inLanguage"), "")),
        identifiers=identifiers_in(
            {"doi": first(["citation_doi", "doi", "dc.identifier"]), "canonical": addresses}
        ),
    )


def _without_site(title: str, others: Sequence[str]) -> str:
    """The title of a page without the name of its site, where the page says its title alone, too:
    "Rain - The Daily" is "Rain"."""
    for other in filter(None, others):
        before, found, behind = title.casefold().partition(other.casefold())
        if not title or (
            found and _SITE.fullmatch(behind.strip()) and not before.strip(" -–—|·•:»›/")
        ):
            return other
        if found and not behind.strip() and _SITE.fullmatch(before.strip()[::-1]):
            return other
    return title


def _name(name: str) -> str:
    """A name as it is written, without "by" before and a date behind."""
    name = _BEHIND.split(_BY.sub("", one_line(name)), maxsplit=1)[0]
    at = date_at_end(name)
    name = (name[:at] if at > 0 else name).strip(" ,;·|–—-")
    return name if len(name) <= _LONGEST else ""


def _linked_data(source: str) -> Mapping[str, Any]:
    """The object of JSON-LD that describes the text of the page; empty where there is none."""
    for script in _JSON.finditer(source):
        try:
            data = json.loads(script[1].strip(), strict=False)
        except (ValueError, RecursionError):
            continue
        for one in _objects(data):
            kinds = one.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and _ARTICLES.search(kind) for kind in kinds) and (
                one.get("headline") or one.get("author")
            ):
                return one
    return {}


def _objects(data: object, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph"), depth + 1)
        yield from _objects(data.get("mainEntity"), depth + 1)
    elif isinstance(data, list):
        for one in data:
            yield from _objects(one, depth + 1)


def _text(data: Mapping[str, Any], *names: str) -> Iterator[str]:
    values = (data.get(name) for name in names)
    return (one_line(_unescaped(value)) for value in values if isinstance(value, str) and value)


def _names(value: object) -> Iterator[str]:
    """The names of authors: a text, an object with a name, or a list of these."""
    if isinstance(value, str) and "://" not in value:
        yield _unescaped(value)
    elif isinstance(value, dict):
        yield from _names(value.get("name"))
    elif isinstance(value, list):
        for one in value:
            yield from _names(one)


def _unescaped(text: str) -> str:
    """JSON in HTML often has entities all the same."""
    from html import unescape

    return unescape(text) if "&" in text else text


def day(date: str) -> str:
    """A date for the eye: the day of a moment that is written as ISO 8601 has it."""
    return date[:10] if re.match(r"\d{4}-\d{2}-\d{2}T", date) else date
