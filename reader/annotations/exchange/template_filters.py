"""What templates can do with a text, besides what Jinja has: a name and a pure function each."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from reader.annotations.exchange import org_text
from reader.annotations.exchange.markdown_text import (
    block_quote,
    closed,
    one_line,
    paragraph_lines,
    tag_written,
    yaml_string,
)
from reader.text.patterns import lazy

_WIKI = lazy(r"[\[\]|#^\\/:<>\"*?%\x00-\x1f]+")


def quote(passage: object) -> str:
    """A block quote of Markdown, whose text a CommonMark parser gives back: of an annotation, or
    of any text."""
    return block_quote(lines(passage))


def lines(passage: object) -> list[str]:
    """The lines of Markdown that are inside of such a block quote."""
    if isinstance(passage, Mapping):
        written = passage.get("markdown")
        if isinstance(written, list) and written:
            return [str(line) for line in written]
        passage = passage.get("quote", "")
    return list(paragraph_lines(str(passage), set()))


def prefixed(text: str | Iterable[str], prefix: str, first: str | None = None) -> str:
    """A text with something before each line, before the first perhaps something else.

    Lines that are empty have no spaces at their ends.
    """
    parts = text.split("\n") if isinstance(text, str) else list(text)
    heads = [prefix if first is None else first, *([prefix] * (len(parts) - 1))]
    made = (head + part for head, part in zip(heads, parts, strict=True))
    return "\n".join(
        line if part else line.rstrip() for line, part in zip(made, parts, strict=True)
    )


def wikilink(name: str) -> str:
    """A link to the page of this name."""
    return f"[[{' '.join(_WIKI.sub(' ', name).split()) or '…'}]]"


def date(moment: str, form: str = "%Y-%m-%d") -> str:
    """A moment as it is in the zone of this computer, in the form that `strftime` knows."""
    try:
        return datetime.fromisoformat(moment).astimezone().strftime(form)
    except (ValueError, OverflowError, OSError):
        return ""


def uuid(identity: str) -> str:
    """An id as a UUID, always the same one, as Logseq wants them."""
    from reader.annotations.exchange.w3c import urn_of

    return str(UUID(urn_of(identity)))


def line(text: str) -> str:
    """A text as one line, as it is."""
    return " ".join(text.split())


def width(text: str) -> int:
    """How many cells of a terminal a line takes."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


FILTERS: Mapping[str, Callable[..., object]] = {
    "quote": quote,
    "lines": lines,
    "md": one_line,
    "closed": closed,
    "yaml": yaml_string,
    "tag": tag_written,
    "prefixed": prefixed,
    "org": org_text.escaped,
    "org_title": org_text.escaped_title,
    "org_code": org_text.code,
    "org_note": org_text.note,
    "org_tag": org_text.tag,
    "org_date": org_text.timestamp,
    "wikilink": wikilink,
    "date": date,
    "uuid": uuid,
    "line": line,
    "width": width,
}
