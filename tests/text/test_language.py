"""The language of a text."""

import pytest

from reader.text.language import guess, language_of

SAMPLES = {
    "en": "It was the best of times, it was the worst of times, and we had it all before us.",
    "de": "Der Mann und die Frau sind nicht zu Hause, sondern auf dem Weg in die Stadt.",
    "fr": "Longtemps, je me suis couché de bonne heure. Les yeux se fermaient et il dort.",
    "es": "En un lugar de la Mancha, de cuyo nombre no quiero acordarme, no ha mucho que los vi.",
    "it": "Nel mezzo del cammin di nostra vita mi ritrovai per una selva oscura, che è la via.",
    "pt": "O rapaz não sabia o que fazer com os livros, mas a mãe foi com ele para casa.",
    "nl": "Ik ben makelaar in koffie, en het is niet mijn gewoonte om romans te schrijven.",
    "ru": "Все счастливые семьи похожи друг на друга, и в доме не было как это по их словам.",
}


@pytest.mark.parametrize("language", SAMPLES)
def test_the_commonest_words_tell_the_language(language: str) -> None:
    assert guess(SAMPLES[language]) == language


@pytest.mark.parametrize(
    "text", ["", "Lorem ipsum", "雨停了。我们读书。" * 20, "x = f(y) and y " * 40]
)
def test_what_cannot_be_told_is_left_open(text: str) -> None:
    assert guess(text) == ""


@pytest.mark.parametrize(
    ("said", "language"),
    [("en-GB", "en-GB"), ("de", "de"), ("pt_BR", "pt-BR"), ("English", "en"), ("?", "fr")],
)
def test_what_the_source_says_counts_if_it_can_be_understood(said: str, language: str) -> None:
    assert language_of(said, SAMPLES["fr"]) == language
