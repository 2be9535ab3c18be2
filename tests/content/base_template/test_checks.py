"""What ``manage.py check`` says of the base templates of hosts."""

import pytest
from django.core.management import call_command

from tests.content.base_templates import BAKERY, DESCRIPTION, HEAD, MAIN, WHOLE, found
from tests.docs.samples import samples
from wagtail_therapy.content.base_template.checks import check_base_template


def test_base_template_is_content_with_the_hosts():
    assert found() == []


def test_base_template_is_content_with_one_that_has_all_blocks(host):
    host({"base.html": WHOLE})

    assert found() == []


def test_base_template_finds_a_missing_one(host):
    host({}, BASE_TEMPLATE="nowhere.html")

    assert found() == [("E002", "There is no template 'nowhere.html' for our pages to extend.")]


def test_base_template_finds_one_that_extends_a_missing_one(host):
    host({"base.html": "{% extends 'nowhere.html' %}"})

    assert found() == [("E002", "There is no template 'nowhere.html' for our pages to extend.")]


def test_base_template_of_another_language_is_none_for_ours(settings, tmp_path):
    (tmp_path / "base.html").write_text(WHOLE)
    # In place of Jinja2, which need not be installed.
    other = {"BACKEND": "django.template.backends.dummy.TemplateStrings", "DIRS": [tmp_path]}
    settings.TEMPLATES = [*settings.TEMPLATES, other | {"APP_DIRS": False, "OPTIONS": {}}]
    settings.WAGTAIL_THERAPY = {}

    [message] = check_base_template(None)

    assert message.id == "wagtail_therapy_content.E002"
    assert "ours can't extend a Jinja2 template" in message.hint


def test_base_template_is_read_through_the_hosts_own_form_of_ours(host):
    ours = (
        "{% extends 'theirs.html' %}{% block head %}{% block title %}{% endblock %}"
        "{% block therapy_head %}{% endblock %}{% endblock %}"
        "{% block main %}{% block therapy_main %}{% endblock %}{% endblock %}"
    )
    theirs = f"{DESCRIPTION}{{% block head %}}{{% endblock %}}{{% block main %}}{{% endblock %}}"
    templates = {"base.html": WHOLE, "theirs.html": theirs, "wagtail_therapy/base.html": ours}
    host(templates)

    assert found() == []


def test_mapping_of_the_documentation_is_all_that_a_host_needs(host):
    texts = [one.text for one in samples()]
    [mapping] = [text for text in texts if "block page_head" in text and "extends" in text]
    theirs = f"{DESCRIPTION}{{% block page_head %}}{{% endblock %}}<b>{{% block page_body %}}</b>"
    theirs += "{% endblock %}"
    templates = {"layouts/site.html": theirs, "therapy_site.html": mapping}
    host(templates, BASE_TEMPLATE="therapy_site.html")

    assert found() == []


def test_mapping_of_the_hint_is_all_that_a_host_needs(host):
    theirs = f"<head>{DESCRIPTION}{{% block their_head %}}{{% endblock %}}</head>"
    theirs += "{% block their_main %}{% endblock %}"
    host({"theirs.html": theirs}, BASE_TEMPLATE="theirs.html")
    [message] = check_base_template(None)
    mapping = message.hint.partition("BASE_TEMPLATE:\n")[2]
    assert mapping == (
        '{% extends "theirs.html" %}\n'
        "{% block their_head %}{{ block.super }}<title>{% block title %}{% endblock %}</title>"
        "{% block extra_css %}{% endblock %}{% endblock %}\n"
        "{% block their_main %}{% block content %}{% endblock %}{% endblock %}"
    )

    host({"mapping.html": mapping}, BASE_TEMPLATE="mapping.html")

    assert found() == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{% nonsense %}", "Invalid block tag"),
        ("{% extends layout %}", "Invalid template name in 'extends' tag"),
        ("{% load nowhere %}", "'nowhere' is not a registered tag library"),
    ],
)
def test_base_template_that_cannot_be_read_is_a_warning(host, text, problem):
    host({"base.html": text})

    [(code, message)] = found()

    assert code == "W002"
    # Django 6.1 puts the file between the two.
    assert ("TemplateSyntaxError: " in message, problem in message) == (True, True)


def test_base_template_finds_head_tags_that_the_host_writes_too(host):
    tags = (
        '<meta name="description" content="{{ page.search_description|default:site }}">'
        '<link rel="canonical" href="{{ url }}"><meta property="og:title" content="{{ title }}">'
        '{% include "twitter.html" %}<link rel="alternate" hreflang="de" href="/de/">'
    )
    twitter = '<meta name="twitter:card" content="summary">'
    host({"base.html": tags + WHOLE, "twitter.html": twitter})
    names = ["description", "canonical", "alternates", "open_graph", "twitter"]

    [message] = check_base_template(None)

    assert message.id == "wagtail_therapy_content.W003"
    assert message.msg == (
        f"Our pages have these tags twice in their head: {', '.join(names)}. "
        "'base.html' also writes them."
    )
    settings = [*names, "search_description"]
    assert message.hint == (
        f"WAGTAIL_THERAPY['BASE_TEMPLATE_HEAD_TAGS'] = {settings} leaves ours out."
    )
    host({}, BASE_TEMPLATE_HEAD_TAGS=settings)
    assert found() == []


def test_base_template_finds_no_double_where_the_host_has_emptied_our_block(host):
    ours = (
        "{% extends 'wagtail_therapy/base.html' %}{% block therapy_meta_canonical %}{% endblock %}"
    )
    canonical = '<link rel="canonical" href="{{ url }}">'
    host({"base.html": canonical + WHOLE, "wagtail_therapy/base.html": ours})

    assert found() == []


def test_base_template_finds_a_description_that_neither_writes(host):
    host({"base.html": f"{HEAD}{MAIN}"})

    [message] = check_base_template(None)

    assert message.id == "wagtail_therapy_content.W004"
    host({}, BASE_TEMPLATE_HEAD_TAGS=[])
    assert found() == []


def test_base_template_is_read_without_a_database(host):
    # Tests without the fixture for it may not use the database.
    host({"base.html": "{% load wagtailuserbar %}{% wagtailuserbar %}" + WHOLE})

    assert found() == []


def test_check_says_what_is_lost(host, capsys, db):
    host({"base.html": BAKERY, "header.html": ""})

    call_command("check")

    assert "(wagtail_therapy_content.W001) Our pages lack" in capsys.readouterr().err
