"""What is typed is completed: above the open question stand the words that it may go on with."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.filtering import Offer
from reader.text.wrap import folded
from reader.ui.widgets.chrome import Prompt
from reader.ui.widgets.offers import Offers

MOST = 6  # lines of offers


class Completing:
    """Offers for one question, until it is closed: `tab` takes the chosen one.

    ``offers`` gives them for what is typed. With ``choose`` the keys up and down choose among them.
    """

    def __init__(
        self,
        prompt: Prompt,
        shown: Offers,
        offers: Callable[[str], Sequence[Offer]],
        *,
        choose: bool = True,
    ) -> None:
        self._prompt = prompt
        self._shown = shown
        self._offers = offers
        self._found: Sequence[Offer] = ()
        prompt.complete = self.take
        if choose:
            prompt.move = shown.move
        self.typed(prompt.box.value)

    def typed(self, text: str) -> None:
        """Offer what this may go on with."""
        self._found = [one for one in self._offers(text) if one.text.strip() != text.strip()][:MOST]
        self._shown.show([(one.label, one.detail) for one in self._found])

    def say(self, words: str) -> None:
        """What is typed is wrong so far; where something is offered, that tells enough."""
        if not self._found:
            width = max(10, self._prompt.screen.size.width - 3)
            self._shown.show([(line, "") for line in folded(words, width, 3)], choose=False)

    def take(self) -> None:
        """Go on with the chosen one."""
        if not self._found:
            return
        text = self._found[max(0, self._shown.chosen)].text
        box = self._prompt.box
        box.value = text
        box.cursor_position = len(text)
        self.typed(text)

    def end(self) -> None:
        """The question is closed."""
        self._found = ()
        self._shown.show(())
