from bs4 import BeautifulSoup

from wagtail_therapy.content.emails.inlining import inline_styles


def test_styles_are_in_the_elements_and_rules_for_screens_in_the_head():
    html = inline_styles(
        "<html><head><style>p { color: red; } @media (max-width: 9px) { p { color: blue; } }"
        "</style></head><body><!--[if mso]><b><![endif]--><p>One</p></body></html>"
    )
    page = BeautifulSoup(html, "html.parser")
    assert page.p["style"] == "color: red;"
    assert [one.get_text().strip() for one in page.select("style")] == [
        "@media (max-width: 9px) { p { color: blue; } }"
    ]
    assert "<!--[if mso]><b><![endif]-->" in html


def test_style_sheets_elsewhere_are_not_loaded():
    link = '<link rel="stylesheet" href="http://127.0.0.1:1/a.css">'
    assert "<p>One</p>" in inline_styles(f"<html><head>{link}</head><body><p>One</p></body></html>")
