"""The list of approaches as it is."""

from wagtail.models import Locale, PageViewRestriction

from tests.approaches.rows import approach, family
from tests.approaches.visits import soup, titles
from tests.pages.rows import concern
from wagtail_therapy.approaches.models import Concern
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.pages.models import ApproachPage


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


def test_list_of_nothing_has_no_form(index, client):
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


LIST_QUERIES = 14
