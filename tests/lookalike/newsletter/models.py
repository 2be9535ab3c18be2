from django.conf import settings
from django.db import models
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Locale, Page, Revision, Site


@register_setting
class NewsletterSettings(BaseSiteSetting):
    list_name = models.CharField(max_length=100, blank=True)


class Subscriber(models.Model):
    site = models.ForeignKey(Site, on_delete=models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True)
    email = models.EmailField()

    def __str__(self):
        return self.email


class Mailing(models.Model):
    site = models.ForeignKey(Site, on_delete=models.CASCADE)
    page = models.ForeignKey(Page, on_delete=models.SET_NULL, null=True)
    revision = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True)
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, null=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True)
    subject = models.CharField(max_length=100)

    def __str__(self):
        return self.subject


class Delivery(models.Model):
    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE)
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE)

    def __str__(self):
        return str(self.mailing)
