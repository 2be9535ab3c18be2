from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_therapy.content.text.excerpts import opening_words
from wagtail_therapy.content.text.reading_time import reading_minutes


class ExcerptMixin(models.Model):
    """The text that represents a post in lists, previews of links and emails."""

    excerpt = models.TextField(
        _("excerpt"),
        blank=True,
        help_text=_("Shown in lists and emails. If you leave it empty, they show the first words."),
    )
    # The first words of the body, so that a list doesn't have to load ten bodies.
    opening = models.TextField(blank=True, editable=False)
    reading_minutes = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def measure_body(self) -> None:
        """Set what is stored so that lists don't load bodies."""
        self.opening = opening_words(self.body)
        self.reading_minutes = reading_minutes(self.body)

    def get_excerpt(self) -> str:
        """Return the excerpt, or else the description, or else the first words, as plain text."""
        # A host's own base page may have no search_description.
        written = self.excerpt.strip() or getattr(self, "search_description", "").strip()
        return " ".join(written.split()) or self.opening or self._opening_words()

    def _opening_words(self) -> str:
        # Lists don't load the body, and a saved post has its opening words.
        return "" if "body" in self.get_deferred_fields() else opening_words(self.body)
