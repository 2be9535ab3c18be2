from django.template.loader import render_to_string
from django.test import RequestFactory

from tests.content.rendering import squeezed
from wagtail_therapy.content.context import base_context


def page(**fields):
    return {"title": "Notes"} | fields


def test_base_template_stands_in_the_hosts(settings, site):
    settings.WAGTAIL_THERAPY = {"BASE_TEMPLATE": "testapp/base.html"}
    context = base_context() | {"page": page()}

    html = render_to_string("wagtail_therapy/base.html", context, RequestFactory().get("/"))

    assert squeezed(html) == (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>Notes– Foreign host</title>".replace("Notes–", "Notes –")
        + '<link rel="stylesheet" href="/static/wagtail_therapy/therapy.css"></head>'
        '<body class="foreign-host"><header><a href="/">Foreign host</a></header>'
        '<main><div class="therapy"></div></main></body></html>'
    )


def meta(description, **fields):
    context = {"description": description, "page": page(**fields)}
    return squeezed(render_to_string("wagtail_therapy/content/meta.html", context))


def test_meta_describes_the_page():
    assert meta('Fish & "chips"') == (
        '<meta name="description" content="Fish &amp; &quot;chips&quot;">'
    )


def test_meta_leaves_the_written_description_to_the_hosts_template():
    assert meta("First words", search_description="Written") == ""


def test_meta_is_nothing_without_a_description():
    assert meta("") == ""


def pagination(**listed):
    context = {"listed": {"has_other_pages": True, "paginator": {"num_pages": 3}} | listed}
    return squeezed(render_to_string("wagtail_therapy/content/pagination.html", context))


def test_pagination_leads_to_newer_and_older():
    html = pagination(
        number=2,
        has_previous=True,
        has_next=True,
        previous_page_number=1,
        next_page_number=3,
    )

    assert html == (
        '<nav class="therapy-pagination" aria-label="Pages"><a rel="prev" href="?page=1">Newer</a>'
        '<span>Page 2 of 3</span><a rel="next" href="?page=3">Older</a></nav>'
    )


def test_pagination_of_a_single_page_is_nothing():
    assert pagination(has_other_pages=False) == ""
