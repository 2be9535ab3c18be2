"""Blocks as WordPress' editor writes them."""

import json

from tests.wordpress_import.conversion.words import words_in
from wagtail_therapy.wordpress_import.conversion.converting import convert
from wagtail_therapy.wordpress_import.conversion.results import Source


def block(name, inner="", **attributes):
    written = f" {json.dumps(attributes)}" if attributes else ""
    return f"<!-- wp:{name}{written} -->\n{inner}\n<!-- /wp:{name} -->\n\n"


def empty(name, **attributes):
    written = f" {json.dumps(attributes)}" if attributes else ""
    return f"<!-- wp:{name}{written} /-->\n"


def paragraph(text, **attributes):
    return block("paragraph", f"<p>{text}</p>", **attributes)


def words(content, **source):
    return " ".join(words_in(convert(content, Source(**source)).blocks))
