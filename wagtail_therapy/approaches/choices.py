"""The choices by which approaches are filtered and compared.

Everything may be left empty, which is shown as "Not stated". Nothing here is a score. The choices
for evidence are in ``evidence.choices``.
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


class Referral(models.TextChoices):
    NOT_STATED = "", _("Not stated")
    NOT_NEEDED = "not_needed", _("Not needed: you can ask us yourself")
    NEEDED = "needed", _("Needed")
    DEPENDS = "depends", _("It depends on who pays")


class ConcernKind(models.TextChoices):
    """The groups that readers see concerns in, in this order."""

    CLINICAL = "clinical", _("Health conditions")
    FEELINGS = "feelings", _("Feelings and behaviour")
    LIFE = "life", _("Life events and relationships")
    IDENTITY = "identity", _("Identity and neurodivergence")


FORMATS = [
    ("individual", _("Individual")),
    ("couple", _("Couple")),
    ("family", _("Family")),
    ("group", _("Group")),
    ("guided_self_help", _("Self-help with a therapist’s support")),
    ("self_guided", _("Self-help on your own")),
]
DELIVERY = [
    ("in_person", _("In person")),
    ("video", _("By video")),
    ("phone", _("By phone")),
]
AGE_GROUPS = [
    ("children", _("Children (up to 11)")),
    ("young_people", _("Young people (12 to 17)")),
    ("adults", _("Adults (18 and over)")),
    ("older_adults", _("Older adults (65 and over)")),
]
ADAPTATIONS = [
    ("autism", _("For autistic people")),
    ("adhd", _("For people with ADHD")),
    ("learning_disability", _("For people with a learning disability")),
    ("deaf", _("For Deaf people, in sign language")),
    ("interpreter", _("With an interpreter")),
    ("step_free", _("Step-free rooms")),
]
