"""Which pictures are made, and which are due."""

from io import BytesIO

from PIL import Image

from wagtail_therapy.content.models import DuePictures
from wagtail_therapy.content.pictures.uses import stored_specs


def specs(image):
    return sorted(image.renditions.values_list("filter_spec", flat=True))


def specs_of(*uses):
    return sorted({spec for use in uses for spec in stored_specs(use)})


def due_rows():
    return list(DuePictures.objects.order_by("pk").values_list("object_id", "use", "tries"))


def damaged_png():
    """Return a PNG that Pillow opens, but can't read to its end."""
    file = BytesIO()
    Image.effect_noise((800, 600), 50).save(file, "PNG")
    start, middle, rest = file.getvalue().split(b"IDAT", 2)
    return start + b"IDAT" + middle + b"\0\1\2\3" + rest


OF_A_POST = specs_of("preview", "text", "card", "related", "feed")
