from datetime import date

from django.template import Context, Template
from django.test import RequestFactory

from tests.content.rendering import squeezed
from wagtail_therapy.practice.models import PracticeSettings


def notices(**context):
    template = Template("{% load wagtail_therapy_practice %}{% practice_notices %}")
    return squeezed(template.render(Context(context)))


def request():
    return RequestFactory().get("/", headers={"host": "testserver"})


def test_notices_show_what_the_practice_says(site):
    PracticeSettings.objects.create(
        site=site,
        crisis_notice="Call 911.\n\nWe don't watch this inbox.",
        crisis_checked_date=date(2026, 11, 1),
        disclaimer="No advice & no <promise>.",
    )

    assert notices(request=request()) == (
        '<div class="therapy-notices">'
        '<section class="therapy-notice therapy-crisis" aria-label="In a crisis">'
        "<p>Call 911.</p><p>We don&#x27;t watch this inbox.</p>"
        '<p class="therapy-hint">Numbers checked on'
        '<time datetime="2026-11-01">Nov. 1, 2026</time></p></section>'
        '<div class="therapy-notice therapy-disclaimer"><p>No advice &amp; no &lt;promise&gt;.</p>'
        "</div></div>"
    )


def test_notices_leave_out_what_is_empty(site):
    PracticeSettings.objects.create(site=site, disclaimer="No advice.")

    assert notices(request=request()) == (
        '<div class="therapy-notices"><div class="therapy-notice therapy-disclaimer">'
        "<p>No advice.</p></div></div>"
    )


def test_notices_of_a_practice_that_says_nothing_are_nothing(site):
    assert notices(request=request()) == ""


def test_notices_without_a_request_are_nothing(site):
    PracticeSettings.objects.create(site=site, disclaimer="No advice.")

    assert notices() == ""
