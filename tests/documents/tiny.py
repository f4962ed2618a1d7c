"""Tiny texts for the tests of headings."""

from __future__ import annotations

from reader.documents.headings import look_around
from reader.documents.layout import layout_of
from reader.documents.segments import segments
from reader.documents.surroundings import Surroundings

PROSE = (
    "The river had risen in the night, and the men who kept the lock were already at work when "
    "the first barge came round the bend with its lamps still burning in the grey of the morning. "
    "Nobody spoke of the bridge, though everybody thought of it and of the winter that was coming."
)


def flat(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def around(text: str) -> Surroundings:
    layout = layout_of(text)
    parts, _ = segments(text.split("\n"), layout)
    return look_around(parts, layout)
