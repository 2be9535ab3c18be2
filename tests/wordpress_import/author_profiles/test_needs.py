"""What editors have written is kept, and what is there isn't asked for again."""

import io

from wagtail.images import get_image_model

from tests.wordpress_import.author_profiles.people import (
    BIO,
    GRAVATAR,
    NOTHING,
    PAGE_1,
    TWO,
    WANTED,
    bios,
    export_by,
    imported,
    listed,
    person,
    photos,
)
from tests.wordpress_import.blogs import new_run
from tests.wordpress_import.media.pictures import picture
from wagtail_therapy.authors.models import Author
from wagtail_therapy.wordpress_import import importing
from wagtail_therapy.wordpress_import.author_profiles import asking
from wagtail_therapy.wordpress_import.models import ImportedAuthor


def test_author_who_was_here_before_is_left(blog, old_server):
    Author.objects.create(name="Ada Bell", locale=blog.locale)
    assert (imported(blog), old_server.asked, bios()) == ([], [], NOTHING)


def test_bio_that_an_editor_wrote_is_kept(blog, old_server):
    listed(old_server, person())
    old_server.files[GRAVATAR] = picture()
    imported(blog, author_bios=False, author_pictures=False)
    author = Author.objects.get()
    author.short_bio = "As Ada wants it."
    author.save_revision()
    assert (imported(blog), old_server.asked) == ([], [])
    assert bios() == [("Ada Bell", "As Ada wants it.", "")]


def test_editor_who_writes_while_we_ask_is_first(blog, old_server):
    listed(old_server, person(picture=""))
    run = new_run(blog, **WANTED)
    job = importing.job_of(run, io.BytesIO(export_by(ada="Ada Bell")))
    importing.run_whole(new_run(blog, author_bios=False), io.BytesIO(export_by(ada="Ada Bell")))
    requests = asking.ProfileRequests(job)
    requests.ask()()
    store = requests.ask()
    author = Author.objects.get()
    author.short_bio = "Hers."
    author.save_revision()
    store()
    assert (bios(), requests.are_left) == ([("Ada Bell", "Hers.", "")], False)


def test_author_that_an_editor_has_edited_gets_a_draft(blog, old_server):
    listed(old_server, person(picture=""))
    imported(blog, author_bios=False, author_pictures=False)
    author = Author.objects.get()
    author.job_title = "Psychologist"
    author.save_revision().publish()
    assert imported(blog) == [("profile_bio", "Ada Bell"), ("no_picture", "Ada Bell")]
    author.refresh_from_db()
    draft = author.get_latest_revision_as_object()
    assert (author.short_bio, author.has_unpublished_changes) == ("", True)
    assert (draft.short_bio, draft.job_title) == (BIO, "Psychologist")


def test_second_import_asks_only_for_those_who_lack_all(blog, old_server):
    listed(old_server, person(), person("bo", "Bo", bio="", picture=""))
    old_server.files[GRAVATAR] = picture()
    imported(blog, TWO)
    old_server.asked.clear()
    assert imported(blog, TWO) == [("no_bio", "Bo"), ("no_picture", "Bo")]
    assert (old_server.paths, get_image_model().objects.count()) == ([PAGE_1], 1)


def test_what_an_editor_removed_is_not_brought_again(blog, old_server):
    listed(old_server, person())
    old_server.files[GRAVATAR] = picture()
    imported(blog)
    author = Author.objects.get().get_latest_revision_as_object()
    author.short_bio, author.photo = "", None
    author.save_revision().publish()
    old_server.asked.clear()
    assert (imported(blog), old_server.asked, bios()) == ([], [], NOTHING)
    assert photos() == [(None, None)]


def test_authors_that_an_import_made_are_known(blog, old_server):
    Author.objects.create(name="Bo", locale=blog.locale)
    old_server.statuses[PAGE_1] = 401
    imported(blog, export_by(ada="Ada Bell", bo="Bo", bell="ada bell", **{"cy@mail.example": ""}))
    made = ImportedAuthor.objects.order_by("login").values_list("login", "is_made")
    assert list(made) == [("ada", True), ("bell", False), ("bo", False), ("cy@mail.example", False)]
