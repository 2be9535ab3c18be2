from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from wagtail_therapy.approaches import choices
from wagtail_therapy.content.admin.panels import COLLAPSED
from wagtail_therapy.content.fields import ChoicesField


class SessionFactsMixin(models.Model):
    """Facts about the sessions of an approach, in fields that can be compared.

    Each may be empty, which readers see as "Not stated".
    """

    time_focus = models.CharField(
        _("focus in time"), max_length=20, choices=choices.TimeFocus, blank=True, default=""
    )
    structure = models.CharField(
        _("structure"), max_length=20, choices=choices.Structure, blank=True, default=""
    )
    therapist_style = models.CharField(
        _("style of the therapist"),
        max_length=120,
        blank=True,
        help_text=_("For example: active, explains and suggests"),
    )
    talks_about_past_in_detail = models.CharField(
        _("talking about the past in detail"),
        max_length=20,
        choices=choices.PastInDetail,
        blank=True,
        default="",
        help_text=_("People who look for help after something terrible ask this first."),
    )
    between_session_work = models.CharField(
        _("work between sessions"),
        max_length=20,
        choices=choices.BetweenSessionWork,
        blank=True,
        default="",
    )
    sessions_min = models.PositiveSmallIntegerField(_("sessions, from"), null=True, blank=True)
    sessions_max = models.PositiveSmallIntegerField(_("sessions, to"), null=True, blank=True)
    open_ended = models.BooleanField(
        _("open-ended"), default=False, help_text=_("It may go on for as long as it helps.")
    )
    length_note = models.CharField(
        _("note on the length"),
        max_length=255,
        blank=True,
        help_text=_("For example: longer for trauma that happened more than once"),
    )
    session_minutes_min = models.PositiveSmallIntegerField(
        _("minutes of a session, from"), null=True, blank=True
    )
    session_minutes_max = models.PositiveSmallIntegerField(
        _("minutes of a session, to"), null=True, blank=True
    )
    frequency = models.CharField(
        _("how often"), max_length=20, choices=choices.Frequency, blank=True, default=""
    )
    formats = ChoicesField(_("formats"), options=choices.FORMATS)
    delivery = ChoicesField(_("ways to meet"), options=choices.DELIVERY)
    age_groups = ChoicesField(_("age groups"), options=choices.AGE_GROUPS)

    facts_panel = MultiFieldPanel(
        [
            FieldPanel("time_focus"),
            "structure",
            "therapist_style",
            "talks_about_past_in_detail",
            "between_session_work",
            FieldRowPanel(["sessions_min", "sessions_max"]),
            "open_ended",
            "length_note",
            FieldRowPanel(["session_minutes_min", "session_minutes_max"]),
            "frequency",
            "formats",
            "delivery",
            "age_groups",
        ],
        heading=_("What sessions are like"),
        help_text=_("Leave empty what you can’t say. Readers see “Not stated”."),
        **COLLAPSED,
    )

    class Meta:
        abstract = True
