import re

from wagtail.models import Site

from tests.content.rendering import squeezed
from tests.practice import ready_practice
from wagtail_therapy.practice.models import PracticeSettings

REPORT = "/admin/therapy/readiness/"


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return squeezed(response.content.decode())


def test_report_groups_problems_with_links_to_fix_them(site, editor_client):
    ready_practice.practice(site, disclaimer="", sender_email="")
    html = read(editor_client, REPORT)

    order = [
        html.index(text)
        for text in ("Put this right before", "No sender address", "Do this soon", "no disclaimer")
    ]
    assert order == sorted(order)
    assert html.count(f'practicesettings/{site.pk}/" aria-label="Put it right: ') == 2


def test_report_says_when_nothing_is_wrong(site, editor_client):
    ready_practice.practice(site)

    html = read(editor_client, REPORT)
    assert "We found nothing that is missing or out of date." in html
    assert "Your emails have a sender and a postal address." in html


def test_report_says_what_is_in_order_and_not_what_is_wrong(site, editor_client):
    ready_practice.practice(site, disclaimer="")
    html = read(editor_client, REPORT)

    kept = "Your crisis notice is there, and its lines were checked in the last six months."
    missing = "A disclaimer says that your texts are general information."
    assert (kept in html, missing in html) == (True, False)


def test_report_names_each_site_where_there_are_two(site, editor_client):
    ready_practice.practice(site)
    other = Site.objects.create(hostname="other.example", root_page=site.root_page)
    PracticeSettings.objects.create(site=other)
    html = read(editor_client, REPORT)

    assert re.findall(r'<h2 class="w-h2">(.*?)</h2>', html) == ["Foreign host", "other.example"]


def test_report_is_in_the_menu_of_those_who_may_change_the_settings(
    site, editor_client, writer_client
):
    ready_practice.practice(site)

    assert REPORT in read(editor_client, "/admin/")
    assert REPORT not in read(writer_client, "/admin/")
    assert writer_client.get(REPORT).status_code == 302


def test_dashboard_shows_problems_only_to_editors_who_can_fix_them(
    site, editor_client, writer_client
):
    practice = ready_practice.practice(site)
    assert "To put right on your site" not in read(editor_client, "/admin/")
    practice.disclaimer = ""
    practice.save()

    assert "There is no disclaimer." in read(editor_client, "/admin/")
    assert "To put right on your site" not in read(writer_client, "/admin/")


def test_dashboard_renders_no_page(site, editor_client, settings):
    ready_practice.practice(site)
    settings.ALLOWED_HOSTS = ["testserver"]
    site.hostname = "else.example"
    site.save()

    assert "To put right on your site" not in read(editor_client, "/admin/")
    assert "We couldn’t load" in read(editor_client, REPORT)
