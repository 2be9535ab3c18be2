"""Where a user writes an email that is no post, tries it, and emails it to all readers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import Site

from tests.newsletter import editors, rows
from tests.sites import add_site
from wagtail_therapy.newsletter.models import Announcement, Mailing
from wagtail_therapy.newsletter.sending import announcements, deliveries

WORDS = {"subject": "Closed in August", "body": "<p>We are away until 1 September.</p>"}
FORM = WORDS | {
    "body": '{"blocks": [{"key": "a", "text": "We are away until 1 September.", "type": '
    '"unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}'
}


@pytest.fixture
def written(site):
    return Announcement.objects.create(site=site, language="en", **WORDS)


def url(name, *announcement):
    return reverse(f"therapy_announcements:{name}", args=[one.pk for one in announcement])


def shown(client, address):
    return " ".join(editors.parsed(client.get(address)).select_one("main").get_text(" ").split())


def test_announcement_is_written_and_emails_no_one(editor_client, site):
    rows.subscribers(site, 2)
    response = editor_client.post(url("add"), FORM)
    made = Announcement.objects.get()
    assert (made.subject, made.site, made.language) == ("Closed in August", site, "en")
    assert "We are away until 1 September." in made.body
    assert response["Location"] == url("detail", made)
    assert editors.messages_after(editor_client, response) == [
        "Saved. It isn’t emailed before you say so."
    ]
    assert Mailing.objects.count() == 0


def test_empty_announcement_is_asked_for_its_words(editor_client, site):
    response = editor_client.post(url("add"), {})
    errors = editors.parsed(response).select(".error-message")
    assert [" ".join(one.get_text().split()) for one in errors] == ["This field is required."] * 2


def test_page_shows_the_email_and_what_can_be_done(editor_client, practice, written):
    page = editors.parsed(editor_client.get(url("detail", written)))
    assert [one.get_text(strip=True) for one in page.select("main a.button")] == [
        "Email it to your readers…",
        "Edit",
        "Send a test…",
        "Delete…",
    ]
    email = editor_client.get(page.select_one("iframe")["src"])
    assert "We are away until 1 September." in email.content.decode()


def test_page_says_what_the_site_lacks_before_anything_is_emailed(editor_client, written):
    text = shown(editor_client, url("detail", written))
    assert "No sender address. Set it under Settings → Practice." in text
    assert "Email it to your readers…" not in text


def test_question_says_how_many_readers_get_it(editor_client, practice, site, written):
    rows.subscribers(site, 3)
    text = shown(editor_client, url("send", written))
    assert "This emails “Closed in August” to 3 readers." in text
    assert Mailing.objects.count() == 0


def test_announcement_goes_to_all_readers_once(
    editor_client, practice, site, written, smtp_server, therapy
):
    therapy(MAIL_HOLD=timedelta(0))
    weekly = rows.subscriber(site, "weekly@mail.example")
    type(weekly).objects.filter(pk=weekly.pk).update(frequency="weekly")
    rows.subscriber(site, "each@mail.example")
    responses = [editor_client.post(url("send", written)) for _ in range(2)]
    mailing = Mailing.objects.get()
    assert [one["Location"] for one in responses] == [
        mailing.get_absolute_url(),
        url("detail", written),
    ]
    deliveries.work_on(mailing)
    mailing.refresh_from_db()
    assert (mailing.state, mailing.sent, str(mailing)) == ("finished", 2, "Closed in August")
    got = sorted((one.rcpt_tos[0], one.parsed["Subject"]) for one in smtp_server.messages())
    assert got == [
        ("each@mail.example", "Closed in August"),
        ("weekly@mail.example", "Closed in August"),
    ]


def test_cancelled_announcement_can_be_sent_after_all(editor_client, practice, written):
    mailing = announcements.queue(written, None)
    editor_client.post(reverse("therapy_mailings:cancel", args=[mailing.pk]))
    editor_client.post(reverse("therapy_mailings:reschedule", args=[mailing.pk]))
    assert Mailing.objects.get().state == "held"


def test_emailed_announcement_is_neither_edited_nor_deleted(editor_client, practice, written):
    mailing = announcements.queue(written, None)
    Mailing.objects.filter(pk=mailing.pk).update(state="finished")
    editor_client.post(url("edit", written), FORM | {"subject": "Other"})
    editor_client.post(url("delete", written))
    assert Announcement.objects.get().subject == "Closed in August"


def test_unsent_announcement_is_deleted_after_a_question(editor_client, written):
    assert "You can’t undo this." in shown(editor_client, url("delete", written))
    editor_client.post(url("delete", written))
    assert Announcement.objects.count() == 0


def test_test_goes_to_the_practice(editor_client, practice, written, smtp_server):
    editor_client.post(url("test", written), {"addresses": ["posts@host.example"]})
    got = [(one.rcpt_tos, one.parsed["Subject"]) for one in smtp_server.messages()]
    assert got == [(["posts@host.example"], "[Test] Closed in August")]


def test_text_part_has_the_same_words(practice, written, site, smtp_server, editor_client):
    editor_client.post(url("test", written), {"addresses": ["posts@host.example"]})
    [message] = smtp_server.messages()
    text = message.parsed.get_body(("plain",)).get_content()
    assert text.startswith("Closed in August")
    assert "We are away until 1 September." in text


@pytest.mark.parametrize("name", ["detail", "edit", "email", "test", "send", "delete"])
def test_publisher_of_another_site_meets_no_announcement(site, written, name):
    other = add_site("other.example", "Other host", "other")
    publisher = editors.member(other, "publish_page", "change_page")
    answers = [publisher.get(url(name, written)), publisher.post(url(name, written), FORM)]
    assert answers[0]["Location"] == reverse("wagtailadmin_home")
    assert answers[1].status_code in (302, 405)
    assert Announcement.objects.values_list("subject").get() == ("Closed in August",)
    assert Mailing.objects.count() == 0


def test_list_has_those_of_the_users_sites(site, written):
    other = add_site("other.example", "Other host", "other")
    Announcement.objects.create(site=other, language="en", **(WORDS | {"subject": "Elsewhere"}))
    publisher = editors.member(other, "publish_page", "change_page")
    titles = editors.parsed(publisher.get(url("index"))).select("tbody td:first-child a")
    assert [one.get_text(strip=True) for one in titles] == ["Elsewhere"]


def test_site_is_asked_for_where_there_are_several(editor_client, site):
    other = add_site("other.example", "Other host", "other")
    form = editors.parsed(editor_client.get(url("add")))
    offered = {option["value"] for option in form.select("select[name=site] option")} - {""}
    assert offered == {str(site.pk), str(other.pk)}
    editor_client.post(url("add"), FORM | {"site": other.pk})
    assert Announcement.objects.get().site == Site.objects.get(pk=other.pk)


def test_user_without_a_site_writes_none(site):
    response = editors.member(site).get(url("add"))
    assert response["Location"] == reverse("wagtailadmin_home")
