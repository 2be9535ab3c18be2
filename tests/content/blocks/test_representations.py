"""Blocks as Wagtail's APIs tell of them."""

from wagtail.models import PageViewRestriction

from tests.pages import rows
from tests.pages.api import NO_BIO
from wagtail_therapy.authors.blocks import AuthoredBodyBlock

pytestmark = rows.MAKES_RENDITIONS


def api_value(block_type, value):
    """Return the value of a block in a body, as an API has it."""
    body = AuthoredBodyBlock()
    stream = body.to_python([{"type": block_type, "value": value, "id": "1"}])
    return body.get_api_representation(stream)[0]["value"]


def image_value(pk):
    return {"image": {"image": pk, "alt_text": "Two chairs", "decorative": False}, "caption": ""}


def test_image_is_a_rendition_with_its_alt_text(site):
    image = rows.image()
    rendition = image.get_rendition("max-1200x1200")

    assert api_value("image", image_value(image.pk)) == {
        "image": {
            "id": image.pk,
            "url": rendition.url,
            "full_url": rendition.full_url,
            "width": 640,
            "height": 480,
            "alt": "Two chairs",
        },
        "caption": "",
    }


def test_deleted_image_is_none(site):
    lost = rows.image()
    lost.file.storage.delete(lost.file.name)

    assert api_value("image", image_value(lost.pk))["image"] is None
    assert api_value("image", image_value(4711))["image"] is None
    assert api_value("image", {})["image"] is None


def test_document_has_its_address(site):
    document = rows.document()

    assert api_value("document", {"document": document.pk, "text": "Read"}) == {
        "document": {
            "id": document.pk,
            "title": document.title,
            "url": document.url,
            "filename": document.filename,
            "size": 2048,
        },
        "text": "Read",
    }
    assert api_value("document", {"document": 4711, "text": ""})["document"] is None


def test_video_has_its_files(site):
    film = rows.document(name="film.mp4")

    found = api_value("video", {"title": "Walk", "file": film.pk, "poster": None})

    assert (found["file"]["url"], found["poster"], found["captions"]) == (film.url, None, None)


def test_button_has_the_address_of_a_public_page_only(site):
    page = site.root_page
    button = {"text": "Go", "page": page.pk, "url": ""}
    shown = {"id": page.pk, "title": page.title, "url": "http://testserver/"}

    assert api_value("button", button) == {"text": "Go", "page": shown, "url": ""}
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert api_value("button", button)["page"] is None


def test_story_without_consent_is_none():
    real = {"text": "<p>Secret.</p>", "basis": "real", "has_consent": False}

    assert api_value("vignette", real) is None
    assert api_value("vignette", real | {"has_consent": True})["basis"] == "real"


def test_people_are_published_authors_only(site):
    orla, draft = rows.author("Orla"), rows.author("Draft", live=False)
    shown = {"id": orla.pk, "slug": "orla", "name": "Orla", **NO_BIO}

    assert api_value("team", {"people": [orla.pk, draft.pk, 4711]})["people"] == [shown]
    assert api_value("author_bio", {"author": orla.pk})["author"] == shown
    assert api_value("author_bio", {"author": draft.pk})["author"] is None
