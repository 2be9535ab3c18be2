from django.db import models
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string


@register_setting
class PracticeSettings(BaseSiteSetting):
    motto = models.CharField(max_length=100, blank=True)
    logo = models.ForeignKey(
        get_image_model_string(), on_delete=models.SET_NULL, null=True, blank=True
    )
