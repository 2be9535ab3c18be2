"""A form posted twice, or a thousand times."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from wagtail.models import Site

from tests.newsletter import rows, visitors
from tests.newsletter.visitors import ADDRESS, CHECK_INBOX, SUBSCRIBE, alert, filled_in
from wagtail_therapy.newsletter.models import ConsentEvent, Subscriber

PUBLIC = "193.0.6.139"


def ask(client, site, email=ADDRESS, **changes):
    return client.post(SUBSCRIBE, filled_in(site, email, **changes))


def later(**wait):
    """Make all times of all readers this much longer ago."""
    for reader in Subscriber.objects.all():
        for name in ("confirmation_due_at", "confirmation_sent_at"):
            if value := getattr(reader, name):
                setattr(reader, name, value - timedelta(**wait))
        reader.save()
    ConsentEvent.objects.update(created_at=F("created_at") - timedelta(**wait))


def test_subscribe_refuses_too_many_requests_of_a_network_and_keeps_the_address(
    client, site, therapy
):
    therapy(SUBSCRIBE_PER_NETWORK_PER_HOUR=2)
    answers = [
        client.post(SUBSCRIBE, filled_in(site, f"{n}@mail.example"), REMOTE_ADDR=PUBLIC)
        for n in range(3)
    ]

    assert [response.status_code for response in answers] == [200, 200, 429]
    assert visitors.typed_address(answers[2]) == "2@mail.example"
    assert alert(answers[2]) == (
        "We’ve had a lot of requests from your network. Please try again in an hour."
    )
    assert list(Subscriber.objects.order_by("pk").values_list("email", flat=True)) == [
        "0@mail.example",
        "1@mail.example",
    ]


def test_subscribe_answers_however_often_and_writes_what_the_limit_allows(client, site):
    form = filled_in(site)
    statuses = [client.post(SUBSCRIBE, form, REMOTE_ADDR=PUBLIC).status_code for _ in range(100)]

    # Ten by one form, ten times another one instead, and then the network has had its twenty.
    assert statuses == [200] * 20 + [429] * 80
    assert (Subscriber.objects.count(), ConsentEvent.objects.count()) == (1, 1)


def test_subscribe_twice_sends_one_mail(client, site, run_mail):
    for _ in range(2):
        assert visitors.heading(ask(client, site)) == CHECK_INBOX

    assert (run_mail(), run_mail()) == ([ADDRESS], [])
    assert Subscriber.objects.count() == 1


def test_subscribe_in_another_spelling_is_the_same_reader(client, site, run_mail):
    ask(client, site, "Reader@Mail.example")
    ask(client, site, "reader@mail.EXAMPLE")

    assert run_mail() == ["Reader@mail.example"]
    assert Subscriber.objects.count() == 1


def test_subscribe_sends_to_one_address_once_in_ten_minutes(client, site, run_mail):
    sent = []
    for minutes in (0, 9, 1, 1):
        later(minutes=minutes)
        ask(client, site)
        sent.append(run_mail())

    assert sent == [[ADDRESS], [], [ADDRESS], []]


def test_subscribe_sends_to_one_address_three_times_a_day(client, site, run_mail):
    sent = []
    for hours in (0, 1, 1, 1, 1, 25):
        later(hours=hours)
        ask(client, site)
        sent.append(len(run_mail()))

    assert sent == [1, 1, 1, 0, 0, 1]


def test_subscribe_while_a_mail_is_being_sent_owes_no_second_one(client, site, run_mail):
    ask(client, site)
    reader = Subscriber.objects.get()
    reader.claim_confirmation(timezone.now(), timedelta(minutes=5))

    ask(client, site)

    assert run_mail() == []


def test_subscribe_puts_off_what_is_too_much_for_a_site(client, site, run_mail, therapy):
    therapy(CONFIRMATIONS_PER_SITE_PER_HOUR=2)
    answers = [visitors.heading(ask(client, site, f"{n}@mail.example")) for n in range(3)]

    assert answers == [CHECK_INBOX] * 3
    assert (run_mail(), run_mail()) == (["0@mail.example", "1@mail.example"], [])
    later(minutes=61)
    assert run_mail() == ["2@mail.example"]


def test_subscribe_limits_each_site_by_itself(client, site, run_mail, therapy):
    therapy(CONFIRMATIONS_PER_SITE_PER_HOUR=1)
    other = Site.objects.create(hostname="other.example", root_page=site.root_page)
    rows.subscriber(other, status="pending", confirmation_sent_at=timezone.now())

    ask(client, site)

    assert run_mail() == [ADDRESS]
