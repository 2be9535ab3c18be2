from datetime import date, timedelta

import pytest
import swapper
from wagtail.models import Locale, Site

from tests.pages import rows
from tests.testapp.models import HomePage, JournalEntry, JournalEntryAuthor
from wagtail_therapy.authors.reviews import due
from wagtail_therapy.authors.reviews.due import State
from wagtail_therapy.authors.reviews.intervals import months_later

TODAY = date(2026, 11, 26)


def reviewed(blog, author, reviewer, title, day, **fields):
    post = rows.post(blog, author, title=title, **fields)
    rows.review(post, reviewer, day)
    return post


def states(pages):
    return [(page.title, State(page.review_state)) for page in pages]


def test_pages_are_listed_by_how_pressing_they_are(blog, orla, mateo):
    reviewed(blog, orla, mateo, "Holds", date(2026, 11, 2))
    reviewed(blog, orla, mateo, "Soon", date(2024, 12, 26))
    rows.post(blog, orla, title="Never")
    reviewed(blog, orla, mateo, "Overdue", date(2024, 11, 25))
    reviewed(blog, orla, mateo, "Today", date(2024, 11, 26))
    reviewed(blog, orla, mateo, "Not soon", date(2024, 12, 27))
    reviewed(blog, orla, mateo, "Long overdue", date(2020, 1, 1))

    assert states(due.with_state(today=TODAY)) == [
        ("Long overdue", State.OVERDUE),
        ("Overdue", State.OVERDUE),
        ("Today", State.SOON),
        ("Soon", State.SOON),
        ("Never", State.NEVER),
        ("Not soon", State.CURRENT),
        ("Holds", State.CURRENT),
    ]


def test_list_says_of_each_page_what_the_page_says(blog, orla, mateo):
    for number, months in enumerate((None, 1, 6, 24, 120)):
        for days in (0, 29, 31, 180, 730, 4000):
            title, day = f"{number} {days}", TODAY - timedelta(days=days)
            reviewed(blog, orla, mateo, title, day, review_every_months=months)

    for page in due.with_list_details(due.with_state(today=TODAY)):
        asked = page.specific
        assert page.review_due_date == asked.get_next_review_date()
        assert (page.review_state == State.OVERDUE) == asked.is_review_overdue(TODAY)


@pytest.mark.parametrize("today", [date(2026, 3, 31), date(2026, 2, 28), date(2026, 11, 26)])
def test_first_day_that_is_not_overdue_is_where_the_due_day_begins_to_hold(
    blog, orla, mateo, today
):
    for months in (1, 2, 12, 24):
        first = today - timedelta(days=months * 31)
        while months_later(first, months) < today:
            first += timedelta(days=1)
        for title, day in (("holds", first), ("overdue", first - timedelta(days=1))):
            reviewed(blog, orla, mateo, f"{months} {title}", day, review_every_months=months)

    assert sorted(page.title for page in due.overdue(today=today)) == [
        f"{months} overdue" for months in (1, 12, 2, 24)
    ]


def test_latest_review_counts(post, orla, mateo):
    rows.review(post, mateo, date(2026, 11, 2))
    rows.review(post, orla, date(2020, 1, 1))

    (page,) = due.with_list_details(due.with_state(today=TODAY))

    assert (page.review_state, page.reviewer_name) == (State.CURRENT, "Mateo, LMFT")
    assert (page.reviewed_date, page.review_due_date) == (date(2026, 11, 2), date(2028, 11, 2))
    assert (page.review_authors, page.review_state_label) == ("Orla, PsyD", "Reviewed")


def test_drafts_and_aliases_are_not_due(blog, post, orla, mateo):
    rows.review(post, mateo, date(2020, 1, 1))
    post.create_alias(update_slug="mirror")
    draft = reviewed(blog, orla, mateo, "Draft", date(2020, 1, 1))
    draft.unpublish()

    assert [page.pk for page in due.overdue()] == [post.pk]


def test_page_type_of_a_host_is_due_alike(site, post, orla, mateo):
    entry = JournalEntry(title="Entry", live=False, review_every_months=1)
    entry.post_authors = [JournalEntryAuthor(author=orla), JournalEntryAuthor(author=mateo)]
    rows.publish(site.root_page.add_child(instance=entry))
    rows.review(entry, mateo, date(2026, 10, 1))

    (page,) = due.with_list_details(due.overdue(today=TODAY))

    assert (page.pk, page.review_authors) == (entry.pk, "Orla, PsyD, Mateo, LMFT")


def test_pages_belong_to_their_site_in_every_language(site, blog, post, orla, mateo, settings):
    settings.WAGTAIL_I18N_ENABLED = True
    german = Locale.objects.create(language_code="de")
    home = site.root_page.copy_for_translation(german)
    blog.copy_for_translation(german)
    translation = rows.publish(post.copy_for_translation(german))
    root = swapper.load_model("wagtailcore", "Page").get_first_root_node()
    other_home = root.add_child(instance=HomePage(title="Other", slug="other"))
    other = Site.objects.create(hostname="other.example", root_page=other_home)
    elsewhere = rows.post(rows.blog(other), orla, title="Elsewhere")

    found = due.with_state()

    assert home.url_path != site.root_page.url_path
    assert {one.pk for one in due.on_site(found, site)} == {post.pk, translation.pk}
    assert [one.pk for one in due.on_site(found, other)] == [elsewhere.pk]


@pytest.mark.parametrize("number", [1, 12])
def test_queries_do_not_grow_with_the_pages(blog, orla, mateo, number, django_assert_num_queries):
    for one in range(number):
        reviewed(blog, orla, mateo, f"No. {one}", date(2020, 1, 1))
    due.with_state()  # Fills what Django and Wagtail keep of sites and types.

    with django_assert_num_queries(2):
        assert len(due.with_list_details(due.overdue())) == number


def test_dates_and_reviewers_come_with_the_pages(blog, post, mateo, django_assert_num_queries):
    rows.review(post, mateo, date(2020, 1, 1))
    due.with_state()

    with django_assert_num_queries(1):
        (page,) = due.with_dates(due.overdue())

    assert (page.reviewer_name, page.review_due_date) == ("Mateo, LMFT", date(2022, 1, 1))
