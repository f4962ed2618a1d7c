"""`reader notes` and `reader tags` in the shell."""

import csv
import io
import json

import pytest
from markdown_it import MarkdownIt

from reader.cli import main


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run a command in a library with two documents; its exit code, stdout and stderr."""
    monkeypatch.setenv("READER_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("READER_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("READER_CONFIG", str(tmp_path / "config"))
    for part in ("documents", "annotations"):
        (tmp_path / "library" / part).mkdir(parents=True)
    (tmp_path / "whale.md").write_text("# Whales\n\n## One\n\nA *whale* is no fish.\n", "utf-8")
    (tmp_path / "peace.txt").write_text("PEACE\n\n=cmd and war.\n", "utf-8")

    def run(*words):
        capsys.readouterr()
        code = main(list(words))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    def annotate(name, *words):
        assert run("annotate", str(tmp_path / name), *words)[0] == 0

    annotate("whale.md", "--quote", "A whale", "--tag", "sea", "--note", "Big *one*.")
    annotate("whale.md", "--quote", "no fish", "--kind", "question", "--tag", "exam")
    annotate("peace.txt", "--quote", "=cmd", "--tag", "exam")
    return run


def found(run, *words):
    return [one["quote"] for one in json.loads(run("notes", "--json", *words)[1])]


def test_every_annotation_is_listed_with_quote_note_and_place(run):
    code, out, _ = run("notes")
    assert code == 0
    assert "“A whale”\n    Big *one*.\n    #sea\n" in out
    assert out.count("reader://") == 3
    assert "Whales, One, " in out


def test_words_of_the_query_are_one_query(run):
    assert found(run, "tag:exam", "is:open") == ["no fish"]
    assert found(run, "tag:exam is:open") == ["no fish"]


def test_a_word_with_a_minus_is_no_option(run):
    assert found(run, "-tag:exam") == ["A whale"]
    assert found(run, "tag:exam", "-kind:question") == ["=cmd"]


def test_the_records_say_where_each_stands(run):
    (one,) = json.loads(run("notes", "whale", "kind:highlight", "--json")[1])
    assert one["section"] == ["Whales", "One"]
    assert one["document"]["title"] == "Whales"
    assert one["link"] == f"reader://{one['document']['id']}/{one['id']}"
    assert (one["tags"], one["note"], one["orphan"]) == (["sea"], "Big *one*.", False)


def test_counting_and_exit_code(run):
    assert run("notes", "tag:exam", "--count")[:2] == (0, "2\n")
    assert run("notes", "xyz", "--count")[:2] == (1, "0\n")


def test_a_limit_tells_how_many_there_are(run):
    code, out, err = run("notes", "--limit", "1")
    assert (code, out.count("reader://")) == (0, 1)
    assert "1 of 3" in err


def test_a_wrong_query_is_told(run):
    code, _, err = run("notes", "kind:questoin")
    assert code == 2
    assert "did you mean “question”" in err


def test_a_filter_is_saved_used_listed_and_dropped(run):
    assert run("notes", "tag:exam", "-is:open", "--save", "closed")[0] == 0
    assert found(run, "@closed") == ["=cmd"]
    assert run("notes", "--saved")[1] == "@closed  tag:exam -is:open\n"
    assert run("notes", "--drop", "closed")[0] == 0
    assert run("notes", "@closed")[0] == 2


@pytest.mark.parametrize("name", ["a b", "", "../x", "a.b"])
def test_a_name_of_a_filter_is_a_word(run, name):
    assert run("notes", "tag:exam", "--save", name)[0] == 2 or not name


def test_a_filter_that_leads_back_to_itself_is_not_saved(run):
    assert run("notes", "@me", "--save", "me")[0] == 2


def test_markdown_gives_quotes_back(run):
    _, out, _ = run("notes", "--export", "markdown")
    tokens = MarkdownIt("commonmark").parse(out)
    inside = [a for a, b in zip(tokens[1:], tokens, strict=False) if b.type == "paragraph_open"]
    quotes = {"".join(child.content for child in token.children) for token in inside}
    assert {"A whale", "no fish", "=cmd"} <= quotes


def test_no_cell_of_a_table_is_a_formula(run):
    _, out, _ = run("notes", "--export", "csv")
    table = list(csv.DictReader(io.StringIO(out)))
    assert {row["quote"] for row in table} == {"A whale", "no fish", "'=cmd"}


def test_nothing_that_is_exported_commands_the_terminal(run, tmp_path):
    (tmp_path / "e.txt").write_text("Some words.\n", "utf-8")
    note = "red \x1b[31m \x07 \x9b2J"
    assert run("annotate", str(tmp_path / "e.txt"), "--quote", "words", "--note", note)[0] == 0
    for kind in ("markdown", "text", "csv", "json"):
        out = run("notes", "doc:e", "red", "--export", kind)[1]
        assert "red" in out
        assert not {"\x1b", "\x07", "\x9b"} & set(out)
    assert not {"\x1b", "\x07", "\x9b"} & set(run("notes", "red")[1])


def test_tags_are_listed_with_how_many_have_them(run):
    assert run("tags")[1] == "2  exam\n1  sea\n"
    assert json.loads(run("tags", "--json")[1])[0] == {"tag": "exam", "count": 2}


def test_a_tag_is_renamed_and_it_can_be_taken_back(run):
    code, _, err = run("tags", "rename", "exam", "sea")
    assert code == 0
    assert "they are one now" in err
    assert run("tags")[1] == "3  sea\n"
    assert run("tags", "undo")[0] == 0
    assert run("tags")[1] == "2  exam\n1  sea\n"
    assert run("tags", "undo")[0] == 1


def test_a_tag_that_is_not_there_is_told(run):
    code, _, err = run("tags", "rename", "exm", "x")
    assert code == 2
    assert "did you mean “exam”" in err
    assert run("tags", "rename", "exam", "two words")[0] == 2
    assert run("tags", "rename", "exam")[0] == 2


def test_what_is_no_field_is_told_where_nothing_is_found(run):
    code, _, err = run("notes", "foo:bar")
    assert code == 1
    assert "“foo:”" in err
    assert "tag:" in err


def test_orphans_of_a_text_that_was_edited_since_are_found(run, tmp_path):
    assert found(run, "is:orphan") == []
    (tmp_path / "peace.txt").write_text("PEACE\n\nNothing like it at all.\n", "utf-8")
    assert found(run, "is:orphan") == ["=cmd"]


def test_only_the_renaming_of_a_tag_is_taken_back(run, tmp_path):
    run("tags", "rename", "exam", "exams")
    (tmp_path / "notes.md").write_text(
        run("notes", "--export", "markdown")[1].replace("Big", "Huge"), "utf-8"
    )
    run("import", str(tmp_path / "notes.md"))
    run("tags", "undo")
    assert sorted(found(run, "tag:exam")) == ["=cmd", "no fish"]
    assert json.loads(run("notes", "--json", "tag:sea")[1])[0]["note"].startswith("Huge")
    assert run("tags", "undo")[0] == 1
