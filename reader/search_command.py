"""`reader search`: the words of all documents of the library, in the shell."""

from __future__ import annotations

import argparse
import json
import os

from reader.annotations.passage_links import link_to
from reader.catalogue import Entry
from reader.errors import StorageError
from reader.library import Library
from reader.locating import find_library
from reader.output import Progress, linked, one_line, print_json, styled, talk
from reader.searching import Answer, Found, search, update


def search_texts(arguments: argparse.Namespace) -> int:
    """Search the texts of all documents; exit code 1 where nothing is found."""
    library = find_library(arguments.library)
    if arguments.update:
        _stand_back()
        _update(library, told=arguments.json)
        return 0
    shelf = None if arguments.as_it_is else _updated(library)
    words = [_quoted(word) for word in arguments.words]
    words += [f"-{_quoted(word)}" for word in arguments.without]
    answer = search(
        library,
        " ".join(words),
        within=arguments.within,
        documents=arguments.limit,
        hits=arguments.hits,
        shelf=shelf,
    )
    if arguments.json:
        print_json(_record(answer))
    else:
        _print(answer)
    return 0 if answer.found else 1


def _quoted(word: str) -> str:
    """A word of the command line; the shell has taken the quotation marks of a phrase away."""
    typed = len(word.split()) < 2 or any(mark in word for mark in '"“”„«»')
    return word if typed else f'"{word}"'


def _stand_back() -> None:
    """Nobody waits for what is read ahead: whatever else runs comes first."""
    if hasattr(os, "nice"):
        os.nice(19)


def _updated(library: Library) -> dict[str, Entry] | None:
    """The documents, after what is new was read; None where the index can only be read as it is."""
    try:
        return _update(library)
    except StorageError as error:
        talk(f"{error}; what was read before is searched")
        return None


def _update(library: Library, *, told: bool = False) -> dict[str, Entry]:
    """Read what is new; how far it is goes to the terminal, or is ``told`` to a program in lines of
    JSON."""
    try:
        if told:
            return update(library, _tell)
        with Progress("reading") as progress:
            return update(library, progress.step)
    except KeyboardInterrupt:
        talk("stopped; what was read stays, and the next search goes on from there")
        raise


def _tell(done: int, of: int) -> None:
    print(json.dumps({"done": done, "of": of}), flush=True)


def _print(answer: Answer) -> None:
    for found in answer.found:
        name = found.entry.path or found.text.path
        identity = found.entry.id
        title = linked(styled(one_line(found.text.title), "bold"), link_to(identity))
        print(f"{title}  {one_line(name)}")
        for hit in found.hits:
            percent = f"{100 * hit.start // max(1, found.text.length):>3} %"
            share = linked(percent, link_to(identity, at=hit.start))
            before, words, after = (" ".join(part.split("\n")) for part in hit[3:])
            line = f"{before.lstrip()}{styled(words, 'found')}{after.rstrip()}"
            print(f"  {share}  {line}")
    if not answer.found:
        talk("nothing found")
    elif answer.documents > len(answer.found):
        talk(f"{len(answer.found)} of {answer.documents} documents: --limit N shows more")
    if answer.left_out:
        names = ", ".join(one_line(text.title or text.path) for text in answer.left_out[:3])
        more = len(answer.left_out) - 3
        rest = f" and {more} more" if more > 0 else ""
        talk(f"not searched, as they cannot be read: {names}{rest}")


def _record(answer: Answer) -> dict[str, object]:
    return {
        "passages": answer.passages,
        "documents": answer.documents,
        "found": [_found(found) for found in answer.found],
        "left_out": [{"path": text.path, "why": text.problem} for text in answer.left_out],
    }


def _found(found: Found) -> dict[str, object]:
    return {
        "id": found.entry.id or None,
        "title": found.text.title,
        "authors": list(found.entry.authors),
        "path": found.text.path,
        "passages": found.passages,
        "hits": [
            {
                "start": hit.start,
                "end": hit.end,
                "share": round(hit.start / max(1, found.text.length), 4),
                "before": hit.before,
                "words": hit.words,
                "after": hit.after,
            }
            for hit in found.hits
        ],
    }
