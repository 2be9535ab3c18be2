"""Addresses that are made of a slug lead on when it has changed."""

from urllib.parse import urljoin

import pytest
from wagtail.models import Locale

from tests.approaches.rows import approach
from tests.pages import rows
from wagtail_therapy.authors.models import Author
from wagtail_therapy.blog.models import Category
from wagtail_therapy.content.models import FormerSlug
from wagtail_therapy.pages.models import ApproachPage, BlogIndexPage

# What is renamed, and an address of it before and after.
MOVED = [
    (kind, before, before.replace("grief", "loss"))
    for kind, before in [
        ("category", "/notes/category/grief/"),
        ("category", "/notes/category/grief/?page=1"),
        ("category", "/notes/category/grief/feed/"),
        ("category", "/notes/category/grief/feed/json/"),
        ("author", "/notes/author/grief/"),
        ("author", "/notes/author/grief/feed/atom/"),
        ("author", "/who-we-are/grief/"),
        ("concern", "/approaches/concerns/grief/"),
        ("concern", "/approaches/?concern=grief&sort=name"),
        ("approach", "/approaches/compare/?a=grief&a=eft"),
        ("approach", "/approaches/?a=grief"),
    ]
]


@pytest.fixture
def german(site):
    return Locale.objects.create(language_code="de")


@pytest.fixture
def named(site):
    """One of each kind with the slug "grief", and the pages that have addresses of it."""
    author, category = rows.author("Grief"), rows.category("Grief")
    concern = rows.concern("Grief")
    rows.team(site)
    index = rows.approaches(site)
    rows.post(rows.blog(site), author, categories=[category])
    approach(index, "EFT", slug="eft")
    grief = approach(index, "ACT", concern, slug="grief")
    return {"author": author, "category": category, "concern": concern, "approach": grief}


def rename(one, slug):
    one.slug = slug
    one.save()
    return one


def leads_to(client, address):
    """Return where an address redirects for good; else the status of the answer."""
    response = client.get(address)
    is_moved = response.status_code == 301
    return urljoin(address, response["Location"]) if is_moved else response.status_code


@pytest.mark.parametrize(("kind", "before", "after"), MOVED)
def test_address_leads_on_after_a_rename(
    client, named, django_capture_on_commit_callbacks, kind, before, after
):
    with django_capture_on_commit_callbacks(execute=True):
        rename(named[kind], "loss")

    assert (leads_to(client, before), client.get(after).status_code) == (after, 200)


def test_redirect_is_asked_for_again_and_comparisons_are_kept_nowhere(
    client, named, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        rename(named["category"], "loss")
        rename(named["approach"], "loss")

    category = client.get("/notes/category/grief/")
    compared = client.get("/approaches/compare/?a=grief&a=eft")
    assert category["Cache-Control"] == "no-cache"
    assert ("no-store" in compared["Cache-Control"], compared["Referrer-Policy"]) == (
        True,
        "no-referrer",
    )


def test_names_that_change_back_and_forth_lead_to_the_present_one(client, named):
    category = named["category"]
    for slug in ("loss", "mourning", "grief", "loss"):
        rename(category, slug)

    found = {slug: leads_to(client, f"/notes/category/{slug}/") for slug in
             ("grief", "mourning", "loss")}  # fmt: skip
    to_loss = "/notes/category/loss/"
    assert found == {"grief": to_loss, "mourning": to_loss, "loss": 200}
    assert sorted(category.former_slugs.values_list("slug", flat=True)) == ["grief", "mourning"]


def test_another_object_with_the_slug_keeps_its_address(client, named):
    rename(named["category"], "loss")
    rows.category("Another", slug="grief")

    assert leads_to(client, "/notes/category/grief/") == 200


def test_address_leads_to_the_object_that_had_it_last(client, named):
    rename(named["category"], "loss")
    rename(rows.category("Another", slug="grief"), "another")

    assert leads_to(client, "/notes/category/grief/") == "/notes/category/another/"


def test_former_slugs_go_with_the_object(client, named, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for kind in ("category", "author", "concern", "approach"):
            rename(named[kind], "loss")
    assert FormerSlug.objects.count() == 4

    named["category"].delete()
    ApproachPage.objects.get(slug="loss").delete()

    assert leads_to(client, "/notes/category/grief/") == 404
    assert FormerSlug.objects.count() == 2


def test_draft_of_a_new_slug_moves_nothing_before_it_is_published(client, named):
    author = named["author"]
    author.slug = "loss"
    revision = author.save_revision()
    assert leads_to(client, "/notes/author/grief/") == 200

    revision.publish()
    assert leads_to(client, "/notes/author/grief/") == "/notes/author/loss/"


def test_author_who_is_not_shown_is_not_named_by_a_redirect(client, named):
    author = rename(named["author"], "loss")
    Author.objects.filter(pk=author.pk).update(live=False)

    assert leads_to(client, "/who-we-are/grief/") == 404


def test_page_below_a_team_has_an_address_that_an_author_left(client, named):
    rename(named["author"], "loss")
    team = named["approach"].get_site().root_page.get_children().get(slug="who-we-are")
    team.add_child(instance=BlogIndexPage(title="Grief", slug="grief"))

    assert leads_to(client, "/who-we-are/grief/") == 200


def test_slug_in_another_language_leads_to_what_the_blog_shows(client, named, german):
    deutsch = named["category"].copy_for_translation(german)
    deutsch.slug = "trauer"
    deutsch.save()
    rename(deutsch, "verlust")

    assert leads_to(client, "/notes/category/trauer/") == "/notes/category/grief/"
    assert leads_to(client, "/notes/category/verlust/") == "/notes/category/grief/"
    assert leads_to(client, "/notes/category/grief/") == 200


def test_copy_for_translation_has_no_former_slugs(named, german):
    category = rename(named["category"], "loss")
    copy = category.copy_for_translation(german)
    copy.save()

    assert list(copy.former_slugs.all()) == []


def test_nothing_is_remembered_while_the_slug_is_not_written(named):
    category = Category.objects.get()
    category.slug = "other"
    category.save(update_fields=["name"])

    assert FormerSlug.objects.count() == 0


@pytest.mark.parametrize(
    ("path", "status"), [("/notes/category/%00/", 404), ("/approaches/?concern=%00&a=%00", 200)]
)
def test_slug_that_no_database_takes_is_unknown(client, named, path, status):
    assert client.get(path).status_code == status
