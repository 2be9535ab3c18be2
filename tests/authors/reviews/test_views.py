"""Marking a page as reviewed in Wagtail's admin, as a browser does it."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page

from tests.authors.reviews import users
from tests.pages import forms, rows
from wagtail_therapy.authors.models import Review
from wagtail_therapy.authors.reviews.permissions import mark_url
from wagtail_therapy.pages.models import BlogPostPage


def answers(page, person, **changes):
    """Return what a browser sends from the form, filled in with what is needed."""
    day = timezone.localdate().isoformat()
    seen = page.live_revision_id or ""
    return {"revision": seen, "reviewer": person.pk, "day": day, "note": ""} | changes


def soup(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def buttons(client, address):
    """Return where the buttons of that name lead; some pages have several for one address."""
    links = soup(client.get(address)).find_all("a")
    named = [link for link in links if "Mark as reviewed" in link.get_text(" ", strip=True)]
    return {link["href"].partition("?")[0] for link in named}


def test_page_is_marked_as_reviewed(post, mateo, editor, editor_client):
    data = answers(post, mateo, day="2026-03-02", note="Two links fixed.")

    response = editor_client.post(mark_url(post), data, follow=True)

    review = Review.objects.get()
    assert (review.reviewer, review.reviewed_by) == (mateo, editor)
    assert (review.reviewed_date, review.note) == (date(2026, 3, 2), "Two links fixed.")
    assert response.redirect_chain == [(reverse("wagtailadmin_pages:edit", args=[post.pk]), 302)]
    assert "The review of “A post” is recorded." in response.content.decode()
    history = editor_client.get(reverse("wagtailadmin_pages:history", args=[post.pk]))
    text = " ".join(soup(history).get_text(" ").split())
    assert "Reviewed by Mateo, LMFT on March 2, 2026" in text
    assert "Two links fixed." in text


def test_form_that_is_only_read_changes_nothing(post, orla, mateo, editor_client):
    rows.author("Draft").unpublish()
    before = Review.objects.count(), BlogPostPage.objects.values().get()

    form = soup(editor_client.get(mark_url(post))).select_one("form[method=post]")

    assert (Review.objects.count(), BlogPostPage.objects.values().get()) == before
    empty, *reviewers = form.select("[name=reviewer] option")
    assert empty["value"] == ""
    assert [option.text for option in reviewers] == ["Mateo, LMFT – Couple therapist", "Orla, PsyD"]
    assert form.select_one("[name=day]")["value"] == timezone.localdate().isoformat()


def test_form_offers_who_was_the_last_reviewer(post, mateo, editor_client):
    rows.review(post, mateo, date(2024, 3, 2), note="All holds.")

    page = soup(editor_client.get(mark_url(post)))

    assert page.select_one("[name=reviewer] option[selected]").text.startswith("Mateo")
    text = " ".join(page.get_text(" ").split())
    assert "Last reviewed by Mateo, LMFT on March 2, 2024." in text
    assert "To be reviewed again by March 2, 2026." in text
    assert "All holds." in text


def test_review_to_come_is_refused_with_a_reason(post, mateo, editor_client):
    tomorrow = timezone.localdate() + timedelta(days=1)

    response = editor_client.post(mark_url(post), answers(post, mateo, day=tomorrow.isoformat()))

    assert "This date is in the future." in soup(response).text
    assert Review.objects.count() == 0


@pytest.mark.parametrize("missing", ["reviewer", "day"])
def test_review_without_a_name_or_day_is_refused(post, mateo, editor_client, missing):
    response = editor_client.post(mark_url(post), answers(post, mateo, **{missing: ""}))

    assert "This field is required." in soup(response).text
    assert Review.objects.count() == 0


def test_review_of_a_version_that_is_live_no_more_is_refused_once(post, mateo, editor_client):
    seen = answers(post, mateo)
    post.title = "Another text"
    rows.publish(post)

    response = editor_client.post(mark_url(post), seen)

    assert "The page was published again" in soup(response).text
    assert Review.objects.count() == 0
    sent_again = soup(response).select_one("[name=revision]")["value"]
    editor_client.post(mark_url(post), seen | {"revision": sent_again})
    assert Review.objects.count() == 1


def test_form_says_that_changes_are_not_published_yet(post, mateo, editor_client):
    unpublished = "There are changes that are not published yet."
    assert unpublished not in soup(editor_client.get(mark_url(post))).text

    post.title = "A draft"
    post.save_revision()

    assert unpublished in soup(editor_client.get(mark_url(post))).text
    editor_client.post(mark_url(post), answers(post, mateo))
    assert Review.objects.count() == 1


def test_reviewer_is_of_the_language_of_the_page(site, post, mateo, editor_client):
    german = Locale.objects.create(language_code="de")
    site.root_page.copy_for_translation(german)
    post.get_parent().specific.copy_for_translation(german)
    translation = rows.publish(post.copy_for_translation(german))

    response = editor_client.get(mark_url(translation))
    assert "No one has a published bio in this language." in soup(response).text
    editor_client.post(mark_url(translation), answers(translation, mateo))
    assert Review.objects.count() == 0

    there = mateo.copy_for_translation(german)
    there.save()
    rows.publish(there)
    editor_client.post(mark_url(translation), answers(translation, there))
    assert (post.get_review(), translation.get_reviewer()) == (None, there)


def test_marking_as_reviewed_needs_permission_to_publish(site, post, mateo):
    writer = users.client(users.user(site.root_page, "add_page", "change_page", name="writer"))

    for answer in (writer.get(mark_url(post)), writer.post(mark_url(post), answers(post, mateo))):
        assert (answer.status_code, answer["Location"]) == (302, reverse("wagtailadmin_home"))

    assert Review.objects.count() == 0
    edit = reverse("wagtailadmin_pages:edit", args=[post.pk])
    assert mark_url(post) not in writer.get(edit).content.decode()


def test_moderator_marks(site, post, mateo):
    moderator = users.client(users.user(site.root_page, "change_page", "publish_page"))

    moderator.post(mark_url(post), answers(post, mateo))

    assert Review.objects.count() == 1


def test_stranger_is_asked_to_log_in(post, mateo, client):
    response = client.post(mark_url(post), answers(post, mateo))

    assert response["Location"].startswith(reverse("wagtailadmin_login"))
    assert Review.objects.count() == 0


def test_other_pages_have_no_such_form(blog, post, orla, mateo, editor_client):
    draft = rows.post(blog, orla, title="Draft", live=False)
    alias = post.create_alias(update_slug="mirror")

    for page in (draft, alias):
        response = editor_client.post(mark_url(page), answers(page, mateo))
        assert response["Location"] == reverse("wagtailadmin_home")
    assert editor_client.get(mark_url(blog)).status_code == 404
    missing = mark_url(Page(pk=999_999))
    assert editor_client.get(missing).status_code == 404
    assert Review.objects.count() == 0


def test_button_is_in_the_editor_and_in_listings(blog, post, orla, editor_client):
    rows.post(blog, orla, title="Draft", live=False)
    post.create_alias(update_slug="mirror")

    edit = reverse("wagtailadmin_pages:edit", args=[post.pk])
    listing = reverse("wagtailadmin_explore", args=[blog.pk])

    assert buttons(editor_client, edit) == {mark_url(post)}
    assert buttons(editor_client, listing) == {mark_url(post)}


def test_editor_is_sent_back_to_where_they_came_from(blog, post, mateo, editor_client):
    listing = reverse("wagtailadmin_explore", args=[blog.pk])
    for given, leads_to in [
        (listing, listing),
        ("https://elsewhere.example/", reverse("wagtailadmin_pages:edit", args=[post.pk])),
    ]:
        response = editor_client.post(mark_url(post), answers(post, mateo, next=given))
        assert response["Location"] == leads_to


def test_saving_and_publishing_is_no_review(post, mateo, editor_client):
    rows.review(post, mateo, date(2024, 3, 2))
    edit = reverse("wagtailadmin_pages:edit", args=[post.pk])

    data = forms.page_form(editor_client, edit, title="Changed", review_every_months="6")
    editor_client.post(edit, data | {"action-publish": "action-publish"})

    assert {name for name in data if name.startswith("review")} == {"review_every_months"}
    changed = BlogPostPage.objects.get()
    assert (changed.title, changed.get_review()) == ("Changed", Review.objects.get())
    assert changed.get_next_review_date() == date(2024, 9, 2)


def test_panel_shows_the_last_review(post, mateo, editor_client):
    edit = reverse("wagtailadmin_pages:edit", args=[post.pk])
    assert "No one has reviewed this page yet." in soup(editor_client.get(edit)).text

    rows.review(post, mateo, date(2024, 3, 2))

    text = " ".join(soup(editor_client.get(edit)).get_text(" ").split())
    assert "Last reviewed by Mateo, LMFT on March 2, 2024." in text
    assert "That day has passed." in text
