"""What a reader chose stays private: no page, file, search engine or shared cache learns it."""

import pytest
from bs4 import BeautifulSoup

from tests.approaches.rows import approach
from tests.pages import rows


@pytest.fixture
def index(site):
    index = rows.approaches(site)
    for title in ("ACT", "EFT"):
        approach(index, title, rows.concern(title))
    return index


@pytest.mark.parametrize("query", ["concern=grief", "a=act", "sort=name", "note=more"])
def test_page_that_a_query_asks_for_is_not_indexed_and_is_kept_to_the_reader(index, client, query):
    response = client.get(f"{index.url}?{query}")

    head = BeautifulSoup(response.content.decode(), "html.parser").head
    assert head.find("meta", attrs={"name": "robots"})["content"] == "noindex, follow"
    assert head.find("link", rel="canonical") is None
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "private, no-store, max-age=0"
    assert (response.get("Vary"), len(response.cookies)) == (client.get(index.url).get("Vary"), 0)


def test_bare_list_is_indexed_and_may_be_cached(index, client):
    response = client.get(index.url)

    assert b"noindex" not in response.content
    assert ("Cache-Control" in response, response["Referrer-Policy"]) == (False, "same-origin")


def test_filters_of_the_list_stay_out_of_the_address_that_is_shared(index, client):
    response = client.get("/approaches/compare/?concern=panic&sort=name&a=act&a=eft&differences=1")

    assert (response.status_code, response["Location"]) == (302, "?a=act&a=eft")
    assert response["Referrer-Policy"] == "no-referrer"


def test_comparison_is_kept_to_its_reader(index, client):
    response = client.get("/approaches/compare/?a=act&a=eft")

    head = BeautifulSoup(response.content.decode(), "html.parser").head
    assert head.find("meta", attrs={"name": "robots"})["content"] == "noindex, follow"
    assert head.find("link", rel="canonical") is None
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "private, no-store, max-age=0"
    assert len(response.cookies) == 0
    assert " ".join(head.title.text.split()) == "ACT and EFT compared – Approaches – Foreign host"
