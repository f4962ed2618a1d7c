"""Where a file came from: the address of a page that was kept, in a small file beside it.

``.NAME.origin.json`` beside ``NAME``; the bytes of the page itself stay as they came. Without it
the page is read all the same, as any file is.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

OLDER = ".older"  # the folder, beside pages, of copies that were annotated before these changed
_END = ".origin.json"


class Origin(NamedTuple):
    """The address where a document was found, without user and password; when it was fetched, in
    UTC as ISO 8601 has it; the encoding that the server said it has, "" if none; and the other
    addresses that led to it."""

    url: str
    fetched: str = ""
    encoding: str = ""
    aliases: tuple[str, ...] = ()


def origin_path(path: Path) -> Path:
    """The file that says where the file at ``path`` came from."""
    return path.with_name(f".{path.name}{_END}")


def is_origin(name: str) -> bool:
    """Whether a file with this name says where another one came from."""
    return name.startswith(".") and name.endswith(_END)


def origin_of(path: Path) -> Origin | None:
    """Where the file at ``path`` came from; None if nothing says so."""
    try:
        data = origin_path(path).read_bytes()
    except OSError:
        return None
    import json

    try:
        found = json.loads(data)
    except ValueError:
        return None
    if not isinstance(found, dict):
        return None
    url, fetched, encoding = (found.get(name, "") for name in ("url", "fetched", "encoding"))
    if not url or not all(isinstance(field, str) for field in (url, fetched, encoding)):
        return None
    aliases = found.get("aliases")
    listed = aliases if isinstance(aliases, list) else []
    return Origin(url, fetched, encoding, tuple(one for one in listed if isinstance(one, str)))


def origin_record(origin: Origin) -> bytes:
    """An origin as its file holds it."""
    import json

    return (json.dumps(origin._asdict(), ensure_ascii=False, indent=2) + "\n").encode()


def forget_origin(path: Path) -> None:
    """Let nothing say where the file at ``path`` came from."""
    with suppress(OSError):
        origin_path(path).unlink()
