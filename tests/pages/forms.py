"""Fills in Wagtail's own editing forms as a browser does."""

import re

from django.utils.text import slugify
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    querydict_from_html,
    streamfield,
)

STREAM = re.compile(r'<div id="(\w+)" data-block ')


def page_form(client, address, **fields):
    """Return what a browser would post from the form at the address, with these fields changed."""
    data = _filled(client, address, "page-edit-form", fields)
    # The form's script does this.
    data["slug"] = data["slug"] or slugify(data["title"])
    return data


def snippet_form(client, address, **fields):
    return _filled(client, address, "w-editor-form", fields)


def _filled(client, address, form_id, fields):
    html = client.get(address).content.decode()
    data = querydict_from_html(html, form_id=form_id)
    # Their values are in the page's script only.
    empty = {name: streamfield([]) for name in STREAM.findall(html)}
    for name, value in nested_form_data(empty | fields).items():
        data[name] = value
    return data


def authors(*pks):
    return inline_formset([{"author": pk} for pk in pks], min=1)


def body(*blocks):
    return streamfield(blocks)
