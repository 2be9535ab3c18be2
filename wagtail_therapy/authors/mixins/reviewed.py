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
from wagtail_therapy.authors.reviews.records import cached_latest_review
from wagtail_therapy.content.admin.panels import COLLAPSED
from wagtail_therapy.content.dates import local_dates
from wagtail_therapy.content.translations import in_locale


class ReviewedMixin(models.Model):
    """A page that is reviewed from time to time.

    Reviews are rows, not fields: saving, publishing, reverting and copying the page don't change
    them. If the page has ``get_authors()``, a review by one of them is called a check. For other
    reviewers, readers see whether they work at the practice.
    """

    review_every_months = models.PositiveSmallIntegerField(
        _("review every … months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("Leave it empty to use the interval for all pages of your practice."),
    )
    # So that the reviews are deleted with the page.
    therapy_reviews = GenericRelation(Review)

    review_panel = MultiFieldPanel(
        [ReviewPanel(), "review_every_months"],
        heading=_("Review"),
        **COLLAPSED,
    )

    class Meta:
        abstract = True

    def get_review(self) -> Review | None:
        """Return the latest review. For many pages, call ``reviews.latest_for()`` before."""
        return cached_latest_review(self)

    def get_reviewed_date(self) -> date | None:
        review = self.get_review()
        return review.reviewed_date if review else None

    def get_reviewer(self) -> Author | None:
        """Return the latest reviewer, in the page's language if they are translated."""
        review = self.get_review()
        reviewer = review.reviewer if review else None
        return in_locale([reviewer], self.locale_id)[0] if reviewer else None

    def get_other_reviewer(self) -> Author | None:
        """Return the latest reviewer, unless they wrote the page."""
        reviewer = self.get_reviewer()
        return None if reviewer is None or self._is_by(reviewer) else reviewer

    def get_independent_reviewer(self) -> Author | None:
        """Return the latest reviewer, unless they wrote the page or work at the practice."""
        reviewer = self.get_other_reviewer()
        return None if reviewer is None or reviewer.works_here else reviewer

    def is_review_independent(self) -> bool:
        return self.get_independent_reviewer() is not None

    def is_reviewed_by_its_only_author(self) -> bool:
        reviewer = self.get_reviewer()
        return reviewer is not None and len(self._authors()) == 1 and self._is_by(reviewer)

    def get_next_review_date(self) -> date | None:
        """Return the day by which the next review is due, or None before the first review."""
        reviewed = self.get_reviewed_date()
        return reviewed and reviews.months_later(reviewed, self.get_review_months())

    def get_review_months(self) -> int:
        return self.review_every_months or reviews.practice_months(self.get_site())

    @classmethod
    def pages_due_anyway(cls) -> QuerySet | None:
        """Return the pages of this type that are due for another reason than time, if any.

        Page types override it, for instance for pages that rely on a withdrawn guideline.
        """
        return None

    def is_review_overdue(self, today: date | None = None) -> bool:
        """Return whether the day has passed. A page that was never reviewed isn't overdue."""
        due = self.get_next_review_date()
        return due is not None and due < (today or local_dates.today())

    def _authors(self) -> list[Author]:
        return self.get_authors() if hasattr(self, "get_authors") else []

    def _is_by(self, person: Author) -> bool:
        return person.translation_key in {author.translation_key for author in self._authors()}
