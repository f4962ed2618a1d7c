"""The recap of a session as Markdown, by the same conventions as the exports of documents: front
matter for Obsidian, passages with block ids, and links that open them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from reader.annotations.exchange.markdown import pieces, under_headings
from reader.annotations.exchange.markdown_text import one_line, yaml_string
from reader.annotations.passage_links import link_to
from reader.study.recap import (
    Mark,
    Recap,
    Studied,
    duration,
    quoted,
    read_in_words,
    reviewed_in_words,
    when,
)

LEFT_OPEN = "Questions left open"
NOTHING = "Nothing was marked."


def markdown_of(recap: Recap, tz: tzinfo | None = None) -> str:
    """A recap as a file of Markdown. The times of annotations are in ``tz``, by default the zone
    of this computer; those of the session are as they were there."""
    parts = [*_front_matter(recap), f"# {title_of(recap)}", _summary(recap)]
    for one in recap.documents:
        parts.append(f"## {one_line(one.title)}")
        parts += _document(recap, one, tz)
    return "\n\n".join(filter(None, parts)) + "\n"


def title_of(recap: Recap) -> str:
    """What the file is called, by the time at which the session began, or the days of several."""
    if recap.sessions == 1:
        return f"Study session {recap.started:%Y-%m-%d %H:%M}"
    days = dict.fromkeys(f"{moment:%Y-%m-%d}" for moment in (recap.started, recap.ended))
    return f"Study sessions {' – '.join(days)}"


def _front_matter(recap: Recap) -> Iterator[str]:
    """The properties. `title` and `annotations` also say that the file was made here."""
    lines = ["---", f"title: {yaml_string(title_of(recap))}"]
    lines += ["documents:", *(f"  - {yaml_string(one.title)}" for one in recap.documents)]
    lines += [f"date: {recap.started:%Y-%m-%d}", f"started: {_moment(recap.started)}"]
    lines += [f"ended: {_moment(recap.ended)}", f"minutes: {round(recap.active / 60)}"]
    lines += [f"{unit}: {amount}" for unit, amount in recap.amounts.items()]
    lines += [f"pace: {recap.pace}"] if recap.pace else []
    lines += [f"cards: {recap.cards}"] if recap.cards else []
    lines += [f"questions: {len(recap.open)}"] if recap.open else []
    yield "\n".join([*lines, f"annotations: {len(recap.marks)}", "---"])


def _moment(moment: object) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}"


def _summary(recap: Recap) -> str:
    said = when(recap), duration(recap.active), read_in_words(recap), reviewed_in_words(recap)
    return " · ".join(filter(None, said))


def _document(recap: Recap, one: Studied, tz: tzinfo | None) -> Iterator[str]:
    if len(recap.documents) > 1:
        said = duration(one.active), read_in_words(one), reviewed_in_words(one)
        yield " · ".join(filter(None, said))
    if one.finished:
        yield "\n".join(["Finished:", "", *(f"- {one_line(title)}" for title in one.finished)])
    placed = [(mark.annotation, mark.span) for mark in one.marks]
    made = pieces(one.document, placed, source=one.source, tz=tz, linked=one.id)
    yield from under_headings(made.passages, 1) or [NOTHING]
    if one.open:
        yield f"### {LEFT_OPEN}"
        yield "\n".join(_question(one, mark) for mark in one.open)


def _question(one: Studied, mark: Mark) -> str:
    return f"- {one_line(quoted(mark))} [open]({link_to(one.id, mark.annotation.id)})"
