"""What ``manage.py check`` says of the base templates of hosts."""

import pytest
from django.core.management import call_command

from wagtail_therapy.content.template_checks import check_base_template

HEAD = "<title>{% block title %}{% endblock %}</title>{% block extra_css %}{% endblock %}"
DESCRIPTION = '{% if page.search_description %}<meta name="description" content="…">{% endif %}'
MAIN = "<main>{% block content %}{% endblock %}</main>"
WHOLE = f"<head>{DESCRIPTION}{HEAD}</head>{MAIN}"
# As in wagtail/bakerydemo, whose head is all its own.
BAKERY = (
    "<head><title>{% block title %}{{ page.title }}{% endblock title %}</title>"
    '<meta name="description" content="{{ page.search_description }}">'
    "{% block head_extra %}{% endblock %}</head><body>{% include 'header.html' %}"
    "{% block messages %}{% endblock %}{% block content %}{% endblock content %}</body>"
)


@pytest.fixture
def host(settings, tmp_path):
    """Give a site these templates, from name to text, and settings of ours."""

    def host(templates, **ours):
        for name, text in templates.items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]
        settings.WAGTAIL_THERAPY = ours

    return host


def found():
    return [(one.id.rpartition(".")[2], one.msg) for one in check_base_template(None)]


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
    # Stands for Jinja2, which need not be installed.
    other = {"BACKEND": "django.template.backends.dummy.TemplateStrings", "DIRS": [tmp_path]}
    settings.TEMPLATES = [*settings.TEMPLATES, other | {"APP_DIRS": False, "OPTIONS": {}}]
    settings.WAGTAIL_THERAPY = {}

    [message] = check_base_template(None)

    assert message.id == "wagtail_therapy_content.E002"
    assert "one of Jinja2 cannot be extended from there" in message.hint


LOST = {
    "bakery": ({"base.html": BAKERY, "header.html": ""}, ["extra_css"]),
    "none": ({"base.html": "<main></main>"}, ["title", "extra_css", "content"]),
    "other names": (
        {"base.html": "{% block head %}{% endblock %}{% block main %}{% endblock %}"},
        ["title", "extra_css", "content"],
    ),
    "replaced around it": (
        {
            "root.html": f"{{% block head %}}{HEAD}{{% endblock %}}{MAIN}",
            "base.html": "{% extends 'root.html' %}{% block head %}<title></title>{% endblock %}",
        },
        ["title", "extra_css"],
    ),
    "only defined": (
        {
            "root.html": f"{DESCRIPTION}{HEAD}{{% block main %}}{{% endblock %}}",
            "base.html": f"{{% extends 'root.html' %}}{MAIN}",
        },
        ["content"],
    ),
    "included": (
        {"base.html": f"{{% include 'head.html' %}}{MAIN}", "head.html": HEAD},
        ["title", "extra_css"],
    ),
}


@pytest.mark.parametrize(("templates", "names"), LOST.values(), ids=LOST)
def test_base_template_names_the_blocks_that_are_not_put_out(host, templates, names):
    host(templates)
    lost = {
        "title": "their title",
        "extra_css": "what they say to search engines",
        "content": "everything else",
    }

    message = (
        f"Our pages lack {', '.join(lost[name] for name in names)}: "
        f"'base.html' puts out no block {', '.join(names)}."
    )
    assert found() == [("W001", message)]


SUPER = "{% block head %}<b>{{ block.super|safe }}</b>{% endblock %}"
KEPT = {
    "in a condition": {"base.html": f"{DESCRIPTION}{{% if page %}}{HEAD}{{% endif %}}{MAIN}"},
    "in an else": {"base.html": f"{DESCRIPTION}{{% if a %}}{{% else %}}{HEAD}{{% endif %}}{MAIN}"},
    "in other tags": {
        "base.html": f"{DESCRIPTION}{{% spaceless %}}{{% with a=1 %}}{HEAD}{{% endwith %}}"
        f"{{% endspaceless %}}{{% for a in b %}}{{% empty %}}{MAIN}{{% endfor %}}"
    },
    "by block.super": {
        "root.html": f"{{% block head %}}{DESCRIPTION}{HEAD}{{% endblock %}}{MAIN}",
        "middle.html": f"{{% extends 'root.html' %}}{SUPER}",
        "base.html": f"{{% extends 'middle.html' %}}{SUPER}",
    },
    "by a name that is worked out": {
        "root.html": WHOLE,
        "base.html": "{% extends request.GET.partial|yesno:'nowhere.html,root.html' %}",
    },
    "in one that includes itself": {
        "base.html": f"{WHOLE}{{% include 'menu.html' %}}{{% include name %}}",
        "menu.html": "{% for one in menu %}{% include 'menu.html' %}{% endfor %}",
    },
}


@pytest.mark.parametrize("templates", KEPT.values(), ids=KEPT)
def test_base_template_is_content_with_blocks_that_are_put_out(host, templates):
    host(templates)

    assert found() == []


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
    ("case", "reason"),
    [
        (
            "included",
            "The block extra_css of 'head.html' cannot be filled, because that is included.",
        ),
        (
            "replaced around it",
            "The block extra_css of 'root.html' lies in one that is replaced below it.",
        ),
        ("only defined", "The block content of 'base.html' lies in one that is replaced below it."),
    ],
)
def test_hint_says_why_a_block_that_there_is_cannot_be_seen(host, case, reason):
    host(LOST[case][0])

    [message] = check_base_template(None)

    assert reason in message.hint.splitlines()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{% nonsense %}", "TemplateSyntaxError: Invalid block tag"),
        ("{% extends layout %}", "TemplateSyntaxError: Invalid template name in 'extends' tag"),
        ("{% load nowhere %}", "TemplateSyntaxError: 'nowhere' is not a registered tag library"),
    ],
)
def test_base_template_that_cannot_be_read_is_a_warning(host, text, problem):
    host({"base.html": text})

    [(code, message)] = found()

    assert code == "W002"
    assert problem in message


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
        f"Our pages have two of these in their head: {', '.join(names)}. "
        "'base.html' writes them, too."
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
