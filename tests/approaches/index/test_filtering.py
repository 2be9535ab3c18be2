"""The list of approaches as visitors ask for it."""

from copy import deepcopy

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale, PageViewRestriction

from tests.approaches.rows import approach, family, many_approaches
from tests.pages import rows
from tests.pages.rows import concern
from tests.sites import add_site
from wagtail_therapy.approaches.models import Concern
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.pages.models import ApproachPage
from wagtail_therapy.practice.models import PracticeSettings


@pytest.fixture(scope="module")
def shared_index(make_once):
    return make_once(lambda: many_approaches(rows.approaches(add_site("testserver"))))


@pytest.fixture
def many(shared_index, db):
    return deepcopy(shared_index)


@pytest.fixture
def site(many):
    return many.get_site()


def soup(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content.decode(), "html.parser")


def titles(html):
    return [card.find("a").text for card in html.find_all(class_="therapy-card")]


def status_lines(html):
    return [" ".join(line.text.split()) for line in html.find(role="status").find_all("p")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["ACT", "EFT", "Somatic", "Unsorted"]),
        ("concern=grief", ["ACT", "EFT"]),
        # A guideline advises against Somatic.
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
    assert (titles(html), status_lines(html)) == (found, [f"{number} found" if query else number])


def test_list_is_grouped_by_family_or_from_a_to_z(many, client):
    def outline(query):
        html = soup(client, many.url + query)
        return [(one.name, one.text.split()[0]) for one in html.select("form :is(h2, h3)")]

    assert outline("") == outline("?sort=nonsense") == [
        ("h2", "Talking"), ("h3", "ACT"), ("h3", "EFT"),
        ("h2", "Others"), ("h3", "Somatic"), ("h3", "Unsorted"),
    ]  # fmt: skip
    assert outline("?sort=name") == [(("h2"), one) for one in ("ACT", "EFT", "Somatic", "Unsorted")]


def test_chips_take_one_filter_away_and_keep_the_ticks(many, client):
    html = soup(client, f"{many.url}?concern=grief&offered=yes&a=eft")

    chips = html.find(class_="therapy-chips").find_all("a")
    assert [(" ".join(one.text.split()), one["href"]) for one in chips] == [
        ("Remove the filter: Concern: Grief ×", "/approaches/?offered=yes&a=eft#therapy-matches"),
        (
            "Remove the filter: At this practice: Offered here ×",
            "/approaches/?concern=grief&a=eft#therapy-matches",
        ),
        ("Clear all filters", "/approaches/?a=eft#therapy-matches"),
    ]


def test_ticks_outlive_a_filter_that_hides_them(many, client):
    html = soup(client, f"{many.url}?offered=yes&a=eft&a=act&a=nonsense")

    ticked = html.select("input[name=a][checked]")
    assert [(one["value"], bool(one.find_parent("fieldset"))) for one in ticked] == [
        ("act", False),
        ("eft", True),
    ]


def test_form_sends_filters_to_the_list_and_ticks_to_the_comparison(many, client):
    form = soup(client, many.url).find("form", class_="therapy-approaches-form")

    buttons = [(one.text, one.get("formaction")) for one in form.find_all("button")]
    assert (form["method"], form["action"], buttons) == (
        "get",
        "/approaches/#therapy-matches",
        [
            ("Show approaches", None),
            ("Compare", "/approaches/compare/"),
            ("Make a page to take with you", "/approaches/take-along/"),
        ],
    )
    assert all(box.find_parent("label") for box in form.find_all("input"))
    assert all(one.legend.text.strip() for one in form.find_all("fieldset"))


def test_options_are_those_that_lead_to_something(many, client):
    form = soup(client, many.url).find("form", class_="therapy-approaches-form")

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
        ("sort", ""),
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
    unknown = "We didn’t recognise one of the filters, so we left it out."
    is_unknown = not query.startswith(("structure=", "sort="))
    assert status_lines(html) == ["4 approaches", *([unknown] if is_unknown else [])]


def test_nothing_found_says_so_and_offers_ways_on(many, client, site):
    PracticeSettings.objects.create(site=site, telephone="+44 161 496 0000", email="hi@us.example")
    html = soup(client, f"{many.url}?offered=yes&format=couple")

    links = [link["href"] for link in html.find(class_="therapy-none-found").find_all("a")]
    assert links == ["/approaches/#therapy-matches", "tel:+441614960000", "mailto:hi@us.example"]
    assert html.find(class_="therapy-filters").has_attr("open")


def test_list_has_what_strangers_may_read_in_its_language(many, client):
    PageViewRestriction.objects.create(
        page=ApproachPage.objects.get(slug="eft"), restriction_type="login"
    )
    ApproachPage.objects.get(slug="somatic").unpublish()
    german = Locale.objects.create(language_code="de")
    ApproachPage.objects.filter(slug="unsorted").update(locale=german)

    assert titles(soup(client, many.url)) == ["ACT"]
    assert titles(soup(client, f"{many.url}?concern=grief")) == ["ACT"]


def test_concerns_and_families_are_in_the_language_of_the_list(many, client):
    german = Locale.objects.create(language_code="de")
    for one in Concern.objects.all():
        copied = one.copy_for_translation(german)
        copied.name, copied.slug = "Trauer", "trauer"
        copied.save()
        break
    ApproachPage.objects.update(locale=german)
    type(many).objects.update(locale=german)

    html = soup(client, f"{many.url}?concern=trauer")
    assert titles(html) == ["ACT", "EFT"]


def test_card_says_what_is_offered_and_what_may_upset(many, client):
    page = ApproachPage.objects.get(slug="act")
    page.content_notes = [ContentNote.objects.create(name="suicide", text="One paragraph.")]
    page.save()

    first, second, *_others = soup(client, many.url).find_all(class_="therapy-card")
    assert "Content note: suicide" in " ".join(first.text.split())
    assert "Offered here" in first.text
    assert "Offered here" not in second.text


def test_index_may_help_those_who_are_not_sure(many, client):
    assert soup(client, many.url).find(class_="therapy-not-sure") is None
    many.not_sure = "<p>How well you get on matters.</p>"
    many.save()

    assert soup(client, many.url).find(class_="therapy-not-sure").p.text == (
        "How well you get on matters."
    )


def test_list_of_nothing_has_no_form(site, client):
    index = rows.approaches(site, "Others")
    html = soup(client, f"{index.url}?concern=grief")

    assert html.find("form") is None
    assert html.find(class_="therapy-empty").text == "There are no approaches yet."


def test_list_costs_the_same_queries_however_long_it_is(many, client, django_assert_num_queries):
    note = ContentNote.objects.create(name="suicide", text="One paragraph.")
    address = f"{many.url}?concern=grief&a=act"
    client.get(address)
    for number in range(12):
        page = approach(
            many, f"More {number}", concern(f"Concern {number}"), family=family(f"F {number}")
        )
        page.content_notes = [note]
        page.save()

    with django_assert_num_queries(LIST_QUERIES):
        client.get(address)


# With nothing kept: one of them asks under which name things are kept.
LIST_QUERIES = 17
