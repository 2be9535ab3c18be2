"""The main job on real input: a real post, imported from a real WordPress, is mailed to readers."""

from itertools import chain

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command

from tests import seed_post
from tests.newsletter import rows
from tests.pages.rows import MAKES_RENDITIONS
from tests.wordpress_import.blogs import add_blog, new_run
from tests.wordpress_import.export_beside import FOLDER
from wagtail_therapy.newsletter.models import PostMailIntent
from wagtail_therapy.pages.models import BlogPostPage
from wagtail_therapy.practice.models import PracticeSettings
from wagtail_therapy.wordpress_import import importing

EXPORT = FOLDER / "small.xml"

pytestmark = [
    pytest.mark.skipif(
        not (seed_post.PATH.exists() and EXPORT.exists()), reason="no seed post beside us"
    ),
    *MAKES_RENDITIONS,
]


@pytest.fixture
def page(site) -> BlogPostPage:
    run = new_run(add_blog(site), uploads=str(FOLDER / "uploads"))
    with EXPORT.open("rb") as file:
        importing.run_whole(run, file)
    return BlogPostPage.objects.get(slug="what-is-psychodynamic-therapy")


def lines_of(block):
    """Return what a block of the body says, as lines of the post that it was copied from."""
    soup = BeautifulSoup(str(block), "html.parser")
    if block.block_type == "list":
        return [("item", words(one)) for one in soup.find_all("li")]
    kind = "heading" if "heading" in block.block_type else "paragraph"
    return [(kind, words(soup))] if words(soup) else []


def words(soup):
    return " ".join(soup.get_text(" ").split())


def test_post_is_imported_as_it_was(page):
    post = seed_post.read()
    lines = list(chain.from_iterable(map(lines_of, page.body)))
    found = {kind: [text for one, text in lines if one == kind] for kind in ("heading", "item")}
    expected = {kind: [text for one, text in post.body if one == kind] for kind in found}
    assert found == expected
    assert [str(one) for one in page.get_authors()] == [post.author]
    assert sorted(one.name for one in page.get_categories()) == sorted(post.categories)
    assert (page.title, f"{page.first_published_at:%b %d, %Y}") == (post.title, "Nov 29, 2020")


def test_imported_post_is_mailed_as_any_other(page, site, settings, mailoutbox):
    settings.WAGTAIL_THERAPY = settings.WAGTAIL_THERAPY | {"MAIL_HOLD": rows.NO_TIME}
    PracticeSettings.objects.create(
        site=site,
        name="Foreign Practice",
        postal_address="1 Host Street\nHarrow Bay",
        sender_email="posts@host.example",
    )
    rows.subscribers(site, 3)
    rows.answer(page, PostMailIntent.Choice.SEND)
    page.save_revision().publish()

    call_command("therapy_mail", "run")

    assert [mail.subject for mail in mailoutbox] == [page.title] * 3
