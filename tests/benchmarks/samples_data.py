"""What the sample files of formats that are data hold, against what is read of them.

The counts are those of the samples' own table; the reasons of the W3C's negative tests are said
in the words of the messages, in the order of the files.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from reader.annotations.exchange import (
    apple_books,
    epub_annotations,
    hypothesis,
    w3c,
    zotero,
)
from reader.annotations.exchange.formats import recognise
from reader.annotations.exchange.incoming import Imported
from reader.errors import ReaderError
from tests.benchmarks.samples import Check

# What each file of w3c/incorrect is refused or repaired for: all of these stand in its messages.
ARRAY = "id is an array"
COMMA = "a comma too many"
REASONS: dict[int, tuple[str, ...]] = {
    1: ("it is not JSON",),
    2: ("no @context, id, type, target",),
    3: ("no @context",),
    4: ("the @context is not that of annotations",),
    5: ("the @context is not that of annotations",),
    6: ("id is not an IRI",),
    7: (ARRAY,),
    8: ("no type", ARRAY),
    9: ("the type is not Annotation (Squirrel)", ARRAY),
    10: ("no target", ARRAY, COMMA),
    11: ("target is a number", ARRAY),
    12: ("body is a text that is not an IRI", ARRAY, COMMA),
    13: ("body.id is not an IRI", '"langauage" is misspelt', ARRAY, COMMA),
    14: ("format is a number", '"langauage" is misspelt', ARRAY, COMMA),
    15: ("language is a number", '"langauage" is misspelt', ARRAY, COMMA),
    16: ("textDirection is not ltr, rtl or auto", ARRAY, COMMA),
    17: ("TextualBody without value", ARRAY, COMMA),
    18: ("TextualBody with an array as value", ARRAY, COMMA),
    19: ("body and bodyValue together", ARRAY, COMMA),
    20: ("bodyValue is an array", ARRAY, COMMA),
    21: ("bodyValue is a number", ARRAY, COMMA),
    22: ("body has two composite types (Choice and List)", ARRAY, COMMA),
    23: ("processingLanguage is an array", ARRAY, COMMA),
    24: ("textDirection is an array", ARRAY, COMMA),
    25: ("body with items but without type", ARRAY, COMMA),
    26: ("creator is a number", ARRAY),
    27: ("generator is a number", ARRAY),
    28: ('created is not a date-time ("yesterday")', ARRAY),
    29: ("modified is not a date-time", ARRAY),
    30: ("generated is not a date-time", ARRAY),
    31: ("modified is an array", ARRAY),
    32: ("created is an array", ARRAY),
    33: ("generated is an array", ARRAY),
    34: ("rights is not an IRI", ARRAY),
    35: ("via is not an IRI", ARRAY),
    36: ("canonical is not an IRI", ARRAY),
    37: ("SpecificResource without source", ARRAY, COMMA),
    38: ("FragmentSelector without value", "SpecificResource without source", ARRAY),
    39: ("FragmentSelector with two values", "SpecificResource without source", ARRAY),
    40: ("FragmentSelector with two conformsTo", "SpecificResource without source", ARRAY),
}


def checks(folder: Path) -> Iterator[Check]:
    """The checks of all files of these formats in a folder of samples."""
    truth = {one["file"]: one.get("truth") or {} for one in _json(folder / "truth.json")}
    yield from _incorrect(folder)
    yield from _correct(folder)
    for file in sorted(truth):
        check = _CHECKS.get(file.partition("/")[0])
        if check is not None and file.endswith((".json", ".md")):
            yield check(folder, file, truth[file])


def _json(path: Path) -> Any:
    return json.loads(path.read_bytes())


def _read(read: Callable[[bytes, str], Imported], path: Path) -> tuple[Imported | None, str]:
    """What a file holds, None where it is refused, and all that is said of it; also, that it is
    not known for what it is, or has other ids when it is read again."""
    data = path.read_bytes()
    try:
        imported, again = (read(data, path.name) for _ in range(2))
    except ReaderError as error:
        return None, str(error)
    said = [problem.what for problem in imported.problems]
    known = recognise(data, path.name)
    if known is None or (known.name != imported.format and path.name != "readium_sample_01.json"):
        said.append(f"taken for {known and known.name}")
    ids = [one.annotation.id for one in imported.incoming]
    if ids != [one.annotation.id for one in again.incoming] or len(set(ids)) < len(ids):
        said.append("the ids are not each one's own")
    return imported, "\n".join(said)


def _incorrect(folder: Path) -> Iterator[Check]:
    for number, reasons in REASONS.items():
        path = folder / "w3c" / "incorrect" / f"anno{number}.json"
        _, said = _read(w3c.read, path)
        told = "; ".join(reason for reason in reasons if reason in said)
        yield Check(f"w3c/incorrect/{path.name}", "; ".join(reasons), told or said)


def _correct(folder: Path) -> Iterator[Check]:
    """Each is read without a problem, with its words: one annotation for each target."""
    for path in sorted((folder / "w3c" / "correct").glob("*.json")):
        value = _json(path)
        records = value["first"]["items"] if "first" in value else [value]
        targets = [target for record in records for target in _targets(record["target"])]
        imported, said = _read(w3c.read, path)
        quotes = sorted(filter(None, map(_exact, targets)))
        expected = f"{len(targets)} targets, quotes {quotes}, said ''"
        incoming = imported.incoming if imported else ()
        read = sorted(filter(None, (one.annotation.target.exact for one in incoming)))
        found = f"{len(incoming)} targets, quotes {read}, said {said!r}"
        yield Check(f"w3c/correct/{path.name}", expected, found)


def _targets(target: Any) -> list[Any]:
    if isinstance(target, dict) and target.get("type") == "Independents":
        return list(target["items"])
    return target if isinstance(target, list) else [target]


def _exact(target: Any) -> str:
    """The quote of a target, as a search through all of it finds it."""
    if isinstance(target, dict):
        own = [target["exact"]] if "exact" in target else []
        return "".join([*own, *map(_exact, target.values())])
    return "".join(map(_exact, target)) if isinstance(target, list) else ""


def _epub(folder: Path, file: str, truth: dict[str, Any]) -> Check:
    """Examples of the drafts: those with an ellipsis are no JSON, some are pieces of one; an item
    of a set is of its book at least, and one alone has to say where it stands."""
    imported, said = _read(epub_annotations.read, folder / file)
    if truth["has_ellipsis_placeholder"]:
        return Check(file, "refused: not JSON", _refusal(imported, said, "not JSON"))
    if truth["valid_json"] and truth["type"] is None:
        return Check(file, "refused: holds no", _refusal(imported, said, "holds no"))
    record = _json(folder / file) if truth["valid_json"] else {}
    count = truth.get("items") or (1 if record.get("target") else 0)
    told = [] if truth["valid_json"] else ["comma"]
    told += [] if count else ["no target" if "target" not in record else "does not say where"]
    expected = f"{count} read, said {told}"
    known = ("comma", "no target", "does not say where", "taken for", "the ids")
    found = [one for one in known if one in said]
    return Check(file, expected, f"{len(imported.incoming) if imported else -1} read, said {found}")


def _refusal(imported: Imported | None, said: str, why: str) -> str:
    return "read" if imported else f"refused: {why}" if why in said else said


def _hypothesis(folder: Path, file: str, truth: dict[str, Any]) -> Check:
    imported, said = _read(hypothesis.read, folder / file)
    example = truth["example"]
    expected = (
        f"{truth['rows'] - truth['replies']} rows, {truth['highlights_with_quote']} quotes, "
        f"{truth['with_text']} texts, {example['first_quote_40']!r}, {example['note']!r}, said ''"
    )
    annotations = [one.annotation for one in imported.incoming] if imported else []
    first = annotations[0]
    found = (
        f"{len(annotations)} rows, {sum(1 for one in annotations if one.target.exact)} quotes, "
        f"{sum(1 for one in annotations if one.note)} texts, "
        f"{_forty(first.target.exact)!r}, {first.note!r}, said {said!r}"
    )
    return Check(file, expected, found)


def _zotero(folder: Path, file: str, truth: dict[str, Any]) -> Check:
    imported, said = _read(zotero.read, folder / file)
    example = truth["example"]
    expected = (
        f"{truth['annotations']} annotations, {truth['notes']} notes, {example['title']}, "
        f"{example['first_quote_40']}, {example['note']}, said ''"
    )
    incoming = imported.incoming if imported else ()
    quotes = [one.annotation for one in incoming if one.annotation.target.exact]
    found = (
        f"{len(quotes)} annotations, {len(incoming) - len(quotes)} notes, "
        f"{incoming[0].work.title}, {quotes[0].target.exact}, {quotes[0].note}, said {said!r}"
    )
    return Check(file, expected, found)


def _apple(folder: Path, file: str, truth: dict[str, Any]) -> Check:
    imported, said = _read(apple_books.read, folder / file)
    annotations = [one.annotation for one in imported.incoming] if imported else []
    if "live" in truth:
        records = [
            record
            for one in _json(folder / file)
            for record in one.get("annotations", [one])
            if not record.get("ZANNOTATIONDELETED")
        ]
        live, notes = truth["live"], sum(1 for record in records if record["note"])
        quote = truth["example"]["first_quote_40"]
    elif file.endswith(".json"):
        live, notes, quote = 0, 0, ""
    else:
        live = truth["highlights"] or truth["callouts"]
        notes, quote = truth["note_fields"] or 0, ""
    first = _forty(annotations[0].target.exact) if quote and annotations else ""
    expected = f"{live} highlights, {notes} notes, {quote!r}, said ''"
    noted = sum(1 for one in annotations if one.note)
    return Check(
        file, expected, f"{len(annotations)} highlights, {noted} notes, {first!r}, said {said!r}"
    )


def _forty(quote: str) -> str:
    return " ".join(quote.split())[:40]


_CHECKS: dict[str, Callable[[Path, str, dict[str, Any]], Check]] = {
    "apple-books": _apple,
    "epub-annotations": _epub,
    "hypothesis": _hypothesis,
    "zotero": _zotero,
}
