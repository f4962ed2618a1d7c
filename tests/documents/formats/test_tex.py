from __future__ import annotations

from collections.abc import Callable

import pytest

from reader.documents.document import Document
from reader.documents.formats.tex import parse
from reader.documents.formats.tex_math import readable
from tests.documents.conftest import check

Blocks = Callable[[Document], list[tuple[str, str]]]
Titles = Callable[[Document], list[str]]


def marked(document: Document) -> list[tuple[str, str, str]]:
    return [(m.kind.value, document.text[m.start : m.end], m.target) for m in document.marks]


def test_the_preamble_is_metadata_and_commands_are_sections(outline_of: Titles) -> None:
    document = parse(
        "\\documentclass{article}\\title{Caf\\'e}\\author{Anna Vos\\thanks{Mill} \\and Bo Li}"
        "\\date{2024}\\begin{document}\\maketitle\\section{One}a\\subsection{Two}b"
        "\\end{document} no"
    )
    check(document)
    assert document.metadata.title == "Café"
    assert document.metadata.authors == ("Anna Vos", "Bo Li")
    assert document.metadata.date == "2024"
    assert outline_of(document) == ["Café", "  1 One", "    1.1 Two"]


def test_styles_are_marks_and_signs_are_characters() -> None:
    document = parse("\\textbf{b} {\\it i} \\verb|c_{1}| ``q'' a--b 5\\% \\c{c}\\\"o~x % gone\n")
    assert document.text == "b i c_{1} “q” a–b 5% çö\xa0x"
    assert marked(document)[:3] == [
        ("strong", "b", ""),
        ("emphasis", "i", ""),
        ("code", "c_{1}", ""),
    ]


def test_an_empty_line_ends_a_paragraph_and_two_backslashes_a_line(shown: Blocks) -> None:
    assert shown(parse("one\ntwo\n\nthree\\\\ four")) == [
        ("paragraph", "one two"), ("verse", "three\nfour"),
    ]  # fmt: skip


def test_environments_are_blocks(shown: Blocks) -> None:
    document = parse(
        "\\begin{itemize}\\item a\\begin{enumerate}\\item b\\end{enumerate}\\end{itemize}"
        "\\begin{quote}q\\end{quote}\\begin{verbatim}\nx = {1} % kept\n\\end{verbatim}"
        "\\begin{lstlisting}[language=Python]\npass\n\\end{lstlisting}"
    )
    assert shown(document) == [
        ("item", "• a"), ("item", "1. b"), ("quote", "q"), ("code", "x = {1} % kept"),
        ("code", "pass"),
    ]  # fmt: skip
    assert document.blocks[-1].role == "python"


def test_a_table_has_rows_and_its_caption() -> None:
    document = parse(
        "\\begin{table}\\caption{Two}\\begin{tabular}{lr}\\hline a & b \\\\ \\hline 1 & $2$ \\\\"
        "\\end{tabular}\\end{table}"
    )
    assert document.text == "Two\na │ b\n──┼──\n1 │ 2"


def test_commands_that_the_text_defines_are_followed() -> None:
    document = parse(
        "\\newcommand{\\mill}[2][old]{the #1 \\emph{#2}}\\mill{mill}, \\mill[new]{one}"
    )
    assert document.text == "the old mill, the new one"


def test_commands_that_the_text_defines_are_followed_in_formulas() -> None:
    document = parse(
        "\\newcommand{\\R}{\\mathbb{R}}\\newcommand{\\norm}[1]{\\|#1\\|}"
        "\\DeclareMathOperator{\\argmax}{arg\\,max}"
        "$\\norm{x} \\in \\R^n$, $2^\\R$ and \\[\\argmax_x f\\]"
    )
    assert document.text == "‖x‖ ∈ ℝⁿ, 2^ℝ and\narg maxₓ f"


def test_numbers_have_their_units() -> None:
    document = parse(
        "\\SI{5}{\\metre}, \\qty{3}{\\kilo\\gram}, "
        "$v=\\qty{9.8}{\\metre\\per\\second\\squared}$, "
        "\\SI{2}{m/s^2}, \\qty{1}{\\newton\\metre}, \\qty{4}{\\furlong}, "
        "\\num{1.5e-5}, \\ang{45;30}"
    )
    assert document.text.replace("\xa0", " ") == (
        "5 m, 3 kg, v=9.8 m/s², 2 m/s², 1 N·m, 4 furlong, 1.5×10⁻⁵, 45°30′"
    )


def test_commands_that_use_themselves_come_to_an_end() -> None:
    document = parse("\\newcommand{\\a}{x\\a\\a}\\a end")
    assert document.text.endswith("end")
    assert len(document.text) < 1_000_000


def test_footnotes_references_and_citations_lead_somewhere() -> None:
    document = parse(
        "\\section{A}\\section{B}\\label{b}See \\ref{b}, \\cite[p.~3]{k}.\\footnote{Note.}"
        "\\begin{thebibliography}{9}\\bibitem{k} Knuth\\end{thebibliography}"
    )
    assert "See 2, [1, p. 3].[1]" in document.text
    assert document.text[document.places["cite.k"] :].startswith("Knuth")
    assert document.text[document.places["note-1"] :].startswith("Note.")


def test_what_references_lead_to_has_the_number_that_they_show(outline_of: Titles) -> None:
    document = parse(
        "\\documentclass{article}\\newtheorem{law}{Law}\\begin{document}\\section{A}"
        "\\section*{B}\\section{C}\\label{c}\\subsection{D}\\label{d}"
        "See \\ref{c}, \\ref{d}, \\eqref{e}, \\ref{f}, \\ref{l}."
        "\\begin{align}a&=b\\\\c&=d\\nonumber\\\\e&=f\\label{e}\\end{align}"
        "\\begin{figure}\\includegraphics{x}\\caption{Clock}\\label{f}\\end{figure}"
        "\\begin{law}\\label{l}It drips.\\end{law}\\appendix\\section{E}\\end{document}"
    )
    assert outline_of(document) == ["1 A", "B", "2 C", "  2.1 D", "A E"]
    assert "See 2, 2.1, (2), 1, 1.\na =b\u2003(1)\nc =d\ne =f\u2003(2)\n" in document.text
    assert document.text.endswith("[image]\nFigure 1: Clock\nLaw 1. It drips.\nA E")


def test_a_long_table_has_one_head() -> None:
    document = parse(
        "\\begin{longtable}{ll}a & b \\\\ \\midrule \\endfirsthead \\multicolumn{2}{c}{more} \\\\ "
        "a & b \\\\ \\endhead next page \\\\ \\endfoot \\bottomrule \\endlastfoot 1 & 2 \\\\"
        "\\end{longtable}"
    )
    assert document.text == "a │ b\n──┼──\n1 │ 2"


def test_code_keeps_its_lines_without_the_commands_that_colour_it(shown: Blocks) -> None:
    document = parse(
        "\\begin{Highlighting}[]\n\\KeywordTok{def}\\NormalTok{ f(x):}\n"
        "    \\ControlFlowTok{return}\\NormalTok{ \\{x\\_1: \\textbackslash{}n\\}}\n"
        "\\end{Highlighting}"
    )
    assert shown(document) == [("code", "def f(x):\n    return {x_1: \\n}")]


def test_a_drawing_is_a_figure_and_a_note_in_the_margin_a_footnote(shown: Blocks) -> None:
    document = parse(
        "Text\\marginpar{Aside.} on.\\begin{tikzpicture}\\draw (0,0) -- (1,1);\\end{tikzpicture}"
    )
    assert shown(document) == [
        ("paragraph", "Text[1] on."), ("figure", "[figure]"), ("paragraph", "[1] Aside."),
    ]  # fmt: skip


def test_chapters_have_formulas_of_their_own_and_parts_roman_numbers(outline_of: Titles) -> None:
    document = parse(
        "\\begin{document}\\part{P}\\part{Q}\\chapter{A}\\chapter{B}\\section{C}"
        "\\begin{equation}x\\end{equation}\\end{document}"
    )
    assert outline_of(document) == ["I P", "II Q", "  1 A", "  2 B", "    2.1 C"]
    assert document.text.endswith("x\u2003(2.1)")


def test_a_text_that_gives_its_sections_no_numbers_shows_none(outline_of: Titles) -> None:
    document = parse(
        "\\setcounter{secnumdepth}{-\\maxdimen}\\begin{document}\\section{A}a\\end{document}"
    )
    assert outline_of(document) == ["A"]


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (r"\alpha^2 \le \frac{a}{b+1}", "α² ≤ a/(b+1)"),
        (r"\sum_{i=0}^{n} x_i", "∑ᵢ₌₀ⁿ xᵢ"),
        (r"\sqrt{2\pi}", "√(2π)"),
        (r"f\colon \mathbb{R} \to X", "f: ℝ → X"),
        (r"\hat{x}'", "x̂′"),
        (r"\text{if } n-1", "if n−1"),
        (r"\unheard{x}", r"\unheard x"),
        (r"\sqrt[3]{x} + \sqrt[n]{2y}", "∛x + ⁿ√(2y)"),
        (r"a \not= b \not\in C", "a ≠ b ∉C"),
        (r"\begin{pmatrix} a & b \\ c & d \\ \end{pmatrix}", "(a b; c d)"),
        (r"\begin{cases} 1 & x>0 \\ 0 \end{cases}", "{1 x>0; 0"),
        (r"\overline{AB}", "A̅B̅"),
        (r"\sin^2 x + \operatorname{sgn} y", "sin² x + sgn y"),
    ],
)
def test_formulas_are_written_in_characters(formula: str, text: str) -> None:
    assert " ".join(readable(formula).split()) == text


def test_no_file_is_opened() -> None:
    assert parse("\\input{/etc/hostname}").text == "[not included: /etc/hostname.tex]"


def captioned(head: str, options: str = "") -> str:
    """What the captions of a figure and a table begin with in a text with this head."""
    floats = "".join(f"\\begin{{{one}}}\\caption{{x}}\\end{{{one}}}" for one in ("figure", "table"))
    source = (
        f"\\documentclass{options}{{article}}{head}\\begin{{document}}{floats}\\end{{document}}"
    )
    return parse(source).text


@pytest.mark.parametrize(
    ("head", "options", "captions"),
    [
        ("", "", "Figure 1: x\nTable 1: x"),
        ("\\usepackage[english,ngerman]{babel}", "", "Abbildung 1: x\nTabelle 1: x"),
        ("\\usepackage[main=french, english]{babel}", "", "Figure 1: x\nTable 1: x"),
        ("\\usepackage{babel}", "[a4paper,italian]", "Figura 1: x\nTabella 1: x"),
        ("\\usepackage{polyglossia}\\setdefaultlanguage{hungarian}", "",
         "1. ábra: x\n1. táblázat: x"),
        ("\\usepackage[german]{babel}\\renewcommand{\\figurename}{Abb.}", "",
         "Abb. 1: x\nTabelle 1: x"),
    ],
)  # fmt: skip
def test_captions_are_in_the_language_of_the_text(head: str, options: str, captions: str) -> None:
    assert captioned(head, options) == captions


def test_the_language_is_known_and_names_the_summary() -> None:
    document = parse(
        "\\usepackage[russian]{babel}\\begin{document}"
        "\\begin{abstract}x\\end{abstract}\\end{document}"
    )
    assert document.metadata.language == "ru"
    assert document.text == "Аннотация. x"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("\\iffalse gone\\fi kept", "kept"),
        ("\\iffalse gone \\else kept\\fi.", "kept."),
        ("\\ifx\\a\\b one\\else two\\fi.", "one."),
        ("\\ifnum\\value{page}>1 one\\else two\\fi.", "one."),
        ("\\ifcase\\x zero\\or one\\or two\\else more\\fi.", "zero."),
        ("\\ifdefined\\a a\\ifodd3 b\\else c\\fi\\else d\\fi.", "ab."),
        ("\\newif\\ifdraft \\ifdraft one\\else two\\fi.", "two."),
        ("\\newif\\ifdraft\\drafttrue \\ifdraft one\\else two\\fi.", "one."),
        ("\\newif\\ifdraft\\iffalse\\drafttrue\\fi\\ifdraft one\\else two\\fi.", "two."),
        ("\\iffalse a {\\ifx\\a\\b c\\fi} d\\fi e", "e"),
        ("\\newcommand{\\a}{\\iffalse}b\\newcommand{\\c}{\\fi}d", "bd"),
        ("$a \\iff b$ and \\iffalse x\\fi c", "a ⇔ b and c"),
        ("\\verb|\\iffalse| \\iffalse x\\fi", "\\iffalse"),
        ("\\ifthenelse{\\equal{a}{b}}{one}{two}.", "one."),
        ("a\\fi b \\else c", "ab c"),
        ("a \\iffalse b", "a b"),
    ],
)
def test_of_a_condition_one_branch_is_shown(source: str, shown: str) -> None:
    assert parse(source).text == shown


def test_the_caption_of_a_long_table_stands_above_it_and_the_rule_below_its_head() -> None:
    document = parse(
        "\\begin{longtable}{ll}\\caption{Much longer than a cell}\\tabularnewline \\toprule "
        "a & b \\\\ \\midrule \\endfirsthead c & d \\\\ \\end{longtable}"
    )
    assert [(one.role, document.text[one.start : one.end]) for one in document.blocks] == [
        ("caption", "Much longer than a cell"),
        ("", "a │ b\n──┼──\nc │ d"),
    ]
