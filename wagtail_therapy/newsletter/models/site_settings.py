from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_variables
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

from wagtail_therapy.content.dates import local_dates
from wagtail_therapy.practice.emails import tracking

from .. import clock, email_addresses
from .intents import MailedPart
from .reader_email_texts import ReaderEmailTexts
from .subscribers import Subscriber

CONSENT_HELP = "wagtail_therapy/newsletter/admin/consent_wording.html"


DIGEST_TIMES = ["digest_weekday", "digest_day", "digest_hour", "digest_time_zone"]


@dataclass(frozen=True)
class FrequencyChange:
    """A user has just changed how often readers are emailed."""

    by: Any


class NewsletterSettingsForm(WagtailAdminModelForm):
    """Notes which email service was checked, and since when digests have their times.

    Asks before readers are emailed less often, and says how many they are.
    """

    is_move_confirmed = forms.BooleanField(label=_("Yes, email them less often"), required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("digest_time_zone"):
            field.widget = forms.Select(choices=_time_zones())
        if field := self.fields.get("frequency"):
            field.choices = [(value, capfirst(label)) for value, label in field.choices]
        if not self._number_to_move():
            self.fields.pop("is_move_confirmed", None)

    def clean(self) -> Any:
        number = self._number_to_move()
        if number and not self.cleaned_data.get("is_move_confirmed"):
            text = ngettext(
                "%(number)d reader who hasn’t chosen it would be emailed less often, and gets one "
                "email that says so. Tick this to confirm.",
                "%(number)d readers who haven’t chosen it would be emailed less often, and get one "
                "email that says so. Tick this to confirm.",
                number,
            )
            self.add_error("is_move_confirmed", text % {"number": number})
        return super().clean()

    def _number_to_move(self) -> int:
        """Return how many readers the form's answer would move."""
        frequency = self["frequency"].value() if "frequency" in self.fields else None
        if not self.is_bound or frequency not in Subscriber.Frequency.values:
            return 0
        if frequency == self.initial.get("frequency"):
            return 0
        readers = Subscriber.objects.filter(site=self.instance.site_id).mailable()
        return readers.emailed_more_often(frequency).count()

    def save(self, commit: bool = True) -> Any:
        if "tracking_checked_date" in self.changed_data:
            self.instance.tracking_checked_for = tracking.service_to_check()
        if set(DIGEST_TIMES) & set(self.changed_data):
            self.instance.digest_times_set_at = clock.now()
        if "frequency" in self.changed_data:
            self.instance.frequency_change = FrequencyChange(self.for_user)
        return super().save(commit)


def _time_zones() -> list[tuple[str, str]]:
    as_site = _("As the site: %(zone)s") % {"zone": timezone.get_default_timezone_name()}
    return [("", as_site), *((name, name) for name in sorted(available_timezones()))]


@register_setting(icon="mail")
class NewsletterSettings(ReaderEmailTexts, BaseSiteSetting):
    """What readers are told about the list, edited per site."""

    # Not ``site.newslettersettings``: a host's own settings may have that name.
    site = models.OneToOneField(Site, on_delete=models.CASCADE, editable=False, related_name="+")

    list_name = models.CharField(
        _("name of the list"),
        max_length=120,
        blank=True,
        help_text=_(
            "Readers see it in their email app. Keep it neutral: inboxes are shared. "
            "Leave it empty to use the name of the practice."
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
            "What people agree to, such as “We’ll email you new posts, about once a month.” We "
            "add the rest: how to leave, what is stored and for how long, and how to reach you."
        ),
    )
    part = models.CharField(
        _("what emails have"),
        max_length=16,
        choices=MailedPart.choices,
        default=MailedPart.WHOLE,
        help_text=_("You can choose differently for each post. Remember that inboxes are shared."),
    )
    frequency = models.CharField(
        _("how often readers are emailed"),
        max_length=16,
        choices=Subscriber.Frequency.choices,
        default=Subscriber.Frequency.INSTANT,
        help_text=_(
            "For readers who haven’t chosen it themselves. Weekly and monthly emails are digests: "
            "one email about all new posts, and none if there are no new posts."
        ),
    )
    digest_weekday = models.PositiveSmallIntegerField(
        _("day of the weekly digest"), choices=list(WEEKDAYS.items()), default=0
    )
    digest_day = models.PositiveSmallIntegerField(
        _("day of the monthly digest"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(28)],
        help_text=_("From 1 to 28: these days are in every month."),
    )
    digest_hour = models.PositiveSmallIntegerField(
        _("hour of digests"),
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        default=9,
        help_text=_("Digests are made at this time. Before they’re sent, you can cancel them."),
    )
    digest_time_zone = models.CharField(_("time zone of digests"), max_length=64, blank=True)
    # Times before that make no digest, however late they would be noticed.
    digest_times_set_at = models.DateTimeField(null=True, editable=False)
    tracking_checked_date = models.DateField(
        _("tracking is off, checked on"),
        null=True,
        blank=True,
        help_text=_(
            "Many email services record who opens an email and clicks in it, unless you turn that "
            "off in your account with them. Turn it off, then enter the day. Until then we don’t "
            "tell your readers that you don’t track them."
        ),
    )
    weekly_note_to = models.TextField(
        _("weekly note to"),
        blank=True,
        help_text=_(
            "Addresses, one on each line, that get the week’s numbers: new readers, who left, and "
            "your last email. Leave it empty for no note."
        ),
    )
    # The service whose account that was.
    tracking_checked_for = models.CharField(max_length=255, blank=True, editable=False)

    base_form_class = NewsletterSettingsForm
    panels = [
        FieldPanel("list_name"),
        FieldPanel("introduction"),
        FieldPanel("consent_text"),
        FieldPanel("part"),
        MultiFieldPanel(
            [*map(FieldPanel, ["frequency", "is_move_confirmed", *DIGEST_TIMES])],
            heading=_("How often"),
        ),
        FieldPanel("tracking_checked_date"),
        *ReaderEmailTexts.panels,
        FieldPanel("weekly_note_to"),
        HelpPanel(template=CONSENT_HELP, heading=_("What people read beside the form")),
    ]

    class Meta:
        verbose_name = _("newsletter settings")

    @classmethod
    def read(cls, site: Site) -> "NewsletterSettings":
        """Return the settings of a site. Unlike Wagtail's ``for_site`` it never writes a row."""
        return cls.objects.filter(site=site).first() or cls(site=site)

    @sensitive_variables()
    def clean(self) -> None:
        super().clean()
        if self.tracking_checked_date and self.tracking_checked_date > local_dates.today():
            raise ValidationError({"tracking_checked_date": _("This date is in the future.")})
        if self.digest_time_zone and self.digest_time_zone not in available_timezones():
            raise ValidationError({"digest_time_zone": _("Choose a time zone from the list.")})
        for number, address in enumerate(self.weekly_note_addresses, start=1):
            _check_address(number, address)

    @property
    def digest_zone(self) -> Any:
        """The time zone of digests: the one that was chosen, if this machine has it."""
        try:
            return ZoneInfo(self.digest_time_zone)
        except (ValueError, ZoneInfoNotFoundError):
            return timezone.get_default_timezone()

    @property
    def weekly_note_addresses(self) -> list[str]:
        return self.weekly_note_to.replace(",", " ").split()

    @property
    def service_to_check(self) -> str:
        """The email service that may track readers until the practice has checked it; "": none."""
        service = tracking.service_to_check()
        is_checked = self.tracking_checked_date and self.tracking_checked_for == service
        return "" if is_checked else service

    @property
    def is_untracked(self) -> bool:
        """Whether we may say that neither we nor the email service track readers."""
        return not self.service_to_check


@sensitive_variables()
def _check_address(number: int, address: str) -> None:
    """Raises ValidationError, which counts the address and doesn't have it."""
    try:
        email_addresses.clean(address)
    except ValidationError:
        message = _("Address %(number)d is not an email address. Write one on each line.")
        raise ValidationError({"weekly_note_to": message % {"number": number}}) from None
