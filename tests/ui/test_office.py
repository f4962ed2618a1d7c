"""A Word document on the screen: its sections in the pane, its notes beside their references."""

from __future__ import annotations

from tests.office import docx, item, level, numbering, paragraph, style, text

STYLES = style("H1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
REFERENCE = f'<w:p>{text("See")}<w:r><w:footnoteReference w:id="1"/></w:r>{text(" there.")}</w:p>'


def heading(words: str) -> str:
    return paragraph(words, '<w:pStyle w:val="H1"/>')


async def test_a_letter_of_a_colleague_is_read_like_any_text(open_reader, tmp_path):
    path = tmp_path / "letter.docx"
    path.write_bytes(
        docx(
            heading("One") + REFERENCE + item("an apple") + heading("Two") + paragraph("words"),
            styles=STYLES,
            numbering=numbering(level(0, "upperLetter", "%1)")),
            footnotes=f'<w:footnote w:id="1">{paragraph("What the note says.")}</w:footnote>',
        )
    )
    async with open_reader(path) as reader:
        assert [section.title for section in reader.screen.document.outline] == ["One", "Two"]
        assert reader.sees("A) an apple")
        await reader.press("F")
        assert reader.screen.popup.display
        assert reader.sees("What the note says.")


async def test_what_was_marked_in_a_letter_is_there_again(open_reader, tmp_path):
    path = tmp_path / "letter.docx"
    path.write_bytes(docx(paragraph("The first sentence.") + paragraph("The second one.")))
    async with open_reader(path) as reader:
        await reader.press("f")
        await reader.label("The first", capital=True)
    async with open_reader(path) as reader:
        assert reader.only.target.exact == "The first sentence."
