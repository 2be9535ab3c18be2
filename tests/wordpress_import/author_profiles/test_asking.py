"""New authors get their bios and pictures from an old site that is up, or a reason why not."""

import io
import json
import logging
from types import SimpleNamespace

import pytest
from wagtail.images import get_image_model

from tests.wordpress_import.author_profiles.people import (
    BIO,
    GRAVATAR,
    GRAVATAR_HOST,
    NOTHING,
    PAGE_1,
    PAGE_2,
    PLAIN,
    TWO,
    WANTED,
    bios,
    export_by,
    imported,
    listed,
    person,
    photos,
    remarks,
)
from tests.wordpress_import.blogs import new_run
from tests.wordpress_import.media.file_server import BASE, HOST
from tests.wordpress_import.media.pictures import HTML, phone_photo, picture
from wagtail_therapy.authors.models import Author
from wagtail_therapy.wordpress_import import finishing, importing
from wagtail_therapy.wordpress_import.author_profiles import asking
from wagtail_therapy.wordpress_import.media.fetching import Limits
from wagtail_therapy.wordpress_import.models import ImportedFile

BO_PICTURE = "/wp-content/uploads/bo.png"


def test_bio_and_picture_of_a_new_author_are_found(blog, old_server):
    listed(old_server, person())
    old_server.files[GRAVATAR] = phone_photo()
    assert imported(blog) == [("profile_bio", "Ada Bell"), ("profile_picture", "Ada Bell")]
    assert (bios(), photos()) == ([("Ada Bell", BIO, "")], [("Ada Bell", "Ada Bell")])
    assert old_server.asked == [(HOST, PAGE_1), (GRAVATAR_HOST, GRAVATAR)]
    image = get_image_model().objects.get()
    with image.file.open() as file:
        content = file.read()
    assert (image.filename, b"Phone of Houston" in content) == ("ada-bell.jpg", False)
    # The digest of the email address isn't kept.
    assert list(ImportedFile.objects.values_list("address", flat=True)) == [
        f"http://{GRAVATAR_HOST}"
    ]


def test_nothing_is_asked_unless_it_is_chosen(blog, old_server):
    assert imported(blog, author_bios=False, author_pictures=False) == []
    assert (old_server.asked, bios()) == ([], NOTHING)


def test_dry_run_asks_nothing(blog, old_server):
    content = io.BytesIO(export_by(ada="Ada Bell"))
    importing.preview(new_run(blog, **WANTED), content)
    importing.go_on_checking(new_run(blog, **WANTED), content)
    assert old_server.asked == []


def test_bios_alone_ask_for_no_picture(blog, old_server):
    listed(old_server, person())
    assert imported(blog, author_pictures=False) == [("profile_bio", "Ada Bell")]
    assert old_server.paths == [PAGE_1]


def test_second_page_of_people_is_read(blog, old_server):
    listed(old_server, *(person(f"a{number}", f"A {number}") for number in range(100)))
    listed(old_server, person(picture=""), path=PAGE_2)
    assert imported(blog) == [("profile_bio", "Ada Bell"), ("no_picture", "Ada Bell")]
    assert old_server.paths == [PAGE_1, PAGE_2]


def test_hundred_people_are_all(blog, old_server):
    listed(old_server, person(picture=""), *(person(f"a{n}", f"A {n}") for n in range(99)))
    old_server.statuses[PAGE_2] = 400
    assert imported(blog) == [("profile_bio", "Ada Bell"), ("no_picture", "Ada Bell")]


@pytest.mark.parametrize("pretty", [None, HTML, json.dumps({"code": "rest_no_route"}).encode()])
def test_site_with_plain_permalinks_is_asked_in_its_way(blog, old_server, pretty):
    if pretty:
        old_server.files[PAGE_1] = pretty
    listed(old_server, person(picture=""), path=PLAIN)
    assert imported(blog) == [("profile_bio", "Ada Bell"), ("no_picture", "Ada Bell")]


@pytest.mark.parametrize("status", [401, 403, 404])
def test_site_that_hides_its_authors_is_named_once(blog, old_server, status):
    old_server.statuses |= {PAGE_1: status, PLAIN: status}
    assert imported(blog, TWO) == [("profiles_closed", "")]
    assert old_server.paths == [PAGE_1, PLAIN]


@pytest.mark.parametrize("status", [429, 503])
def test_busy_site_is_not_asked_in_another_way_at_once(blog, old_server, status):
    old_server.statuses[PAGE_1] = status
    listed(old_server, person(), path=PLAIN)
    assert imported(blog) == [("profiles_unreachable", "")]
    assert old_server.paths == [PAGE_1]


def test_site_that_is_busy_at_its_other_address_can_be_asked_again(blog, old_server):
    old_server.statuses[PLAIN] = 503
    assert imported(blog) == [("profiles_unreachable", "")]


@pytest.mark.parametrize("status", [400, 418])
def test_site_that_says_something_else_does_not_hide_its_authors(blog, old_server, status):
    old_server.statuses |= {PAGE_1: status, PLAIN: status}
    assert imported(blog) == [("profiles_refused", "")]


@pytest.mark.parametrize("answer", [HTML, b"[" * 100_000, b"\xff", b'"a"', b"null"])
def test_answer_that_is_no_list_is_none(blog, old_server, answer):
    old_server.files |= {PAGE_1: answer, PLAIN: answer}
    assert (imported(blog), bios()) == ([("profiles_closed", "")], NOTHING)


@pytest.mark.parametrize(
    "odd",
    [[None, 7, "a", []], [{"slug": 7}], [{"slug": "ada", "avatar_urls": {"x": "y"}}, {"name": 1}]],
)
def test_entries_of_other_kinds_are_passed_over(blog, old_server, odd):
    old_server.files[PAGE_1] = json.dumps(odd).encode()
    imported(blog)
    assert bios() == NOTHING


def test_huge_answer_is_not_read_to_its_end(blog, old_server, monkeypatch):
    monkeypatch.setattr(asking, "LIMITS", Limits(file_bytes=1000, seconds=5))
    listed(old_server, person(bio="x" * 1000))
    assert (imported(blog), old_server.paths) == ([("profiles_refused", "")], [PAGE_1])


def test_site_that_breaks_off_can_be_asked_again(blog, old_server):
    old_server.redirects[PAGE_1] = "/broken-off"
    run = new_run(blog, **WANTED)
    importing.run_whole(run, io.BytesIO(export_by(ada="Ada Bell")))
    assert (remarks(run), run.has_failures) == ([("profiles_unreachable", "")], True)


@pytest.mark.parametrize("place", ["http://127.0.0.1/", f"http://internal.{HOST}/users.json"])
def test_redirect_to_a_private_address_is_not_followed(blog, old_server, place):
    old_server.redirects[PAGE_1] = place
    assert imported(blog) == [("profiles_refused", "")]
    assert old_server.paths == [PAGE_1]


def test_two_people_of_that_name_are_not_guessed_between(blog, old_server):
    listed(old_server, person("a-bell"), person("bell"), person("someone", "Else"))
    assert imported(blog, TWO) == [("several_profiles", "Ada Bell"), ("no_profile", "Bo")]
    assert [bio for _name, bio, _long in bios()] == ["", ""]


@pytest.mark.parametrize(
    ("here", "new", "profile"),
    [
        (("a.b", "B C"), ("a-b", "B"), ("a-b", "A")),
        (("bell", "Ada Bell"), ("bell2", "Ada Bell"), ("bell", "Ada Bell")),
        (("bell", "Ada Bell"), ("bell2", "Ada Bell"), ("someone", "Ada Bell")),
    ],
)
def test_new_author_gets_nothing_of_one_who_was_here(blog, old_server, here, new, profile):
    known = Author.objects.create(name="Known", locale=blog.locale)
    listed(old_server, person(*profile))
    imported(blog, export_by(**dict([here, new])), authors={here[0]: known.pk})
    assert bios() == [("Known", "", ""), (new[1], "", "")]
    assert old_server.paths == [PAGE_1]


def test_slices_do_one_thing_each_and_nothing_twice(blog, old_server, monkeypatch):
    content = export_by(ada="Ada Bell", bo="Bo", cy="Cy")
    listed(old_server, person(), person("bo", "Bo", "Bo is Bo.", f"{BASE}{BO_PICTURE}"))
    old_server.files |= {GRAVATAR: picture(), BO_PICTURE: picture("png")}
    run, slices = new_run(blog, **WANTED), []
    # Each slice is late from its beginning.
    monkeypatch.setattr(finishing, "time", SimpleNamespace(monotonic=lambda: 1))
    file = io.BytesIO(content)
    while importing.go_on(run, file, deadline=0.5):
        run.refresh_from_db()
        slices.append(list(old_server.paths))
        old_server.asked.clear()
    assert [one for one in slices if one] == [[PAGE_1], [GRAVATAR], [BO_PICTURE]]
    run.refresh_from_db()
    assert remarks(run) == [
        ("no_profile", "Cy"),
        ("profile_bio", "Ada Bell"),
        ("profile_picture", "Ada Bell"),
        ("profile_bio", "Bo"),
        ("profile_picture", "Bo"),
    ]
    assert (run.found, get_image_model().objects.count()) == ({}, 2)


def test_import_that_is_killed_goes_on_with_the_same_author(blog, old_server, monkeypatch):
    listed(old_server, person())
    old_server.files[GRAVATAR] = picture()
    run, content = new_run(blog, **WANTED), export_by(ada="Ada Bell")
    fill = asking.fill

    def killed(*args):
        fill(*args)
        raise KeyboardInterrupt

    monkeypatch.setattr(asking, "fill", killed)
    with pytest.raises(KeyboardInterrupt):
        importing.run_whole(run, io.BytesIO(content))
    assert (bios(), get_image_model().objects.count()) == (NOTHING, 0)
    monkeypatch.setattr(asking, "fill", fill)
    run.refresh_from_db()
    importing.run_whole(run, io.BytesIO(content))
    assert (photos(), old_server.paths) == ([("Ada Bell",) * 2], [PAGE_1, GRAVATAR, GRAVATAR])
    assert remarks(run) == [("profile_bio", "Ada Bell"), ("profile_picture", "Ada Bell")]


def test_logs_and_reports_have_no_address_and_no_bio(blog, old_server, caplog):
    caplog.set_level(logging.INFO, "wagtail_therapy")
    listed(old_server, person())
    old_server.files[GRAVATAR] = b"no picture"
    failures = imported(blog)
    assert failures == [("profile_bio", "Ada Bell"), ("picture_failed", "kind Ada Bell")]
    assert [one.getMessage() for one in caplog.records if one.name.startswith("wagtail_t")] == []
