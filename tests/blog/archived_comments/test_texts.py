import pytest

from wagtail_therapy.blog.archived_comments.texts import plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Two\r\nlines\n\n\n\nand a paragraph", "Two\nlines\n\nand a paragraph"),
        ("<p>One</p><p>Two<br>three</p>", "One\n\nTwo\nthree"),
        ("<ul><li>One<li>Two</ul>", "• One\n• Two"),
        ("<strong>Very</strong>   <em>much</em>&nbsp;so", "Very much so"),
        ("Fish &amp; chips, &amp;lt;b&amp;gt;", "Fish & chips, &lt;b&gt;"),
        ("&lt;script&gt;", "<script>"),
        ("1 < 2 <3", "1 < 2 <3"),
        ("a<script>alert(1)</script><style>p{}</style>b", "ab"),
        ("<svg><title>x</svg>shown", "shown"),
        ("\x00a\x08b", "ab"),
        ("<p> </p>", ""),
        ("", ""),
    ],
)
def test_html_becomes_text(html, text):
    assert plain_text(html) == text


@pytest.mark.parametrize(
    ("link", "text"),
    [
        ('<a href="https://a.example/x">a book</a>', "a book (https://a.example/x)"),
        ('<a href="https://a.example/x/">https://a.example/x</a>', "https://a.example/x"),
        ('<a href="http://www.a.example">a.example</a>', "a.example"),
        ('<a href="https://a.example"></a>', "https://a.example"),
        ('<a href="javascript:alert(1)">a book</a>', "a book"),
        ("<a>a book</a>", "a book"),
    ],
)
def test_link_becomes_its_text_and_address(link, text):
    assert plain_text(f"See {link}") == f"See {text}"
