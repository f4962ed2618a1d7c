"""Kindle, KOReader, Moon+ Reader, Readwise, Markdown, Logseq and Org: what was counted in each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from reader.annotations.annotation import Kind
from reader.annotations.exchange.formats import module_of, named, recognise
from reader.annotations.exchange.incoming import Imported, Incoming
from tests.benchmarks.samples import Check

_Counts = tuple[dict[str, object], dict[str, object]]  # expected, found: by the same names
_Counting = Callable[[Mapping[str, Any], Imported], _Counts]

# What a file is taken for without being told; "" where there is nothing in it to tell by.
_TAKEN_FOR = {
    "markdown/obsidian_importer_Highlights.md": "",
    "markdown/readwise_obsidian_article.md": "readwise-markdown",
    "org/go-org_footnotes.org": "",
    "org/go-org_headlines.org": "",
    "org/go-org_inline.org": "",
}
_USUAL = {"markdown": "quotes"}


def checks(folder: Path) -> Iterator[Check]:
    """What was expected of each file of these formats, and what was found."""
    for entry in json.loads((folder / "truth.json").read_text("utf-8")):
        counting = _COUNTING.get(entry["file"].partition("/")[0])
        if counting and "truth" in entry:
            yield _check(folder, entry["file"], entry["truth"], counting)


def _check(folder: Path, file: str, truth: Mapping[str, Any], counting: _Counting) -> Check:
    """One file: what it is taken for, what is in it, and that it is the same when read again."""
    family, _, name = file.partition("/")
    data = (folder / file).read_bytes()
    usual = _USUAL.get(family, family)
    format_name = _TAKEN_FOR.get(file, usual)
    taken_for = recognise(data, name)
    reading = named(format_name or usual)
    assert reading is not None
    imported, again = (module_of(reading).read(data, name) for _ in range(2))
    ids = [one.annotation.id for one in imported.incoming]
    expected, found = counting(truth, imported)
    expected |= {"format": format_name, "again": True, "ids": len(ids)}
    found |= {
        "format": taken_for.name if taken_for else "",
        "again": imported == again,
        "ids": len(set(ids)),
    }
    return Check(file, _shown(expected), _shown(found))


def _shown(counts: Mapping[str, object]) -> str:
    return ", ".join(f"{name} {value}" for name, value in counts.items())


def _came(one: Incoming) -> Mapping[str, Any]:
    came = one.annotation.extra["from"]
    assert isinstance(came, Mapping)
    return came


def _kindle(truth: Mapping[str, Any], imported: Imported) -> _Counts:
    """Every record is an annotation, a version of one, a note at one, or a problem."""
    kinds = {"highlights": 0, "notes": 0, "bookmarks": 0}
    joined = 0
    for one in imported.incoming:
        came = _came(one)
        kind = came["kind"] if came["kind"] in ("note", "bookmark") else "highlight"
        kinds[f"{kind}s"] += 1 + len(came.get("before", ()))
        kinds["notes"] += len(came.get("notes", ()))
        joined += len(came.get("notes", ())) if kind == "highlight" else 0
    unread = sum("no line that says" in problem.what for problem in imported.problems)
    titles = {_came(one)["title"] for one in imported.incoming}
    texts = [
        text
        for one in imported.incoming
        for text in (one.annotation.target.exact, one.annotation.note)
    ]
    quote = truth["example"]["first_quote_40"] or truth["example"]["first_note"] or ""
    expected = {name: truth[name] for name in kinds}
    expected |= {"joined": truth["notes_inside_a_highlight_range"], "unread": truth["unrecognised"]}
    expected |= {"titles": truth["titles"] - truth["unrecognised"], "untimed": 0, "example": True}
    if not truth["separators"]:  # where they are missing, the second record is found as well
        expected |= {"highlights": 1, "joined": 1}
    timed = sum(not one.annotation.created for one in imported.incoming)
    found = {**kinds, "joined": joined, "unread": unread, "titles": len(titles), "untimed": timed}
    found["example"] = not imported.incoming or any(_begins(text, quote) for text in texts)
    return expected, found


def _begins(text: str, quote: str) -> bool:
    return " ".join(text.split()).startswith(" ".join(quote.split())[:40].strip())


def _of_kind(imported: Imported, kind: Kind) -> list[Incoming]:
    return [one for one in imported.incoming if one.annotation.kind is kind]


def _noted(imported: Imported) -> int:
    return sum(bool(one.annotation.note) for one in imported.incoming)


def _koreader(truth: Mapping[str, Any], imported: Imported) -> _Counts:
    highlights = _of_kind(imported, Kind.HIGHLIGHT)
    work = imported.incoming[0].work
    names = ("highlights", "notes", "bookmarks", "title", "authors")
    expected = {name: truth[name] for name in names}
    found = {
        "highlights": len(highlights),
        "notes": _noted(imported),
        "bookmarks": len(_of_kind(imported, Kind.BOOKMARK)),
        "title": work.title,
        "authors": "\n".join(work.authors),
    }
    if highlights:
        expected["example"] = truth["example"]["first_quote_40"].strip()
        found["example"] = highlights[0].annotation.target.exact[:40].strip()
    return expected, found


def _moonreader(truth: Mapping[str, Any], imported: Imported) -> _Counts:
    texts = sum(bool(one.annotation.target.exact) for one in imported.incoming)
    expected = {
        "records": truth["records"],
        "notes": truth["notes"],
        "texts": truth.get("with_text", truth["records"]),
        "problems": 0,
    }
    found = {
        "records": len(imported.incoming),
        "notes": _noted(imported),
        "texts": texts,
        "problems": len(imported.problems),
    }
    return expected, found


def _readwise(truth: Mapping[str, Any], imported: Imported) -> _Counts:
    highlights = _of_kind(imported, Kind.HIGHLIGHT)
    expected = {name: truth[name] for name in ("highlights", "notes", "tags", "titles")}
    found = {
        "highlights": len(highlights),
        "notes": sum(bool(one.annotation.note) for one in highlights),
        "tags": sum(len(one.annotation.tags) for one in highlights),
        "titles": len({one.work.title for one in imported.incoming}),
    }
    return expected, found


def _markdown(truth: Mapping[str, Any], imported: Imported) -> _Counts:
    quotes = sum(1 + len(_came(one).get("also", ())) for one in imported.incoming)
    expected = {"quotes": truth.get("quotes", truth["blockquote_groups"])}
    found: dict[str, object] = {"quotes": quotes}
    if "notes" in truth:
        expected["notes"] = truth["notes"]
        found["notes"] = _noted(imported)
    return expected, found


def _quote_blocks(truth: Mapping[str, Any], imported: Imported) -> _Counts:
    texts = [one.annotation.target.exact for one in imported.incoming]
    expected: dict[str, object] = {"quotes": truth["quote_blocks"], "empty": 0}
    return expected, {"quotes": len(texts), "empty": texts.count("")}


_COUNTING: Mapping[str, _Counting] = {
    "kindle": _kindle,
    "koreader": _koreader,
    "logseq": _quote_blocks,
    "markdown": _markdown,
    "moonreader": _moonreader,
    "org": _quote_blocks,
    "readwise": _readwise,
}
