from collections.abc import Iterator
from itertools import count
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.coreutils import cautious_slugify

from ..dates.local_dates import local_date, today
from ..streamfield.errors import add_block_errors
from ..text.citations import body_error, citation_errors

DATE_FIELDS = ["updated_date", "first_published_at"]


class CitingPageForm(WagtailAdminPageForm):
    """A ``base_form_class`` for pages with a ``body`` that cites their ``references``.

    The page's ``clean()`` can't check citations: it doesn't know whether a draft is being saved.
    """

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        # A script fills it in, but an editor may save before it runs.
        if self._is_draft and "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_first_published_at(self) -> Any:
        """Return the date that was entered. If it wasn't changed, keep its seconds.

        The field shows minutes only. Rounding would reorder pages published in the same minute.
        """
        entered = self.cleaned_data["first_published_at"]
        stored = self.instance.first_published_at
        is_unchanged = entered and stored and entered == stored.replace(second=0, microsecond=0)
        return stored if is_unchanged else entered

    def clean_slug(self) -> str:
        """Return the slug, with a number if it was made from the title and is already taken.

        Wagtail shows an error on another tab, and doesn't save the draft until it is fixed:
        https://github.com/wagtail/wagtail/issues/12975
        """
        title = self.cleaned_data.get("title", "")
        slug = self.cleaned_data["slug"] or self.instance.slug or self._slug_from(title)
        made = {slugify(title), slugify(title, allow_unicode=True), cautious_slugify(title)}
        if slug not in made or not self._is_draft:
            return slug
        return next(filter(self._is_slug_available, self._numbered_slugs(slug)))

    def clean(self) -> Any:
        cleaned = super().clean()
        if not self.is_deferred_validation and "body" in self.fields:
            self._check_citations()
        self._check_updated_date()
        return cleaned

    def submitted_value(self, name: str) -> Any:
        """Return what was entered into a field, even if it has an error; None without the field.

        Otherwise one error would hide the next until it is fixed.
        """
        if name in self.cleaned_data or name not in self.fields:
            return self.cleaned_data.get(name)
        widget = self.fields[name].widget
        return widget.value_from_datadict(self.data, self.files, self.add_prefix(name))

    @property
    def _is_draft(self) -> bool:
        """Whether readers can’t open the page yet. On an unsaved page, ``live`` is True."""
        return not (self.instance.pk and self.instance.live)

    def _slug_from(self, title: str) -> str:
        """:raises ValidationError: the title has no letters for a slug."""
        field = self.fields["slug"]
        made = slugify(title, allow_unicode=getattr(settings, "WAGTAIL_ALLOW_UNICODE_SLUGS", True))
        if not made:
            raise ValidationError(field.error_messages["required"])
        return made[: field.max_length]

    def _numbered_slugs(self, slug: str) -> Iterator[str]:
        """Yield the slug, then the slug with -2, -3 and so on, cut to the field's length."""
        yield slug
        for number in count(2):
            end = f"-{number}"
            yield f"{slug[: self.fields['slug'].max_length - len(end)]}{end}"

    def _is_slug_available(self, slug: str) -> bool:
        # Only the form knows the parent of a new page.
        return self.instance._slug_is_available(slug, self.parent_page, self.instance)

    def _check_citations(self) -> None:
        body = self.submitted_value("body")
        missing = citation_errors(body, self.submitted_value("references"))
        if missing and "body" in self.errors:
            for error in self.errors["body"].as_data():
                add_block_errors(error, missing)
        elif missing:
            self.add_error("body", body_error(body, missing))

    def _check_updated_date(self) -> None:
        """Add an error if the update is before the publication: readers see both dates."""
        updated, entered = (self.cleaned_data.get(name) for name in DATE_FIELDS)
        published_at = entered or self.instance.first_published_at
        published = local_date(published_at) if published_at else today()
        # A draft may be published on a later day.
        is_known = published_at or not self.is_deferred_validation
        if updated and is_known and updated < published:
            self.add_error("updated_date", _("This date is before the day it was published."))
