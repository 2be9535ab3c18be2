from django.db import models
from wagtail.models import Locale
from wagtail.snippets.models import register_snippet


@register_snippet
class ContentNote(models.Model):
    name = models.CharField(max_length=100)
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, null=True, blank=True)

    def __str__(self):
        return self.name
