"""What the annotations say, for a file that has an earlier export."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from reader.annotations.exchange.markdown import Pieces


class Ours(NamedTuple):
    """What the annotations say.

    ``seen`` are their records. ``gone`` are the ids of those that were deleted. ``drop`` says that
    they leave the file, in place of being struck through. ``everything`` writes also those again
    that the person took out. ``former`` are earlier notes of passages, as they were written, for
    a file whose base is not known, and for passages that stand in it several times.
    """

    pieces: Pieces
    seen: Mapping[str, Mapping[str, object]] = {}
    gone: Collection[str] = ()
    former: Mapping[str, tuple[str, ...]] = {}
    drop: bool = False
    everything: bool = False
