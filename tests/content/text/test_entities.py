import html

import pytest

from wagtail_therapy.content.text.entities import unescape


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a & b",
        "&amp;lt; &lt;&gt;&quot;&nbsp;&#39;&#x27;",
        "&amp;amp;#39;",
        "&copy; &lt",
        "&#x26;lt;",
        "&ltx;",
        "&amp",
    ],
)
def test_text_is_that_of_python(text):
    assert unescape(text) == html.unescape(text)
