from django.test import RequestFactory

from tests.content.rendering import squeezed
from tests.pages import rows
from wagtail_therapy.practice.crisis.callout import CrisisCalloutBlock
from wagtail_therapy.practice.models import PracticeSettings

BLOCK = CrisisCalloutBlock()


def rendered(title="", audience="", **context):
    value = BLOCK.to_python({"title": title, "audience": audience})
    return squeezed(BLOCK.render(value, context))


def request():
    return RequestFactory().get("/", headers={"host": "testserver"})


def test_callout_shows_the_lines_of_the_settings(site):
    PracticeSettings.objects.create(site=site, emergency_number="112")

    assert rendered("Now", request=request()) == (
        '<div class="therapy-callout therapy-crisis" role="note">'
        '<p class="therapy-callout-title">Now</p><p class="therapy-crisis__emergency">'
        'In an emergency:<a href="tel:112">Call<bdi dir="ltr">112</bdi></a></p>'
        '<p class="therapy-hint">Lines are open day and night unless they say otherwise.</p></div>'
    )


def test_callout_for_some_readers_shows_their_lines_only(site):
    PracticeSettings.objects.create(site=site, crisis_preset="us")
    html = rendered(audience="abuse", request=request())

    assert ["tel:+18007997233" in html, "741741" in html, "<details" in html] == [
        True,
        False,
        False,
    ]


def test_callout_is_in_feeds_and_mails_which_have_no_visitor(site):
    PracticeSettings.objects.create(site=site, crisis_preset="us")
    post = rows.post(rows.blog(site), rows.writer())

    assert "sms:741741?&amp;body=HOME" in rendered(page=post)


def test_callout_without_lines_or_a_site_is_nothing(site):
    assert (rendered("Now", request=request()), rendered("Now")) == ("", "")
