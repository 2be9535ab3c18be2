from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="home")
class PracticeSettings(BaseSiteSetting):
    """Who the practice is, and what every page and mail of it has to say. One per site.

    Read it with ``read(site)``: Wagtail's ``for_site`` writes a row where none is yet, and a page
    that somebody looks at must not.
    """

    select_related = ["site"]

    name = models.CharField(
        _("name of the practice"),
        max_length=255,
        blank=True,
        help_text=_("As your clients know it. When empty, the name of the site is used."),
    )
    postal_address = models.TextField(
        _("postal address"),
        blank=True,
        help_text=_(
            "Printed under every mail to subscribers; the law asks for it. Without it no mail is "
            "sent."
        ),
    )
    sender_name = models.CharField(
        _("sender name"),
        max_length=255,
        blank=True,
        help_text=_("Whom mails come from. When empty, the name of the practice is used."),
    )
    sender_email = models.EmailField(
        _("sender address"),
        blank=True,
        help_text=_("An address at your own domain. Without it no mail is sent."),
    )
    crisis_notice = models.TextField(
        _("crisis notice"),
        blank=True,
        help_text=_(
            "Whom to call in an emergency, and that nobody watches your inbox at night. Shown "
            "under every post and approach."
        ),
    )
    crisis_checked_date = models.DateField(
        _("numbers checked on"),
        null=True,
        blank=True,
        help_text=_("When somebody last made sure that the numbers above are right."),
    )
    disclaimer = models.TextField(
        _("disclaimer"),
        blank=True,
        help_text=_("That your texts are general information and no advice to one person."),
    )

    panels = [
        MultiFieldPanel(["name", "postal_address"], heading=_("Practice")),
        MultiFieldPanel(["sender_name", "sender_email"], heading=_("Mail")),
        MultiFieldPanel(
            ["crisis_notice", "crisis_checked_date", "disclaimer"],
            heading=_("Notices"),
        ),
    ]

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")

    @classmethod
    def read(cls, site) -> "PracticeSettings":
        """Return the settings of a site, empty ones when nobody has filled them in."""
        return cls.objects.filter(site=site).first() or cls(site=site)

    @property
    def display_name(self):
        """The name of the practice, else that of its site, else its address on the web."""
        return self.name or self.site.site_name or self.site.hostname
