"""Who may import from WordPress: people who may add and publish pages below a blog."""

import pytest
from django.test import Client

from tests.newsletter import editors
from tests.sites import add_site
from tests.wordpress_import.admin.import_pages import (
    IMPORTS,
    PRIVATE,
    PUBLISH,
    blog_on,
    brought,
    errors,
    uploaded,
)
from wagtail_therapy.wordpress_import.models import WordPressImport

PAGES = ["", "options/", "report/", "posts/0/", "posts/0/page/"]
BUTTONS = ["options/", "work/", "begin/", "repeat/", "discard/"]


@pytest.mark.parametrize("permissions", [[], ["add_page", "change_page"], ["publish_page"]])
@pytest.mark.parametrize("path", ["", "add/", "results/"])
def test_import_is_for_people_who_may_add_and_publish(site, permissions, path):
    blog_on(site)
    person = editors.member(site, *permissions)
    assert person.get(f"{IMPORTS}{path}")["Location"] == "/admin/"
    assert "Move from WordPress" not in person.get("/admin/").content.decode()


def test_import_is_in_the_menu_of_people_who_may(site):
    blog_on(site)
    assert "Move from WordPress" in editors.member(site, *PUBLISH).get("/admin/").content.decode()


def test_import_of_another_site_is_not_seen(site, editor_client):
    blog_on(site)
    other = blog_on(add_site("other.example", slug="other"))
    uploaded(editor_client, blog=other.pk)
    person = editors.member(site, *PUBLISH)
    url = f"{IMPORTS}{brought().pk}/"
    answers = [person.get(f"{url}{page}")["Location"] for page in PAGES]
    answers += [person.post(f"{url}{button}")["Location"] for button in BUTTONS]
    assert {*answers} == {"/admin/"}
    listed = person.get(IMPORTS).content.decode()
    assert ("export.xml" in listed, PRIVATE in listed) == (False, False)
    assert WordPressImport.objects.count() == 1


def test_blog_of_another_site_cannot_be_chosen(site):
    blog_on(site)
    blog_on(site, "second")
    other = blog_on(add_site("other.example", slug="other"))
    person = editors.member(site, *PUBLISH)
    [error] = errors(uploaded(person, blog=other.pk))
    assert error.startswith("Select a valid choice.")
    assert WordPressImport.objects.count() == 0


def test_import_of_a_deleted_blog_is_for_superusers(site, editor_client):
    blog = blog_on(site)
    person = editors.member(site, *PUBLISH)
    uploaded(person)
    blog.delete()
    url = f"{IMPORTS}{brought().pk}/"
    assert person.get(url)["Location"] == "/admin/"
    assert editor_client.get(url).status_code == 200


@pytest.mark.parametrize("button", BUTTONS)
def test_get_changes_nothing(site, editor_client, button):
    blog_on(site)
    uploaded(editor_client)
    before = WordPressImport.objects.values().get()
    editor_client.get(f"{IMPORTS}{brought().pk}/{button}")
    assert WordPressImport.objects.values().get() == before


def test_buttons_need_the_token_of_the_form(site):
    blog_on(site)
    uploaded(editors.member(site, *PUBLISH))
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editors.user_of("member@host.example"))
    url = f"{IMPORTS}{brought().pk}/"
    assert [strict.post(f"{url}{one}").status_code for one in BUTTONS] == [403] * len(BUTTONS)
    assert uploaded(strict).status_code == 403
    assert WordPressImport.objects.count() == 1
