import pytest
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage

from wagtail_therapy.practice.emails.domains import ascii_domain
from wagtail_therapy.practice.emails.senders import sender
from wagtail_therapy.practice.models import PracticeSettings

ENCODED = "=?utf-8?q?Willow=0ABcc=3A_a=40b?="


def practice(**changes):
    return PracticeSettings(sender_email="hello@practice.example", **changes)


def test_domain_of_a_sender_is_encoded_as_idna_2008():
    # IDNA 2003 would make strasse.example of it.
    assert ascii_domain("straße.example") == "xn--strae-oqa.example"


@pytest.mark.parametrize("name", [ENCODED, f"Willow\n{ENCODED}", "a\r\nBcc: x@y.example"])
def test_sender_can_stand_in_a_mail_whatever_its_name(name):
    mail = EmailMessage("A", "b", sender(practice(sender_name=name)), ["a@b.example"])
    assert "\nBcc" not in mail.message().as_string()


@pytest.mark.parametrize("field", ["name", "sender_name"])
def test_name_that_mail_programs_decode_is_refused(site, field):
    settings = practice(site=site, **{field: ENCODED})
    with pytest.raises(ValidationError) as error:
        settings.full_clean()
    assert error.value.message_dict == {
        field: ["Write the name as people read it, without “=?”, which email apps decode."]
    }
