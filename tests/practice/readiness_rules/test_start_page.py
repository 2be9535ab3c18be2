from tests.practice import ready_practice
from wagtail_therapy.practice import readiness
from wagtail_therapy.practice.readiness_rules.start_page import WELCOME


def start_pages(site):
    found = [one for one in readiness.examine(site) if one.code == "start_page"]
    return [(str(one.level), one.url) for one in found]


def of_home(site):
    return [("error", f"/admin/pages/{site.root_page_id}/edit/")]


def test_page_that_wagtail_makes_is_found_by_its_title(site):
    ready_practice.practice(site)
    site.root_page.title = WELCOME
    site.root_page.save()
    assert start_pages(site) == of_home(site)


def test_page_of_wagtail_start_is_found_by_what_it_shows(site, base):
    ready_practice.practice(site)
    base(f"<!-- home/welcome_page.html --><meta name='a' content='{WELCOME}'>")
    assert start_pages(site) == of_home(site)


def test_home_page_of_a_practice_is_in_order(site):
    ready_practice.practice(site)
    assert start_pages(site) == []
