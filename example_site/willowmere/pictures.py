from io import BytesIO

from django.core.files.images import ImageFile
from wagtail.images import get_image_model

from example_site.willowmere import demo_objects, drawings


def load(name: str, title: str):
    """Return the picture with that name as a Wagtail image. Draw it if it is missing."""
    key = f"picture:{name}"
    return demo_objects.find(key) or demo_objects.record(
        key, save(drawings.PICTURES[name](), name, title)
    )


def save(picture: drawings.Image.Image, name: str, title: str):
    content = BytesIO()
    picture.save(content, "JPEG", quality=86)
    file = ImageFile(content, name=f"willowmere-{name}.jpg")
    return get_image_model().objects.create(title=title, file=file)
