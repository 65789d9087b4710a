"""Whatever a server sends as HTML becomes plain text with spans in bounds, and is never loaded or run."""

import html as entities
import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from buddy_console.domain.posts import Span
from buddy_console.feeds.html_text import read_html
from buddy_console.feeds.safe_text import bounded, plain_line, strip_controls

HREF = 'href="https://a.test/x"'

TAGS = ["<p>", "</p>", "<br>", "<br/>", "<pre>", "<li>", "</a>", "</span>", "<script>", "</script>", "<style>"]
SCRAPS = ["<!--", "-->", "<![CDATA[", "&", "&amp;", "&#x202e;", "&#0;", "<", ">", '"', "'", "</", "<a"]
PIECES = st.text(max_size=20) | st.sampled_from(
    [
        *TAGS,
        *SCRAPS,
        "<a ",
        f"<a {HREF}>",
        "<a class='mention hashtag' href='http://b.test'>",
        "<a href=javascript:alert(1)>",
        '<span class="invisible">',
        '<span class="ellipsis">',
        "\u202e",
        "\u2066",
        "\u2069",
        "\x00",
        "\ud800",
        "\r\n",
        " ",
    ]
)
HTML = st.lists(PIECES, max_size=60).map("".join)


def at(text: str, spans: tuple[Span, ...]) -> list[tuple[str, str, str]]:
    return [(text[one.start : one.end], one.kind, one.target) for one in spans]


@given(HTML)
@example("<a " + HREF + ">" + "x" * 10_050 + "</a>")
@example("x" * 9_995 + "<a " + HREF + ">y &#x202e; yyyyyyyyy</a>")
def test_any_html_gives_valid_spans(html: str) -> None:
    text, spans = read_html(html)
    assert len(text) <= 10_000
    end = 0
    for span in spans:
        assert end <= span.start < span.end <= len(text)
        assert span.target.startswith(("http://", "https://", "HTTP"))
        end = span.end
    assert not any(unicodedata.category(c) in ("Cc", "Cs") and c != "\n" for c in text)


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), max_size=200))
def test_escaped_text_comes_back(text: str) -> None:
    assert read_html(f"<p>{entities.escape(text)}</p>")[0] == re.sub(" +", " ", text).strip(" ")


def test_a_post_as_mastodon_writes_it() -> None:
    text, spans = read_html(
        '<p>Hello <a href="https://m.test/tags/buddy2026" class="mention hashtag">#<span>Buddy2026</span></a>'
        ' &amp; &lt;b&gt; <span class="h-card"><a href="https://m.test/@bob" class="mention">@<span>bob</span>'
        '</a></span></p><p>See <a href="https://example.org/very/long/path"><span class="invisible">https://</span>'
        '<span class="ellipsis">example.org/very</span><span class="invisible">/long/path</span></a><br>bye</p>'
    )
    assert text == "Hello #Buddy2026 & <b> @bob\n\nSee example.org/very…\nbye"
    assert at(text, spans) == [
        ("#Buddy2026", "hashtag", "https://m.test/tags/buddy2026"),
        ("@bob", "mention", "https://m.test/@bob"),
        ("example.org/very…", "link", "https://example.org/very/long/path"),
    ]


def test_a_bare_ampersand_and_bracket_are_text() -> None:
    assert read_html("<p>a & b > c < d &lt;script>alert(1)&lt;/script></p>")[0] == (
        "a & b > c < d <script>alert(1)</script>"
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>load('x')</script>",
        "<style>p{background:url(file:///etc/passwd)}</style>",
        '<img src="https://spy.test/pixel.png">',
        '<img src="file:///etc/passwd">',
        "<script>never closed",
        "<SCRIPT>load()</sCript>",
        '<iframe src="https://spy.test">inside</iframe>',
        '<svg onload="alert(1)"></svg>',
        "<object data='file:///x'>inside</object>",
    ],
)
def test_nothing_of_it_is_left(hostile: str) -> None:
    text, spans = read_html(f"<p>before</p>{hostile}")
    assert (text, spans) == ("before", ())


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//x.test", "/x", "ftp://x", " vbscript:x"],
)
def test_only_web_addresses_are_links(href: str) -> None:
    assert read_html(f'<a href="{href}">click</a>') == ("click", ())


def test_lists_quotes_and_code() -> None:
    text, _ = read_html(
        "<p>Try</p><ul><li>one</li><li>two</li></ul><blockquote>said</blockquote><pre>a  b\n c</pre>"
    )
    assert text == "Try\n\n• one\n• two\n\nsaid\n\na  b\n c"


def test_a_long_text_is_cut_with_an_ellipsis() -> None:
    text, spans = read_html("x" * 9_990 + f"<a {HREF}>{'y' * 50}</a>")
    assert (len(text), text[-2:]) == (10_000, "y…")
    assert [(one.start, one.end) for one in spans] == [(9_990, 9_999)]


@pytest.mark.parametrize(
    "piece", ["<", "<a", "</", "<!--", '<a b="', "&", "<span>", "<a ", "&#1", " ", "<![CDATA["]
)
def test_broken_markup_takes_no_longer_than_honest(piece: str) -> None:
    """Linear, shown by counting: a long text is read whole, whatever it is made of."""
    assert len(read_html(piece * (200_000 // len(piece)))[0]) <= 10_000


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("\u202eabc", "\u202eabc\u202c"),
        ("\u2067a\u202bb", "\u2067a\u202bb\u202c\u2069"),
        ("\u2066a\u2069", "\u2066a\u2069"),
        ("\u2066\u202ea\u2069", "\u2066\u202ea\u2069"),
        ("\u2069\u202cplain", "\u2069\u202cplain"),
    ],
)
def test_open_embeddings_are_closed(text: str, closed: str) -> None:
    assert bounded(text, 100) == closed


def test_too_many_embeddings_are_taken_out() -> None:
    assert bounded("\u202e" * 200 + "a", 1_000) == "\u200b" * 200 + "a"


def test_names_are_one_line_without_controls() -> None:
    assert plain_line("A\x00l\ni\u2028c\x1b[31me\t :blob:") == "Al i c[31me :blob:"
    assert len(plain_line("x" * 600)) == 500
    assert plain_line(None) == ""
    assert strip_controls("a\r\nb\rc\x85d") == "a\nb\nc\nd"
