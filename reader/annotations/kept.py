"""The texts in which the annotations of a document were found, kept beside their file.

``<name>.texts.gz`` beside ``<name>.json``: gzip, member after member, so that `zcat` shows it. The
first is one line of JSON that says of each text its SHA-256, how long its member is, and where the
annotations stood in it; then come the texts in UTF-8, the newest first. Nothing that a person wrote
is in it. It may be lost at any time: annotations are then found by their words alone.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from reader.annotations.annotation import Target
from reader.annotations.files import (
    NOT_SAVED,
    DamagedFileError,
    Signature,
    locked,
    refusal,
    replace_file,
    set_aside,
    signature,
)
from reader.errors import StorageError
from reader.text.digest import sha256

SUFFIX = ".texts.gz"
VERSION = 1
FORMAT = "reader-texts"
NOWHERE = -1
_GZIP = 31  # what zlib calls the format of gzip


class Place(NamedTuple):
    """Where an annotation was found in a text, how sure that was (0 to 1), and by what.

    ``start`` is `NOWHERE` where it was not found. ``target`` is the `key_of` the target that was
    looked for: a place says nothing of another one.
    """

    start: int
    end: int
    confidence: float
    how: str
    target: str

    @property
    def found(self) -> bool:
        """Whether there is such a place."""
        return self.start >= 0


class KeptText(NamedTuple):
    """A text that was kept, as it is in the file, and where annotations stood in it, by their ids.

    Of those that stood where their targets say there is nothing in ``placed``. ``since`` numbers
    the texts in the order in which they were first kept.
    """

    sha256: str
    packed: bytes
    placed: Mapping[str, Place] = {}
    since: int = 0


Texts = tuple[KeptText, ...]


def kept_path(annotations: Path) -> Path:
    """The file of the texts that belongs to a file of annotations."""
    return annotations.with_name(annotations.stem + SUFFIX)


def key_of(target: Target) -> str:
    """A short name of a target, other for every other one; the file of a book that it is in does
    not tell where in the text it is."""
    return sha256(json.dumps(target[:6]).encode())[:12]


def pack(text: str, digest: str, placed: Mapping[str, Place]) -> KeptText:
    """A text to be kept. Takes some 50 ms for each million characters."""
    return KeptText(digest, _packed(text.encode("utf-8", "surrogatepass")), placed)


def unpack(kept: KeptText) -> str | None:
    """The text; None where it is damaged."""
    return _unpacked(kept.packed, kept.sha256)


@lru_cache(4)
def _unpacked(packed: bytes, digest: str) -> str | None:
    try:
        data = zlib.decompress(packed, _GZIP)
    except zlib.error:
        return None
    return data.decode("utf-8", "surrogatepass") if sha256(data) == digest else None


def _packed(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, _GZIP)
    return packer.compress(data) + packer.flush()


def read_kept(path: Path) -> Texts:
    """The texts in a file, the newest first; none where there is no file, or one of a newer Reader.

    Raises DamagedFileError, or StorageError where the file cannot be read.
    """
    seen = signature(path)
    if seen is None:
        return ()
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise StorageError(f"cannot read {path}: {error.strerror}") from None
    return _parsed(path, data, seen)


def write_kept(path: Path, locks: Path, texts: Sequence[KeptText]) -> None:
    """Put these texts in place of those in the file, durably; raises StorageError.

    ``locks`` is the local folder of lock files. A damaged file is set aside first.
    """
    said = {
        "format": FORMAT,
        "version": VERSION,
        "texts": [
            {
                "sha256": one.sha256,
                "bytes": len(one.packed),
                "placed": one.placed,
                "since": one.since,
            }
            for one in texts
        ],
    }
    head = _packed(json.dumps(said, separators=(",", ":")).encode() + b"\n")
    with locked(path, locks):
        try:
            if any(unpack(one) is None for one in read_kept(path)):
                set_aside(path, path.read_bytes())
        except DamagedFileError as damaged:
            _set_aside(path, damaged.data)
        try:
            replace_file(path, head + b"".join(one.packed for one in texts))
        except OSError as error:
            raise refusal(error, path, NOT_SAVED) from None


def _set_aside(path: Path, data: bytes) -> None:
    try:
        set_aside(path, data)
    except OSError as error:
        raise refusal(error, path, NOT_SAVED) from None


def _parsed(path: Path, data: bytes, seen: Signature) -> Texts:
    try:
        first = zlib.decompressobj(_GZIP)
        said = json.loads(first.decompress(data))
        if not first.eof or said["format"] != FORMAT:
            raise ValueError
        if said["version"] > VERSION:
            return ()
        rest, at = first.unused_data, 0
        texts = []
        for one in said["texts"]:
            size = one["bytes"]
            packed = rest[at : at + size]
            placed = {identity: _place(place) for identity, place in one["placed"].items()}
            since = int(one.get("since", 0))
            texts.append(KeptText(str(one["sha256"]), packed, placed, since))
            at += size
    except (zlib.error, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise DamagedFileError(path, "it cannot be unpacked", data, seen) from None
    if at != len(rest):
        raise DamagedFileError(path, "a part of it is missing", data, seen)
    return tuple(texts)


def _place(value: Any) -> Place:
    start, end, confidence, how, target = value
    if not NOWHERE <= int(start) <= int(end):
        raise ValueError
    return Place(int(start), int(end), float(confidence), str(how), str(target))
