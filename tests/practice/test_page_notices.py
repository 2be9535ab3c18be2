import pytest
from django.test import RequestFactory

from tests.pages import rows
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.practice import page_notices
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.practice.page_notices import PageNotices


def practice(site, **fields):
    return PracticeSettings.objects.create(site=site, **fields)


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
        approach, "get_required_notices", lambda: {"crisis_notice"} if is_asked_for else set()
    )
    notices = PageNotices(PracticeSettings(site=site, crisis_preset="us"), page=approach)

    assert (bool(notices.crisis), bool(notices.first_crisis)) == (is_shown, is_first)


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
    notices = PageNotices(ours, page=approach)

    assert (notices.disclaimer, notices.disclaimer_full, notices.first_disclaimer) == shown


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
        approach, "get_required_notices", lambda: {"exit_button"} if is_asked_for else set()
    )
    notices = PageNotices(PracticeSettings(site=site), page=approach)

    assert notices.exit_url == ("https://www.bbc.com/weather" if is_shown else "")


def test_page_of_a_host_has_what_all_pages_have(site):
    ours = PracticeSettings(site=site, crisis_preset="us", disclaimer="No advice.")

    for page in (site.root_page, None):
        notices = PageNotices(ours, page=page)
        assert (
            bool(notices.crisis),
            notices.first_crisis,
            notices.disclaimer,
            notices.exit_url,
        ) == (
            True,
            None,
            "No advice.",
            "",
        )


def test_notices_are_read_once_for_each_page(site, approach):
    request = RequestFactory().get("/", headers={"host": "testserver"})
    context = {"request": request, "page": approach}

    assert page_notices.read_for(context) is page_notices.read_for(context)
    assert page_notices.read_for({}) is None


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


def test_page_with_a_quick_exit_begins_with_the_lines_for_abuse(site, approach):
    approach.exit_button = "always"
    ours = PracticeSettings(site=site, crisis_preset="us")

    assert [line.key for line in PageNotices(ours, page=approach).first_crisis.unfolded_lines] == [
        "us-abuse",
        "elsewhere",
    ]
    approach.crisis_notice = "always"
    assert [line.key for line in PageNotices(ours, page=approach).first_crisis.unfolded_lines] == [
        "us-abuse",
        "us-988",
        "us-crisis-text-line",
        "elsewhere",
    ]
    approach.crisis_notice = "never"
    assert PageNotices(ours, page=approach).first_crisis is None


def test_content_note_puts_the_crisis_notice_above_the_text(site, client):
    practice(site, crisis_preset="us")
    note = ContentNote.objects.create(name="suicide", shows_crisis_notice=True)
    post = rows.post(rows.blog(site), rows.author(), content_notes=[note])
    before = client.get(post.url).content.decode()
    note.shows_crisis_notice = False
    note.save()
    after = client.get(post.url).content.decode()

    assert [html.count("tel:911") for html in (before, after)] == [2, 1]
    is_above = [html.index("tel:911") < html.index("<h1") for html in (before, after)]
    assert is_above == [True, False]
