"""Pictures are made for all that our templates show, whatever changes."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models.functions import Now
from django.test import Client

from tests import full_bodies
from tests.content.pictures.made import OF_A_POST, due_rows, specs, specs_of
from tests.pages import rows
from wagtail_therapy.content.models import DuePictures
from wagtail_therapy.content.pictures import due, making
from wagtail_therapy.content.pictures.uses import stored_specs
from wagtail_therapy.practice.models import PracticeSettings

pytestmark = rows.MAKES_RENDITIONS


def test_published_post_has_its_pictures_made(worker, post, image):
    before = (due_rows(), worker.woken)
    making.work()

    assert before == ([(str(post.pk), "", 0)], 1)
    assert (due_rows(), specs(image)) == ([], OF_A_POST)


def test_draft_and_page_without_pictures_wake_no_one(blog, image, worker):
    rows.post(blog, rows.author(), lead_image=image, live=False)
    rows.post(blog, rows.author(), title="In words only")

    assert (due_rows(), worker.woken) == ([], 0)


def test_no_page_misses_a_picture_after_they_are_made(site, blog, worker):
    """A page with all that our blocks show, the lists, the feed and the profiles."""
    orla = rows.author(photo=rows.image("Orla"), short_bio="Hello.")
    practice = {"logo": rows.image("Logo"), "share_image": rows.image("House")}
    PracticeSettings.objects.create(site=site, name="A practice", **practice)
    body = [*full_bodies.pictures(rows.image("Room")), *full_bodies.films(rows.image("Film"))]
    elsewhere = {"title": "There", "url": "https://youtu.be/Willowmere_"}
    body.append(("video", elsewhere | {"poster": rows.image("Still").pk}))
    body = [{"type": kind, "value": value} for kind, value in body]
    one = rows.post(blog, orla, body=body, lead_image=rows.image("Lead"))
    two = rows.post(blog, orla, title="Another", lead_image=rows.image("Pier"))
    two.related_reading = [{"type": "post", "value": one.pk}]
    rows.publish(two)
    team = rows.team(site)
    making.work(seconds=60)

    urls = [one.url, two.url, blog.url, f"{blog.url}feed/", team.url, f"{team.url}{orla.slug}/"]
    answers = {Client().get(url).status_code for url in urls}

    assert (answers, due_rows()) == ({200}, [])


def test_author_and_practice_have_their_pictures_made_when_they_are_saved(site, worker, image):
    logo = rows.image("Logo")
    orla = rows.author(photo=image)
    PracticeSettings.objects.create(site=site, name="A practice", logo=logo)
    making.work()

    assert specs(image) == specs_of("portrait", "preview")
    assert specs(logo) == specs_of("logo")
    orla.photo = logo
    orla.save()
    making.work()
    assert specs(logo) == specs_of("logo", "portrait", "preview")


def test_draft_of_an_author_makes_nothing(site, worker, image):
    orla = rows.author()
    orla.photo = image
    orla.save_revision()

    assert due_rows() == []


def test_image_with_another_focal_point_is_made_again(worker, post, image, reference_index):
    post.save()
    making.work()
    image.focal_point_x = image.focal_point_y = 100
    image.focal_point_width = image.focal_point_height = 50
    image.save()
    making.work()

    cut = image.renditions.filter(filter_spec=stored_specs("card")[0])
    assert (cut.count(), due_rows()) == (2, [])


def test_image_with_another_file_is_made_again(worker, post, image, reference_index):
    post.save()
    making.work()
    # As Wagtail's form does it.
    image.renditions.all().delete()
    image.file = rows.image("Another").file
    image.save()
    making.work()

    assert specs(image) == OF_A_POST


def test_image_that_is_uploaded_wakes_no_one(worker, image):
    assert (due_rows(), worker.woken) == ([], 0)


def test_what_visitors_miss_is_made_first_and_shown_at_once(worker, post, image):
    due.ask_for(image, "gallery")

    making.work(seconds=0)

    assert specs(image) == specs_of("gallery")
    assert due_rows() == [(str(post.pk), "", 0)]


def test_what_was_given_up_is_forgotten_after_a_day(worker, post):
    DuePictures.objects.update(tries=3, due_at=Now() - timedelta(hours=25))
    making.work()

    assert due_rows() == []


def test_publishing_tries_again_what_was_given_up(worker, post, image):
    DuePictures.objects.update(tries=3)
    rows.publish(post)
    making.work()

    assert (due_rows(), specs(image)) == ([], OF_A_POST)


@pytest.mark.parametrize("what", ["image", "page"])
def test_what_was_deleted_meanwhile_is_left_out(worker, post, image, what):
    due.ask_for(image, "gallery")
    image.delete() if what == "image" else post.delete()
    making.work()

    assert due_rows() == []


def test_nothing_stays_of_a_file_that_was_replaced_meanwhile(worker, post, image, monkeypatch):
    """Editors replace a picture that shows what it must not."""
    make = type(image).get_renditions

    def replaced_then(one, *filters):
        made = make(one, *filters)
        content = ContentFile(Path(one.file.path).read_bytes(), "other.png")
        type(one).objects.get(pk=one.pk).file.save("other.png", content)
        return made

    with monkeypatch.context() as patch:
        patch.setattr(type(image), "get_renditions", replaced_then)
        making.work()
    between = (specs(image), due_rows())
    DuePictures.objects.update(due_at=Now())
    making.work()

    assert between[0] == []
    assert (specs(image), due_rows()) == (OF_A_POST, [])


def test_page_that_is_published_once_more_meanwhile_stays_due(worker, post, monkeypatch):
    make = making._make
    monkeypatch.setattr(making, "_make", lambda row: [due.add([post]), make(row)][1])
    making.work(seconds=0)

    assert due_rows() == [(str(post.pk), "", 0)]


def test_two_workers_share_the_work(transactional_db, site, worker, monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("One writer at a time")
    blog, orla = rows.blog(site), rows.author()
    images = [rows.image(f"Room {number}") for number in range(4)]
    for number, image in enumerate(images):
        rows.post(blog, orla, title=f"Post {number}", lead_image=image)
    made, make = [], making._make
    monkeypatch.setattr(making, "_make", lambda row: made.append(row.pk) or make(row))

    threads = [threading.Thread(target=_work_and_close) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert (len(made), len(set(made)), due_rows()) == (4, 4, [])


def _work_and_close():
    making.work(seconds=60)
    connection.close()


def test_page_type_that_fails_is_published_and_logged(worker, blog, image, monkeypatch, caplog):
    orla = rows.author()
    monkeypatch.setattr(type(orla), "get_pictures", lambda self: 1 / 0)
    orla.save()

    assert due_rows() == []
    assert f"The pictures of {orla._meta.label} {orla.pk} can't be found" in caplog.text
