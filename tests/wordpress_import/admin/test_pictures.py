"""Pictures from an uploaded ZIP file of the old site's folder."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.images import get_image_model

from tests.wordpress_import.admin.import_pages import OPTIONS, brought, send, shown, uploaded
from tests.wordpress_import.wxr.exports import export, item
from wagtail_therapy.wordpress_import.models import ImportPart, WordPressImport

State = WordPressImport.State
ADDRESS = "https://old.example/wp-content/uploads/2020/11/river.png"
POST = item(f'<p>Words.</p><figure><img src="{ADDRESS}" alt="A river"></figure>')
TRY_AGAIN = "Try again what failed"


def archive(name):
    picture, file = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "PNG")
    with zipfile.ZipFile(file, "w") as members:
        members.writestr(name, picture.getvalue())
    return SimpleUploadedFile("uploads.zip", file.getvalue())


def done(client, name):
    """Import a post with a picture, from an archive with a picture of this name."""
    uploaded(client, export(POST))
    send(client, "options", **OPTIONS | {"pictures": "archive", "uploads": archive(name)})
    send(client, "work")
    assert (brought().state, get_image_model().objects.count()) == (State.CHECKED, 0)
    send(client, "begin")
    send(client, "work")
    return brought()


def buttons(client):
    return [button.get_text() for button in shown(client).select("#therapy-actions button")]


def test_pictures_come_from_the_archive_which_is_deleted(client):
    assert done(client, "uploads/2020/11/river.png").state == State.FINISHED
    assert get_image_model().objects.count() == 1
    assert (ImportPart.objects.count(), TRY_AGAIN in buttons(client)) == (0, False)


def test_files_are_kept_if_a_picture_is_missing(client):
    finished = done(client, "uploads/2020/11/another.png")
    assert finished.counts["remark/media_missing"] == 1
    assert {*finished.file_parts.values_list("kind", flat=True)} == {"export", "uploads"}
    assert TRY_AGAIN in buttons(client)


def test_second_run_brings_what_was_missing(client):
    finished = done(client, "uploads/2020/11/another.png")
    parts = finished.file_parts.filter(kind="uploads")
    parts.update(content=archive("uploads/2020/11/river.png").read())
    send(client, "repeat")
    send(client, "work")
    counts = brought().counts
    assert (counts["updated"], counts.get("remark/media_missing")) == (1, None)
    assert (get_image_model().objects.count(), ImportPart.objects.count()) == (1, 0)
