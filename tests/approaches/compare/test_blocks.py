"""A comparison in the body of any page."""

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail.models import Locale, PageViewRestriction

from tests.approaches.page_text import text
from tests.approaches.rows import approach
from tests.pages import rows
from tests.testapp.models import MethodAuthor, MethodPage
from wagtail_therapy.approaches.compare.blocks import ComparisonBlock
from wagtail_therapy.pages.models import ApproachPage, BlogPostPage


@pytest.fixture
def index(site):
    return rows.approaches(site)


@pytest.fixture
def pair(index):
    return [approach(index, "CBT", structure="partly"), approach(index, "ACT")]


def post(site, *approaches, caption="CBT or ACT?"):
    value = {"caption": caption, "approaches": [page.pk for page in approaches]}
    body = [{"type": "comparison", "value": value}]
    return rows.post(rows.blog(site), rows.author(), body=body)


def soup(client, address):
    return BeautifulSoup(client.get(address).content.decode(), "html.parser")


def columns(html):
    return [link.text for link in html.select(".therapy-compare thead a")]


def test_block_shows_the_chosen_in_their_order(pair, site, client):
    html = soup(client, post(site, *pair).url)

    assert (html.find("caption").text, columns(html)) == ("CBT or ACT?", ["CBT", "ACT"])
    cells = html.find("th", string="Structure").find_parent("tr").find_all("td")
    assert [cell.div.text for cell in cells] == ["Partly structured", "Not stated"]


def test_block_has_what_differs_and_leads_to_the_rest(pair, site, client):
    html = soup(client, post(site, *pair).url)

    rows_of_table = [text(one) for one in html.select(".therapy-compare tbody [scope=row]")]
    assert rows_of_table == ["What it is", "Structure"]
    whole = html.select_one(".therapy-compare-more a")
    assert (text(whole), whole["href"]) == (
        "CBT and ACT side by side, in full",
        "/approaches/compare/?a=cbt&a=act",
    )


def test_block_has_evidence_to_unfold(index, site, client):
    pair = [approach(index, "CBT", rows.concern("Grief")), approach(index, "ACT")]
    html = soup(client, post(site, *pair).url)

    folded = html.select_one("details:has(.therapy-compare)")
    assert text(folded.summary) == text(folded.caption) == "What guidelines and research say"
    found = [text(one) for one in html.select(".therapy-compare tbody [scope=row]")]
    assert found == ["What it is", *[text(one) for one in folded.select("[scope=row]")]]
    assert found[1:] == ["Grief"]


def test_block_of_two_lists_has_all_rows(pair, site, client):
    elsewhere = approach(rows.approaches(site, "Elsewhere"), "EFT")
    html = soup(client, post(site, pair[0], elsewhere).url)

    assert html.find(class_="therapy-compare-more") is None
    assert len(html.select(".therapy-compare tbody [scope=row]")) == 16


def test_block_without_a_caption_names_the_approaches(pair, site, client):
    assert soup(client, post(site, *pair, caption="").url).find("caption").text == (
        "CBT and ACT compared"
    )


@pytest.mark.parametrize("fate", ["draft", "private", "deleted"])
def test_block_leaves_out_what_a_stranger_may_not_read(pair, index, site, client, fate):
    third = approach(index, "EFT")
    three = post(site, *pair, third)
    two = post(site, pair[0], third)
    if fate == "draft":
        third.unpublish()
    elif fate == "private":
        PageViewRestriction.objects.create(page=third, restriction_type="login")
    else:
        third.delete()

    # One alone is compared with nothing.
    assert [columns(soup(client, one.url)) for one in (three, two)] == [["CBT", "ACT"], []]


def test_block_of_a_translated_page_has_translated_approaches(pair, site, client):
    page = post(site, *pair)
    german = Locale.objects.create(language_code="de")
    ids = ApproachPage.objects.values_list("pk", flat=True)
    for title, pk in zip(("Verhaltenstherapie", "Akzeptanz"), sorted(ids), strict=True):
        original = ApproachPage.objects.get(pk=pk)
        copied = original.copy_for_translation(german, copy_parents=True)
        copied.title, copied.live = title, True
        copied.save()
    BlogPostPage.objects.filter(pk=page.pk).update(locale=german)

    assert columns(soup(client, page.url)) == ["Verhaltenstherapie", "Akzeptanz"]


def test_block_is_a_plain_table_in_a_feed(pair, site, client):
    page = post(site, *pair)
    feed = client.get(f"{page.get_parent().url}feed/").content
    (entry,) = feedparser.parse(feed).entries

    html = BeautifulSoup(entry.content[0].value, "html.parser")
    assert [(link.text, link["href"]) for link in html.table.find_all("a")] == [
        ("CBT", "http://testserver/approaches/cbt/"),
        ("ACT", "http://testserver/approaches/act/"),
    ]
    # Without our stylesheet the names would stand in each cell.
    assert html.find(class_="therapy-compare-cell-name") is None


def test_api_lists_only_public_approaches(pair, index):
    hidden = approach(index, "Hidden")
    hidden.unpublish()
    hidden.refresh_from_db()
    block = ComparisonBlock()
    value = block.to_python({"caption": "Two", "approaches": [pair[0].pk, hidden.pk, pair[1].pk]})

    assert block.get_api_representation(value) == {
        "caption": "Two",
        "approaches": [{"id": page.pk, "title": page.title, "url": page.full_url} for page in pair],
    }


@pytest.mark.parametrize("number", [0, 1, 5])
def test_two_to_four_must_be_chosen(index, number):
    pages = [approach(index, f"A{one}") for one in range(number)]
    block = ComparisonBlock()
    value = block.to_python({"caption": "", "approaches": [page.pk for page in pages]})

    with pytest.raises(ValidationError):
        block.clean(value)


def test_field_and_row_of_a_host_are_compared_with_ours(pair, site, client):
    """What docs/how-to/add-a-field-to-approaches.md shows; the host is tests/testapp."""
    method = MethodPage(title="Breathing", short_definition="In", fee_note="By income", live=False)
    method.approach_authors = [MethodAuthor(author=rows.writer())]
    pair[0].get_parent().add_child(instance=method)
    rows.publish(method)

    html = soup(client, "/approaches/compare/?a=breathing&a=cbt")
    cells = html.find("th", string="Fees").find_parent("tr").find_all("td")
    assert [cell.div.text for cell in cells] == ["By income", "Not stated"]
