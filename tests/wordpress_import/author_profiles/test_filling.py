"""What is brought is a draft, which readers don't see until an editor has published it."""

import logging

import pytest
from bs4 import BeautifulSoup
from django.db import InterfaceError, OperationalError
from django.urls import resolve, reverse
from wagtail.images import get_image_model
from wagtail.models import Collection

from tests.wordpress_import.author_profiles.people import (
    BIO,
    GRAVATAR,
    TWO,
    bios,
    imported,
    listed,
    person,
)
from tests.wordpress_import.media.pictures import picture
from wagtail_therapy.authors.bios import byline_html
from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.file_imports.errors import LostClaimError
from wagtail_therapy.wordpress_import.author_profiles import avatars, filling


def portraits():
    """Return the portraits of the byline, which names authors whose bios aren't published."""
    html = byline_html([Author.objects.get()], None)
    return [one["alt"] for one in BeautifulSoup(html, "html.parser").find_all("img")]


def test_picture_and_bio_are_not_public_until_they_are_published(blog, old_server, rf, admin_user):
    listed(old_server, person())
    old_server.files[GRAVATAR] = picture()
    imported(blog)
    author = Author.objects.get()
    assert (author.short_bio, author.photo, portraits()) == ("", None, [])
    address = reverse(author.snippet_viewset.get_url_name("edit"), args=[author.pk])
    request = rf.get(address)
    request.user = admin_user
    form = resolve(address).func(request, str(author.pk)).context_data["form"]
    image = get_image_model().objects.get()
    assert (form["short_bio"].value(), form["photo"].value()) == (BIO, image.pk)
    author.get_latest_revision().publish()
    author.refresh_from_db()
    assert (author.short_bio, author.photo) == (BIO, image)


def test_author_who_cannot_be_saved_does_not_stop_the_others(blog, old_server, monkeypatch, caplog):
    def save(author, *args, **kwargs):
        saved = save_revision(author, *args, **kwargs)
        if author.name == "Ada Bell":
            raise ValueError(BIO)
        return saved

    save_revision = Author.save_revision
    monkeypatch.setattr(Author, "save_revision", save)
    caplog.set_level(logging.INFO, "wagtail_therapy")
    listed(old_server, person(picture=""), person("bo", "Bo", "Bo is Bo.", ""))
    assert imported(blog, TWO) == [
        ("profile_failed", "Ada Bell"),
        ("profile_bio", "Bo"),
        ("no_picture", "Bo"),
    ]
    assert bios() == [("Ada Bell", "", ""), ("Bo", "Bo is Bo.", "")]
    [logged] = [one.getMessage() for one in caplog.records if one.name.startswith("wagtail_t")]
    assert ("ValueError" in logged, __file__ in logged, BIO in logged) == (True, True, False)


def test_picture_that_cannot_be_read_does_not_stop_the_import(
    blog, old_server, monkeypatch, caplog
):
    def fail(*args):
        raise ValueError(GRAVATAR)

    monkeypatch.setattr(avatars, "_cleaned", fail)
    listed(old_server, person())
    old_server.files[GRAVATAR] = picture()
    assert imported(blog) == [("profile_bio", "Ada Bell"), ("picture_failed", "damaged Ada Bell")]
    logged = [one.getMessage() for one in caplog.records if one.name.startswith("wagtail_t")]
    assert [("ValueError" in one, GRAVATAR in one) for one in logged] == [(True, False)]


@pytest.mark.parametrize("error", [OperationalError, InterfaceError, LostClaimError])
@pytest.mark.parametrize("place", [(filling, "bios_of"), (avatars, "_cleaned")])
def test_errors_that_another_try_may_not_have_end_the_slice(
    blog, old_server, monkeypatch, error, place
):
    def fail(*args):
        raise error

    monkeypatch.setattr(*place, fail)
    listed(old_server, person())
    old_server.files[GRAVATAR] = picture()
    with pytest.raises(error):
        imported(blog)


def test_picture_does_not_go_to_another_collection_than_the_chosen_one(blog, old_server):
    collection = Collection.get_first_root_node().add_child(name="Team")
    number = collection.pk
    collection.delete()
    listed(old_server, person())
    old_server.files[GRAVATAR] = picture()
    assert imported(blog, collection=number) == [
        ("profile_bio", "Ada Bell"),
        ("picture_failed", "collection Ada Bell"),
    ]
    assert get_image_model().objects.count() == 0
