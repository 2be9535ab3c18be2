"""What a page knows about its reviews, and what readers see."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail.models import Locale

from tests.pages import rows
from tests.testapp.models import JournalEntry, JournalEntryAuthor
from wagtail_therapy.pages.models import BlogPostAuthor, BlogPostPage

DAY = date(2024, 2, 29)


@pytest.fixture
def orla(site):
    return rows.author("Orla", post_nominals="PsyD")


@pytest.fixture
def mateo(site):
    return rows.author("Mateo", post_nominals="LMFT", job_title="Couple therapist")


@pytest.fixture
def post(site, orla):
    return rows.post(rows.blog(site), orla)


def dates(client, page):
    """Return what readers see of a page's dates, and the days that machines do."""
    soup = BeautifulSoup(client.get(page.url).content.decode(), "html.parser")
    (meta,) = soup.select("#therapy-dates")
    shown = [" ".join(span.text.split()) for span in meta.find_all("span", recursive=False)]
    return shown[1:], [time["datetime"] for time in meta.find_all("time")][1:]


def test_page_without_a_review_is_not_overdue(post):
    assert (post.get_review(), post.get_reviewed_date(), post.get_reviewer()) == (None, None, None)
    assert (post.get_next_review_date(), post.is_review_overdue()) == (None, False)


def test_page_is_due_when_the_time_of_the_practice_has_passed(post, mateo):
    rows.review(post, mateo, DAY)

    due = post.get_next_review_date()

    assert due == date(2026, 2, 28)
    assert [post.is_review_overdue(due + timedelta(days=n)) for n in (-1, 0, 1)] == [
        False,
        False,
        True,
    ]


def test_page_may_be_due_earlier_than_the_practice_says(post, mateo):
    rows.review(post, mateo, DAY)
    post.review_every_months = 6

    assert post.get_next_review_date() == date(2024, 8, 29)


@pytest.mark.parametrize("months", [0, 121])
def test_page_is_reviewed_every_month_to_every_ten_years(post, months):
    post.review_every_months = months
    with pytest.raises(ValidationError) as failure:
        post.full_clean()
    assert list(failure.value.message_dict) == ["review_every_months"]


def test_preview_of_a_page_that_was_never_saved_has_no_review(site):
    assert BlogPostPage(title="New", locale=Locale.get_default()).get_review() is None


def test_page_shows_who_reviewed_it(post, mateo, client):
    rows.review(post, mateo, DAY)

    shown, days = dates(client, post)

    assert shown == ["Reviewed by our colleague Mateo, LMFT (Couple therapist) on Feb. 29, 2024"]
    assert days == ["2024-02-29"]


def test_three_dates_are_three(post, mateo, client):
    post.updated_date = date(2026, 11, 1)
    rows.publish(post)
    rows.review(post, mateo, DAY)

    shown, days = dates(client, post)

    assert [text.split()[0] for text in shown] == ["Updated", "Reviewed"]
    assert days == ["2026-11-01", "2024-02-29"]


@pytest.mark.parametrize(
    ("works_here", "shown"),
    [
        (True, "Reviewed by our colleague Mateo, LMFT (Couple therapist) on Feb. 29, 2024"),
        (
            False,
            (
                "Reviewed by Mateo, LMFT (Couple therapist), who is independent of this practice, "
                "on Feb. 29, 2024"
            ),
        ),
    ],
)
def test_colleague_is_not_called_independent(post, mateo, client, works_here, shown):
    mateo.works_here = works_here
    mateo.save()
    rows.review(post, mateo, DAY)

    assert dates(client, post)[0] == [shown]
    assert post.is_review_independent() is not works_here


def test_review_by_the_only_author_is_called_a_check(post, orla, client):
    rows.review(post, orla, DAY)

    assert dates(client, post)[0] == ["Checked by the author on Feb. 29, 2024"]
    assert (post.get_reviewer(), post.get_other_reviewer()) == (orla, None)


def test_review_by_one_of_the_authors_is_called_a_check(post, orla, mateo, client):
    post.post_authors = [BlogPostAuthor(author=orla), BlogPostAuthor(author=mateo)]
    rows.publish(post)
    rows.review(post, mateo, DAY)

    assert dates(client, post)[0] == [
        "Checked by Mateo, LMFT (Couple therapist), one of the authors, on Feb. 29, 2024"
    ]
    assert post.get_other_reviewer() is None


def test_author_is_no_independent_reviewer_in_another_language(post, orla, client):
    german = Locale.objects.create(language_code="de")
    translated = orla.copy_for_translation(german)
    translated.save()
    rows.review(post, translated, DAY)

    assert post.is_reviewed_by_its_only_author()


def test_reviewer_is_named_in_the_language_of_the_page(post, mateo):
    german = Locale.objects.create(language_code="de")
    translated = mateo.copy_for_translation(german)
    translated.save()
    translated.save_revision().publish()
    rows.review(post, translated, DAY)

    assert post.get_reviewer() == mateo


def test_deleted_reviewer_is_not_named(post, mateo, client):
    rows.review(post, mateo, DAY)
    mateo.delete()

    assert dates(client, post)[0] == ["Last checked on Feb. 29, 2024"]


def test_reviewer_whose_bio_is_not_published_is_named_without_it(post, mateo, client):
    rows.review(post, mateo, DAY)
    mateo.unpublish()

    assert dates(client, post)[0] == ["Reviewed by our colleague Mateo, LMFT on Feb. 29, 2024"]


def test_reviewer_is_linked_to_the_profile_and_called_no_author(site, post, mateo, client):
    rows.team(site, slug="team")
    rows.review(post, mateo, DAY)

    soup = BeautifulSoup(client.get(post.url).content.decode(), "html.parser")

    (link,) = soup.select("#therapy-dates a")
    assert link.attrs == {"href": "/team/mateo/"}


def test_page_type_of_a_host_is_reviewed_alike(site, orla, mateo, client):
    entry = JournalEntry(title="Entry", live=False, review_every_months=12)
    entry.post_authors = [JournalEntryAuthor(author=orla)]
    rows.publish(site.root_page.add_child(instance=entry))

    rows.review(entry, mateo, DAY)

    assert (entry.get_other_reviewer(), entry.is_review_overdue()) == (mateo, True)
    assert dates(client, entry)[0] == [
        "Reviewed by our colleague Mateo, LMFT (Couple therapist) on Feb. 29, 2024"
    ]
