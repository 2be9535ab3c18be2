"""The host's image model, in an app of its own: our migrations depend on its first one."""

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class HostImage(AbstractImage):
    credit = models.CharField(max_length=100, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit")


class HostRendition(AbstractRendition):
    image = models.ForeignKey(HostImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="host_rendition_once"
            )
        ]
