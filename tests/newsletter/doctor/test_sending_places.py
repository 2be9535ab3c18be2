from tests.newsletter.doctor.facts import facts
from wagtail_therapy.newsletter.doctor import sending_places
from wagtail_therapy.newsletter.models import SendingPlace

ABOUT = "Place of testserver"


def test_place_of_a_new_site_becomes_known_with_its_first_mailing(site):
    assert facts(sending_places.examine([site])) == {
        ABOUT: ("OK", "will be known with its first mailing.")
    }


def test_known_place_is_reported_as_ok(mailing, site):
    known = ("OK", "is known: its mailings may be sent from here.")
    assert facts(sending_places.examine([site])) == {ABOUT: known}


def test_copy_is_reported_as_a_failure(mailing, site, therapy):
    therapy(MAIL_ENVIRONMENT="staging")
    fact = "is not known, so this may be a copy. Changed: MAIL_ENVIRONMENT. Mailings wait."
    assert facts(sending_places.examine([site])) == {ABOUT: ("FAIL", fact)}
    # To look is not to ask.
    assert SendingPlace.objects.asking().count() == 0
