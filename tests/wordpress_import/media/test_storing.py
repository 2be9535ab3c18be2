import io
from hashlib import sha1

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from tests.wordpress_import.media.pictures import PDF, picture
from wagtail_therapy.wordpress_import.conversion.results import Attachment
from wagtail_therapy.wordpress_import.media.failures import Failure, MediaError
from wagtail_therapy.wordpress_import.media.kinds import JPEG, WEBP
from wagtail_therapy.wordpress_import.media.kinds import PDF as PDF_KIND
from wagtail_therapy.wordpress_import.media.storing import Shelf, safe_name

COUCH = Attachment("", alt="A couch", title="Our couch", focal_point=(0.25, 0.5))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("couch.jpg", "couch.jpg"),
        ("Mein Bild ä (1).JPG", "Mein-Bild-ä-1.jpg"),
        ("shell.php.jpg", "shell-php.jpg"),
        ("couch.php", "couch.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("..", "file.jpg"),
        ("../../a.jpg", "a.jpg"),
        ("心と体.jpg", "心と体.jpg"),
        ("a" * 200 + ".jpg", "a" * 60 + ".jpg"),
        ("", "file.jpg"),
    ],
)
def test_name_is_kept_and_safe(name, safe):
    assert safe_name(name, "jpg") == safe


def test_image_is_what_the_export_says(db):
    collection = Collection.get_first_root_node().add_child(name="Old site")
    user = get_user_model().objects.create_user("a@host.example", "known to everybody")
    shelf = Shelf(collection, user)
    stored = shelf.image(io.BytesIO(picture(size=(400, 200))), JPEG, "Couch (1).JPG", COUCH)
    image = get_image_model().objects.get()
    assert image == stored
    assert (image.title, image.description) == ("Our couch", "A couch")
    assert (image.collection, image.uploaded_by_user) == (collection, user)
    assert image.file.name == "original_images/Couch-1.jpg"
    assert (image.width, image.height, image.file_size) == (400, 200, image.file.size)
    with image.open_file() as file:
        assert image.file_hash == sha1(file.read()).hexdigest()
    assert tuple(image.get_focal_point()) == (90, 90, 110, 110)


def test_document_is_what_the_export_says(db):
    Shelf().document(io.BytesIO(PDF), PDF_KIND, "intake form.pdf", Attachment("", title="Form"))
    document = get_document_model().objects.get()
    assert (document.title, document.file.name) == ("Form", "documents/intake-form.pdf")
    assert (document.file_size, document.collection) == (len(PDF), Collection.get_first_root_node())
    with document.open_file() as file:
        assert file.read() == PDF


def test_file_without_a_title_has_that_of_its_name(db):
    assert (
        Shelf().image(io.BytesIO(picture()), JPEG, "my couch.jpg", Attachment("")).title
        == "my-couch"
    )


def failure(store, *arguments):
    with pytest.raises(MediaError) as raised:
        store(*arguments)
    return raised.value.failure, raised.value.detail


def test_kind_that_the_site_does_not_allow_is_refused(db, settings):
    settings.WAGTAILIMAGES_EXTENSIONS = ["png"]
    settings.WAGTAILDOCS_EXTENSIONS = ["mp3"]
    shelf = Shelf()
    result = failure(shelf.image, io.BytesIO(picture("webp")), WEBP, "a.webp", Attachment(""))
    assert result == (Failure.KIND, "webp")
    result = failure(shelf.document, io.BytesIO(PDF), PDF_KIND, "a.pdf", Attachment(""))
    assert result == (Failure.KIND, "file")
    assert not get_document_model().objects.exists()


def test_model_that_wants_more_is_named_by_its_fields(db, monkeypatch):
    credit = get_image_model()._meta.get_field("credit")
    monkeypatch.setattr(credit, "blank", False)
    result = failure(Shelf().image, io.BytesIO(picture()), JPEG, "a.jpg", Attachment(""))
    assert result == (Failure.FIELDS, "credit")
    assert not get_image_model().objects.exists()


def test_model_may_fill_its_fields_itself(db, monkeypatch):
    credit = get_image_model()._meta.get_field("credit")
    monkeypatch.setattr(credit, "blank", False)

    def fill(image, *arguments, **options):
        image.credit = "From the old site"

    monkeypatch.setattr(get_image_model(), "clean_fields", fill)
    image = Shelf().image(io.BytesIO(picture()), JPEG, "a.jpg", Attachment(""))
    assert image.credit == "From the old site"


def test_rule_of_the_model_is_reported(db, monkeypatch):
    def clean(_image):
        raise ValidationError("Pictures of couches only")

    monkeypatch.setattr(get_image_model(), "clean", clean)
    result = failure(Shelf().image, io.BytesIO(picture()), JPEG, "a.jpg", Attachment(""))
    assert result == (Failure.FIELDS, "")
