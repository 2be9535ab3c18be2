from tests.newsletter.doctor.facts import facts
from wagtail_therapy.newsletter.doctor import sending_places
from wagtail_therapy.newsletter.models import SendingPlace

ABOUT = "Place of testserver"


def test_new_site_is_told_when_it_will_be_known(site):
    assert facts(sending_places.examine([site])) == {
        ABOUT: ("OK", "will be known with its first mailing.")
    }


def test_known_place_is_told(mailing, site):
    known = ("OK", "is known: its mailings may be sent from here.")
    assert facts(sending_places.examine([site])) == {ABOUT: known}


def test_copy_is_told(mailing, site, therapy):
    therapy(MAIL_ENVIRONMENT="staging")
    fact = "is not known, so this may be a copy. Changed: MAIL_ENVIRONMENT. Mailings wait."
    assert facts(sending_places.examine([site])) == {ABOUT: ("FAIL", fact)}
    # To look is not to ask.
    assert SendingPlace.objects.asking().count() == 0
