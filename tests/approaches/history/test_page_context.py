"""The history below a list of approaches, as visitors see it."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from wagtail.models import Locale, PageViewRestriction

from tests.approaches.rows import approach
from tests.pages import rows
from wagtail_therapy.approaches.history import page_context
from wagtail_therapy.approaches.models import ClaimChange

ADDRESS = "/approaches/history/"


@pytest.fixture
def act(index):
    grief = rows.concern("Grief")
    act = approach(index, "ACT", grief)
    act.approach_concerns = [rows.used_for(grief, "none_found", no_guideline_found=True)]
    act.change_note = "We looked & found none."
    act.updated_date = date(2026, 10, 6)
    rows.publish(act)
    ClaimChange.objects.update(changed_at="2026-10-06T12:00:00Z")
    return act


def soup(client, address=ADDRESS):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def squeezed(tag):
    return " ".join(tag.get_text(" ").split())


def titles(client):
    return [squeezed(one) for one in soup(client).select(".therapy-history summary")]


def test_history_shows_before_after_and_reason(act, client):
    html = soup(client)

    assert squeezed(html.h1) == "What has changed"
    change, beginning = [squeezed(one) for one in html.select(".therapy-changes > li")]
    assert beginning == "Oct. 6, 2026 · First version, with 1 concern"
    assert change == (
        "Oct. 6, 2026 · Grief: Changed Before Guidelines: Not checked yet Research: Not checked "
        "yet After Guidelines: No guideline mentions it, as far as we know Research: We looked "
        "and found none Reason We looked & found none."
    )


def test_line_that_stayed_the_same_is_left_out(act, client):
    act.approach_concerns = [
        rows.used_for(row.concern, "none_found") for row in act.get_concern_rows()
    ]
    rows.publish(act)

    newest = soup(client).select_one(".therapy-changes > li dl")
    assert squeezed(newest) == (
        "Before Guidelines: No guideline mentions it, as far as we know After Guidelines: Not "
        "checked yet"
    )


def test_each_approach_has_a_section_that_its_own_page_leads_to(act, index, client):
    approach(index, "EFT", rows.concern("Worry"))
    approach(index, "Of nothing")

    assert titles(client) == ["ACT 1 change", "EFT"]
    link = soup(client, "/approaches/act/").select_one(".therapy-history-link a")["href"]
    path, anchor = link.split("#")
    assert (path, squeezed(soup(client).find(id=anchor).h2)) == (ADDRESS, "ACT 1 change")
    assert soup(client, "/approaches/").select_one(".therapy-history-link a")["href"] == ADDRESS


def test_history_of_what_a_stranger_may_not_read_is_hidden(act, index, client):
    private = approach(index, "EFT", rows.concern("Worry"))
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    act.unpublish()

    assert titles(client) == []
    assert squeezed(soup(client).select_one(".therapy-empty")) == "Nothing has changed yet."


def test_alias_beside_its_original_has_no_section(act, client):
    act.create_alias(update_slug="mirror")

    assert titles(client) == ["ACT 1 change"]


def test_history_of_an_approach_that_is_moved_begins_again(act, site, client):
    act.move(rows.approaches(site, "Ways"), "last-child")

    assert titles(client) == []
    html = soup(client, "/ways/history/")
    events = [squeezed(one).split(" · ")[1] for one in html.select(".therapy-changes > li")]
    assert events == ["First version, with 1 concern"]


def test_what_changed_in_private_is_shown_as_one_change_without_its_reason(act, index, client):
    restriction = PageViewRestriction.objects.create(page=index, restriction_type="login")
    act.approach_concerns = []
    act.change_note = "A private reason."
    rows.publish(act)
    restriction.delete()
    rows.publish(act)

    assert titles(client) == ["ACT 2 changes"]
    assert "A private reason." not in str(soup(client))


def test_history_is_cut_where_it_would_be_endless(act, client, monkeypatch):
    monkeypatch.setattr(page_context, "MAX_CHANGES", 1)
    assert not soup(client).select(".therapy-note")

    act.approach_concerns = []
    rows.publish(act)

    assert squeezed(soup(client).select_one(".therapy-note")) == (
        "Only the newest changes are shown."
    )
    assert len(soup(client).select(".therapy-changes dl")) == 1


def test_history_is_not_cut_within_a_day(act, client, monkeypatch):
    monkeypatch.setattr(page_context, "MAX_CHANGES", 1)
    act.approach_concerns = []
    rows.publish(act)
    ClaimChange.objects.update(changed_at="2026-10-06T12:00:00Z")

    html = soup(client)
    assert not html.select(".therapy-note")
    assert len(html.select(".therapy-changes dl")) == 2


def test_history_of_two_guidelines_of_one_name_says_that_one_is_gone(act, client):
    (row,) = act.get_concern_rows()
    act.approach_concerns = [rows.used_for(row.concern)]
    both = [rows.guideline(), rows.guideline()]
    act.approach_recommendations = [rows.says(row.concern, guideline=one) for one in both]
    rows.publish(act)
    both[0].delete()

    newest = soup(client).select_one(".therapy-changes > li")
    assert squeezed(newest).endswith("Grief: Changed Before Recommended: NICE (2022)")


def test_history_may_be_found_and_kept_by_caches(act, index, client):
    response = client.get(ADDRESS)

    head = BeautifulSoup(response.content.decode(), "html.parser").head
    assert b"noindex" not in response.content
    assert head.find("link", rel="canonical")["href"] == f"http://testserver{ADDRESS}"
    assert " ".join(head.title.text.split()).startswith("What has changed – Approaches")
    assert {"location": f"http://testserver{ADDRESS}"} in index.get_sitemap_urls()


def test_history_names_no_editor(act, editor, client):
    act.save_revision(user=editor).publish(user=editor)

    assert editor.get_username() not in str(soup(client))


def test_number_of_queries_does_not_grow(act, index, client, django_assert_num_queries):
    def queries():
        cache.clear()
        client.get(ADDRESS)
        with django_assert_num_queries(QUERIES):
            client.get(ADDRESS)

    queries()
    for number in range(5):
        page = approach(index, f"More {number}", rows.concern(f"Concern {number}"))
        page.approach_concerns = []
        rows.publish(page)
    queries()


QUERIES = 7


def test_history_is_that_of_the_language(act, index, client):
    german = Locale.objects.create(language_code="de")
    index.get_parent().copy_for_translation(german)
    translated = index.copy_for_translation(german)
    rows.publish(translated)

    assert page_context.ClaimHistory(translated).sections == []
