from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string
from wagtail.snippets.models import register_snippet


@register_snippet
class Author(models.Model):
    name = models.CharField(max_length=100)
    slug = models.SlugField()
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    photo = models.ForeignKey(
        get_image_model_string(), on_delete=models.SET_NULL, null=True, blank=True
    )

    def __str__(self):
        return self.name


class Review(models.Model):
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)

    def __str__(self):
        return str(self.content_type)


@register_setting
class ReviewSettings(BaseSiteSetting):
    remind_to = models.EmailField(blank=True)
