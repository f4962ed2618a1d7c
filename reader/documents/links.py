"""Where links inside a document lead: to its headings, by names that are made of their words.

"#how-it-works" is the heading "How it works", as on GitHub and in most of Markdown. Every format
writes links to its own text so.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category

if TYPE_CHECKING:
    from reader.documents.document import Document, Mark


def slug(title: str) -> str:
    """The name of a heading: its words in lower case with hyphens between, without other signs."""
    words = " ".join(title.split()).lower()
    return "".join(filter(_is_kept, words)).replace(" ", "-")


def names(titles: Iterable[str]) -> list[str]:
    """The name of each of the headings of a text; the second one of the same words ends in "-1"."""
    found: list[str] = []
    times: dict[str, int] = {}  # how often a name was taken; it may be free though words repeat
    for title in titles:
        plain = name = slug(title)
        while name in times:
            times[plain] += 1
            name = f"{plain}-{times[plain]}"
        times[name] = 0
        found.append(name)
    return found


class Way(StrEnum):
    """What a link leads to: the text that it stands in, the web or a mailbox, another file; or to
    what is never followed: programs, the disk by its whole path, addresses of other kinds."""

    HERE = "here"
    WEB = "web"
    FILE = "file"
    REFUSED = "refused"


_WEB = ("http:", "https:", "mailto:")


def way_of(target: str) -> Way:
    """What a link leads to."""
    if is_internal(target):
        return Way.HERE
    if target.startswith("//"):
        return Way.WEB
    scheme, colon, _ = target.partition("/")[0].partition(":")
    if colon:
        known = f"{scheme.lower()}:" in _WEB
        return Way.WEB if known and target.isprintable() else Way.REFUSED
    return Way.REFUSED if target[:1] in ("/", "\\", "") or "\0" in target else Way.FILE


def address_of(target: str) -> str:
    """The whole address of a link to the web."""
    return f"https:{target}" if target.startswith("//") else target


def file_of(target: str, folder: Path) -> tuple[Path, str]:
    """The file that a link means in a text of this folder, and the place in it ("#heading"; "" for
    none)."""
    from urllib.parse import unquote

    path, sign, fragment = target.partition("#")
    return folder / unquote(path.partition("?")[0]), sign + fragment


@functools.lru_cache(maxsize=4096)
def address_shown(target: str, folder: Path | None) -> str:
    """The whole address of a link as the terminal may be given it: of the web, a mailbox, a passage
    in Reader, or a file in the ``folder`` of the text or below; empty where it is to have none."""
    from reader.text.hyperlinks import safe_address

    if target[:9].lower() == "reader://":
        return safe_address(target)
    match way_of(target):
        case Way.WEB:
            return safe_address(address_of(target))
        case Way.FILE if folder is not None:
            path, fragment = file_of(target, folder)
            if ".." in path.parts or not path.is_absolute():
                return ""
            return safe_address(path.as_uri() + fragment)
    return ""


def is_page(pasted: str) -> bool:
    """Whether a text is one address of a page of the web, and nothing else."""
    word = pasted.strip()
    return word.lower().startswith(("http://", "https://")) and not any(map(str.isspace, word))


def is_internal(target: str) -> bool:
    """Whether a link leads to the text that it stands in."""
    return target.startswith("#")


def resolve(document: Document, target: str) -> int | None:
    """The offset that a link inside a document leads to; None if it leads nowhere, or elsewhere.

    "#" and "#top" are the beginning, as in HTML, unless a heading has that name.
    """
    if not is_internal(target):
        return None
    from urllib.parse import unquote

    name = unquote(target[1:])
    anchors = document.anchors
    found = anchors.get(name, anchors.get(name.lower()))
    return 0 if found is None and name in ("", "top") else found


def leads(document: Document, mark: Mark) -> bool:
    """Whether a mark is to be seen: a link into its document that leads nowhere looks like none."""
    return not is_internal(mark.target) or resolve(document, mark.target) is not None


def _is_kept(char: str) -> bool:
    # The vowel signs of the scripts of India are marks, and no letters by themselves.
    return char.isalnum() or char in "-_ " or (char > "\x7f" and category(char)[0] == "M")
