"""What the dashboard shows of mails that are due, and which users see it."""

import pytest

from tests.newsletter import editors, publishing, rows
from wagtail_therapy.newsletter.models import Mailing, PostMailIntent
from wagtail_therapy.newsletter.sending import mailings


def due(person):
    """Return what the panel says, line by line, with the addresses of its links."""
    panel = editors.parsed(person.client.get("/admin/")).select_one("#therapy-mail-section")
    lines = panel.select("li") if panel else []
    return [(" ".join(one.get_text(" ").split()), one.a["href"]) for one in lines]


def test_dashboard_shows_a_waiting_mailing(mo, make_post):
    rows.publish(make_post())
    [(text, link)] = due(mo)
    assert text.endswith("“On endings” will be emailed to 0 readers. Send now or cancel")
    assert link == Mailing.objects.get().get_absolute_url()


def test_dashboard_names_no_time_that_has_passed(mo, make_post):
    rows.publish(make_post())
    link = rows.end_hold().get_absolute_url()
    assert due(mo) == [("“On endings” is about to be emailed to 0 readers. Pause or cancel", link)]


def test_dashboard_shows_a_paused_mailing_with_its_reason(mo, make_post):
    rows.publish(make_post())
    Mailing.objects.update(state="paused", paused_reason="The mail server is down.")
    summary = "It’s paused. The mail server is down. No one has got it yet. Resume or cancel"
    link = Mailing.objects.get().get_absolute_url()
    assert due(mo) == [(f"The email about “On endings”: {summary}", link)]


def test_dashboard_shows_a_post_that_waits_for_approval(mo, ada, site, make_post):
    post = make_post()
    post.save_revision()
    publishing.moderated(site, mo).start(post, ada.user)
    decision = f"/admin/therapy/mail/{post.pk}/"
    assert due(mo) == [
        (
            "“On endings” will be emailed to 0 readers when it is published. Do not email it",
            decision,
        )
    ]

    PostMailIntent.objects.update(set_by=ada.user)
    asked = "ada@host.example has asked for “On endings” to be emailed to subscribers."
    rest = "Without your answer it will only be published. Decide"
    assert due(mo) == [(f"{asked} {rest}", decision)]


def test_dashboard_shows_a_request_to_email_a_published_post(mo, ada, make_post):
    post = make_post(choice=None)
    rows.answer(post, "send", ada.user)
    assert due(mo) == []
    rows.publish(post)
    [(text, _link)] = due(mo)
    assert text.endswith("It was not emailed. Email it now")


def test_dashboard_shows_a_scheduled_post_in_moderation_once(mo, ada, site, make_post):
    post = make_post(go_live_at="2100-01-01T09:00Z")
    post.save_revision().publish()
    publishing.moderated(site, mo).start(post, ada.user)
    [(text, _link)] = due(mo)
    assert text.startswith("“On endings” goes live on Jan. 1, 2100, 9 a.m., and will then be")


@pytest.mark.parametrize("choice", [None, "dont"])
def test_dashboard_is_empty_for_a_post_that_should_not_be_emailed(mo, make_post, choice):
    rows.publish(make_post(choice=choice))
    assert due(mo) == []


def test_dashboard_omits_a_cancelled_mailing(mo, make_post):
    rows.publish(make_post())
    mailings.cancel(Mailing.objects.get(), user=mo.user)
    assert due(mo) == []


def test_dashboard_is_empty_without_permission_to_publish(ada, make_post):
    rows.publish(make_post())
    assert due(ada) == []


def test_dashboard_shows_at_most_five_mailings(mo, make_post):
    for number in range(6):
        rows.publish(make_post(f"Post {number}"))
    panel = editors.parsed(mo.client.get("/admin/")).select_one("#therapy-mail-section")
    assert (len(panel.select("li")), "There are more than these." in panel.text) == (5, True)
