from tests import full_bodies
from tests.pages import rows
from wagtail_therapy.content.streamfield.pictures import pictures_in_streams

pytestmark = rows.MAKES_RENDITIONS


def test_pictures_of_a_body_are_found_with_what_they_are_used_for(site):
    image = rows.image()
    elsewhere = {"title": "There", "url": "https://youtu.be/Willowmere_", "poster": image.pk}
    body = [
        ("paragraph", "<p>Words</p>"),
        *full_bodies.pictures(image),
        *full_bodies.films(image),
        ("video", elsewhere),
    ]
    as_stored = [{"type": kind, "value": value} for kind, value in body]
    post = rows.post(rows.blog(site), rows.author(), body=as_stored)

    found = [(one and one.pk, use) for one, use in pictures_in_streams(post)]

    assert found == [
        (image.pk, "text"),
        (image.pk, "text"),
        (image.pk, "gallery"),
        (image.pk, "gallery"),
        (None, "player"),
        (image.pk, "poster"),
        (image.pk, "player"),
    ]
