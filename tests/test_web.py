"""Pages of the web in the library, from the shell: kept, found again, fetched anew."""

import json
from pathlib import Path

import pytest

from reader.documents.opening import open_document, read_source
from reader.documents.origin import origin_of, origin_path, origin_record
from reader.fetching import Fetched, address_of
from reader.web import keep

SENTENCE = "The river rose in the night, over the quay and the first street, and nobody slept. "
STORY = "".join(f"<p>{number}. {SENTENCE * 2}</p>" for number in range(1, 6))
PAGE = (
    "<html><head><title>High water</title></head><body><nav><a href=/>Home</a></nav>"
    f"<h1>High water</h1>{STORY}<footer><p>All rights reserved, by us.</p></footer></body></html>"
)
OTHER = PAGE.replace("High water", "Just a moment").replace(
    STORY,
    "".join(f"<p>Please show that you are no robot, number {n} of ten.</p>" for n in range(9)),
)


@pytest.fixture
def kept(library):
    """The files of the pages that the library keeps."""
    folder = library.documents / "web"
    return lambda: sorted(p for p in folder.glob("[!.]*")) if folder.is_dir() else []


def address_kept(path: Path) -> str:
    origin = origin_of(path)
    return origin.url if origin else ""


def fetched(library, url: str, page: str):
    """Keep a page as if it had been fetched from this address; what became of it."""
    return keep(library, address_of(url), Fetched(url, page.encode(), "text/html"))


def test_the_text_of_a_page_is_printed_and_the_page_kept_as_it_came(reader, site, kept):
    said = reader("text", site.put("/news/high-water.html", PAGE))
    assert (said.code, said.out.splitlines()[0]) == (0, "High water")
    assert "Home" not in said.out and "rights reserved" not in said.out
    (path,) = kept()
    assert path.read_bytes() == PAGE.encode()
    assert path.name.startswith("high-water-127-0-0-1-") and path.suffix == ".html"
    assert address_kept(path) == f"{site.url}/news/high-water.html"


def test_it_is_said_what_was_left_out_and_how_to_see_it(reader, site):
    url = site.put("/a", PAGE)
    assert "--whole shows everything" in reader("text", url).err
    whole = reader("text", "--whole", url)
    assert "Home" in whole.out and not whole.err


def test_one_address_is_one_file_however_it_is_written(reader, site, kept):
    url = site.put("/a", PAGE)
    for written in (
        url,
        f"{url}#part",
        f"{url}?utm_source=x&utm_medium=y",
        url.upper()[:4] + url[4:],
    ):
        assert reader("text", written).code == 0
    assert len(kept()) == 1
    reader("text", site.put("/b", PAGE))
    assert len(kept()) == 2


def test_a_user_and_a_password_are_kept_nowhere(reader, site, library):
    site.put("/a", PAGE)
    url = f"http://anna:secret@{site.host}/a"
    reader("text", url)
    reader("annotate", url, "--quote", "and nobody slept", "--occurrence", "1")
    files = [p for p in library.root.parent.rglob("*") if p.is_file()]
    assert files and not any(b"secret" in path.read_bytes() for path in files)
    assert not any("secret" in str(path) for path in files)


@pytest.mark.parametrize(
    ("media_type", "path", "suffix", "body"),
    [
        ("text/plain", "/a.txt", ".txt", "Just words.\n"),
        ("text/plain", "/README.md", ".md", "# Title\n\nWords.\n"),
        ("text/markdown", "/a", ".md", "# Title\n\nWords.\n"),
        ("application/octet-stream", "/a", ".html", PAGE),
        ("", "/a", ".txt", "Just words.\n"),
        ("text/plain", "/doc", ".md", "# Title\n\nWords.\n\n## Part\n\nMore.\n"),
        ("application/xhtml+xml", "/a", ".html", PAGE),
    ],
)
def test_a_page_is_read_as_what_it_is(reader, site, kept, media_type, path, suffix, body):
    assert reader("text", site.put(path, body, media_type)).code == 0
    assert [p.suffix for p in kept()] == [suffix]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"\x89PNG\r\n\x1a\nxxxx", "PNG image"),
        (b"words\0and\0more\0of\0it", "not text"),
        (b"", "empty"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line_and_not_kept(reader, site, kept, body, said):
    result = reader("text", site.put("/a", body, "application/octet-stream"))
    assert (result.code, result.err.count("\n")) == (1, 1)
    assert said in result.err
    assert kept() == []


def test_what_the_server_says_of_the_encoding_comes_before_what_the_page_says(reader, site, kept):
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-5">').replace("quay", "Größe")
    url = site.put("/a", page.encode("cp1252"), "text/html; charset=windows-1252")
    assert "Größe" in reader("text", url).out
    assert "Größe" in reader("text", str(kept()[0])).out  # and it is not forgotten


def test_a_wrong_claim_of_an_encoding_does_no_harm(reader, site):
    page = PAGE.replace("quay", "Größe").encode()
    assert "Größe" in reader("text", site.put("/a", page, "text/html; charset=koi8-r")).out
    assert "Größe" in reader("text", site.put("/b", page, "text/html; charset=no-such")).out


def test_links_lead_to_where_they_would_on_the_site(reader, site, kept):
    from reader.documents.opening import open_document, read_source

    linked = (
        "<p><a href='next.html'>next</a> <a href='javascript:x()'>run</a></p>"
        "<p><img src='quay.jpg' alt='The quay'></p>"
    )
    reader("text", site.put("/news/a.html", PAGE.replace(STORY, linked + STORY)))
    marks = open_document(read_source(kept()[0])).marks
    names = ("next.html", "quay.jpg")
    assert [mark.target for mark in marks] == [f"{site.url}/news/{name}" for name in names]


# --- when the site is not there -------------------------------------------------------------------


def noted(reader, url: str) -> int:
    """How many notes there are under an address."""
    return len(json.loads(reader("annotations", url, "--json").out)["annotations"])


def test_an_address_that_leads_to_a_page_finds_the_same_copy(reader, site, kept):
    story, moved = site.put("/news/story", PAGE), site.lead("/moved", "/news/story")
    for url in (moved, story, site.lead("/again", "/moved"), moved):
        assert reader("text", url).code == 0
    (path,) = kept()
    assert address_kept(path) == story
    reader("annotate", moved, "--quote", "1. The river rose in the night")
    assert noted(reader, story) == noted(reader, f"{site.url}/again") == 1


def test_an_address_that_leads_to_a_page_finds_the_copy_without_the_site(reader, site):
    site.put("/story", PAGE)
    first, second = site.lead("/first", "/second"), site.lead("/second", "/story")
    reader("text", first)
    site.close()
    for url in (first, second):
        said = reader("text", url)
        assert said.out.startswith("High water") and "this is the copy of" in said.err


def test_links_of_a_page_that_was_led_to_lead_to_where_they_would(reader, site, kept):
    site.put("/news/today/story", PAGE.replace("<p>2.", "<p><a href=next>Next</a>"))
    reader("text", site.lead("/s", "/news/today/story"))
    (path,) = kept()
    marks = open_document(read_source(path)).marks
    assert f"{site.url}/news/today/next" in [mark.target for mark in marks]


def test_a_page_that_moved_keeps_its_copy_and_its_notes(reader, site, kept):
    old = site.put("/old", PAGE)
    reader("text", old)
    reader("annotate", old, "--quote", "1. The river rose in the night")
    new = site.put("/new", PAGE.replace("<p>5.", "<p>Number five."))
    site.lead("/old", "/new")
    assert "Number five." in reader("text", old).out
    assert len(kept()) == 1
    assert noted(reader, old) == noted(reader, new) == 1


def test_an_address_that_leads_to_another_page_than_before_shows_that(reader, site, kept):
    site.put("/1", PAGE)
    site.put("/2", OTHER)
    latest = site.lead("/latest", "/1")
    reader("text", latest)
    reader("annotate", latest, "--quote", "1. The river rose in the night")
    site.lead("/latest", "/2")
    said = reader("text", latest)
    assert "Just a moment" in said.out
    assert f"the one with your notes: {site.url}/1" in said.err
    assert len(kept()) == 2
    assert (noted(reader, latest), noted(reader, f"{site.url}/1")) == (0, 1)


def test_what_came_over_http_is_replaced_by_what_comes_over_https(library, kept):
    fetched(library, "http://example.org/a", PAGE)
    fetched(library, "https://example.org/a", PAGE.replace("<p>1.", "<p>Number one."))
    (path,) = kept()
    assert address_kept(path) == "https://example.org/a"
    assert "Number one." in path.read_text()


def test_what_came_over_https_is_not_replaced_by_what_comes_over_http(library, kept):
    fetched(library, "https://example.org/a", PAGE)
    said = fetched(library, "http://example.org/a", PAGE.replace("<p>1.", "<p>Number one."))
    (path,) = kept()
    assert address_kept(path) == "https://example.org/a"
    assert "Number one." not in path.read_text()
    assert "came over plain http only" in said.remark and "came over https" in said.remark


def test_a_copy_that_came_over_http_is_told_to_be_one_where_https_was_asked_for(
    reader, library, site, kept
):
    url = site.put("/a", PAGE)
    reader("text", url)
    said = reader("text", url.replace("http:", "https:"))  # which this site does not speak
    assert said.out.startswith("High water")
    assert "which came over plain http" in said.err


def test_a_secure_address_that_leads_to_http_is_told_to(library):
    address = address_of("https://example.org/a")
    said = keep(library, address, Fetched("http://example.org/a", PAGE.encode(), "text/html"))
    assert "the page came over plain http" in said.remark


def test_a_page_that_programs_make_is_told_to_be_one(reader, site, kept):
    head, script = "<html><head><title>App</title></head>", "<script src=a.js></script>"
    empty = site.put("/app", f"{head}<body><div id=root></div>{script}</body></html>")
    said = reader("text", empty)
    assert said.code == 1 and said.err.count("\n") == 1
    assert f"{empty} has no text in it: the page is made by programs" in said.err
    little = site.put("/little", f"{head}<body><noscript>No.</noscript>{script}</body></html>")
    said = reader("text", little)
    assert said.out == "No.\n" and "this is little" in said.err
    assert len(kept()) == 1


def test_a_page_that_asks_for_consent_first_is_told_to(reader, site):
    site.put("/consent/ask", PAGE)
    said = reader("text", site.lead("/story", "/consent/ask"))
    assert "asks for consent first" in said.err
    site.put("/story", PAGE)
    assert reader("text", f"{site.url}/story").err.count("consent") == 0


def test_the_kept_copy_is_shown_when_the_site_is_gone_and_it_is_said(reader, site, kept):
    url = site.put("/a", PAGE)
    before = reader("text", url).out
    day = origin_of(kept()[0]).fetched[:10]
    site.close()
    said = reader("text", url)
    assert (said.code, said.out) == (0, before)
    assert "does not take connections; this is the copy of " + day in said.err


def test_a_page_that_was_never_fetched_is_told_to_be_missing(reader, site, kept):
    said = reader("text", f"{site.url}/nothing")
    assert (said.code, said.out, said.err) == (1, "", "reader: 127.0.0.1 has no such page\n")
    assert kept() == []


def test_notes_on_a_page_are_there_without_the_site(reader, site):
    url = site.put("/a", PAGE)
    reader("annotate", url, "--quote", "1. The river rose", "--note", "When?")
    site.close()
    (note,) = json.loads(reader("annotations", "--json", url).out)["annotations"]
    assert (note["quote"], note["note"]) == ("1. The river rose", "When?")
    assert "When?" in reader("export", url).out


def test_commands_that_only_ask_do_not_fetch_what_is_kept(reader, site):
    url = site.put("/a", PAGE)
    reader("text", url)
    for command in ("outline", "annotations", "export"):
        assert reader(command, url).code == 0
    assert len(site.asked) == 1


# --- when the page changes ------------------------------------------------------------------------


def test_a_page_that_changed_is_read_as_it_is_now_with_its_notes(reader, site, kept):
    url = site.put("/a", PAGE)
    reader("annotate", url, "--quote", "3. The river rose", "--note", "Here.")
    site.put("/a", PAGE.replace("<p>1.", "<p>A word before all others, and a long one. 1."))
    assert "A word before all others" in reader("text", url).out
    (note,) = json.loads(reader("annotations", "--json", url).out)["annotations"]
    assert (note["state"], note["quote"]) == ("kept", "3. The river rose")
    assert len(kept()) == 1


def test_the_copy_that_was_annotated_is_set_aside_when_the_page_changes(reader, site, kept):
    url = site.put("/a", PAGE)
    reader("annotate", url, "--quote", "3. The river rose")
    site.put("/a", PAGE.replace("<p>1.", "<p>One."))
    reader("text", url)
    (older,) = (kept()[0].parent / ".older").iterdir()
    assert older.read_bytes() == PAGE.encode()


def test_of_a_page_that_changes_at_every_visit_the_last_copies_are_set_aside(reader, site, kept):
    url = site.put("/a", PAGE)
    reader("annotate", url, "--quote", "3. The river rose")
    for visit in range(12):
        origin = origin_of(kept()[0])
        moment = f"2026-01-{visit + 1:02}T00:00:00+00:00"
        origin_path(kept()[0]).write_bytes(origin_record(origin._replace(fetched=moment)))
        site.put("/a", PAGE.replace("<p>1.", f"<p>Visit {visit}."))
        reader("text", url)
    days = sorted(path.name.split(".")[1][:10] for path in (kept()[0].parent / ".older").iterdir())
    assert days == [f"2026-01-{day:02}" for day in range(5, 13)]


def test_a_copy_without_notes_is_replaced(reader, site, kept):
    url = site.put("/a", PAGE)
    reader("text", url)
    site.put("/a", PAGE.replace("<p>1.", "<p>One."))
    reader("text", url)
    assert b"<p>One." in kept()[0].read_bytes()


def test_what_changes_besides_the_text_changes_nothing(reader, site, kept):
    url = site.put("/a", PAGE)
    reader("text", url)
    written = kept()[0].stat().st_mtime_ns
    site.put("/a", PAGE.replace("All rights", f"Page made at {written}. All rights"))
    reader("text", url)
    assert kept()[0].stat().st_mtime_ns == written


def test_another_page_in_the_place_of_an_annotated_one_does_not_replace_it(reader, site, kept):
    url = site.put("/a", PAGE)
    reader("annotate", url, "--quote", "3. The river rose")
    site.put("/a", OTHER)
    said = reader("text", url)
    assert "The river rose" in said.out
    assert "another one now (“Just a moment”)" in said.err
    assert kept()[0].read_bytes() == PAGE.encode()


@pytest.mark.parametrize("words", ["Back soon. Please come again later today.", "…", "Paused."])
def test_a_few_words_in_the_place_of_an_annotated_page_do_not_replace_it(reader, site, kept, words):
    url = site.put("/a", PAGE)
    reader("annotate", url, "--quote", "3. The river rose")
    site.put("/a", f"<title>Maintenance</title><h1>We are down</h1><p>{words}</p>")
    said = reader("text", url)
    assert "The river rose" in said.out
    assert "another one now (“Maintenance”); this is the copy of 20" in said.err
    assert kept()[0].read_bytes() == PAGE.encode()


def test_a_page_of_a_few_words_that_grew_is_read_as_it_is_now(reader, site):
    url = site.put("/a", "<title>Boats</title><p>The boats are full tonight.</p>")
    reader("annotate", url, "--quote", "boats are full")
    site.put("/a", f"<title>Boats</title><p>The boats are full tonight.</p>{STORY}")
    assert "The river rose" in reader("text", url).out


# --- with the rest --------------------------------------------------------------------------------


def test_a_page_is_put_on_the_shelf_by_its_address(reader, site):
    assert reader("add", site.put("/a", PAGE)).code == 0
    (listed,) = reader("documents", "--json").documents
    assert listed["title"] == "High water"
    assert "/documents/web/high-water" in listed["path"]


def test_a_backup_holds_the_page_and_where_it_came_from(reader, site, kept, tmp_path):
    url = site.put(
        "/a", PAGE.replace("quay", "Größe").encode("cp1252"), "text/html; charset=cp1252"
    )
    reader("annotate", url, "--quote", "1. The river rose")
    site.put("/a", PAGE)
    reader("text", url)
    (path,) = kept()
    assert reader("backup", str(tmp_path / "b.zip"), "--with-documents").code == 0
    origin = origin_path(path).read_bytes()
    for one in (path, origin_path(path)):
        one.unlink()
    assert reader("restore", str(tmp_path / "b.zip")).code == 0
    assert origin_path(path).read_bytes() == origin
    assert list((path.parent / ".older").iterdir())


def test_a_page_is_known_again_by_its_address_when_its_file_was_renamed(reader, site, kept):
    url = site.put("/a", PAGE)
    reader("annotate", url, "--quote", "1. The river rose")
    kept()[0].rename(kept()[0].with_name("mine.html"))
    assert "1. The river rose" in reader("annotations", str(kept()[0])).out


@pytest.mark.parametrize("word", ["http://", "https://[", "http://a b/c"])
def test_a_word_that_is_no_address_after_all_is_told(reader, word):
    said = reader("text", word)
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert "no address of the web" in said.err


def test_damaged_words_on_where_a_page_came_from_are_passed_over(reader, site, kept):
    reader("text", site.put("/a", PAGE))
    for data in (b"{", b"[]", b'{"url": 5}', b"\xff\xfe", b'{"url": ""}'):
        origin_path(kept()[0]).write_bytes(data)
        assert "The river rose" in reader("text", str(kept()[0])).out


def test_an_export_says_the_address(reader, site):
    url = site.put("/a", PAGE)
    reader("annotate", url, "--quote", "1. The river rose")
    assert f'source: "{url}"' in reader("export", url).out


# --- whole pages ----------------------------------------------------------------------------------


def test_how_a_page_was_read_last_is_remembered(reader, write):
    path = str(write(PAGE, "a.html"))
    assert reader("annotate", path, "--whole", "--quote", "All rights reserved").code == 0
    (note,) = json.loads(reader("annotations", "--json", path).out)["annotations"]
    assert not note["orphan"]
    assert "Home" in reader("text", path).out
    assert "Home" not in reader("text", "--article", path).out


# --- standard input -------------------------------------------------------------------------------


@pytest.fixture
def pipe(monkeypatch, reader, tmp_path):
    """Runs `reader` with something piped in."""

    def run(data: bytes, *words: str):
        path = tmp_path / "piped"
        path.write_bytes(data)
        with path.open() as stream:
            monkeypatch.setattr("sys.stdin", stream)
            return reader(*words)

    return run


def files(library) -> list[Path]:
    return [path for path in library.documents.rglob("*") if path.is_file()]


def test_what_is_piped_in_and_not_annotated_is_written_nowhere(pipe, library):
    assert pipe(b"Some words.\n", "text", "-").code == 0
    assert pipe(b"Some words.\n", "annotations", "-").code == 0
    assert files(library) == []


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"Some words that came.\n", "some-words-that-came-*.txt"),
        (b"# The title\n\nWords that came.\n\n## Part\n\nMore.\n", "the-title-*.md"),
        (PAGE.encode(), "high-water-*.html"),
        (b"N\bNA\bAM\bME\bE\n       words that came\n", "name-*.txt"),
    ],
    ids=["plain", "markdown", "html", "man"],
)
def test_what_is_piped_in_is_kept_when_it_is_annotated(pipe, reader, library, data, name):
    quote = "river rose" if b"river" in data else "hat came"
    said = pipe(data, "annotate", "-", "--quote", quote, "--occurrence", "1")
    assert said.code == 0
    (path,) = files(library)
    assert path.match(name)
    assert path.read_bytes() == data
    assert str(path) in said.err
    (note,) = json.loads(reader("annotations", "--json", str(path)).out)["annotations"]
    assert (note["quote"], note["orphan"]) == (quote, False)


def test_the_same_text_piped_in_again_is_that_document(pipe, reader, library):
    pipe(b"Some words that came.\n", "annotate", "-", "--quote", "words", "--note", "One.")
    pipe(b"Some words that came.\n", "annotate", "-", "--quote", "came", "--note", "Two.")
    said = pipe(b"Some words that came.\n", "annotations", "--json", "-")
    assert [note["note"] for note in json.loads(said.out)["annotations"]] == ["One.", "Two."]
    assert len(files(library)) == 1
    assert len(reader("documents", "--json").documents) == 1
