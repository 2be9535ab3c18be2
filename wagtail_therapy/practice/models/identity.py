from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string

from wagtail_therapy.content.fields import TherapyStreamField
from wagtail_therapy.practice.blocks import RegistrationsBlock


class Identity(models.Model):
    """Who and where the practice is, and where readers can book."""

    class Kind(models.TextChoices):
        """Types of schema.org, without Psychiatric and Physician, which mean medical doctors."""

        ORGANIZATION = "Organization", _("An organisation without a place that clients come to")
        LOCAL_BUSINESS = "LocalBusiness", _("A business with a place that clients come to")
        MEDICAL_BUSINESS = "MedicalBusiness", _("A health care business with such a place")
        MEDICAL_CLINIC = "MedicalClinic", _("A clinic")

    name = models.CharField(
        _("name of the practice"),
        max_length=255,
        blank=True,
        help_text=_("As your clients know it. Leave it empty to use the name of the site."),
    )
    postal_address = models.TextField(
        _("postal address"),
        blank=True,
        help_text=_(
            "At the end of every email to subscribers, because the law requires it. Without it, no "
            "email is sent."
        ),
    )
    kind = models.CharField(
        _("kind"),
        max_length=30,
        choices=[("", _("Chosen for you")), *Kind.choices],
        blank=True,
        help_text=_(
            "What search engines are told. We choose a health care business if there is an "
            "address above, otherwise an organisation."
        ),
    )
    telephone = models.CharField(_("telephone"), max_length=50, blank=True)
    email = models.EmailField(_("email address"), blank=True)
    # Not the postal address: that is for emails, and may be a post office box or a home.
    street_address = models.CharField(_("street and number"), max_length=255, blank=True)
    locality = models.CharField(_("town"), max_length=255, blank=True)
    region = models.CharField(_("state or region"), max_length=255, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=30, blank=True)
    country = models.CharField(
        _("country"), max_length=100, blank=True, help_text=_("Two letters are best, such as GB.")
    )
    served_regions = models.TextField(
        _("where you’re licensed to see clients"),
        blank=True,
        help_text=_(
            "The states or countries your licences are valid in, for video too. One on each line."
        ),
    )
    booking_url = models.URLField(
        _("web address for booking"),
        max_length=500,
        blank=True,
        help_text=_("A plain link: your pages load nothing from that company."),
    )
    booking_name = models.CharField(
        _("name of the booking service"),
        max_length=100,
        blank=True,
        help_text=_(
            "For example Jane. The link then says “Book online with Jane (opens jane.example)”."
        ),
    )
    portal_url = models.URLField(_("web address of the client portal"), max_length=500, blank=True)
    portal_name = models.CharField(_("name of the client portal"), max_length=100, blank=True)
    registrations = TherapyStreamField(
        RegistrationsBlock(),
        verbose_name=_("registration numbers"),
        blank=True,
        help_text=_("Company, registration and VAT numbers. Licences belong to their authors."),
    )
    logo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    share_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("image for link previews"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Shown where someone shares a page of yours that has no image of its own. It is cut "
            "to 1200 × 630."
        ),
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
        help_text=_("Who emails come from. Leave it empty to use the name of the practice."),
    )
    sender_email = models.EmailField(
        _("sender address"),
        blank=True,
        help_text=_("An address at your own domain. Without it, no email is sent."),
    )

    class Meta:
        abstract = True

    def get_pictures(self) -> list[tuple[Any, str]]:
        """Return the images with what they are used for, to be made after they were chosen."""
        return [(self.logo, "logo"), (self.share_image, "preview")]
