"""The choices for claims about an approach and one concern, in words that a practice can defend.

They answer two questions: which guidelines recommend it, and what studies found. How they map to
the words of NICE, the APA, Division 12 and GRADE is in docs/concepts/evidence.md.
"""

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class GuidelineStatus(models.TextChoices):
    CURRENT = "current", _("Current")
    SUPERSEDED = "superseded", _("Replaced by a newer one")
    WITHDRAWN = "withdrawn", _("Withdrawn")

    @property
    def note(self) -> str:
        """The remark that readers see where a page relies on it."""
        return {
            GuidelineStatus.CURRENT: "",
            GuidelineStatus.SUPERSEDED: str(_("replaced since")),
            GuidelineStatus.WITHDRAWN: str(_("withdrawn since")),
        }[self]


class Recommendation(models.TextChoices):
    """What one guideline says about an approach for one concern."""

    RECOMMENDS = "recommends", _("Recommended")
    CONSIDERS = "considers", _("Can be considered")
    RESEARCH_ONLY = "research_only", _("Only in research")
    ADVISES_AGAINST = "advises_against", _("Advised against")


IN_FAVOR = {Recommendation.RECOMMENDS, Recommendation.CONSIDERS}


class Research(models.TextChoices):
    """How much research there is. “Not checked” doesn’t mean that there is none."""

    SEVERAL_TRIALS = "several_trials", _("Several trials")
    FEW_STUDIES = "few_studies", _("A few studies")
    NONE_FOUND = "none_found", _("We looked and found none")
    NOT_CHECKED = "not_checked", _("Not checked yet")


WITH_STUDIES = {Research.SEVERAL_TRIALS, Research.FEW_STUDIES}


class Outcome(models.TextChoices):
    """What research found, if there is any."""

    NOT_STATED = "", _("Not stated")
    BETTER_THAN_NOTHING = "better_than_nothing", _("better than no treatment")
    BETTER_THAN_USUAL_CARE = "better_than_usual_care", _("better than usual care")
    AS_GOOD = "as_good", _("about as good as another therapy")
    MIXED = "mixed", _("mixed results")
    NO_BETTER = "no_better", _("no better than what it was compared with")


# In a form each option begins with a capital; readers see it after a colon.
OUTCOME_OPTIONS = [(value, capfirst(label)) for value, label in Outcome.choices]


class Standing(models.TextChoices):
    """Where the page of a concern lists an approach, in this order. It isn’t a rating.

    Only current guidelines count.
    """

    RECOMMENDED = "recommended", _("Recommended in a guideline")
    CONSIDERED = "considered", _("An option in a guideline")
    DISPUTED = "disputed", _("Guidelines disagree")
    STUDIED = "studied", _("Studied, but in no current guideline we know of")
    RESEARCH_ONLY = "research_only", _("A guideline says only in research")
    UNKNOWN = "unknown", _("Little research, or not checked yet")
    ADVISED_AGAINST = "advised_against", _("A guideline advises against it")
