from datetime import date

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel

from wagtail_therapy.authors import reviews
from wagtail_therapy.authors.models import Author, Review
from wagtail_therapy.authors.reviews.panels import ReviewPanel
from wagtail_therapy.authors.reviews.records import kept_review
from wagtail_therapy.content import local_dates
from wagtail_therapy.content.admin.panels import COLLAPSED
from wagtail_therapy.content.translations import in_locale


class ReviewedMixin(models.Model):
    """A page that somebody reviews now and then, which is an act and no field of a form.

    Reviews are rows of their own: no saving, publishing, reverting or copying changes them. Where
    the page has ``get_authors()``, a review by one of them is called a check. Readers are told of
    others whether they work at the practice.
    """

    review_every_months = models.PositiveSmallIntegerField(
        _("review every … months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("Leave it empty to do as your practice does with all pages."),
    )
    # Takes the reviews of a page that is deleted along.
    therapy_reviews = GenericRelation(Review)

    review_panel = MultiFieldPanel(
        [ReviewPanel(), "review_every_months"],
        heading=_("Review"),
        **COLLAPSED,
    )

    class Meta:
        abstract = True

    def get_review(self) -> Review | None:
        """Return the latest review, asked for once. ``reviews.latest_for()`` asks for many."""
        return kept_review(self)

    def get_reviewed_date(self) -> date | None:
        review = self.get_review()
        return review.reviewed_date if review else None

    def get_reviewer(self) -> Author | None:
        """Return who made the latest review, in the page's language where they are translated."""
        review = self.get_review()
        reviewer = review.reviewer if review else None
        return in_locale([reviewer], self.locale_id)[0] if reviewer else None

    def get_other_reviewer(self) -> Author | None:
        """Return who made the latest review, unless the page is their own."""
        reviewer = self.get_reviewer()
        return None if reviewer is None or self._is_by(reviewer) else reviewer

    def get_independent_reviewer(self) -> Author | None:
        """Return the same, unless they share the interest of the practice, as a colleague does."""
        reviewer = self.get_other_reviewer()
        return None if reviewer is None or reviewer.works_here else reviewer

    def is_review_independent(self) -> bool:
        return self.get_independent_reviewer() is not None

    def is_reviewed_by_its_only_author(self) -> bool:
        reviewer = self.get_reviewer()
        return reviewer is not None and len(self._authors()) == 1 and self._is_by(reviewer)

    def get_next_review_date(self) -> date | None:
        """Return the day by which the page is to be reviewed again; None before the first time."""
        reviewed = self.get_reviewed_date()
        return reviewed and reviews.months_later(reviewed, self.get_review_months())

    def get_review_months(self) -> int:
        return self.review_every_months or reviews.practice_months(self.get_site())

    @classmethod
    def pages_due_anyway(cls) -> QuerySet | None:
        """Return the pages of this type that are due whatever their reviews say, if it has such.

        Page types override it: for instance, what a page relies on was withdrawn.
        """
        return None

    def is_review_overdue(self, today: date | None = None) -> bool:
        """Return whether the day has passed. A page that was never reviewed is not overdue."""
        due = self.get_next_review_date()
        return due is not None and due < (today or local_dates.today())

    def _authors(self) -> list[Author]:
        return self.get_authors() if hasattr(self, "get_authors") else []

    def _is_by(self, person: Author) -> bool:
        return person.translation_key in {author.translation_key for author in self._authors()}
