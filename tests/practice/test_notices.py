from django.utils import translation
from wagtail.models import Locale, PageViewRestriction

from tests.pages import rows
from tests.practice.rows import call, crisis_line
from wagtail_therapy.practice import notices
from wagtail_therapy.practice.crisis.notice import default_text
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.notices import LegalLink, Notices

ADVICE = "https://advice.example/"


def practice(site, **fields):
    made = PracticeSettings.objects.create(site=site, **fields)
    made.refresh_from_db()
    return made


def test_practice_that_says_nothing_has_no_notices(site):
    shown = Notices(PracticeSettings(site=site))

    assert (shown.crisis, shown.disclaimer, shown.legal_links, shown.served_regions) == (
        None,
        "",
        [],
        [],
    )


def test_preset_uses_the_default_notice_that_messages_are_not_monitored(site):
    crisis = Notices(practice(site, crisis_preset="us")).crisis

    assert crisis.text == default_text()
    assert [way.url for line in crisis.emergency for way in line.ways] == ["tel:911"]


def test_own_words_and_numbers_go_with_a_preset(site):
    crisis = Notices(
        practice(
            site,
            crisis_preset="ca",
            crisis_notice=" We are closed at night. ",
            emergency_number="112",
            crisis_lines=[crisis_line("Night line", call("+1 202 555 0142"))],
        )
    ).crisis

    assert crisis.text == "We are closed at night."
    assert [line.ways[0].url for line in [*crisis.emergency, *crisis.unfolded_lines]] == [
        "tel:112",
        "tel:988",
        "tel:+12025550142",
        "https://findahelpline.com/",
    ]


def test_lines_are_in_the_readers_language_where_the_practice_wrote_them(site):
    german = {"language": "de", "crisis_lines": [crisis_line("Nachtruf", call("112"))]}
    ours = practice(
        site,
        crisis_lines=[crisis_line("Night line", call("116 123"))],
        other_languages=[("language", german)],
    )

    assert [
        [line.name for line in Notices(ours, language).crisis.lines] for language in ("de", "en")
    ] == [["Nachtruf"], ["Night line"]]


def test_email_has_its_own_default_notice_and_shows_lines_for_abuse(site):
    crisis = Notices(practice(site, crisis_preset="us"), is_for_email=True).crisis

    assert crisis.text == default_text(is_for_email=True)
    assert [line.key for line in crisis.unfolded_lines] == [
        "us-988",
        "us-crisis-text-line",
        "us-abuse",
        "elsewhere",
    ]


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

    shown = Notices(ours, "de")
    assert (shown.disclaimer, shown.regulator_notice) == ("Kein Rat.", "Complain there.")
    assert shown.served_regions == ["Wien", "Tirol"]
    assert shown.legal_links == [LegalLink("impressum", "Impressum", ADVICE)]
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
    assert Notices(ours, is_for_email=True).legal_links[0].url == "http://testserver/privacy/"
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

    with django_assert_num_queries(1):
        assert len(Notices(ours).legal_links) == 4


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
        "www.thehotline.org",
        "www.veteranscrisisline.net",
        "findahelpline.com",
        "register.example",
        "advice.example",
        "de.example",
    }
