from datetime import date

import pytest
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Locale, PageViewRestriction

from tests.pages import rows
from wagtail_therapy.practice import notices
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.notices import LegalLink, Notices, PageNotices

ADVICE = "https://advice.example/"


def practice(site, **fields):
    made = PracticeSettings.objects.create(site=site, **fields)
    made.refresh_from_db()
    return made


def test_practice_that_says_nothing_has_no_notices(site):
    said = Notices(PracticeSettings(site=site))

    assert (said.crisis, said.disclaimer, said.legal_links, said.served_regions) == (
        None,
        "",
        [],
        [],
    )


def test_preset_says_for_us_that_nobody_watches(site):
    crisis = Notices(practice(site, crisis_preset="us")).crisis

    assert crisis.text == notices.not_watched()
    assert (crisis.emergency_number, crisis.emergency_url) == ("911", "tel:911")


def test_own_words_and_numbers_go_with_a_preset(site):
    line = {"name": "Night line", "call": "0800 111", "sms": "", "url": "", "note": "8 to 8"}
    crisis = Notices(
        practice(
            site,
            crisis_preset="ca",
            crisis_notice=" We are closed at night. ",
            emergency_number="112",
            crisis_lines=[("line", line)],
            crisis_checked_date=date(2026, 11, 1),
        )
    ).crisis

    assert (crisis.text, crisis.emergency_number) == ("We are closed at night.", "112")
    assert [line.call for line in crisis.lines] == ["9-8-8", "", "0800 111"]


def test_texts_are_in_the_readers_language_where_the_practice_wrote_them(site):
    german = {
        "language": "de",
        "disclaimer": "Kein Rat.",
        "served_regions": "Wien\n\nTirol",
        "legal_links": [("impressum", {"url": ADVICE, "title": "Impressum"})],
    }
    ours = practice(
        site,
        disclaimer="No advice.",
        regulator_notice="Complain there.",
        other_languages=[("language", german)],
    )

    said = Notices(ours, "de")
    assert (said.disclaimer, said.regulator_notice) == ("Kein Rat.", "Complain there.")
    assert said.served_regions == ["Wien", "Tirol"]
    assert said.legal_links == [LegalLink("impressum", "Impressum", ADVICE)]
    assert Notices(ours, "fr").disclaimer == "No advice."
    with translation.override("de"):
        assert Notices(ours).disclaimer == "Kein Rat."


def test_legal_links_lead_to_what_a_stranger_can_read(site):
    pages = [rows.approaches(site, title) for title in ("Privacy", "Secret", "Draft", "Gone")]
    PageViewRestriction.objects.create(page=pages[1], restriction_type="login")
    pages[2].unpublish()
    kinds = ["privacy", "complaints", "hipaa", "editorial"]
    links = [(kind, {"page": page}) for kind, page in zip(kinds, pages, strict=True)]
    links.append(("other", {"url": ADVICE, "title": "Fees"}))
    ours = practice(site, legal_links=links)
    pages[3].delete()

    assert Notices(ours).legal_links == [
        LegalLink("privacy", "Privacy policy", "/privacy/"),
        LegalLink("other", "Fees", ADVICE),
    ]
    assert Notices(ours, is_for_mail=True).legal_links[0].url == "http://testserver/privacy/"
    assert [row.kind for row in Notices(ours).legal_rows] == [*kinds, "other"]


def test_legal_links_lead_to_translations(site, settings):
    settings.WAGTAIL_I18N_ENABLED = True
    german = Locale.objects.create(language_code="de")
    page = rows.approaches(site, "Privacy")
    site.root_page.copy_for_translation(german).save_revision().publish()
    translated = page.copy_for_translation(german)
    ours = practice(site, legal_links=[("privacy", {"page": page})])

    assert [link.url for link in Notices(ours, "de").legal_links] == ["/privacy/"]
    translated.title = "Datenschutz"
    translated.slug = "datenschutz"
    rows.publish(translated)
    assert [link.url for link in Notices(ours, "de").legal_links] == ["/datenschutz/"]


def test_legal_links_cost_the_same_however_many_they_are(site, django_assert_num_queries):
    pages = [rows.approaches(site, f"Text {number}") for number in range(4)]
    kinds = ["privacy", "complaints", "hipaa", "editorial"]
    links = [(kind, {"page": page}) for kind, page in zip(kinds, pages, strict=True)]
    ours = practice(site, legal_links=links)
    assert len(Notices(ours).legal_links) == 4

    with django_assert_num_queries(2):
        assert len(Notices(ours).legal_links) == 4


@pytest.fixture
def approach(site):
    return rows.approach(rows.approaches(site), short_definition="Slow.")


@pytest.mark.parametrize(
    ("choice", "is_asked_for", "is_shown", "is_first"),
    [
        ("inherit", False, True, False),
        ("inherit", True, True, True),
        ("always", False, True, True),
        ("never", True, False, False),
    ],
)
def test_crisis_notice_is_where_page_and_topic_want_it(
    site, approach, monkeypatch, choice, is_asked_for, is_shown, is_first
):
    approach.crisis_notice = choice
    monkeypatch.setattr(
        approach, "get_asked_notices", lambda: {"crisis_notice"} if is_asked_for else set()
    )
    said = PageNotices(PracticeSettings(site=site, crisis_preset="us"), page=approach)

    assert (bool(said.crisis), bool(said.first_crisis)) == (is_shown, is_first)


@pytest.mark.parametrize(
    ("choice", "shown"),
    [
        ("inherit", ("No advice.", "In full.", "")),
        ("always", ("No advice.", "In full.", "No advice.")),
        ("never", ("", "", "")),
    ],
)
def test_disclaimer_is_where_the_page_wants_it(site, approach, choice, shown):
    approach.disclaimer = choice
    ours = PracticeSettings(site=site, disclaimer="No advice.", disclaimer_full="In full.")
    said = PageNotices(ours, page=approach)

    assert (said.disclaimer, said.disclaimer_full, said.first_disclaimer) == shown


@pytest.mark.parametrize(
    ("choice", "is_asked_for", "is_shown"),
    [
        ("inherit", False, False),
        ("inherit", True, True),
        ("always", False, True),
        ("never", True, False),
    ],
)
def test_button_to_leave_is_where_page_and_topic_want_it(
    site, approach, monkeypatch, choice, is_asked_for, is_shown
):
    approach.exit_button = choice
    monkeypatch.setattr(
        approach, "get_asked_notices", lambda: {"exit_button"} if is_asked_for else set()
    )
    said = PageNotices(PracticeSettings(site=site), page=approach)

    assert said.exit_url == ("https://www.bbc.com/weather" if is_shown else "")


def test_page_of_a_host_has_what_all_pages_have(site):
    ours = PracticeSettings(site=site, crisis_preset="us", disclaimer="No advice.")

    for page in (site.root_page, None):
        said = PageNotices(ours, page=page)
        assert (bool(said.crisis), said.first_crisis, said.disclaimer, said.exit_url) == (
            True,
            None,
            "No advice.",
            "",
        )


def test_linked_hosts_are_those_of_all_languages(site):
    german = {"language": "de", "legal_links": [("impressum", {"url": "https://de.example/"})]}
    ours = practice(
        site,
        crisis_preset="us",
        registrations=[("company", {"number": "1", "url": "https://register.example/1"})],
        legal_links=[("privacy", {"url": ADVICE})],
        other_languages=[("language", german)],
    )

    assert notices.linked_hosts(ours) == {
        "988lifeline.org",
        "findahelpline.com",
        "register.example",
        "advice.example",
        "de.example",
    }


def test_notices_are_read_once_for_each_page(site, approach):
    request = RequestFactory().get("/", headers={"host": "testserver"})
    context = {"request": request, "page": approach}

    assert notices.read_for(context) is notices.read_for(context)
    assert notices.read_for({}) is None


def test_change_of_the_practice_is_seen_at_once(site, client):
    ours = practice(site, disclaimer="No advice.")
    post = rows.post(rows.blog(site), rows.author())
    before = "No advice." in client.get(post.url).content.decode()
    ours.disclaimer = "Read with care."
    ours.save()

    after = client.get(post.url).content.decode()
    assert (before, "No advice." in after, "Read with care." in after) == (True, False, True)


def test_change_of_a_concern_is_seen_at_once(site, client):
    practice(site)
    danger = rows.concern("Abuse at home")
    post = rows.post(rows.blog(site), rows.author(), concerns=[danger])
    before = "therapy-exit" in client.get(post.url).content.decode()
    danger.offers_exit = True
    danger.save()

    assert (before, "therapy-exit" in client.get(post.url).content.decode()) == (False, True)
