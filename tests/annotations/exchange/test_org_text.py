"""Notes in Markdown as Org."""

from __future__ import annotations

import pytest

from reader.annotations.exchange.org_text import note


@pytest.mark.parametrize(
    ("markdown", "org"),
    [
        ("# Heading", "*Heading*"),
        ("## A **bold** one ##", "*A bold one*"),
        ("**bold** and *italic* and _too_", "*bold* and /italic/ and /too/"),
        ("see [this](https://x.example/a_b)", "see [[https://x.example/a_b][this]]"),
        ("`**code**`", "~**code**~"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("* one\n* **two**", "- one\n- *two*"),
        ("```py\n* x\n**y**\n```\nafter", "#+begin_src py\n,* x\n,**y**\n#+end_src\nafter"),
        ("~~~\nopen", "#+begin_src\nopen\n#+end_src"),
        ("#hashtag", "#hashtag"),
    ],
)
def test_what_a_note_means_is_kept(markdown: str, org: str) -> None:
    assert note(markdown) == org
