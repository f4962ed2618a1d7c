"""How many words or characters the sections of a document have, counted when first asked."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget

from reader.documents.document import Document
from reader.text.words import unit_of, words_before
from reader.ui.section_tree import SectionTree
from reader.ui.threads import tell

AT_ONCE = 200_000  # code points whose words are counted without a thread: some 2 ms
WAIT = 1.0  # seconds until the words of a longer text are counted


class Words:
    """The words of each section of a document, of which ``tree`` is the outline; ``pane`` is drawn
    again when those of a long text are known."""

    def __init__(self, pane: Widget, document: Document, tree: SectionTree) -> None:
        self._pane = pane
        self._document = document
        self._tree = tree
        self._before: Sequence[int] | None = None  # words before each section, and the end
        self._counting = False

    @property
    def unit(self) -> str:
        """What is counted; see `unit_of`."""
        return unit_of(self._document.text)

    def of(self, number: int) -> int | None:
        """The words of a section with all in it; None until they are counted."""
        if self._before is None:
            self._count()
        if self._before is None:
            return None
        return self._before[self._tree.after[number]] - self._before[number]

    def _count(self) -> None:
        """Count the words before every section: of a long text in a thread, a while after."""
        document, pane = self._document, self._pane
        if self._counting or not document.complete:
            return
        offsets = [*document.section_starts, len(document.text)]
        if len(document.text) <= AT_ONCE:
            self._before = words_before(document.text, offsets)
            return
        self._counting = True
        app = pane.app

        def count() -> None:
            tell(app, pane, self._take, words_before(document.text, offsets))

        pane.set_timer(
            WAIT, lambda: pane.run_worker(count, thread=True, group="words", exit_on_error=False)
        )

    def _take(self, counted: Sequence[int]) -> None:
        self._before = counted
        self._pane.refresh()
