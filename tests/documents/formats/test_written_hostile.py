"""Texts made to take forever: each is read, or refused, in its time.

The time is that of the processor, and ten times what they take here: what this holds off takes
minutes or hours.
"""

from __future__ import annotations

import time

import pytest

from reader.documents.opening import Source, open_document
from reader.errors import SourceError

MANY = 50_000
LIMIT = 10.0  # seconds of the processor

HOSTILE = (
    ("org", "*a " * MANY),
    ("org", "#+begin_quote\n" * MANY),
    ("org", "\\(" * MANY),
    ("org", "- " + " " * MANY + ":: x"),
    ("org", "[fn:: " * MANY + "]" * MANY),
    ("asciidoc", "_a " * MANY),
    ("asciidoc", "footnote:[" * MANY + "]" * MANY),
    ("asciidoc", "====\n=====\n" * 10_000),
    ("asciidoc", ":a: x\n" + ":b: {a}{a}{a}{a}\n:a: {b}{b}{b}{b}\n" * 30 + "\n{a}"),
    ("tex", "\\begin{verbatim}" * MANY),
    ("tex", "\\footnote{" * 10_000 + "}" * 10_000),
    ("tex", "\\emph{" * MANY),
    ("tex", "\\cite[" * MANY),
    ("tex", "\\newcommand{\\a}{xx\\a\\a}\\a"),
    ("tex", "$" + "\\frac{" * 3_000 + "$"),
    ("man", ".TH A 1\n" + ".RS\n" * MANY),
    ("man", ".TH A 1\n" + "a\\\n" * MANY),
    ("man", ".TH A 1\n.ds a \\*a\\*a\n\\*a"),
    ("subtitles", "00:00:01,000 --> 00:00:02,000\n" + "<i>" * MANY),
    ("mail", "Subject: a\n\n" + ">a\n>>b\n" * MANY),
    ("mail", "Subject: " + "=?utf-8?q?a?= " * 10_000 + "\n\nx"),
    (
        "mail",
        "".join(f"Content-Type: multipart/mixed; boundary=a{n}\n\n--a{n}\n" for n in range(500)),
    ),
    ("rst", "*a " * MANY),
    ("rst", "\n".join(" " * depth + "- a" for depth in range(300))),
)


@pytest.mark.parametrize(("name", "text"), HOSTILE)
def test_a_text_made_to_take_forever_ends_soon(name: str, text: str) -> None:
    begun = time.process_time()
    try:
        document = open_document(Source("hostile", text.encode()), name)
    except SourceError as refused:
        assert "\n" not in str(refused)
    else:
        assert len(document.text) < 20 * len(text) + 1_000_000
    assert time.process_time() - begun < LIMIT
