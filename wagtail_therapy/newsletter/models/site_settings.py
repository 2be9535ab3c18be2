from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site


@register_setting(icon="mail")
class NewsletterSettings(BaseSiteSetting):
    """What readers are told about the list, edited per site."""

    # Not ``site.newslettersettings``: a host's own settings may have that name.
    site = models.OneToOneField(Site, on_delete=models.CASCADE, editable=False, related_name="+")

    list_name = models.CharField(
        _("name of the list"),
        max_length=120,
        blank=True,
        help_text=_(
            "Readers see it in their mail program. Keep it neutral: inboxes are shared. "
            "Left empty, it is the name of the practice."
        ),
    )
    introduction = models.CharField(
        _("introduction"),
        max_length=300,
        blank=True,
        help_text=_("One sentence above the form: what you write about and how often."),
    )
    consent_text = models.TextField(
        _("consent text"),
        blank=True,
        help_text=_(
            "Shown beside the form; its exact wording is kept with each subscription. "
            "Left empty, our own text is used, which is true of this software as it comes."
        ),
    )

    panels = [FieldPanel("list_name"), FieldPanel("introduction"), FieldPanel("consent_text")]

    class Meta:
        verbose_name = _("newsletter settings")

    @classmethod
    def read(cls, site: Site) -> "NewsletterSettings":
        """Return the settings of a site. Unlike Wagtail's ``for_site`` it never writes a row."""
        return cls.objects.filter(site=site).first() or cls(site=site)

    def get_consent_text(self) -> str:
        """Return the text that a reader agrees to, in the active language."""
        return self.consent_text or gettext(
            "We’ll email you new posts. We keep your address, your language, when you joined "
            "and left, and which emails reached you. After you leave we delete your address, and "
            "keep a code made from it so that we don’t email you again. We don’t track what you "
            "open, and you can leave with one click."
        )
