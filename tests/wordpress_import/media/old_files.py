"""Files that an old site serves, and what a library made of them."""

from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from tests.wordpress_import.media.file_server import BASE
from wagtail_therapy.wordpress_import.conversion.results import Attachment, ImageUse

PATH = "/wp-content/uploads/2020/11"
COUCH = f"{BASE}{PATH}/couch.jpg"
KNOWN = {7: Attachment(COUCH, alt="A couch", title="Our couch")}


def serve(server, **files):
    for name, content in files.items():
        server.files[f"{PATH}/{name.replace('_', '.')}"] = content


def shown(library, *addresses):
    return [library.image(ImageUse(one, "")) for one in addresses]


def failures(library):
    return [
        (one.address.removeprefix(f"{BASE}{PATH}/"), str(one.failure)) for one in library.failures
    ]


def images():
    return get_image_model().objects


def documents():
    return get_document_model().objects
