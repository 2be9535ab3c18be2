"""Our pages in the admin in their states, opened as in ``test_admin_sweep``."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.newsletter import publishing
from tests.newsletter import rows as newsletter
from tests.newsletter.mailing_pages import url
from tests.pages import admin_states, rows
from tests.pages.admin_in_browser import WHOLE, opened
from tests.pages.admin_looks import odd
from tests.pages.pasting import clipboard, insert, paste
from tests.practice import ready_practice
from wagtail_therapy.pages.models import BlogIndexPage

pytestmark = [pytest.mark.sweep, pytest.mark.slow, *rows.MAKES_RENDITIONS]

FINE = WHOLE | {"axe": []}
LOOK_UP = "The reader’s whole email address"


@pytest.fixture
def mailing(admin_pages):
    return admin_pages.place.mailing


@pytest.fixture
def practice_form(live_site, form):
    """The form of a new post, in a practice with two readers."""
    ready_practice.practice(live_site)
    newsletter.subscribers(live_site, 2)
    form.page.reload()
    return form


def test_mailing_is_whole_in_each_state(page, mailing, editor, faults, look):
    found = {}
    for name, state in admin_states.mailing_states(editor).items():
        admin_states.change(mailing, state)
        found[name] = opened(page, url(mailing), faults) | look(f"mailing {name}")

    assert odd(found, FINE) == ""


def test_answer_of_the_look_up_is_whole(page, mailing, editor, faults, look):
    admin_states.change(mailing, admin_states.mailing_states(editor)["unknown"])
    addresses = {"stranger": "none@mail.example", "typo": "none"}
    found = {}
    for name, address in (addresses | admin_states.answered_deliveries(mailing)).items():
        opened(page, url(mailing), faults)
        page.get_by_label(LOOK_UP).fill(address)
        page.get_by_role("button", name="Look up").click()
        page.wait_for_url("**/look_up/**")
        found[name] = look(f"look-up {name}")

    assert odd(found, FINE) == ""


def test_questions_before_a_button_are_whole(page, mailing, editor, faults, look):
    admin_states.change(mailing, admin_states.mailing_states(editor)["unknown"])
    admin_states.answered_deliveries(mailing)
    names = ("send_again", "mark_sent", "try_again")
    found = {
        name: opened(page, url(mailing, name), faults) | look(f"question {name}") for name in names
    }
    admin_states.change(mailing, admin_states.mailing_states(editor)["sending"])
    found["cancel"] = opened(page, url(mailing, "cancel"), faults) | look("question cancel")

    assert odd(found, FINE) == ""


def test_form_of_a_post_is_whole_with_faults_a_paste_and_an_open_menu(page, practice_form, look):
    form, found = practice_form, {}
    page.get_by_label("Yes, email it").check()
    page.get_by_role("button", name="More actions").first.click()
    found["menu"] = look("post menu")
    page.keyboard.press("Escape")
    insert(page, form, "Paragraph")
    page.keyboard.type("Cites [ref:gone-2019]. ")
    paste(page, clipboard("word"))
    found["paste"] = look("post paste")
    page.get_by_role("textbox", name="Title*").fill("On endings")
    form.get_by_role("button", name="Insert a block").last.click()
    page.get_by_role("option", name="Example of a client").click()
    # Until it's ready the editor would send an empty paragraph, which Wagtail takes for a text.
    expect(form.locator("input[name$='-value-text']").last).to_have_value("null")
    page.get_by_role("button", name="More actions").first.click()
    page.get_by_role("button", name="Publish and email 2 readers").click()
    expect(page.locator(".messages")).to_contain_text("could not be")
    found["faults"] = look("post faults")

    assert odd(found, FINE) == ""


def test_what_opens_over_the_form_of_a_post_is_whole(page, practice_form, look):
    form, found = practice_form, {}
    form.get_by_role("button", name="Insert a block").click()
    expect(page.get_by_role("option", name="Paragraph")).to_be_visible()
    found["blocks"] = look("post blocks")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Add author").click()
    expect(page.locator(".modal").get_by_role("checkbox").last).to_be_visible()
    found["authors"] = look("post authors")
    page.locator(".modal").get_by_role("tab", name="New author").click()
    found["new author"] = look("post new author")

    assert odd(found, FINE) == ""


def test_questions_while_others_publish_are_whole(page, admin_pages, live_site, editor, look):
    found, author = {}, admin_pages.author
    blog = rows.blog(live_site, title="Other notes")
    ada = publishing.person(live_site, "ada", "add_page", "change_page")
    post = rows.post(blog, author, title="On hope", live=False)
    post.save_revision(user=ada.user)
    newsletter.answer(post, "send", ada.user)
    page.goto(f"{page.site}{publishing.bulk_url(post)}")
    page.get_by_role("button", name="Yes, publish").click()
    found["bulk"] = look("bulk mail")
    publishing.moderated(live_site, ada).start(post, ada.user)
    page.goto(f"{page.admin}/pages/{post.pk}/edit/")
    page.get_by_role("button", name="More actions").first.click()
    found["moderated"] = look("post moderated")
    page.goto(f"{page.admin}/pages/{blog.pk}/")
    found["explorer"] = look("explorer")

    assert odd(found, FINE) == ""


def test_forms_after_publishing_and_the_dashboard_are_whole(page, admin_pages, editor, look):
    found, mailing = {}, admin_pages.place.mailing
    for name, state in admin_states.mailing_states(editor).items():
        admin_states.change(mailing, state)
        page.goto(f"{page.admin}/pages/{mailing.page_id}/edit/")
        found[name] = look(f"post {name}")
    admin_states.change(mailing, admin_states.mailing_states(editor)["paused"])
    page.goto(f"{page.admin}/")
    found["dashboard"] = look("dashboard")
    post = scheduled(admin_pages, editor)
    page.goto(f"{page.admin}/pages/{post.pk}/edit/")
    found["scheduled"] = look("post scheduled")
    page.goto(f"{page.admin}/pages/{post.get_parent().pk}/")
    found["explorer"] = look("explorer scheduled")

    assert odd(found, FINE) == ""


def scheduled(admin_pages, editor):
    """Return a post that goes live tomorrow, and is to be emailed then."""
    tomorrow, blog = timezone.now() + timedelta(days=1), admin_pages.pages[BlogIndexPage]
    post = rows.post(blog, admin_pages.author, title="On hope", live=False, go_live_at=tomorrow)
    newsletter.answer(post, "send", editor)
    post.save_revision(user=editor).publish(user=editor)
    return post
