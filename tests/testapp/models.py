from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.models import Page


class HostImage(AbstractImage):
    credit = models.CharField(max_length=100, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit")


class HostRendition(AbstractRendition):
    image = models.ForeignKey(HostImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="testapp_rendition_once"
            )
        ]


class HomePage(Page):
    template = "testapp/home_page.html"
