from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from wagtail_therapy.content.fields import TherapyRichTextField

FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]


class Announcement(models.Model):
    """An email to all readers of a site that is no post, such as "closed in August"."""

    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="+", verbose_name=_("site")
    )
    language = models.CharField(_("language"), max_length=16)
    subject = models.CharField(
        _("subject"),
        max_length=120,
        help_text=_("Inboxes and lock screens show it, and other people may see it there."),
    )
    body = TherapyRichTextField(_("text"), features=FEATURES)
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        # The permissions on the site's pages decide.
        default_permissions = ()

    # As that of a page: there's nothing to publish.
    live = True

    def __str__(self) -> str:
        return self.subject
