"""What may be said of an approach in one word, so that approaches can be filtered and compared.

Everything may be left empty, which is shown as "Not stated". Nothing here is a score.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TimeFocus(models.TextChoices):
    NOT_STATED = "", _("Not stated")
    PRESENT = "present", _("The present")
    PAST_AND_PRESENT = "past_and_present", _("The past and the present")
    PAST = "past", _("Mainly the past")
    VARIES = "varies", _("It varies")


class Structure(models.TextChoices):
    NOT_STATED = "", _("Not stated")
    STRUCTURED = "structured", _("Structured: sessions follow a plan")
    PARTLY = "partly", _("Partly structured")
    OPEN_ENDED = "open_ended", _("Open: you begin with what is on your mind")


class BetweenSessionWork(models.TextChoices):
    NOT_STATED = "", _("Not stated")
    NONE = "none", _("None")
    SOMETIMES = "sometimes", _("Sometimes")
    USUALLY = "usually", _("Usually")


class Frequency(models.TextChoices):
    NOT_STATED = "", _("Not stated")
    MORE_THAN_WEEKLY = "more_than_weekly", _("More than once a week")
    WEEKLY = "weekly", _("Once a week")
    FORTNIGHTLY = "fortnightly", _("Every two weeks")
    VARIES = "varies", _("It varies")


class PastInDetail(models.TextChoices):
    NOT_STATED = "", _("Not stated")
    USUALLY = "usually", _("Usually")
    SOMETIMES = "sometimes", _("Sometimes")
    NOT_NEEDED = "not_needed", _("Not needed")


class ConcernKind(models.TextChoices):
    CLINICAL = "clinical", _("A clinical condition")
    LIFE = "life", _("A concern of life")


class Strength(models.TextChoices):
    """How well research supports an approach for one concern, in words a practice can defend.

    They are in the order in which lists have them, and no rating of the approach as a whole.
    """

    RECOMMENDED = "recommended", _("Recommended in a named guideline")
    SUPPORTED = "supported", _("Supported by several trials or a meta-analysis")
    SOME = "some", _("Some research")
    LITTLE = "little", _("Used in practice; little research")
    NOT_RECOMMENDED = "not_recommended", _("Not recommended")


FORMATS = [
    ("individual", _("Individual")),
    ("couple", _("Couple")),
    ("family", _("Family")),
    ("group", _("Group")),
    ("self_guided", _("Self-guided")),
]
DELIVERY = [
    ("in_person", _("In person")),
    ("video", _("By video")),
    ("phone", _("By phone")),
]
AGE_GROUPS = [
    ("children", _("Children")),
    ("young_people", _("Young people")),
    ("adults", _("Adults")),
    ("older_adults", _("Older adults")),
]
