from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_therapy.authors.bylines import byline
from wagtail_therapy.content.text.excerpts import opening_words


class ExcerptMixin(models.Model):
    """The text that represents a post in lists, previews of links and emails."""

    excerpt = models.TextField(
        _("excerpt"),
        blank=True,
        help_text=_("What lists and mails show of the post. When empty, its first words."),
    )
    # The first words of the body, kept so that a list need not read ten bodies.
    opening = models.TextField(blank=True, editable=False)

    class Meta:
        abstract = True

    def get_excerpt(self) -> str:
        """Return plain text: the written excerpt, else the description, else the first words."""
        # A host's own base page may have no search_description.
        written = self.excerpt.strip() or getattr(self, "search_description", "").strip()
        return " ".join(written.split()) or self.opening or self._opening_words()

    def _opening_words(self) -> str:
        # Of a list's posts the body was not read; what is stored has its first words anyway.
        return "" if "body" in self.get_deferred_fields() else opening_words(self.body)

    def get_mail_content(self) -> dict[str, Any]:
        """Return the plain texts that a mail about the post is made of."""
        return {
            "title": self.title,
            "excerpt": self.get_excerpt(),
            "byline": byline(self.get_authors()),
            "content_note": ", ".join(note.name for note in self.get_content_notes()),
        }
