"""Base templates of hosts, and what `check` says of them."""

from wagtail_therapy.content.base_template.checks import check_base_template

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


def found():
    return [(one.id.rpartition(".")[2], one.msg) for one in check_base_template(None)]
