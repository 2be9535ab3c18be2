"""Which blocks of a host's templates are put out, however they extend each other."""

import pytest

from tests.content.base_templates import BAKERY, DESCRIPTION, HEAD, MAIN, WHOLE, found
from wagtail_therapy.content.base_template.checks import check_base_template

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
        "extra_css": "their metadata",
        "content": "everything else",
    }

    message = (
        f"Our pages lack {', '.join(lost[name] for name in names)}: "
        f"'base.html' doesn't output the block {', '.join(names)}."
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


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        (
            "included",
            "The block extra_css of 'head.html' can't be overridden, because it is included.",
        ),
        (
            "replaced around it",
            "The block extra_css of 'root.html' is inside a block that is replaced.",
        ),
        ("only defined", "The block content of 'base.html' is inside a block that is replaced."),
    ],
)
def test_hint_says_why_a_block_that_there_is_cannot_be_seen(host, case, reason):
    host(LOST[case][0])

    [message] = check_base_template(None)

    assert reason in message.hint.splitlines()
