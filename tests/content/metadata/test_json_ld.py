import json

import pytest
from django.utils.translation import gettext_lazy

from wagtail_therapy.content.metadata import json_ld
from wagtail_therapy.content.metadata.breadcrumbs import Crumb
from wagtail_therapy.content.metadata.meta_tags import MetaImage, PageMeta

ROOT = "https://practice.example"
META = PageMeta(title="Notes", canonical=f"{ROOT}/notes/")
HOME, NOTES = Crumb("Home", f"{ROOT}/"), Crumb("Notes", f"{ROOT}/notes/")


def test_script_lets_nothing_end_it():
    name = "</script><!-- & \u2028 -->"

    script = json_ld.json_ld_script([{"@type": "Thing", "name": name}])

    assert script == (
        '<script type="application/ld+json">{"@context": "https://schema.org", "@graph": '
        '[{"@type": "Thing", "name": "\\u003c/script\\u003e\\u003c!-- \\u0026 \\u2028 --\\u003e"}]}'
        "</script>"
    )
    data = script.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert json.loads(data)["@graph"][0]["name"] == name


def test_script_takes_texts_that_are_translated_late():
    assert '"name": "Grief"' in json_ld.json_ld_script([{"name": gettext_lazy("Grief")}])


def test_node_leaves_out_what_is_empty():
    assert json_ld.node("Thing", name="A", url="", image=None, sameAs=[], position=0) == {
        "@type": "Thing",
        "name": "A",
        "position": 0,
    }


def test_image_object_says_what_is_to_be_seen():
    image = MetaImage(f"{ROOT}/a.jpg", 1200, 630, "A lake")

    assert json_ld.image_object(image) == {
        "@type": "ImageObject",
        "url": f"{ROOT}/a.jpg",
        "width": 1200,
        "height": 630,
        "caption": "A lake",
    }


def names(lists):
    return [
        [(item["position"], item["name"], item["item"]) for item in one["itemListElement"]]
        for one in lists
    ]


def test_breadcrumb_list_has_two_ends():
    assert names(json_ld.breadcrumb_list(META, [HOME, NOTES])) == [
        [(1, "Home", f"{ROOT}/"), (2, "Notes", f"{ROOT}/notes/")]
    ]
    assert json_ld.breadcrumb_list(PageMeta("Home", f"{ROOT}/"), [HOME]) == []


def test_breadcrumb_list_leads_on_to_a_route():
    meta = PageMeta("Grief", f"{ROOT}/notes/grief/?page=2")

    assert names(json_ld.breadcrumb_list(meta, [NOTES])) == [
        [(1, "Notes", f"{ROOT}/notes/"), (2, "Grief", f"{ROOT}/notes/grief/")]
    ]


def test_breadcrumb_list_does_not_take_a_page_of_a_list_for_a_route():
    (way,) = json_ld.breadcrumb_list(META.for_page(2), [HOME, NOTES])

    assert names([way]) == [[(1, "Home", f"{ROOT}/"), (2, "Notes", f"{ROOT}/notes/")]]


def test_with_page_changes_the_page_only():
    other = {"@type": "Person", "@id": "#orla", "name": "Orla"}
    page = {"@type": "WebPage", "@id": f"{ROOT}/notes/#webpage", "name": "A", "url": "b"}

    assert json_ld.with_page_properties([other, page], META, "AboutPage", name="B", url="") == [
        other,
        {"@type": "AboutPage", "@id": f"{ROOT}/notes/#webpage", "name": "B"},
    ]


@pytest.fixture
def page():
    return json_ld.web_page(META, ROOT)


def test_with_list_numbers_what_is_listed(page):
    collection, listed = json_ld.with_item_list(
        [page], META, [Crumb("Rain", f"{ROOT}/rain/")], start=11
    )

    assert collection == page | {
        "@type": "CollectionPage",
        "mainEntity": {"@id": f"{ROOT}/notes/#list"},
    }
    assert listed == {
        "@type": "ItemList",
        "@id": f"{ROOT}/notes/#list",
        "itemListElement": [
            {"@type": "ListItem", "position": 11, "name": "Rain", "item": f"{ROOT}/rain/"}
        ],
    }


def test_with_list_of_nothing_has_no_list(page):
    assert json_ld.with_item_list([page], META, []) == [page | {"@type": "CollectionPage"}]


def test_reference_leads_to_a_node():
    assert json_ld.reference({"@type": "Person", "@id": "#orla"}) == {"@id": "#orla"}


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ({"title": "A", "url": "https://a.example/"}, {"url": "https://a.example/"}),
        ({"title": "A", "doi": None, "year": None}, {}),
    ],
)
def test_citation_without_a_doi_has_its_own_address(source, url):
    assert json_ld.citation(source) == {"@type": "CreativeWork", "name": "A"} | url
