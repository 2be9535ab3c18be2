import pytest

from tests.pages import rows
from tests.practice import ready_practice
from wagtail_therapy.practice import readiness
from wagtail_therapy.practice.readiness_rules.telephone_links import wrong_links


@pytest.mark.parametrize(
    ("href", "is_wrong"),
    [
        ("tel:+442079460000", False),
        ("tel:02079460000", False),
        ("tel:116123", False),
        ("sms:85258?body=SHOUT", False),
        ("https://a.example/", False),
        ("tel:+44(0)2079460000", True),
        ("tel:after6pm", True),
        ("tel:", True),
    ],
)
def test_link_dials_what_it_says(href, is_wrong):
    assert bool(wrong_links(f'<p>Call <a href="{href}">us</a>.</p>', "GB")) == is_wrong


def test_page_with_a_wrong_number_is_found(site):
    ready_practice.practice(site)
    text = '<p><a href="tel:+44(0)2079460000">020 7946 0000</a></p>'
    body = [{"type": "paragraph", "value": text}]
    page = rows.post(rows.blog(site), rows.writer(), body=body, excerpt="a")
    [finding] = [one for one in readiness.examine(site) if one.code == "telephone_link"]

    assert finding.url == f"/admin/pages/{page.pk}/edit/"
    assert "links to tel:+44(0)2079460000, which" in finding.message
