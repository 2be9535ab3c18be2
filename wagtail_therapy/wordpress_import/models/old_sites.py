import swapper
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

PAGE = swapper.get_model_name("wagtailcore", "Page")


class OldSite(models.Model):
    """A WordPress site that pages of one of our sites come from.

    ``base_url`` is as in the export, without a slash at its end. ``blog`` is where its archives,
    feeds and searches lead.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    base_url = models.CharField(max_length=500)
    title = models.CharField(max_length=255, blank=True)
    blog = models.ForeignKey(PAGE, on_delete=models.SET_NULL, null=True, related_name="+")
    # Of addresses.permalinks.Permalinks.
    permalinks = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("old site")
        verbose_name_plural = _("old sites")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["site", "base_url"], name="therapy_old_site"),
        ]

    def __str__(self) -> str:
        return self.base_url
