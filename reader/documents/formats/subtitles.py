"""Subtitles of films and talks (SubRip, WebVTT): what is said, as paragraphs, with its times.

Cues that follow one another closely are one paragraph, up to the end of a sentence. The times at
which they begin are the pages, "0:12:34"; a long one gets sections of some minutes.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reader.documents.document import BlockKind, Document, Mark, MarkKind, Metadata, Page, Section
from reader.documents.encoding import harmless
from reader.documents.formats.inline import Piece
from reader.documents.made import first_words
from reader.documents.outline import Heading, nest
from reader.documents.parts import Part, build
from reader.text.patterns import lazy
from reader.text.spans import Span

_TIMES = lazy(r"\s*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})\s*-->\s*((?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3})")
_TAG = lazy(r"</?[a-zA-Z][^<>\n]{0,200}>|</?\d[\d:.]*>|\{\\[^{}\n]{0,100}\}")
_VOICE = lazy(r"<v(?:\.[\w.-]+)?\s+([^<>\n]{1,80})>")
_SPEAKER = lazy(r"(?:[A-Z][A-Z .'-]{1,30}|[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,2}):(?=\s)")
_DASH = lazy(r"\s*[-–—]\s*(?=\S)")
_SENTENCE_END = lazy(r"[.!?…。！？♪)\]][\"'”’»」]*$")
_ITALIC = lazy(r"<i>([^<>]*)</i>")
_GAP = 3.0  # seconds of silence that end a paragraph
_LONG = 500  # code points after which a paragraph ends with a sentence
_LONGEST = 1_500  # after which it ends with a cue
_SECTION = 300  # seconds
_LONG_FILM = 2 * _SECTION


class _Cue(NamedTuple):
    """Something said: when, until when in seconds, by whom where that is told, and the words."""

    start: float
    speaker: str
    lines: Sequence[str]
    end: float


def parse(text: str) -> Document:
    """The document of a file of subtitles with "\\n" as its line ends."""
    cues = list(_cues(text))
    parts: list[Part] = []
    pages: list[tuple[str, int, int]] = []  # label, part, offset
    last = _Cue(0, "", (), 0)
    for cue in cues:
        first = True
        for speaker, words in _turns(cue):
            piece = _piece(words)
            if not piece.text:
                continue
            before = parts[-1] if parts else None
            goes_on = (
                before is not None
                and before.kind is BlockKind.PARAGRAPH
                and speaker in ("", last.speaker)
                and (first or not speaker)
                and not _DASH.match(words)
                and cue.start - last.end < _GAP
                and not (len(before.text) > _LONG and _ends(parts))
                and len(before.text) < _LONGEST
            )
            if not goes_on or before is None:
                before = Part(BlockKind.PARAGRAPH, "", 0, 0)
                before.marks = ()
                parts.append(before)
                if speaker:
                    before.marks = (Mark(MarkKind.STRONG, 0, len(speaker) + 1),)
                    before.text = f"{speaker}: "
            elif before.text:
                before.text += " "
            at = len(before.text)
            if first:
                pages.append((_clock(cue.start), len(parts) - 1, at if goes_on else 0))
            before.text += piece.text
            before.marks = (
                *before.marks,
                *(m._replace(start=m.start + at, end=m.end + at) for m in piece.marks),
            )
            last = last._replace(speaker=speaker or (last.speaker if goes_on else ""))
            first = False
        last = last._replace(end=cue.end)
    document = build(parts, Metadata(title=_title(text)), lined=False)
    starts = document.blocks.starts
    found = tuple(Page(label, starts[part] + offset) for label, part, offset in pages)
    return document.with_(pages=found, sections=_sections(document, found))


def _sections(document: Document, pages: Sequence[Page]) -> tuple[Section, ...]:
    """Sections made of some minutes each, for what is long; each begins with a paragraph."""
    if not pages or _seconds(pages[-1].label) < _LONG_FILM:
        return ()
    starts = frozenset(document.blocks.starts)
    made: list[Heading] = []
    before = -1.0
    for page in pages:
        number = _seconds(page.label) // _SECTION
        if number != before and page.start in starts:
            before = number
            title = f"{page.label} {first_words(document.text[page.start : page.start + _LONG])}"
            made.append(Heading(title, 1, Span(page.start, page.start), made=True))
    return nest(made, document.body_end)


def _cues(text: str) -> Iterator[_Cue]:
    """The cues in the order of the file; lines without a time before them are none."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        found = _TIMES.match(lines[at]) if "-->" in lines[at] else None
        at += 1
        if found is None:
            continue
        first = at
        while at < len(lines) and lines[at].strip() and "-->" not in lines[at]:
            at += 1
        if (
            at < len(lines)
            and "-->" in lines[at]
            and at > first
            and lines[at - 1].strip().isdigit()
        ):
            at -= 1  # the number of the next cue, without an empty line before it
        said = [line.strip() for line in lines[first:at]]
        voice = _VOICE.search(" ".join(said))
        start = _seconds(found[1])
        yield _Cue(start, voice[1].strip() if voice else "", said, max(start, _seconds(found[2])))


def _turns(cue: _Cue) -> Iterator[tuple[str, str]]:
    """Who says what in a cue: a line that begins with a dash or a name is somebody else."""
    speaker, words = cue.speaker, ""
    for line in cue.lines:
        plain = _TAG.sub("", line)
        named = _SPEAKER.match(plain) if not cue.speaker else None
        if words and (named or _DASH.match(plain)):
            yield speaker, words
            words, speaker = "", ""
        if named:
            speaker = named[0].rstrip(":")
            line = line.replace(named[0], "", 1)
        words += f" {line}" if words else line
    yield speaker, words


def _piece(words: str) -> Piece:
    """Words without tags; what is in italics is emphasis."""
    texts: list[str] = []
    marks: list[Mark] = []
    length = at = 0

    def add(raw: str, emphasis: bool = False) -> None:
        nonlocal length
        text = harmless(html.unescape(_TAG.sub("", raw))).replace("\n", " ").replace("\t", " ")
        if emphasis and text.strip():
            marks.append(Mark(MarkKind.EMPHASIS, length, length + len(text)))
        texts.append(text)
        length += len(text)

    for found in _ITALIC.finditer(words):
        add(words[at : found.start()])
        add(found[1], emphasis=True)
        at = found.end()
    add(words[at:])
    return Piece("".join(texts), tuple(marks)).trimmed()


def _ends(parts: Sequence[Part]) -> bool:
    """Whether a sentence ends before what comes."""
    return not parts or _SENTENCE_END.search(parts[-1].text) is not None


def _seconds(clock: str) -> float:
    """The seconds of a time as it is written ("1:02:03.4")."""
    seconds = 0.0
    for number in clock.replace(",", ".").split(":"):
        seconds = 60 * seconds + float(number)
    return seconds


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def _title(text: str) -> str:
    """What the first line of WebVTT says behind its name; "" in most files."""
    head = text[: text.find("\n")] if text.startswith("WEBVTT") else ""
    return harmless(head.removeprefix("WEBVTT").strip(" -–—\t"))
