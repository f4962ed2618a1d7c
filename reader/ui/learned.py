"""How an annotation is asked in reviews, in words."""

from __future__ import annotations

from reader.annotations.cards import NOTE, PASSAGE, parts

WORDS = 40  # code points of covered words that are told


def covered_words(card: str) -> str:
    """The words that a card covers, for a person."""
    part = parts(card)
    words = " ".join(part.words.split()) if part else ""
    return f"“{words[:WORDS]}{'…' * (len(words) > WORDS)}”"


def told(learn: tuple[str, ...]) -> str:
    """How an annotation is asked, in a few words."""
    if not learn:
        return "not asked in review any more"
    part = parts(learn[-1])
    what = {NOTE: "the note", PASSAGE: "the passage"}.get(part.kind if part else "")
    more = f" (and {len(learn) - 1} more)" if len(learn) > 1 else ""
    return f"asked in review, {what or covered_words(learn[-1])} is covered{more}"
