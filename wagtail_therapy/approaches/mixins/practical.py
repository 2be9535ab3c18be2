from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel

from wagtail_therapy.approaches import choices
from wagtail_therapy.content.admin.panels import COLLAPSED
from wagtail_therapy.content.fields import ChoicesField

# What a practice may mark as not known, by the source of its row in ``compare.facts``.
UNKNOWN_CHOICES = [
    ("cost", _("What it costs")),
    ("waiting", _("How long you wait")),
    ("referral", _("Referral")),
    ("number_of_sessions", _("How many sessions")),
    ("with_medication", _("With medication")),
    ("not_advised_when", _("Not advised when")),
    ("unwanted_effects", _("Possible unwanted effects")),
    ("adaptations", _("Adaptations")),
    ("intensive_forms", _("Intensive forms")),
]


class PracticalFactsMixin(models.Model):
    """What readers ask before they begin, in the order in which they ask.

    Each may be empty, which readers see as "Not stated". ``not_known`` names what the practice
    looked for and could not find out.
    """

    cost = models.CharField(
        _("what it costs"),
        max_length=255,
        blank=True,
        help_text=_("For example: free on the NHS; with us, see our fees"),
    )
    waiting = models.CharField(
        _("how long you wait"),
        max_length=255,
        blank=True,
        help_text=_("For example: two to six weeks with us; often longer on the NHS"),
    )
    referral = models.CharField(
        _("referral"), max_length=20, choices=choices.Referral, blank=True, default=""
    )
    who_may_join = models.CharField(
        _("who may join"),
        max_length=255,
        blank=True,
        help_text=_("For example: you may bring a friend to the first session"),
    )
    with_medication = models.CharField(
        _("with medication"),
        max_length=255,
        blank=True,
        help_text=_("For example: works beside antidepressants; never stop them on your own"),
    )
    not_advised_when = models.TextField(
        _("not advised when"),
        blank=True,
        help_text=_("In plain words: when something else should come first, and what that is."),
    )
    unwanted_effects = models.TextField(
        _("possible unwanted effects"),
        blank=True,
        help_text=_("What may feel worse, and for how long. Every therapy that works has some."),
    )
    adaptations = ChoicesField(_("adaptations"), options=choices.ADAPTATIONS)
    practice_minutes = models.PositiveSmallIntegerField(
        _("practice at home, minutes a day"), null=True, blank=True
    )
    intensive_forms = models.CharField(
        _("intensive forms"),
        max_length=255,
        blank=True,
        help_text=_("For example: daily sessions over one week"),
    )
    may_stop = models.CharField(
        _("may I stop?"),
        max_length=255,
        blank=True,
        help_text=_("For example: at any time; tell us, so that we can end it well"),
    )
    not_known = ChoicesField(
        _("what you couldn’t find out"),
        options=UNKNOWN_CHOICES,
        help_text=_("Readers see “Not known here”. Other empty fields are “Not stated”."),
    )

    practical_panel = MultiFieldPanel(
        [
            *("cost", "waiting", "referral", "who_may_join", "with_medication"),
            *("not_advised_when", "unwanted_effects", "adaptations", "practice_minutes"),
            *("intensive_forms", "may_stop", "not_known"),
        ],
        heading=_("What readers ask before they begin"),
        **COLLAPSED,
    )

    class Meta:
        abstract = True
