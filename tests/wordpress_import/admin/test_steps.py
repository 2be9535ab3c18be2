"""The steps that ask people to choose something: which files are taken, and which options."""

import gzip

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Collection, GroupPagePermission, PageLogEntry

from tests.newsletter import editors
from tests.newsletter.readers.subscriber_files.files import zipped
from tests.sites import add_site
from tests.wordpress_import.admin.import_pages import (
    EXPORT,
    OPTIONS,
    PRIVATE,
    PUBLISH,
    blog_on,
    brought,
    errors,
    may_add_files,
    send,
    shown,
    uploaded,
)
from tests.wordpress_import.wxr.exports import export, item
from wagtail_therapy.authors.models import Author
from wagtail_therapy.wordpress_import import audit_log, import_files
from wagtail_therapy.wordpress_import.models import ImportPart, WordPressImport

State = WordPressImport.State
TOOLS = "Choose the file that WordPress makes under Tools → Export → All content."


def logged(blog):
    entries = PageLogEntry.objects.filter(page=blog.pk, action__startswith="wagtail_therapy.word")
    return [entry.action for entry in entries.order_by("pk")]


def test_file_is_stored_with_what_is_in_it(client, site, blog):
    response = uploaded(client)
    stored = brought()
    assert response["Location"].endswith(f"/{stored.pk}/options/")
    assert (stored.site, stored.parent_id, stored.state) == (site, blog.pk, State.UPLOADED)
    assert stored.found == {
        "title": "Old & wise",
        "address": "https://old.example",
        "kinds": {"post": 2, "page": 1},
        "authors": [{"login": "ada", "name": "Ada Bell", "posts": 2}],
        "samples": [
            {"number": 0, "title": "A first session", "is_public": True},
            {"number": 1, "title": PRIVATE, "is_public": False},
        ],
    }
    assert import_files.opened(stored).read() == EXPORT.encode()


def test_upload_is_logged_without_anything_from_the_file(client, blog):
    uploaded(client)
    entry = PageLogEntry.objects.get(action=audit_log.UPLOAD)
    assert (entry.data, entry.page_id, entry.user.email) == (
        {"import": brought().pk},
        blog.pk,
        "member@host.example",
    )
    assert "An export of WordPress was uploaded" in str(entry.message)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (gzip.compress(EXPORT.encode(), mtime=0), "export.xml.gz"),
        (zipped(**{"a.xml": EXPORT}), "export.zip"),
    ],
)
def test_packed_export_is_taken(client, content, name):
    uploaded(client, content, name)
    assert brought().found["kinds"] == {"post": 2, "page": 1}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "This file is empty."),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", f"This is a picture, a document or a program. {TOOLS}"),
        (b"<!doctype html><title>Log in</title>", "This is a web page."),
        (b'<rss version="2.0"><channel/></rss>', "This is the RSS feed of a site,"),
        (b"INSERT INTO wp_posts VALUES (1)", f"This is a copy of a database. {TOOLS}"),
        (b'{"posts": []}', f"This is a JSON file, perhaps of a plugin. {TOOLS}"),
        (zipped(**{"a.txt": "x"}), f"There is no export in this ZIP file. {TOOLS}"),
        (b"PK\x03\x04 and no more", "This file is damaged. Download it again."),
        (EXPORT.replace("<rss", '<!DOCTYPE x [<!ENTITY a "b">]><rss'), "This file declares"),
    ],
)
def test_file_that_is_no_export_is_refused_with_what_to_do(client, content, expected):
    [error] = errors(uploaded(client, content))
    assert error.startswith(expected)
    assert WordPressImport.objects.count() == 0


def test_file_that_is_too_large_is_refused(client, settings):
    settings.WAGTAIL_THERAPY = settings.WAGTAIL_THERAPY | {"WORDPRESS_MAX_UPLOAD": 100}
    [error] = errors(uploaded(client))
    assert error.startswith("This file is too large: we take up to 0 MB.")


def test_file_that_is_far_too_large_is_refused_before_it_is_read(client, settings):
    settings.WAGTAIL_THERAPY = settings.WAGTAIL_THERAPY | {"WORDPRESS_MAX_UPLOAD": -(1024**2)}
    assert uploaded(client).status_code == 413


def test_blog_is_asked_for_only_where_there_are_several(client, editor_client):
    other = blog_on(add_site("other.example", slug="other"))
    assert errors(uploaded(editor_client)) == ["Choose a blog."]
    uploaded(editor_client, blog=other.pk)
    assert brought().parent_id == other.pk
    assert errors(uploaded(client)) == []


def test_options_propose_authors_of_the_same_name(client, blog):
    ada = Author.objects.create(name="ada bell", slug="ada", locale=blog.locale)
    uploaded(client)
    chosen = shown(client, "options/").select("[name=author-0] [selected]")
    assert [(one["value"], one.get_text()) for one in chosen] == [(str(ada.pk), "ada bell")]


def test_options_are_stored_and_the_dry_run_is_due(client, blog):
    ada = Author.objects.create(name="Ada B", slug="ada", locale=blog.locale)
    uploaded(client)
    response = send(client, "options", **OPTIONS | {"author-0": ada.pk, "comments": "initials"})
    stored = brought()
    assert response["Location"].endswith(f"/{stored.pk}/")
    assert (stored.state, stored.options["authors"]) == (State.CHECKING, {"ada": ada.pk})
    names = ("comments", "comment_names", "fetch_media")
    assert [stored.options[name] for name in names] == [True, "initials", False]
    assert logged(blog) == [audit_log.UPLOAD, audit_log.CHECK]


def test_new_author_needs_the_permission_for_authors(site, blog):
    person = editors.member(site, *PUBLISH)
    uploaded(person)
    [error] = errors(send(person, "options", **OPTIONS))
    assert error.startswith("Select a valid choice.")
    assert brought().state == State.UPLOADED


def test_posts_of_deleted_accounts_get_one_of_our_authors(client, blog):
    ada = Author.objects.create(name="Ada B", slug="ada", locale=blog.locale)
    uploaded(client, export(item(id=1).replace("[CDATA[ada]]", "[CDATA[]]"), head=""))
    assert errors(send(client, "options", **OPTIONS | {"author-0": ""})) == ["Choose an author."]
    send(client, "options", **OPTIONS | {"author-0": ada.pk})
    assert (brought().options["authors"], brought().options["fallback_author"]) == ({}, ada.pk)


def test_archive_of_pictures_is_stored_once(client):
    uploaded(client)
    wanted = OPTIONS | {"pictures": "archive"}
    assert errors(send(client, "options", **wanted)) == ["Choose the ZIP file."]
    archive = zipped(**{"uploads/2020/11/a.txt": "x"})
    send(client, "options", **wanted, uploads=SimpleUploadedFile("uploads.zip", archive))
    assert import_files.opened(brought(), ImportPart.Kind.UPLOADS).read() == archive
    assert send(client, "options", **wanted).status_code == 302
    assert brought().file_parts.count() == 2
    send(client, "options", **OPTIONS)
    assert brought().file_parts.count() == 1


def test_archive_that_was_chosen_is_used(client):
    uploaded(client)
    file = SimpleUploadedFile("uploads.zip", zipped(**{"uploads/2020/11/a.txt": "x"}))
    send(client, "options", **OPTIONS | {"pictures": "fetch", "uploads": file})
    assert (brought().file_parts.count(), brought().options["fetch_media"]) == (2, False)


@pytest.mark.parametrize("content", [b"GIF89a", zipped(**{"a.txt": "x"})[:-30]])
def test_archive_that_is_no_zip_is_refused(client, content):
    uploaded(client)
    file = SimpleUploadedFile("uploads.zip", content)
    response = send(client, "options", **OPTIONS, uploads=file)
    assert errors(response) == ["This is not a ZIP file, or it’s damaged."]


def test_file_can_be_deleted(client, blog):
    uploaded(client)
    send(client, "discard")
    assert (WordPressImport.objects.count(), ImportPart.objects.count()) == (0, 0)
    assert logged(blog) == [audit_log.UPLOAD, audit_log.DELETE]


def pages_offered(client):
    uploaded(client)
    return [one["value"] for one in shown(client, "options/").select("[name=pages]")]


def test_pages_can_become_those_of_the_host_where_the_user_may_publish(client, blog):
    assert pages_offered(client) == ["testapp.InfoPage", "drafts", "skip"]
    GroupPagePermission.objects.update(page=blog)
    assert pages_offered(client) == ["drafts", "skip"]


def test_page_type_of_the_host_is_stored(client):
    uploaded(client)
    send(client, "options", **OPTIONS | {"pages": "testapp.InfoPage"})
    names = ("pages", "page_model")
    assert [brought().options[name] for name in names] == ["drafts", "testapp.InfoPage"]


def test_person_who_may_add_no_files_brings_none(writer):
    uploaded(writer)

    page = shown(writer, "options/")
    send(writer, "options", **OPTIONS | {"pictures": "fetch"})

    assert [one["value"] for one in page.select("input[name=pictures]")] == ["none"]
    assert page.select("input[name=uploads], [name=collection]") == []
    assert brought().state == WordPressImport.State.UPLOADED


def test_files_go_to_a_collection_of_the_person(writer):
    practice, other = (
        Collection.get_first_root_node().add_child(name=name) for name in ("Practice", "Other")
    )
    may_add_files(practice)
    uploaded(writer)

    send(writer, "options", **OPTIONS | {"pictures": "fetch", "collection": other.pk})
    refused = brought().state
    send(writer, "options", **OPTIONS | {"pictures": "fetch"})

    assert (refused, brought().options["collection"]) == ("uploaded", practice.pk)
