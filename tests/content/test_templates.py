from dataclasses import replace

from django.template import Engine, RequestContext
from django.template.backends.django import get_installed_libraries
from django.template.loader import render_to_string
from django.test import RequestFactory

from tests.content.rendering import squeezed
from wagtail_therapy.content.base_template.context import base_context
from wagtail_therapy.content.metadata.meta_tags import MetaImage, PageMeta

STYLESHEET = '<link rel="stylesheet" href="/static/wagtail_therapy/therapy.css">'


def page(**fields):
    return {"title": "Notes"} | fields


def test_base_template_extends_that_of_the_host(settings, site):
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


def test_base_template_knows_the_settings_where_the_host_renders_it(settings, site):
    settings.WAGTAIL_THERAPY = {
        "BASE_TEMPLATE": "testapp/base.html",
        "BASE_TEMPLATE_HAS_NOTICES": True,
        "PALETTE": "harbour",
    }
    processors = [f"{base_context.__module__}.{base_context.__name__}"]
    tags = get_installed_libraries()
    engine = Engine(app_dirs=True, context_processors=processors, libraries=tags)
    not_found = engine.from_string('{% extends "wagtail_therapy/base.html" %}')
    request = RequestFactory().get("/")

    html = not_found.render(RequestContext(request, {"request": request}))
    assert '<body class="foreign-host">' in html
    assert squeezed(html[html.index("<main>") :]) == (
        '<main><div class="therapy" data-therapy-palette="harbour"></div></main></body></html>'
    )


def test_page_has_its_look_in_a_host_without_a_block_for_it(settings, tmp_path, site):
    (tmp_path / "bare.html").write_text("<body>{% block content %}{% endblock %}</body>")
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]
    settings.WAGTAIL_THERAPY = {"BASE_TEMPLATE": "bare.html"}
    request = RequestFactory().get("/")

    html = render_to_string("wagtail_therapy/base.html", base_context(), request)

    assert squeezed(html) == f'<body>{STYLESHEET}<div class="therapy"></div></body>'


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


META = PageMeta(title="Notes", canonical="http://testserver/notes/", description="Short.")


def in_base(**context):
    context = base_context() | {"page": page()} | context
    html = render_to_string("wagtail_therapy/base.html", context, RequestFactory().get("/"))
    return squeezed(html.partition("</title>")[2].partition("</head>")[0])


META_TAGS = (
    '<meta name="description" content="Short.">'
    '<link rel="canonical" href="http://testserver/notes/"><meta property="og:type" '
    'content="website"><meta property="og:title" content="Notes">'
    '<meta property="og:url" content="http://testserver/notes/">'
    '<meta property="og:description" content="Short.">'
)


def test_base_template_prints_what_a_view_without_a_page_says(site):
    assert in_base(meta=META) == STYLESHEET + META_TAGS


def test_base_template_prints_the_graph_of_a_view(site):
    html = in_base(json_ld=[{"@type": "Thing", "name": "A & B"}])

    assert html == (
        f'{STYLESHEET}<script type="application/ld+json">{{"@context": "https://schema.org", '
        '"@graph": [{"@type": "Thing", "name": "A \\u0026 B"}]}</script>'
    )


def test_host_leaves_out_what_its_own_template_prints(site, settings, tmp_path):
    (tmp_path / "wagtail_therapy").mkdir()
    (tmp_path / "wagtail_therapy/base.html").write_text(
        '{% extends "wagtail_therapy/base.html" %}{% block therapy_meta_canonical %}{% endblock %}'
    )
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]

    html = in_base(meta=META)

    assert html == STYLESHEET + META_TAGS.replace(
        '<link rel="canonical" href="http://testserver/notes/">', ""
    )


def test_open_graph_writes_numbers_as_machines_read_them(settings):
    settings.USE_THOUSAND_SEPARATOR = True
    image = MetaImage("http://testserver/a.jpg", 1200, 630)

    html = render_to_string(
        "wagtail_therapy/content/open_graph.html", {"meta": replace(META, image=image)}
    )

    assert 'og:image:width" content="1200"' in html
