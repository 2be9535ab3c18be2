"""``therapy_mail adopt``: this is the real site, and its mailings go on."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db.models import CharField, Value
from wagtail.models import ModelLogEntry

from tests.newsletter import rows
from tests.sites import add_site
from wagtail_therapy.newsletter.copy_detection import places
from wagtail_therapy.newsletter.models import Mailing, SendingPlace
from wagtail_therapy.newsletter.sending import deliveries, mailings

State = Mailing.State
ORLA = ["--why", "Moved to a new server", "--as", "Orla"]


@pytest.fixture
def adopt(capsys):
    """Return a function that runs the command and returns its lines."""

    def adopt(*arguments):
        call_command("therapy_mail", "adopt", *arguments)
        return capsys.readouterr().out.splitlines()

    return adopt


@pytest.fixture
def moved(mailing, site, therapy):
    """A mailing that a worker has paused after the site moved."""
    rows.subscribers(site, 2)
    therapy(MAIL_ENVIRONMENT="new server")
    deliveries.work_on(mailing)
    mailing.refresh_from_db()
    assert mailing.state == State.PAUSED
    return mailing


def known():
    places = SendingPlace.objects.exclude(adopted_at=None).order_by("pk")
    return list(places.values_list("adopted_as", "why", "adopted_by"))


def test_adopting_resumes_what_was_paused_for_it(moved, mailoutbox, adopt):
    assert adopt(*ORLA) == ["testserver: this place is adopted; 1 mailings go on."]
    assert known() == [("", "", None), ("Orla", "Moved to a new server", None)]
    assert deliveries.work_on(Mailing.objects.get()) is False
    assert len(mailoutbox) == 2


def test_adopting_is_in_the_audit_log(moved, site, adopt):
    adopt(*ORLA)
    entries = ModelLogEntry.objects.for_instance(site)
    assert [(entry.action, entry.comment, entry.user) for entry in entries] == [
        ("wagtail_therapy.place.adopt", "Moved to a new server (Orla)", None)
    ]
    resumed = ModelLogEntry.objects.for_instance(moved).first()
    assert (resumed.action, resumed.data) == ("wagtail_therapy.mailing.resume", {"by": "Orla"})


def test_adopting_before_anything_asks_is_enough(mailing, site, therapy, mailoutbox, adopt):
    rows.subscribers(site, 2)
    therapy(MAIL_ENVIRONMENT="new server")
    assert adopt(*ORLA) == ["testserver: this place is adopted; 0 mailings go on."]
    deliveries.work_on(mailing)
    assert len(mailoutbox) == 2


def test_adopting_twice_changes_nothing(moved, adopt):
    adopt(*ORLA)
    before = known()
    assert adopt("--why", "Once more", "--as", "Ada") == [
        "testserver: this place was known already; 0 mailings go on."
    ]
    assert known() == before


def test_adopting_leaves_what_was_paused_for_another_reason(mailing, make_mailing, moved, adopt):
    other = make_mailing()
    mailings.pause(other, "By hand.")
    assert adopt(*ORLA) == ["testserver: this place is adopted; 1 mailings go on."]
    other.refresh_from_db()
    assert (other.state, other.paused_reason) == (State.PAUSED, "By hand.")


def test_servers_of_one_database_that_have_asked_are_adopted_at_once(
    mailing, therapy, tmp_path, adopt
):
    for server in ("a", "b", "c"):
        therapy(MAIL_ENVIRONMENT="production", MAIL_STATE_DIR=tmp_path / server)
        deliveries.work_on(mailing)
        Mailing.objects.update(state=State.HELD)
        mailing.refresh_from_db()
    therapy(MAIL_ENVIRONMENT="staging")
    deliveries.work_on(mailing)

    therapy(MAIL_ENVIRONMENT="production")
    assert adopt(*ORLA) == ["testserver: 3 places are adopted; 0 mailings go on."]
    # One name too many: that is no server of this site.
    assert SendingPlace.objects.asking().count() == 1


def test_unidentified_database_vouches_for_no_other_folder(
    mailing, therapy, tmp_path, adopt, monkeypatch
):
    SendingPlace.objects.update(database="")
    identity = "wagtail_therapy.newsletter.copy_detection.database_identity.expression"
    monkeypatch.setattr(identity, lambda _alias: Value("", output_field=CharField()))
    for server in ("a", "b"):
        therapy(MAIL_STATE_DIR=tmp_path / server)
        deliveries.work_on(mailing)
        Mailing.objects.update(state=State.HELD)
        mailing.refresh_from_db()
    assert adopt(*ORLA) == ["testserver: this place is adopted; 0 mailings go on."]
    assert SendingPlace.objects.asking().count() == 1


def test_each_site_is_adopted_or_the_one_that_is_named(moved, adopt):
    add_site("sister.example", slug="sister")
    assert adopt(*ORLA, "--site", "sister.example") == [
        "sister.example: this place is adopted; 0 mailings go on."
    ]
    assert adopt(*ORLA) == [
        "testserver: this place is adopted; 1 mailings go on.",
        "sister.example: this place was known already; 0 mailings go on.",
    ]


@pytest.mark.parametrize("arguments", [[], ["--why", "w" * 256], [*ORLA, "--site", "nowhere"]])
def test_adopting_wants_a_reason_and_a_site(moved, adopt, arguments):
    with pytest.raises(CommandError):
        adopt(*arguments)
    assert known() == [("", "", None)]


NOON = datetime(2026, 5, 1, 12, tzinfo=ZoneInfo("Europe/London"))


def test_list_shows_the_places_of_each_site(moved, adopt):
    add_site("sister.example", slug="sister")
    SendingPlace.objects.update(seen_at=NOON)
    SendingPlace.objects.exclude(adopted_at=None).update(adopted_at=NOON)

    assert adopt("--list") == [
        "testserver",
        "  here: not adopted, has asked since 2026-05-01 12:00",
        (
            "  elsewhere (not the same: MAIL_ENVIRONMENT): adopted 2026-05-01 12:00, "
            "with the first mailing"
        ),
        "sister.example",
        "  here: not adopted",
    ]


def test_list_says_why_a_place_was_adopted_and_who_asks(moved, therapy, tmp_path, adopt):
    adopt(*ORLA)
    SendingPlace.objects.update(seen_at=NOON, adopted_at=NOON)
    therapy(MAIL_STATE_DIR=tmp_path)
    places.unadopted(moved.site)
    SendingPlace.objects.asking().update(seen_at=NOON)
    therapy(MAIL_STATE_DIR=None)

    assert adopt("--list") == [
        "testserver",
        "  here: adopted 2026-05-01 12:00, Moved to a new server",
        (
            "  elsewhere (not the same: the folder of MAIL_STATE_DIR): not adopted, "
            "has asked since 2026-05-01 12:00"
        ),
        (
            "  elsewhere (not the same: MAIL_ENVIRONMENT): adopted 2026-05-01 12:00, "
            "with the first mailing"
        ),
    ]


def test_list_of_a_new_site_says_that_it_needs_nothing(site, adopt):
    assert adopt("--list") == ["testserver", "  here: the first mailing adopts it"]
