"""The list of approaches as visitors ask for it."""

import pytest
from bs4 import BeautifulSoup

from tests.approaches.visits import soup, titles, told
from wagtail_therapy.practice.models import PracticeSettings


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["ACT", "EFT", "Somatic", "Unsorted"]),
        ("concern=grief", ["ACT", "EFT"]),
        # For Somatic it is "not recommended".
        ("concern=panic", ["ACT"]),
        ("format=couple&format=group", ["ACT", "EFT"]),
        ("delivery=video&structure=structured", ["ACT"]),
        ("age=adults", ["ACT"]),
        ("offered=yes", ["ACT"]),
        ("format=couple&offered=yes", []),
    ],
)
def test_filters_narrow_the_list_and_tell_how_many_are_left(many, client, query, found):
    html = soup(client, f"{many.url}?{query}")

    number = "1 approach" if len(found) == 1 else f"{len(found)} approaches"
    assert (titles(html), told(html)) == (found, [f"{number} found" if query else number])


def test_list_is_grouped_by_family_or_from_a_to_z(many, client):
    def outline(query):
        html = soup(client, many.url + query)
        return [(one.name, one.text.split()[0]) for one in html.select("form :is(h2, h3)")]

    assert outline("") == outline("?sort=nonsense") == [
        ("h2", "Talking"), ("h3", "ACT"), ("h3", "EFT"),
        ("h2", "Body"), ("h3", "Somatic"), ("h2", "Others"), ("h3", "Unsorted"),
    ]  # fmt: skip
    assert outline("?sort=name") == [(("h2"), one) for one in ("ACT", "EFT", "Somatic", "Unsorted")]


def test_chips_take_one_filter_away_and_keep_the_ticks(many, client):
    html = soup(client, f"{many.url}?concern=grief&offered=yes&a=eft")

    chips = html.find(class_="therapy-chips").find_all("a")
    assert [(" ".join(one.text.split()), one["href"]) for one in chips] == [
        ("Remove the filter: Concern: Grief ×", "/approaches/?offered=yes&a=eft#therapy-found"),
        (
            "Remove the filter: At this practice: Offered here ×",
            "/approaches/?concern=grief&a=eft#therapy-found",
        ),
        ("Clear all filters", "/approaches/?a=eft#therapy-found"),
    ]


def test_ticks_outlive_a_filter_that_hides_them(many, client):
    html = soup(client, f"{many.url}?offered=yes&a=eft&a=act&a=nonsense")

    ticked = html.select("input[name=a][checked]")
    assert [(one["value"], bool(one.find_parent("fieldset"))) for one in ticked] == [
        ("act", False),
        ("eft", True),
    ]


def test_form_sends_filters_to_the_list_and_ticks_to_the_comparison(many, client):
    form = soup(client, many.url).find("form", class_="therapy-choosing")

    buttons = [(one.text, one.get("formaction")) for one in form.find_all("button")]
    assert (form["method"], form["action"], buttons) == (
        "get",
        "/approaches/#therapy-found",
        [("Show what fits", None), ("Compare", "/approaches/compare/")],
    )
    assert all(box.find_parent("label") for box in form.find_all("input"))
    assert all(one.legend.text.strip() for one in form.find_all("fieldset"))


def test_options_are_those_that_lead_to_something(many, client):
    form = soup(client, many.url).find("form", class_="therapy-choosing")

    offered = [(one["name"], one["value"]) for one in form.select("fieldset input")]
    assert offered == [
        ("concern", "panic"),
        ("concern", "grief"),
        ("format", "individual"),
        ("format", "couple"),
        ("format", "group"),
        ("delivery", "in_person"),
        ("delivery", "video"),
        ("age", "adults"),
        ("structure", "structured"),
        ("offered", "yes"),
        ("sort", "family"),
        ("sort", "name"),
    ]


@pytest.mark.parametrize(
    "query",
    [
        "concern=nonsense",
        "concern=%00&format=%ff",
        "format=<script>alert(1)</script>",
        "structure=",
        "concern=" + "x" * 5000,
        "&".join(["offered=maybe"] * 900),
        "sort=%00&note=%00&a=%00",
    ],
)
def test_unknown_filters_are_left_out_and_never_repeated(many, client, query):
    html = soup(client, f"{many.url}?{query}")

    assert len(titles(html)) == 4
    assert "alert(1)" not in str(html.find(class_="therapy"))
    unknown = "A filter in this address is not known here. It was left out."
    is_unknown = not query.startswith(("structure=", "sort="))
    assert told(html) == ["4 approaches", *([unknown] if is_unknown else [])]


def test_nothing_found_says_so_and_offers_ways_on(many, client, site):
    PracticeSettings.objects.create(site=site, telephone="0161 496 0000", email="hi@us.example")
    html = soup(client, f"{many.url}?offered=yes&format=couple")

    links = [link["href"] for link in html.find(class_="therapy-none-found").find_all("a")]
    assert links == ["/approaches/#therapy-found", "tel:01614960000", "mailto:hi@us.example"]
    assert html.find(class_="therapy-filters").has_attr("open")


@pytest.mark.parametrize("query", ["concern=grief", "a=act", "sort=name", "note=more"])
def test_page_that_a_query_asks_for_is_not_indexed_and_is_kept_to_the_reader(many, client, query):
    response = client.get(f"{many.url}?{query}")

    head = BeautifulSoup(response.content.decode(), "html.parser").head
    assert head.find("meta", attrs={"name": "robots"})["content"] == "noindex, follow"
    assert head.find("link", rel="canonical")["href"] == f"http://testserver{many.url}"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "private, max-age=0"
    assert (response.get("Vary"), len(response.cookies)) == (client.get(many.url).get("Vary"), 0)


def test_bare_list_is_indexed_and_may_be_cached(many, client):
    response = client.get(many.url)

    assert b"noindex" not in response.content
    assert ("Cache-Control" in response, response["Referrer-Policy"]) == (False, "same-origin")
