"""What a file of another program holds: annotations, and of which texts they are.

Each format that notes come from has a module here that gives an `Imported`; what becomes of it
(which document of the library a work is, where a quote stands there) is decided elsewhere, in
the same way for all formats.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, NamedTuple

from reader.annotations.annotation import Annotation


class Work(NamedTuple):
    """A text that annotations are of, as the file that they come from names it.

    ``source`` is its path or address there. ``identifiers`` are as `reader.documents.identifiers`
    writes them, ``sha256`` is that of the canonical text where Reader wrote the file, and
    ``document`` the id of the document in the library that it was written from.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    source: str = ""
    identifiers: tuple[str, ...] = ()
    language: str = ""
    date: str = ""
    publisher: str = ""
    sha256: str = ""
    document: str = ""


class Incoming(NamedTuple):
    """One annotation that comes in.

    Of its target only what the file says is there: mostly ``exact`` and the titles around it, and
    nothing is known of positions, which are those of another rendering of the text (what Reader
    wrote has them, of the text with ``work.sha256``). What else the file says of it (page,
    location, a range in another program's terms) is in ``annotation.extra["from"]``, with the
    name of the format, so that nothing of it is lost. ``line`` is where it begins in the file,
    from 1; 0 in formats without lines. ``place`` is how far into the text it stands, from 0 to 1;
    -1 where nobody says. ``own`` are those that Reader wrote in a format of others: only their
    notes and tags can have been edited there.
    """

    work: Work
    annotation: Annotation
    line: int = 0
    place: float = -1
    own: bool = False


class Problem(NamedTuple):
    """Something in a file that is not taken in, or not as it stands: where, and why.

    ``line`` counts from 1; 0 is the file as a whole. ``record`` is its text, to be shown.
    """

    line: int
    what: str
    record: str = ""


class Imported(NamedTuple):
    """What a file holds, in its order. ``reviews`` are the records of those in which the
    annotations were asked."""

    format: str
    incoming: tuple[Incoming, ...] = ()
    problems: tuple[Problem, ...] = ()
    reviews: tuple[Mapping[str, Any], ...] = ()


_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def same_id(format: str, *known_by: str) -> str:  # noqa: A002
    """An id like those of `new_id` that is the same whenever the same thing comes in.

    ``known_by`` is what the other program knows the annotation by: its id there, else what does
    not change about it (its text, when it was made).
    """
    digest = hashlib.sha256("\0".join((format, *known_by)).encode("utf-8", "replace")).digest()
    number = int.from_bytes(digest[:12], "big")
    letters = []
    for _ in range(18):
        number, digit = divmod(number, 32)
        letters.append(_ALPHABET[digit])
    return "".join(letters)
