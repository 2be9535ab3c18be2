"""The box for bios and pictures of new authors."""

from tests.newsletter import editors
from tests.wordpress_import.admin.import_pages import (
    OPTIONS,
    PUBLISH,
    brought,
    send,
    shown,
    uploaded,
)
from wagtail_therapy.authors.models import Author


def profile_options(client, **chosen):
    """Return the text beside the box, and what is stored if a person ticks it."""
    uploaded(client)
    box = shown(client, "options/").select_one("[name=author_profiles]")
    send(client, "options", **OPTIONS | {"author_profiles": "on"} | chosen)
    label = box and shown(client, "options/").select_one(f"label[for={box['id']}]").get_text(" ")
    options = brought().options
    words = " ".join(label.split()) if label else None
    return words, options["author_bios"], options["author_pictures"]


def test_bios_and_pictures_of_new_authors_are_asked_for_by_choice(client):
    label = "Get bios and pictures of new authors from the old site, while it’s still there"
    assert profile_options(client) == (label, True, True)
    assert shown(client, "options/").select_one("[name=author_profiles]").has_attr("checked")
    assert profile_options(client, author_profiles="") == (label, False, False)


def test_person_who_may_add_no_files_gets_bios_alone(writer):
    label = "Get bios of new authors from the old site, while it’s still there"
    assert profile_options(writer) == (label, True, False)


def test_bios_are_for_people_who_may_make_authors(site, blog):
    ada = Author.objects.create(name="Ada B", slug="ada", locale=blog.locale)
    person = editors.member(site, *PUBLISH)
    assert profile_options(person, **{"author-0": ada.pk}) == (None, False, False)
