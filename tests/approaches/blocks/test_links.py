"""Blocks of an approach that lead to other pages."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from tests.pages import rows
from wagtail_therapy.approaches.blocks import ApproachChooserBlock
from wagtail_therapy.pages.models import ApproachPage

SENTENCE = "<p>You walk there.</p>"


@pytest.fixture
def index(site):
    return rows.approaches(site)


@pytest.fixture
def eft(index):
    return rows.approach(index, "EFT", short_definition="For two.")


def body_html(client, page):
    html = BeautifulSoup(client.get(page.url).content.decode(), "html.parser")
    return html.find(class_="therapy-body")


def page_with(index, kind, value):
    body = [{"type": kind, "value": value}]
    return rows.approach(index, "ACT", short_definition="Room.", body=body)


def leading(kind, page):
    return {
        "differences": {"differences": [{"approach": page.pk, "difference": SENTENCE}]},
        "related": {"pages": [page.pk]},
        "approach_teaser": {"heading": "How we work", "approaches": [page.pk]},
    }[kind]


KINDS = ["differences", "related", "approach_teaser"]


@pytest.mark.parametrize("kind", KINDS)
def test_block_leads_to_the_page(index, eft, client, kind):
    page = page_with(index, kind, leading(kind, eft))

    links = body_html(client, page).find_all("a")

    assert [(link.text, link["href"]) for link in links] == [("EFT", "/approaches/eft/")]


@pytest.mark.parametrize("kind", KINDS)
def test_block_leaves_out_what_a_stranger_may_not_read(index, eft, client, kind):
    page = page_with(index, kind, leading(kind, eft))
    PageViewRestriction.objects.create(page=eft, restriction_type="login")

    assert body_html(client, page).get_text(strip=True) == ""


@pytest.mark.parametrize("kind", KINDS)
def test_block_outlives_a_deleted_page(index, eft, client, kind):
    page = page_with(index, kind, leading(kind, eft))
    ApproachPage.objects.get(pk=eft.pk).delete()

    assert body_html(client, page).get_text(strip=True) == ""


def test_teaser_shows_cards(index, eft, client):
    page = page_with(index, "approach_teaser", leading("approach_teaser", eft))

    (card,) = body_html(client, page).select(".therapy-card")
    assert " ".join(card.text.split()) == "EFT For two."


def test_approaches_of_every_type_can_be_chosen():
    names = {model._meta.label for model in ApproachChooserBlock().target_models}

    assert names == {"wagtail_therapy_pages.ApproachPage", "testapp.MethodPage"}
