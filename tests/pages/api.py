"""What a front end gets from Wagtail's APIs, and what it gets of people and of notices."""

import pytest
import wagtail

HAS_V3 = pytest.mark.skipif(wagtail.VERSION < (8, 0), reason="Wagtail 8.0 brought it")
# Wagtail's own admin has published by it.
HAS_ADMIN_API = pytest.mark.skipif(wagtail.VERSION >= (8, 1), reason="Wagtail 8.1 removed it")
VERSIONS = ["v2", pytest.param("v3", marks=HAS_V3)]

# All fields of an author whose bio is not published, besides the name.
NO_BIO = {
    "job_title": "",
    "pronouns": "",
    "short_bio": "",
    "languages": [],
    "photo": None,
    "licenses": [],
    "degrees": [],
    "links": [],
}

# Of a page on the site of a practice that has filled in nothing.
NO_NOTICES = {
    "crisis": None,
    "disclaimer": "",
    "disclaimer_full": "",
    "is_crisis_first": False,
    "is_disclaimer_first": False,
    "exit_url": "",
    "exit_advice_url": "",
}


def get_json(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, response.content
    return response.json()


def page_json(client, version, page):
    found = get_json(client, f"/api/{version}/pages/{page.pk}/")
    return {name: value for name, value in found.items() if name not in ("id", "meta", "title")}
