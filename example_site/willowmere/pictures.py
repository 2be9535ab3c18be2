from io import BytesIO

from django.core.files.images import ImageFile
from wagtail.images import get_image_model

from example_site.willowmere import drawings, ledger


def load(name: str, title: str):
    """Return the picture of that name as an image of Wagtail, drawing it when it is missing."""
    key = f"picture:{name}"
    return ledger.find(key) or ledger.remember(key, save(drawings.PICTURES[name](), name, title))


def save(picture: drawings.Image.Image, name: str, title: str):
    content = BytesIO()
    picture.save(content, "JPEG", quality=86)
    file = ImageFile(content, name=f"willowmere-{name}.jpg")
    return get_image_model().objects.create(title=title, file=file)
