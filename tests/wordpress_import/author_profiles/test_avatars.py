"""Pictures of new authors, of the old site and of Gravatar."""

import pytest
from wagtail.images import get_image_model
from wagtail.models import Revision

from tests.wordpress_import.author_profiles.people import (
    GRAVATAR,
    HASH,
    PAGE_1,
    TWO,
    imported,
    listed,
    person,
    photos,
)
from tests.wordpress_import.media.file_server import BASE, HOST
from tests.wordpress_import.media.pictures import HTML, picture
from wagtail_therapy.authors.models import Author
from wagtail_therapy.wordpress_import.models import ImportedAuthor

UPLOADED = "/wp-content/uploads/ada.jpg"


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("http://127.0.0.1/ada.jpg", "other_host"),
        (f"http://internal.{HOST}/ada.jpg", "private_address"),
    ],
)
def test_picture_that_leads_to_a_private_address_is_refused(blog, old_server, place, reason):
    listed(old_server, person(bio="", picture=f"{BASE}{UPLOADED}"))
    old_server.redirects[UPLOADED] = place
    assert imported(blog) == [("no_bio", "Ada Bell"), ("picture_failed", f"{reason} Ada Bell")]
    assert old_server.paths == [PAGE_1, UPLOADED]


def test_person_without_a_picture_at_gravatar_has_none(blog, old_server):
    listed(old_server, person(bio=""))
    assert imported(blog) == [("no_bio", "Ada Bell"), ("no_picture", "Ada Bell")]
    assert old_server.paths == [PAGE_1, GRAVATAR]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://cdn.example/ada.jpg", "other_host"),
        ("https://gravatar.com/avatar/ada", "address"),
        ("ftp://old.example/ada.jpg", "address"),
    ],
)
def test_picture_elsewhere_is_not_asked_for(blog, old_server, address, reason):
    listed(old_server, person(picture=address))
    assert imported(blog) == [
        ("profile_bio", "Ada Bell"),
        ("picture_failed", f"{reason} Ada Bell"),
    ]
    assert old_server.paths == [PAGE_1]


def test_picture_of_the_old_site_is_the_original(blog, old_server):
    listed(old_server, person(picture=f"{BASE}/wp-content/uploads/ada-96x96.jpg"))
    old_server.files["/wp-content/uploads/ada.jpg"] = picture(size=(60, 40))
    assert imported(blog) == [("profile_bio", "Ada Bell"), ("profile_picture", "Ada Bell")]
    assert (photos(), get_image_model().objects.get().width) == ([("Ada Bell",) * 2], 60)


def test_web_page_is_no_picture(blog, old_server):
    listed(old_server, person(picture=f"{BASE}{UPLOADED}"))
    old_server.files[UPLOADED] = HTML
    assert imported(blog) == [
        ("profile_bio", "Ada Bell"),
        ("picture_failed", "active_content Ada Bell"),
    ]


@pytest.mark.parametrize("path", ["/person.png", "/wp-content/plugins/avatars/person.png"])
def test_silhouette_of_a_plugin_is_no_picture(blog, old_server, path):
    listed(old_server, person(picture=f"{BASE}{path}"))
    old_server.files[path] = picture("png")
    assert imported(blog) == [("profile_bio", "Ada Bell"), ("no_picture", "Ada Bell")]
    assert old_server.paths == [PAGE_1]


def test_picture_of_everyone_is_no_ones(blog, old_server):
    silhouette = f"{BASE}/wp-content/uploads/person.png"
    listed(old_server, person(picture=silhouette), person("bo", "Bo", picture=silhouette))
    assert imported(blog, TWO) == [
        ("profile_bio", "Ada Bell"),
        ("no_picture", "Ada Bell"),
        ("profile_bio", "Bo"),
        ("no_picture", "Bo"),
    ]
    assert old_server.paths == [PAGE_1]


def test_image_model_that_fails_does_not_stop_the_import(blog, old_server, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError(HASH)

    listed(old_server, person())
    old_server.files[GRAVATAR] = picture()
    monkeypatch.setattr(get_image_model(), "save", fail)
    assert imported(blog) == [
        ("profile_bio", "Ada Bell"),
        ("picture_failed", "fields Ada Bell"),
    ]


def test_picture_that_was_deleted_here_does_not_come_again(blog, old_server):
    listed(old_server, person())
    old_server.files[GRAVATAR] = picture()
    imported(blog)
    get_image_model().objects.get().delete()
    # As if an earlier import had brought it for someone else.
    Revision.objects.for_instance(Author.objects.get()).delete()
    ImportedAuthor.objects.update(is_profile_brought=False)
    old_server.asked.clear()
    assert imported(blog) == [("profile_bio", "Ada Bell"), ("picture_failed", "deleted Ada Bell")]
    assert (old_server.paths, get_image_model().objects.count()) == ([PAGE_1], 0)
