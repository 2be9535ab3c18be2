"""Which pictures are made, and which are due."""

from wagtail_therapy.content.models import DuePictures
from wagtail_therapy.content.pictures.uses import stored_specs


def specs(image):
    return sorted(image.renditions.values_list("filter_spec", flat=True))


def specs_of(*uses):
    return sorted({spec for use in uses for spec in stored_specs(use)})


def due_rows():
    return list(DuePictures.objects.order_by("pk").values_list("object_id", "use", "tries"))


OF_A_POST = specs_of("preview", "text", "card", "related", "feed")
