"""What visitors see of pictures that aren't made yet."""

import re
from pathlib import Path

import pytest
from django.core.cache import cache
from wagtail.images import get_image_model

from tests.content.pictures.made import damaged_png
from tests.pages import rows
from wagtail_therapy.content.emails import pictures
from wagtail_therapy.content.models import DuePictures
from wagtail_therapy.content.pictures import making, showing
from wagtail_therapy.content.pictures.renditions import images_with_renditions, preview_image
from wagtail_therapy.content.pictures.uses import stored_specs

pytestmark = rows.MAKES_RENDITIONS
FILES = re.compile(r"/media/[\w./-]+")
UNKEPT = "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.fixture
def image(site):
    return rows.image(width=1600, height=1200)


@pytest.fixture
def post(site, image):
    return rows.post(rows.blog(site), rows.author(), lead_image=image)


def specs(image):
    return sorted(image.renditions.values_list("filter_spec", flat=True))


def asked_for():
    return list(DuePictures.objects.order_by("pk").values_list("object_id", "use"))


def test_page_makes_its_pictures_where_no_worker_does(no_worker, image):
    found = showing.renditions(image, "card")

    assert (list(found), specs(image)) == (stored_specs("card"), sorted(stored_specs("card")))
    assert asked_for() == []


def test_page_makes_its_pictures_while_the_worker_is_away(worker, image):
    worker.is_at_work = False

    assert list(showing.renditions(image, "gallery")) == stored_specs("gallery")
    assert asked_for() == []


def test_page_makes_its_pictures_on_a_host_that_wants_it_so(worker, image, settings):
    settings.WAGTAIL_THERAPY = settings.WAGTAIL_THERAPY | {"PICTURES_IN_REQUESTS": True}

    assert list(showing.renditions(image, "gallery")) == stored_specs("gallery")
    assert asked_for() == []


def test_visitor_asks_once_for_what_is_missing_and_makes_nothing(worker, image):
    found = [showing.renditions(image, "card") for _ in range(2)]

    assert (found, specs(image), worker.woken) == ([{}, {}], [], 0)
    assert asked_for() == [(str(image.pk), "card")]


def test_preview_makes_what_it_shows(worker, image):
    assert list(showing.renditions(image, "card", is_preview=True)) == stored_specs("card")


def test_stand_in_is_the_most_similar_rendition(worker, image):
    for spec in ("max-165x165|format-webp", "max-800x800|format-webp", "max-1280x1280|format-avif"):
        image.get_rendition(spec)

    assert list(showing.renditions(image, "text")) == ["max-800x800|format-webp"]


@pytest.mark.parametrize(
    ("spec", "is_shown"),
    [
        ("fill-320x180|format-webp", True),
        # Each shows more, or something else, than the card is meant to show.
        ("max-165x165|format-webp", False),
        ("fill-320x320|format-webp", False),
        ("original", False),
    ],
)
def test_stand_in_shows_the_same_part_of_the_image(worker, image, spec, is_shown):
    image.get_rendition(spec)

    assert list(showing.renditions(image, "card")) == ([spec] if is_shown else [])


def test_stand_in_has_the_focal_point_of_today(worker, image):
    image.get_rendition("fill-320x180|format-webp")
    image.focal_point_x = image.focal_point_y = 100
    image.focal_point_width = image.focal_point_height = 50
    image.save()

    assert showing.renditions(image, "card") == {}


def test_programs_get_no_stand_in(worker, image):
    image.get_rendition("max-165x165")

    assert (showing.rendition(image, "feed"), asked_for()) == (None, [(str(image.pk), "feed")])


def test_renditions_of_another_use_that_were_fetched_are_not_all_that_there_are(worker, image):
    made = image.get_rendition(*stored_specs("preview"))
    fetched = images_with_renditions(*stored_specs("portrait")).get(pk=image.pk)

    found = preview_image(fetched, "https://a.example/")

    assert (found.url, asked_for()) == (f"https://a.example{made.url}", [])


def test_page_makes_no_rendition_twice(no_worker, image):
    image.get_rendition(*stored_specs("preview"))
    fetched = images_with_renditions(*stored_specs("portrait")).get(pk=image.pk)
    folder = Path(image.renditions.get().file.path).parent
    files = list(folder.iterdir())

    preview_image(fetched, "https://a.example/")

    assert list(folder.iterdir()) == files


@pytest.mark.parametrize("content", [None, b"damaged", damaged_png()], ids=[*"abc"])
def test_page_is_shown_without_a_picture_whose_file_is_missing_or_damaged(
    no_worker, image, content
):
    path = Path(image.file.path)
    path.unlink() if content is None else path.write_bytes(content)

    assert showing.renditions(image, "card") == {}
    assert pictures.email_picture(image, "https://a.example/") is None


def test_page_is_shown_without_a_picture_that_is_too_large_to_open(no_worker, image, monkeypatch):
    monkeypatch.setattr("PIL.Image.MAX_IMAGE_PIXELS", 1000)

    assert showing.renditions(image, "card") == {}


def test_what_could_not_be_made_is_tried_by_the_page_itself(worker, image):
    showing.renditions(image, "gallery")
    DuePictures.objects.update(tries=DuePictures.MOST_TRIES)

    assert list(showing.renditions(image, "gallery")) == stored_specs("gallery")


def test_page_without_its_pictures_never_has_the_file_that_was_uploaded(
    client, worker, post, image
):
    responses = [client.get(post.url), client.get(post.get_parent().url)]

    pages = [response.content.decode() for response in responses]
    assert [FILES.findall(html) for html in pages] == [[], []]
    assert specs(image) == []


def test_page_without_its_pictures_is_kept_by_no_cache(client, worker, post):
    blog = post.get_parent()
    first = [client.get(page.url).headers.get("Cache-Control") for page in (post, blog)]
    making.work()
    later = [client.get(page.url).headers.get("Cache-Control", "") for page in (post, blog)]

    assert (first, later) == ([UNKEPT, UNKEPT], ["", ""])


def test_parts_without_their_pictures_are_not_kept(client, worker, post, image):
    """Without telling the cache: it doesn't have them."""
    client.get(post.get_parent().url)
    get_image_model().objects.get(pk=image.pk).get_renditions(*stored_specs("card"))

    html = client.get(post.get_parent().url).content.decode()

    assert html.count('class="therapy-card-image"') == 1


def test_feed_waits_for_its_pictures(client, worker, post, image):
    feed = f"{post.get_parent().url}feed/"
    before = client.get(feed)
    making.work()

    made = client.get(feed)

    url = image.get_rendition("max-1200x1200").url
    assert (before.content.count(b"media:content"), url in made.content.decode()) == (0, True)
    assert before["Cache-Control"] == UNKEPT


def test_page_with_all_pictures_asks_for_none(client, worker, post):
    making.work()
    cache.clear()

    assert client.get(post.url).content.count(b"<picture>") == 1
    assert asked_for() == []
