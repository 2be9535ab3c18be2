from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string
from wagtail.models import Site

from wagtail_therapy.content.kept import kept


@register_setting(icon="home")
class PracticeSettings(BaseSiteSetting):
    """Who the practice is, and what every page and mail of it has to say. One per site.

    Read it with ``read(site)``: Wagtail's ``for_site`` writes a row where none is yet, and a page
    that somebody looks at must not.
    """

    class Kind(models.TextChoices):
        """Types of schema.org. Not its Psychiatric and Physician, which mean medical doctors."""

        ORGANIZATION = "Organization", _("An organisation without a place that clients come to")
        LOCAL_BUSINESS = "LocalBusiness", _("A business with a place that clients come to")
        MEDICAL_BUSINESS = "MedicalBusiness", _("A health care business with such a place")
        MEDICAL_CLINIC = "MedicalClinic", _("A clinic")

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
    kind = models.CharField(
        _("kind"),
        max_length=30,
        choices=Kind,
        blank=True,
        help_text=_(
            "What search engines are told. When empty, a health care business if there is an "
            "address below, else an organisation."
        ),
    )
    telephone = models.CharField(_("telephone"), max_length=50, blank=True)
    email = models.EmailField(_("email address"), blank=True)
    # Not the postal address: that is for mails, and may be a post office box or somebody's home.
    street_address = models.CharField(_("street and number"), max_length=255, blank=True)
    locality = models.CharField(_("town"), max_length=255, blank=True)
    region = models.CharField(_("state or region"), max_length=255, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=30, blank=True)
    country = models.CharField(
        _("country"), max_length=100, blank=True, help_text=_("Best its two letters, such as GB.")
    )
    logo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    links = models.TextField(
        _("your pages elsewhere"),
        blank=True,
        help_text=_("Web addresses of the practice’s own pages on other sites, one on each line."),
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
        MultiFieldPanel(
            [
                HelpPanel(
                    _(
                        "Search engines are told this. Fill in what your site shows anyway, and "
                        "leave out the address when you work from home or by video only."
                    )
                ),
                "kind",
                "telephone",
                "email",
                "street_address",
                "locality",
                "region",
                "postal_code",
                "country",
                "logo",
                "links",
            ],
            heading=_("For search engines"),
        ),
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
        return cls.objects.select_related("logo").filter(site=site).first() or cls(site=site)

    @classmethod
    def read_for(cls, request) -> "PracticeSettings | None":
        """Return those of the request's site, read once for each request; None without a site."""
        if not hasattr(request, "_therapy_practice"):
            site = Site.find_for_request(request)
            request._therapy_practice = cls._kept(site, request) if site else None
        return request._therapy_practice

    @classmethod
    def _kept(cls, site, request):
        return kept(("practice", site.pk), lambda: cls.read(site), request)

    def clean(self):
        """:raises ValidationError: a line of the links is no web address."""
        super().clean()
        is_url = URLValidator(schemes=["http", "https"])
        try:
            for url in self.link_list:
                is_url(url)
        except ValidationError as error:
            message = _("“%(line)s” is no web address. Write one on each line.")
            raise ValidationError({"links": message % {"line": url}}) from error

    @property
    def link_list(self) -> list[str]:
        return [line.strip() for line in self.links.splitlines() if line.strip()]

    @property
    def display_name(self):
        """The name of the practice, else that of its site, else its address on the web."""
        return self.name or self.site.site_name or self.site.hostname
