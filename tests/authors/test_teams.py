import pytest
from wagtail.models import Locale

from tests.pages import rows
from wagtail_therapy.authors.models import Author
from wagtail_therapy.authors.teams import chosen_team, full_team

pytestmark = rows.MAKES_RENDITIONS


@pytest.fixture
def german(site):
    return Locale.objects.create(language_code="de")


def test_full_team_has_all_published_authors_sorted_by_name(site, german):
    zoe, orla = rows.author("Zoë"), rows.author("Orla")
    namesake = rows.author("Orla")
    rows.author("Draft", live=False)
    rows.author("Anna", locale=german)

    assert full_team(orla.locale_id) == [orla, namesake, zoe]


def test_chosen_team_keeps_the_order_without_duplicates(site):
    zoe, orla, draft = rows.author("Zoë"), rows.author("Orla"), rows.author(live=False)

    assert chosen_team([zoe, None, draft, orla, zoe], orla.locale_id) == [zoe, orla]


def test_chosen_team_is_translated_where_there_is_a_translation(site, german):
    orla, mateo = rows.author("Orla"), rows.author("Mateo")
    deutsch = orla.copy_for_translation(german)
    deutsch.live = True
    deutsch.save()

    assert chosen_team([mateo, orla], german.pk) == [mateo, deutsch]


def test_team_has_its_portraits_in_as_many_queries_for_three(site, django_assert_num_queries):
    for name in ("Orla", "Mateo", "Sunniva"):
        photo = rows.image(name)
        photo.get_rendition("fill-320x320|format-webp")
        rows.author(name, photo=photo)
    locale_id = Author.objects.first().locale_id

    with django_assert_num_queries(3):
        team = full_team(locale_id)
        urls = {author.photo.get_rendition("fill-320x320|format-webp").url for author in team}

    assert len(urls) == 3
