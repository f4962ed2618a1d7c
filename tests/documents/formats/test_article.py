"""The article of a page of HTML: what belongs to it, what is left out, and what comes whole."""

import pytest

from reader.documents.formats.html import LEFT_OUT, absolute, base_of, parse

SENTENCE = "The river rose in the night, over the quay and the first street, and nobody slept. "
STORY = "".join(f"<p>{number}. {SENTENCE * 3}</p>" for number in range(1, 7))
MENU = (
    "<nav><ul>" + "".join(f"<li><a href='/{n}'>Menu {n}</a></li>" for n in range(9)) + "</ul></nav>"
)
AROUND = """
<div class="cookie-banner"><p>We and our partners store cookies on your device, for your good.</p>
<button>Accept all</button></div>
<aside class="sidebar"><h2>Most read</h2><ul><li><a href="/x">Ten cats</a></li></ul></aside>
"""
BEHIND = """
<div class="share-buttons"><a href="/f">Share this</a> <a href="/t">Post this</a></div>
<section class="related"><h2>Related</h2><p><a href="/y">Another river</a></p></section>
<div id="comments"><p>First! I have something to say about this, and about you, too.</p></div>
<footer><p>© The Daily. All rights reserved, and some that are not.</p></footer>
"""


def page(body: str, head: str = "<title>High water - The Daily</title>") -> str:
    return f"<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>"


NEWS = page(f"{MENU}{AROUND}<article><h1>High water</h1>{STORY}</article>{BEHIND}")


def article(source: str):
    return parse(source, whole=False)


def texts(document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


# --- what belongs to it ---------------------------------------------------------------------------


def test_the_article_is_its_title_and_its_paragraphs():
    document = article(NEWS)
    assert texts(document)[0] == "High water"
    assert len(texts(document)) == 7
    assert all(text.endswith("nobody slept.") for text in texts(document)[1:])


def test_it_is_said_that_something_was_left_out():
    assert article(NEWS).notices == (LEFT_OUT,)
    assert parse(NEWS, whole=True).notices == ()


def test_everything_is_there_when_it_is_wanted_whole():
    text = parse(NEWS, whole=True).text
    assert all(words in text for words in ("Menu 3", "cookies", "Most read", "Related", "First!"))


@pytest.mark.parametrize(
    "inside",
    [
        "<h2>The morning after</h2>",
        "<blockquote><p>“We had never seen anything like it,” she said.</p></blockquote>",
        "<ul><li>boats, of wood</li><li>bread and wine, for a week</li></ul>",
        "<pre><code>water = level(now)</code></pre>",
        "<table><tr><th>Day</th><th>Level</th></tr><tr><td>1</td><td>2</td></tr></table>",
        "<figure><img src=a.jpg alt='The quay'><figcaption>The quay at noon</figcaption></figure>",
    ],
    ids=["heading", "quotation", "list", "code", "table", "figure"],
)
def test_what_is_written_in_the_article_stays(inside):
    source = NEWS.replace(STORY, STORY + inside + STORY)
    assert inside.rpartition("</")[0].rpartition(">")[2] in article(source).text


def test_it_is_found_without_any_element_that_says_so():
    rows = f"<table><tr><td>{MENU}</td><td>{STORY}</td></tr></table><form><input></form>"
    assert texts(article(page(f"<h1>High water</h1>{rows}{BEHIND}")))[0] == "High water"
    assert "Menu" not in article(page(f"<h1>High water</h1>{rows}{BEHIND}")).text


def test_text_that_is_divided_by_line_breaks_only_is_found():
    broken = "<br><br>".join([SENTENCE * 3] * 6)
    found = article(page(f"{MENU}{AROUND}<div>{broken}</div>{BEHIND}")).text
    assert found.count(SENTENCE.strip()) == 18
    assert "Menu" not in found


def test_sections_beside_one_another_are_all_of_it():
    parts = "".join(f"<section><h2>Part {n}</h2>{STORY}</section>" for n in range(1, 5))
    document = article(page(f"{MENU}<main>{parts}</main>{BEHIND}"))
    assert [section.title for section in document.outline][-4:] == [
        f"Part {n}" for n in range(1, 5)
    ]


@pytest.mark.parametrize(
    "inside",
    [
        '<div class="ad-slot"><p>Advertisement</p></div>',
        '<div data-component="links-block"><p>More of <a href="/x">rivers</a></p></div>',
        "<ul>" + "<li><a href='/x'><h3>Another river, another night</h3></a></li>" * 4 + "</ul>",
        '<div class="sharedaddy"><a href="/f">Post it</a></div>',
        '<span class="mw-editsection">[<a href="/e">edit</a>]</span>',
    ],
    ids=["advert", "links", "teasers", "sharing", "edit"],
)
def test_what_stands_in_the_article_and_is_none_of_it_is_left_out(inside):
    source = NEWS.replace(STORY, STORY + inside + STORY)
    assert article(source).text == article(NEWS.replace(STORY, STORY + STORY)).text


def test_footnotes_are_of_the_text_though_they_stand_aside():
    note = '<aside role="doc-footnote" class="footnote">As the chronicle has it.</aside>'
    assert "As the chronicle has it." in article(NEWS.replace(STORY, STORY + note)).text


def test_what_the_page_hides_is_not_shown():
    hidden = f'<div style="display: none">{STORY.replace("river", "secret")}</div>'
    assert "secret" not in article(NEWS.replace("<article>", f"{hidden}<article>")).text


def test_links_within_the_article_still_lead_there():
    source = NEWS.replace(STORY, f'<p><a href="#end">To the end</a></p>{STORY}<p id="end">End.</p>')
    document = article(source)
    assert document.text[document.anchors["end"] :].startswith("End.")


# --- who wrote it, and when -----------------------------------------------------------------------


def test_title_author_and_date_are_what_the_data_for_machines_says():
    data = (
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "x"},'
        '{"@type": "NewsArticle", "headline": "High water &amp; low",'
        ' "datePublished": "2024-05-01T10:00:00Z",'
        ' "author": [{"name": "Ann Lee"}, {"name": "By Bo Ek"}]}]}</script>'
    )
    named = NEWS.replace(">High water<", ">High water &amp; low<").replace(
        "- The", "&amp; low - The"
    )
    document = article(named.replace("</head>", f"{data}</head>"))
    metadata = document.metadata
    assert metadata.title == "High water & low"
    assert (metadata.authors, metadata.date) == (("Ann Lee", "Bo Ek"), "2024-05-01T10:00:00Z")
    assert [block.role for block in document.blocks[1:3]] == ["byline", "date"]
    assert texts(document)[1:3] == ["Ann Lee, Bo Ek", "2024-05-01"]


def test_title_author_and_date_are_what_the_head_says():
    head = (
        "<title>The Daily: High water</title><meta property=og:title content='High water'>"
        "<meta name=author content='Ann Lee'>"
        "<meta property=article:published_time content='2024-05-01T10:00:00Z'>"
    )
    metadata = article(page(f"{MENU}{STORY}", head)).metadata
    assert (metadata.title, metadata.authors) == ("High water", ("Ann Lee",))
    assert metadata.date == "2024-05-01T10:00:00Z"


def test_author_and_date_are_found_on_the_page():
    signed = '<p class="byline">By Ann Lee - May 1, 2024</p><time datetime="2024-05-01">May</time>'
    metadata = article(NEWS.replace("</h1>", f"</h1>{signed}")).metadata
    assert (metadata.authors, metadata.date) == (("Ann Lee",), "2024-05-01")


def test_what_the_article_says_itself_is_not_said_twice():
    source = NEWS.replace("</h1>", '</h1><p class="byline">By Ann Lee</p>')
    assert article(source).text.count("Ann Lee") == 1


def test_the_name_of_the_site_is_no_part_of_the_title():
    assert article(NEWS).metadata.title == "High water"
    assert article(NEWS.replace(" - The Daily", " and low")).metadata.title == "High water and low"


@pytest.mark.parametrize("data", ["{", "[[[[", '{"@type": 5}', '{"author": {"name": {}}}', "null"])
def test_broken_data_for_machines_is_passed_over(data):
    script = f'<script type="application/ld+json">{data}</script>'
    assert article(NEWS.replace("</head>", f"{script}</head>")).metadata.title == "High water"


# --- what comes whole -----------------------------------------------------------------------------


def test_a_book_in_html_comes_whole():
    chapters = "".join(f"<h2>Chapter {n}</h2>{STORY}<hr>" for n in range(1, 9))
    contents = "".join(f"<li><a href='#c{n}'>Chapter {n}</a></li>" for n in range(1, 9))
    book = page(f"<h1>The River</h1><ul>{contents}</ul>{chapters}")
    assert article(book).text == parse(book).text


@pytest.mark.parametrize("around", ["", ' class="chapter"'])
def test_no_chapter_of_a_book_with_menus_is_lost(around):
    lengths = [1, 40, 2, 30, 1, 25, 3]
    chapters = "".join(
        f"<div{around}><h2>Chapter {n}</h2>{f'<p>{SENTENCE * 4}</p>' * length}</div>"
        for n, length in enumerate(lengths, 1)
    )
    book = article(page(f"{MENU}{chapters}<footer>Made by hand.</footer>"))
    assert book.text.count(SENTENCE.strip()) == 4 * sum(lengths)


def test_a_page_of_links_comes_whole():
    links = "".join(f"<li><a href='/{n}'>The story of number {n}</a></li>" for n in range(60))
    index = page(f"{MENU}<h1>All stories</h1><ul>{links}</ul><footer>Impressum</footer>")
    assert article(index).text == parse(index).text
    assert not article(index).notices


def test_a_page_of_several_stories_comes_whole():
    teasers = "".join(
        f"<div class=teaser><h2><a href='/{n}'>Story {n}</a></h2><p>{SENTENCE * 2}</p></div>"
        for n in range(12)
    )
    columns = f"<div><div>{teasers}</div><div>{teasers}</div><div>{teasers}</div></div>"
    front = page(f"{MENU}{columns}")
    assert article(front).text.count(SENTENCE.strip()) == 72


def test_a_reference_made_from_code_comes_whole():
    listed = "".join(
        f"<section><h4><a href='#f{n}'>fn f{n}()</a></h4></section>" for n in range(30)
    )
    made = page(f"{MENU}<main>{STORY}{listed}</main>", '<meta name="generator" content="rustdoc">')
    assert article(made).text == parse(made).text


def test_a_short_page_comes_whole():
    short = page(f"{MENU}<p>Moved.</p>{BEHIND}")
    assert article(short).text == parse(short).text


def test_where_much_is_elsewhere_nothing_is_left_out():
    column = "".join(f"<td><p>{letter} {SENTENCE * 8}</p></td>" for letter in "abc")
    source = page(f"{MENU}<table><tr>{column}</tr></table>")
    assert all(f"{letter} The river" in article(source).text for letter in "abc")


# --- what pages can do to us ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        "<nav>" + "<div>" * 30_000 + "words",
        "<nav></nav>" + "<p>a" * 30_000,
        "<nav></nav>" + "</div>" * 100_000 + STORY,
        "<nav></nav><table>" + "<tr><td>x" * 20_000,
        "<script type='application/ld+json'>" + "[" * 100_000 + "</script>" + STORY,
        "<article>" + "<b><i>" * 20_000 + STORY,
    ],
    ids=["nested", "paragraphs", "ends", "table", "json", "marks"],
)
def test_a_page_made_to_take_long_is_read(source):
    assert article(source) is not None


def test_nothing_that_a_terminal_would_obey_comes_from_what_a_page_says_of_itself():
    evil = "a&#27;[2Jb&#x9b;c&#x202e;"
    source = page(
        f"{MENU}<article><h1>{evil}</h1><p class=byline>By {evil}</p>"
        f"<time datetime='{evil}'></time>{STORY}</article>",
        f"<title>{evil} - x</title><link rel=canonical href='http://e.org/{evil}'>"
        '<script type="application/ld+json">{"@type": "Article", "headline": "\\u001b[2J",'
        ' "author": "\\u001b]0;x\\u0007", "inLanguage": "\\u001b"}</script>',
    )
    document = article(source)
    metadata = document.metadata
    told = (metadata.title, *metadata.authors, metadata.date, metadata.language)
    assert "By" in document.text
    for words in (*texts(document), *told, *metadata.identifiers):
        assert words.replace("\n", "").isprintable(), repr(words)


def test_links_are_read_by_the_address_of_the_page():
    address = "https://e.org/a/b.html"
    assert absolute("c.html#d", address, address) == "https://e.org/a/c.html#d"
    assert absolute("b.html#d", address, address) == "#d"
    assert absolute("#d", address, address) == "#d"
    assert absolute("http://[", address, address) == ""
    assert base_of('<base href="/x/">', address) == "https://e.org/x/"
    assert absolute("y", base_of("<BASE HREF=../z/>", address), address) == "https://e.org/z/y"


def test_an_article_for_who_runs_no_programs_is_the_article():
    source = page(f"{MENU}<div id=root></div><noscript><h1>High water</h1>{STORY}</noscript>")
    found = texts(article(source))
    assert found[0] == "High water" and found[1].startswith("1. The river") and len(found) == 7


def test_what_heads_an_article_heads_the_whole_page_where_its_title_stands():
    said = "<meta name=author content='Ann Bee'><meta name=date content=2021>"
    source = page(f"{MENU}<main><h1>High water</h1>{STORY}</main>", f"<title>-</title>{said}")
    heads = ["High water", "Ann Bee", "2021"]
    assert texts(article(source))[:3] == heads
    whole = texts(parse(source, whole=True))
    at = whole.index("High water")
    assert "Menu 8" in whole[at - 1]
    assert whole[at : at + 3] == heads
