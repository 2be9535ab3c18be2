"""Readers are emailed less often if the practice chooses so, with one notice; never more often."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry, Site

from tests.newsletter import editors, mailing_pages, rows
from tests.newsletter.digests import INSTANT, MONTHLY, WEEKLY, reader, send
from tests.newsletter.models.test_site_settings import FILLED_IN
from wagtail_therapy.newsletter import tokens
from wagtail_therapy.newsletter.models import Mailing, NewsletterSettings, Subscriber
from wagtail_therapy.newsletter.sending import frequency_notices, mailings, preparation

Status = Subscriber.Status


@pytest.fixture
def lower(practice, site):
    """Return a function that sets how often readers are emailed, and returns the notes to them."""

    def lower(frequency):
        settings = NewsletterSettings.objects.filter(site=site).first()
        settings = settings or NewsletterSettings(site=site)
        settings.frequency = frequency
        settings.save()
        return frequency_notices.queue(settings)

    return lower


def frequencies():
    return dict(Subscriber.objects.order_by("pk").values_list("email", "frequency"))


def recipients_and_subjects(mailoutbox):
    return [(message.to, message.subject) for message in mailoutbox]


def test_readers_are_moved_to_the_lower_frequency_and_notified_once(site, lower, mailoutbox):
    reader(site, "instant", INSTANT)
    reader(site, "weekly", WEEKLY)
    reader(site, "chosen", INSTANT, is_frequency_chosen=True)
    rows.subscriber(site, "paused@mail.example", Status.PAUSED)
    rows.subscriber(site, "pending@mail.example", Status.PENDING)
    [notice] = lower(WEEKLY)
    assert set(frequencies().values()) == {INSTANT, WEEKLY}

    send(notice)

    subject = "Foreign Practice: One email a week from now on"
    assert recipients_and_subjects(mailoutbox) == [(["instant@mail.example"], subject)]
    assert frequencies() == {
        "instant@mail.example": WEEKLY,
        "weekly@mail.example": WEEKLY,
        "chosen@mail.example": INSTANT,
        "paused@mail.example": INSTANT,
        "pending@mail.example": INSTANT,
    }
    assert (notice.state, notice.total, notice.sent, notice.excluded) == ("finished", 1, 1, 0)
    assert lower(WEEKLY) == []


def test_all_who_are_emailed_more_often_are_moved(site, lower, mailoutbox):
    reader(site, "instant", INSTANT)
    reader(site, "weekly", WEEKLY)
    [notice] = lower(MONTHLY)
    send(notice)
    assert set(frequencies().values()) == {MONTHLY}
    assert len(mailoutbox) == 2


def test_more_often_changes_nothing_for_readers(site, lower, mailoutbox):
    reader(site, "monthly", MONTHLY)
    NewsletterSettings.objects.create(site=site, frequency=MONTHLY)
    assert lower(INSTANT) == []
    assert frequencies() == {"monthly@mail.example": MONTHLY}


def test_each_language_has_its_note(site, lower, mailoutbox):
    reader(site, "english", INSTANT, language="en")
    reader(site, "none", INSTANT)
    reader(site, "german", INSTANT, language="de")
    notices = lower(WEEKLY)
    assert [notice.language for notice in notices] == ["de", "en"]
    for notice in notices:
        send(notice)
    assert sorted(message.to[0] for message in mailoutbox) == [
        "english@mail.example",
        "german@mail.example",
        "none@mail.example",
    ]


def test_cancelled_note_moves_no_reader(site, lower, editor):
    reader(site, "instant", INSTANT)
    [notice] = lower(WEEKLY)
    mailings.cancel(notice, editor)
    send(notice)
    assert frequencies() == {"instant@mail.example": INSTANT}


@pytest.mark.parametrize("then", [MONTHLY, INSTANT])
def test_another_change_takes_the_place_of_a_note_that_waits(site, lower, mailoutbox, then):
    reader(site, "instant", INSTANT)
    [first] = lower(WEEKLY)
    second = lower(then)
    for notice in [first, *second]:
        send(notice)
    assert frequencies() == {"instant@mail.example": then}
    assert len(mailoutbox) == len(second)


def test_each_reader_is_moved_and_notified_once_if_a_worker_dies(
    site, lower, mailoutbox, monkeypatch
):
    monkeypatch.setattr(preparation, "CHUNK", 2)
    for number in range(5):
        reader(site, f"reader-{number}", INSTANT)
    [notice] = lower(WEEKLY)
    preparation._freeze_content(notice)
    preparation._freeze_chunk(notice)
    assert sorted(frequencies().values()) == [INSTANT] * 3 + [WEEKLY] * 2
    send(Mailing.objects.get())
    assert set(frequencies().values()) == {WEEKLY}
    assert len(mailoutbox) == 5


def test_readers_of_another_site_are_not_moved(site, lower):
    other = Site.objects.create(hostname="other.example", root_page=site.root_page)
    reader(other, "stranger", INSTANT)
    assert lower(WEEKLY) == []


@pytest.fixture
def url(site):
    names = ["wagtail_therapy_newsletter", "newslettersettings", site.pk]
    return reverse("wagtailsettings:edit", args=names)


ASKED = "1 reader who hasn’t chosen it would be emailed less often"


def test_settings_ask_before_readers_are_moved(editor_client, editor, practice, site, url):
    reader(site, "instant", INSTANT)
    assert "is_move_confirmed" not in editor_client.get(url).content.decode()

    answer = editor_client.post(url, FILLED_IN | {"frequency": WEEKLY})
    page = editors.parsed(answer)
    assert ASKED in page.get_text()
    assert page.select_one("[name=is_move_confirmed]")
    assert NewsletterSettings.read(site).frequency == INSTANT

    confirmed = FILLED_IN | {"frequency": WEEKLY, "is_move_confirmed": "on"}
    assert editor_client.post(url, confirmed).status_code == 302
    notice = Mailing.objects.get()
    assert (notice.kind, notice.frequency, notice.created_by) == (
        "frequency_notice",
        WEEKLY,
        editor,
    )
    logged = [entry.message for entry in ModelLogEntry.objects.order_by("pk")]
    assert "Readers are emailed: weekly, unless they choose otherwise" in logged
    page = mailing_pages.text(editor_client.get(mailing_pages.url(notice)))
    assert "Note on how often (weekly)" in page
    assert "it will be sent to 1 reader." in page
    assert "correct the post" not in page


@pytest.mark.parametrize(
    ("before", "after"), [(INSTANT, INSTANT), (WEEKLY, INSTANT), (INSTANT, WEEKLY)]
)
def test_settings_ask_only_if_readers_would_be_moved(editor_client, site, url, before, after):
    NewsletterSettings.objects.create(site=site, frequency=before)
    reader(site, "chosen", INSTANT, is_frequency_chosen=True)
    assert editor_client.post(url, FILLED_IN | {"frequency": after}).status_code == 302
    assert (NewsletterSettings.read(site).frequency, Mailing.objects.count()) == (after, 0)


def test_note_leads_to_a_page_that_keeps_every_post(client, site, lower, mailoutbox):
    reader(site, "instant", INSTANT)
    [notice] = lower(WEEKLY)
    send(notice)
    moved = Subscriber.objects.get()
    link = f"http://testserver/newsletter/frequency/{tokens.unsubscribe_token(moved)}/"
    [message] = mailoutbox
    assert link in message.body
    assert link in message.alternatives[0].content

    assert "Keep every post" in client.get(link).content.decode()
    assert set(frequencies().values()) == {WEEKLY}
    assert "You’ll get every post" in client.post(link).content.decode()
    moved.refresh_from_db()
    assert (moved.frequency, moved.is_frequency_chosen) == (INSTANT, True)
    assert lower(MONTHLY) == []


def test_page_says_the_same_to_who_has_left(client, site):
    gone = reader(site, "gone", WEEKLY)
    link = f"/newsletter/frequency/{tokens.unsubscribe_token(gone)}/"
    gone.unsubscribe()
    answers = [client.post(link).content]
    gone.refresh_from_db()
    assert gone.frequency == WEEKLY
    gone.delete()
    answers.append(client.post(link).content)
    assert answers[0] == answers[1]
    assert client.post("/newsletter/frequency/forged/").status_code == 404
