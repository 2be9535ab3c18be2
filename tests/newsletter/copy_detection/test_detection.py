"""What a person is asked in a copy of the site, and what follows from the answer."""

import pytest

from tests.newsletter import rows
from wagtail_therapy.newsletter.copy_detection import detection
from wagtail_therapy.newsletter.models import Mailing, SendingPlace
from wagtail_therapy.newsletter.sending import deliveries, mailings

MAY_BE_A_COPY = (
    "This may be a copy of the site. Changed: {}. If it is the real site, resume, or run "
    "“manage.py therapy_mail adopt”. If it is a copy, don’t: real readers would get this email."
)


@pytest.fixture
def in_copy(mailing, site, therapy):
    """A mailing to three readers, in a copy that has another name."""
    rows.subscribers(site, 3)
    therapy(MAIL_ENVIRONMENT="staging")
    return mailing


def reason(mailing):
    mailing.refresh_from_db()
    objection = detection.objection(mailing)
    return objection and objection.reason


def test_a_mailing_in_a_known_place_is_not_objected_to(mailing):
    assert detection.objection(mailing) is None


def test_a_mailing_in_a_copy_pauses_before_the_first_email(in_copy, mailoutbox):
    assert deliveries.work_on(in_copy) is False
    in_copy.refresh_from_db()
    assert (in_copy.state, in_copy.paused_reason) == (
        Mailing.State.PAUSED,
        MAY_BE_A_COPY.format("MAIL_ENVIRONMENT"),
    )
    assert (in_copy.asking_place, mailoutbox) == (SendingPlace.objects.asking().get(), [])


def test_a_question_names_all_that_has_changed(in_copy, site, therapy, tmp_path, settings):
    therapy(MAIL_STATE_DIR=tmp_path / "state")
    settings.SECRET_KEY = "of the developer's own machine"
    type(site).objects.update(hostname="staging.example")
    SendingPlace.objects.update(database="another")
    objection = reason(in_copy)
    assert objection == MAY_BE_A_COPY.format(
        "the database, the folder of MAIL_STATE_DIR, MAIL_ENVIRONMENT, the site’s address, the "
        "secret key"
    )
    assert len(objection) <= 300


def test_resuming_adopts_the_place_that_asked(in_copy, editor, mailoutbox):
    deliveries.work_on(in_copy)
    place = SendingPlace.objects.asking().get()
    mailings.resume(Mailing.objects.get(), editor)
    place.refresh_from_db()
    assert (bool(place.adopted_at), place.adopted_by, place.why) == (
        True,
        editor,
        "A mailing was resumed.",
    )
    mailing = Mailing.objects.get()
    assert (mailing.asking_place, reason(mailing)) == (None, None)
    deliveries.work_on(mailing)
    assert len(mailoutbox) == 3


def test_resuming_adopts_nothing_that_did_not_ask(mailing, therapy):
    mailings.pause(mailing, "By hand.")
    therapy(MAIL_ENVIRONMENT="staging")
    mailings.resume(mailing)
    assert reason(mailing) == MAY_BE_A_COPY.format("MAIL_ENVIRONMENT")


def test_what_is_published_in_a_copy_waits_until_a_person_says_that_it_is_the_real_site(
    in_copy, make_mailing
):
    published = make_mailing()
    assert reason(published) == MAY_BE_A_COPY.format("MAIL_ENVIRONMENT")
    deliveries.work_on(in_copy)
    mailings.resume(in_copy)
    assert (reason(published), reason(make_mailing())) == (None, None)
