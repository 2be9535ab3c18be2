"""The crisis notice in the foot of a page."""

from bs4 import BeautifulSoup
from django.template import Context, Template
from django.test import RequestFactory

from wagtail_therapy.practice.models import PracticeSettings

FOOT = "{% load wagtail_therapy_practice %}{% practice_notices %}"


def test_notice_says_when_its_first_line_is_open(site):
    PracticeSettings.objects.create(site=site, crisis_preset="us")
    request = RequestFactory().get("/", headers={"host": "testserver"})

    html = BeautifulSoup(Template(FOOT).render(Context({"request": request})), "html.parser")

    hints = [one.text for one in html.select(".therapy-crisis__first + .therapy-hint")]
    assert hints == ["Open day and night"]
