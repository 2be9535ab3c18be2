"""What is above a text, and that the foot has the rest."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from tests.content.rendering import squeezed
from tests.pages import rows
from wagtail_therapy.practice.models import PracticeSettings


def request():
    return RequestFactory().get("/", headers={"host": "testserver"})


def rendered(tag, **context):
    template = Template(f"{{% load wagtail_therapy_practice %}}{{% {tag} %}}")
    return squeezed(template.render(Context(context)))


@pytest.mark.parametrize("foot", ["practice_footer", "practice_notices"])
def test_link_leads_to_the_notice_in_the_foot_from_numbers_above_too(site, foot):
    PracticeSettings.objects.create(site=site, crisis_preset="us")
    page = rows.approach(rows.approaches(site), short_definition="Slow.", crisis_notice="always")

    def anchors(*tags):
        asked = request()
        shown = [rendered(tag, request=asked, page=page) for tag in tags]
        return [one.count(' id="therapy-crisis"') for one in shown]

    assert anchors("practice_first_notices", foot) == [0, 1]
    assert anchors("practice_crisis", foot) == [1, 0]


def test_numbers_above_a_text_are_in_a_line(site):
    PracticeSettings.objects.create(site=site, crisis_preset="us")
    page = rows.approach(rows.approaches(site), short_definition="Slow.", crisis_notice="always")

    assert rendered("practice_first_notices", request=request(), page=page) == (
        '<section class="therapy-first-notices" aria-label="If you need help now">'
        '<div class="therapy-crisis therapy-crisis-line">'
        '<p class="therapy-crisis__first"><strong>If you need help now</strong>'
        '<a href="tel:988">Call<bdi dir="ltr">988</bdi></a>'
        '<a href="tel:911">Call<bdi dir="ltr">911</bdi></a>'
        '<a href="sms:988">Text<bdi dir="ltr">988</bdi></a>'
        '<a href="#therapy-crisis">More lines</a></p></div></section>'
    )


def test_text_is_above_if_there_are_no_numbers(site):
    PracticeSettings.objects.create(site=site, crisis_notice="Go to your doctor.")
    page = rows.approach(rows.approaches(site), short_definition="Slow.", crisis_notice="always")

    assert "<p>Go to your doctor.</p>" in rendered(
        "practice_first_notices", request=request(), page=page
    )


def test_foot_only_links_to_a_notice_that_is_above(site):
    PracticeSettings.objects.create(site=site, crisis_preset="us", disclaimer="No advice.")
    page = rows.approach(rows.approaches(site), short_definition="Slow.", crisis_notice="always")
    asked = request()
    card = rendered("practice_crisis", request=asked, page=page)

    assert ('id="therapy-crisis"' in card, "tel:988" in card) == (True, True)
    assert rendered("practice_notices", request=asked, page=page) == (
        '<div class="therapy-notices"><p class="therapy-notice therapy-crisis-above">'
        '<a href="#therapy-crisis">If you need help now</a></p>'
        '<details class="therapy-notice therapy-disclaimer">'
        "<summary>What this site can’t do</summary><p>No advice.</p></details></div>"
    )
