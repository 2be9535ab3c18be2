from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Site

from tests.parsed_html import parsed
from wagtail_therapy.practice.models import PracticeSettings

TODAY = timezone.localdate()


@pytest.fixture
def practice(site):
    return PracticeSettings.objects.create(site=site, crisis_preset="us")


def address(site):
    return f"/admin/therapy/crisis-lines/{site.pk}/"


def boxes(client, site):
    """Return the value of each line's checkbox by its name."""
    page = parsed(client.get(address(site)).content.decode())
    found = {box.parent.b.text: box["value"] for box in page.select("[name=lines]")}
    assert len(found) == len(page.select("[name=lines]"))
    return found


def send(client, site, lines, day=TODAY):
    response = client.post(address(site), {"lines": lines, "day": str(day)})
    return response.context["form"].errors if response.status_code == 200 else response.url


def test_lines_are_confirmed_one_by_one(practice, site, editor_client):
    found = boxes(editor_client, site)
    sent = send(editor_client, site, [found["Crisis Text Line"]])

    practice.refresh_from_db()
    kept = practice.confirmed_lines["us-crisis-text-line"]
    assert (sent, kept["date"], list(practice.confirmed_lines)) == (
        address(site),
        TODAY.isoformat(),
        ["us-crisis-text-line"],
    )


def test_page_says_of_each_line_what_it_shows_and_where_to_look_it_up(
    practice, site, editor_client
):
    page = parsed(editor_client.get(address(site)).content.decode())
    [line] = [one for one in page.select("fieldset li") if "Crisis Text Line" in one.text]

    assert "Text HOME to 741741 · Open day and night · Anyone" in " ".join(line.text.split())
    assert line.a["href"] == "https://www.crisistextline.org/"


def test_page_shows_the_former_text_of_a_changed_line(practice, site, editor_client):
    send(editor_client, site, [boxes(editor_client, site)["Crisis Text Line"]])
    practice.refresh_from_db()
    practice.confirmed_lines["us-crisis-text-line"]["shown"]["ways"][0]["word"] = "OLD"
    practice.save()
    html = editor_client.get(address(site)).content.decode()

    assert "Changed since you checked it" in html
    assert "Text OLD to 741741" in html


def test_line_that_changed_while_the_page_was_open_is_not_confirmed(practice, site, editor_client):
    found = boxes(editor_client, site)
    practice.emergency_number = "112"
    practice.save()

    assert send(editor_client, site, [found["In an emergency"]]) == {
        "lines": ["A line changed while you had this page open. Please check it again."]
    }


def test_lines_are_chosen_and_the_day_has_come(practice, site, editor_client):
    tomorrow = TODAY + timedelta(days=1)

    assert send(editor_client, site, [], tomorrow) == {
        "lines": ["Choose the lines that you have checked."],
        "day": ["This date is in the future."],
    }


def test_page_of_a_practice_without_lines_leads_to_its_settings(site, editor_client):
    html = editor_client.get(address(site)).content.decode()

    assert "Choose your country, or add your own lines" in html


def test_settings_say_what_is_to_be_checked(practice, site, editor_client):
    url = f"/admin/settings/wagtail_therapy_practice/practicesettings/{site.pk}/"
    before = editor_client.get(url).content.decode()
    send(editor_client, site, list(boxes(editor_client, site).values()))
    after = editor_client.get(url).content.decode()

    assert [
        ("You still need to check" in html, address(site) in html) for html in (before, after)
    ] == [
        (True, True),
        (False, True),
    ]


def test_lines_are_confirmed_by_those_who_may_change_the_settings(practice, site, writer_client):
    assert writer_client.get(address(site)).status_code == 302
    assert writer_client.post(address(site), {}).status_code == 302


def test_lines_of_a_site_without_a_practice_are_not_shown(site, editor_client):
    other = Site.objects.create(hostname="other.example", root_page=site.root_page)

    assert editor_client.get(address(other)).status_code == 302
