"""Block quotes and callouts of any Markdown."""

from __future__ import annotations

import pytest

from reader.annotations.annotation import Annotation, Colour, Kind, Target
from reader.annotations.exchange import markdown_quotes
from reader.annotations.exchange.incoming import Imported, Incoming
from reader.annotations.exchange.markdown import export_markdown
from tests.annotations.exchange.strategies import DOCUMENT

pytestmark = pytest.mark.usefixtures("utc")


def read(text: str, name: str = "Notes on Emma.md") -> Imported:
    return markdown_quotes.read(text.encode(), name)


def only(text: str) -> Incoming:
    (one,) = read(text).incoming
    return one


def quotes(text: str) -> list[str]:
    return [one.annotation.target.exact for one in read(text).incoming]


def notes(text: str) -> list[str]:
    return [one.annotation.note for one in read(text).incoming]


def test_a_block_quote_is_a_passage_and_what_stands_below_it_its_note() -> None:
    one = only("# Emma\n\n## Chapter 1\n\n> A clever girl.\n\nIs she?\n\n- no\n- yes\n")
    assert one.annotation.target == Target("A clever girl.", path=("Chapter 1",))
    assert one.annotation.note == "Is she?\n\n- no\n- yes"
    assert (one.work.title, one.line) == ("Emma", 5)


def test_a_quote_is_the_text_that_is_seen() -> None:
    text = "> It is **very** _much_ so, [she](https://x.org) said\n> \\*so\\*.\n>\n> Then `code`."
    assert quotes(text) == ["It is very much so, she said *so*.\nThen code."]


def test_front_matter_says_what_the_quotes_are_of() -> None:
    one = only(
        '---\ntitle: "Emma: A Novel"\nauthor:\n  - "[[Jane Austen]]"\nsource: /books/emma.epub\n'
        "isbn: 9780141439587\n---\n# Chapter 1\n> Words.\n"
    )
    assert (one.work.title, one.work.authors) == ("Emma: A Novel", ("Jane Austen",))
    assert one.work.source == "/books/emma.epub"
    assert one.work.identifiers == ("isbn:9780141439587",)
    assert one.annotation.target.path == ("Chapter 1",)


@pytest.mark.parametrize("tags", ["[novel, to read]", "novel, to-read", "\n  - novel\n  - to read"])
def test_the_tags_of_the_front_matter_are_those_of_its_quotes(tags: str) -> None:
    one = only(f"---\ntags: {tags}\n---\n> A clever girl.\n\n#mine\n")
    assert one.annotation.tags == ("mine", "novel", "to-read")


def test_how_much_of_it_is_left_out_is_told() -> None:
    text = "# Emma\n\nSome words\nof mine.\n\n> A clever girl.\n\nIs she?\n\n---\n\nThe end.\n"
    (told,) = read(text).problems
    assert told.what == "2 paragraphs that are no quotation are left out"
    assert not read("# Emma\n\n> A clever girl.\n^a\n\nIs she?\n\n---\n").problems


def test_a_file_without_any_title_is_called_like_itself() -> None:
    assert only("> Words.\n").work.title == "Notes on Emma"


@pytest.mark.parametrize(
    "label", ["Note: ", "**Note:** ", "📝 **Note:** ", "- Note: ", "Comment: ", "Notiz: "]
)
def test_notes_may_be_called_so(label: str) -> None:
    assert notes(f"> Words.\n\n{label}why?\nso\n\nElse.\n")[0].startswith("why?\nso")


def test_in_an_essay_only_what_is_called_a_note_is_one() -> None:
    essay = "> Words.\n\nNote: mine\n\n" + "A paragraph of the essay.\n\n" * 9
    assert notes(essay) == ["mine"]


def test_headings_and_rules_end_a_note_and_code_holds_no_quotes() -> None:
    text = "> One.\n\nmine\n\n---\n\nnot mine\n\n```\n> no quote\n```\n## Next\n> Two.\n"
    assert quotes(text) == ["One.", "Two."]
    assert notes(text) == ["mine", ""]


def test_quotes_in_lists_are_quotes() -> None:
    assert quotes("- > One.\n- > Two.\n  > more\n") == ["One.", "Two. more"]


def test_a_callout_for_quotes_has_its_note_below_a_rule_and_its_data_in_a_comment() -> None:
    one = only(
        "> [!quote] 15566\n> The words\n> of it.\n> ***\n> What I think.\n> %%\n"
        "> original_color: -16711936\n> timestamp: 1692058698825\n> location: 1293\n> %%\n"
    ).annotation
    assert (one.target.exact, one.note) == ("The words of it.", "What I think.")
    assert (one.colour, one.created) == (Colour.GREEN, "2023-08-15T00:18:18.825Z")
    came = one.extra["from"]
    assert isinstance(came, dict)
    assert (came["location"], came["id"]) == ("1293", "15566")


def test_a_comment_that_a_stray_line_cut_off_still_belongs_to_its_quote() -> None:
    one = only("> [!quote] 1\n> Words.\n> ***\n> Mine.\n\nStray.\n> %%\n> location: 7\n> %%\n")
    assert one.annotation.note == "Mine.\n\nStray."
    assert one.annotation.extra["from"]["location"] == "7"  # type: ignore[index]


@pytest.mark.parametrize(
    ("callout", "kind"),
    [
        ("question", Kind.QUESTION),
        ("todo", Kind.TODO),
        ("summary", Kind.SUMMARY),
        ("tip", Kind.NOTE),
    ],
)
def test_other_callouts_are_what_a_person_says_of_the_quote_inside(
    callout: str, kind: Kind
) -> None:
    one = only(f"> [!{callout}]+ Why?\n> > The words.\n>\n> Because.\n").annotation
    assert (one.kind, one.target.exact) == (kind, "The words.")
    assert one.note == "Why?\n\nBecause."


def test_two_callouts_may_touch() -> None:
    assert quotes("> [!quote]\n> One.\n> [!quote]\n> Two.\n") == ["One.", "Two."]


def test_block_ids_keep_an_annotation_the_same_when_its_words_change() -> None:
    before, after = (only(text) for text in ("> Words.\n\n^abc123\n", "> Other words.\n^abc123\n"))
    assert before.annotation.id == after.annotation.id
    assert before.annotation.note == ""


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("> Words. *(drifted)*\n\n**Note:** n\n", {"note": "n"}),
        ("> 🟣 Words.\n\n📝 **Note:** n\n", {"note": "n", "colour": Colour.PURPLE}),
        ("**blue** - `epubcfi(/6/4)`\n\n> Words.\n\nn\n", {"note": "n"}),
        ("> Words.\n\nn\n\n*// 05-13-2026 21:40*\n\n---\n",
         {"note": "n", "created": "2026-05-13T21:40:00.000Z"}),
        ("> Words.\n\nNote: n\n\n*2026-05-13 21:40*\n",
         {"note": "n", "created": "2026-05-13T21:40:00.000Z"}),
        ("> Words.\n\nn\n\n#exam #two\n", {"note": "n", "tags": ("exam", "two")}),
    ],
)  # fmt: skip
def test_what_other_readers_write_is_understood(text: str, fields: dict[str, object]) -> None:
    one = only(f"# T\n\n{text}").annotation
    assert one.target.exact == "Words."
    assert {name: getattr(one, name) for name in fields} == fields


def test_the_colour_and_place_above_a_quote_of_foliate_are_of_the_next_quote() -> None:
    text = (
        "# T\n\n> One.\n\nn\n\n**blue** - `epubcfi(/6/4)`\n\n> Two.\n\n"
        "**pink** - `epubcfi(/6/8)`\n\n> Three.\n"
    )
    one, two, three = (one.annotation for one in read(text).incoming)
    assert (one.note, two.note) == ("n", "")
    assert (two.colour, three.colour) == (Colour.BLUE, Colour.PINK)
    assert two.extra["from"]["cfi"] == "epubcfi(/6/4)"  # type: ignore[index]


def test_the_same_words_twice_are_two_and_the_same_two_next_time() -> None:
    text = "> Words.\n\n> Words.\n"
    first, second = (one.annotation.id for one in read(text).incoming)
    assert first != second
    assert [one.annotation.id for one in read(text).incoming] == [first, second]


def test_a_text_without_quotes_gives_nothing_and_says_so() -> None:
    imported = read("A text.\n")
    assert imported.incoming == ()
    assert [one.what for one in imported.problems] == ["no block quotes in it"]


def test_an_export_of_reader_is_left_to_who_knows_it_better() -> None:
    one = Annotation("0123456789abcdefgh", Target("Monday", start=22, end=28))
    export = export_markdown(DOCUMENT, [(one, None)])
    assert not markdown_quotes.looks(export.encode(), "x.md")
    assert markdown_quotes.looks(b"# T\n\n> quote\n", "x.md")
