"""The files of a real WordPress, when its export and its uploads lie beside us."""

from pathlib import Path

import pytest
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from wagtail_therapy.wordpress_import.conversion.converting import convert
from wagtail_therapy.wordpress_import.conversion.results import ImageUse, Source
from wagtail_therapy.wordpress_import.media.attachments import attachment
from wagtail_therapy.wordpress_import.media.fetching import Fetcher
from wagtail_therapy.wordpress_import.media.hosts import Hosts
from wagtail_therapy.wordpress_import.media.library import Library
from wagtail_therapy.wordpress_import.media.uploads import UploadsFolder
from wagtail_therapy.wordpress_import.models import OldSite
from wagtail_therapy.wordpress_import.wxr.reading import read

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "wxr"

# The last part of the address, and why.
NOT_STORED = {
    "deleted-from-server.jpg": "missing",
    # A post shows it as if it were a picture.
    "intake-form.pdf": "not_an_image",
    # Of other sites and of a server's own network: uploads have none of them.
    "hotlinked.jpg": "missing",
    "": "missing",
    "x": "missing",
}

pytestmark = pytest.mark.skipif(not (FOLDER / "uploads").exists(), reason="no export beside us")


def export(name):
    with (FOLDER / name).open("rb") as file:
        found = read(file, name)
        return found.site, list(found.items)


def attachments(items):
    return {one.id: attachment(one) for one in items if one.type == "attachment"}


def conversions(items):
    known = attachments(items)
    blocks = {one.id: one.content for one in items if one.type == "wp_block"}
    for item in items:
        attached = tuple(one.id for one in items if one.parent == item.id and one.attachment_url)
        source = Source(item.link, known, blocks, dict(item.meta), attached)
        yield item, convert(item.content, source)


@pytest.fixture
def library(site):
    def make(found, items, *sources):
        old_site = OldSite.objects.create(site=site, base_url=found.base_url)
        return Library(old_site, attachments(items), sources)

    return make


def failures(files):
    return {one.address.rpartition("/")[2]: str(one.failure) for one in files.failures}


def test_each_file_of_the_export_is_stored_once(library):
    """What isn't among the uploads would be asked for at the old site, and isn't asked here."""
    found, items = export("small.xml")
    files = library(found, items, UploadsFolder(FOLDER / "uploads"))
    shown = [use for _item, conversion in conversions(items) for use in conversion.images]
    numbers = [number for one in items if (number := one.meta_value("_thumbnail_id"))]
    stored = [files.image(use) for use in shown]
    stored += [files.image(ImageUse("", "", int(number))) for number in numbers]
    assert failures(files) == NOT_STORED
    assert {one.pk for one in stored if one} == {one.pk for one in get_image_model().objects.all()}
    # The pixel, and ten files of the old site.
    assert get_image_model().objects.count() == 11


def test_attachments_have_their_descriptions(library):
    found, items = export("small.xml")
    files = library(found, items, UploadsFolder(FOLDER / "uploads"))
    for item in items:
        if item.attachment_url.endswith((".jpg", ".png", ".gif", ".webp")):
            image = files.image(ImageUse("", "", item.id))
            if image:
                assert image.description == item.meta_value("_wp_attachment_image_alt")
        elif item.attachment_url:
            assert files.document(item.attachment_url) is not None
    assert failures(files) == {"deleted-from-server.jpg": "missing"}
    assert (get_image_model().objects.count(), get_document_model().objects.count()) == (11, 2)
    for image in get_image_model().objects.all():
        with image.open_file() as file, Image.open(file) as opened:
            assert dict(opened.getexif()) == {}


def test_hostile_attachments_are_refused(library):
    found, items = export("bad/path-traversal-media.xml")
    files = library(found, items, UploadsFolder(FOLDER / "uploads"), Fetcher(Hosts(found.base_url)))
    for item in items:
        if "shell" not in item.attachment_url:
            assert files.image(ImageUse("", "", item.id)) is None
    assert sorted(str(one.failure) for one in files.failures) == [
        "address",
        "address",
        "other_host",
    ]
