from typing import Any

from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.admin.forms import CitingPageForm
from wagtail_therapy.content.translations import in_locale


class AuthoredPageForm(CitingPageForm):
    """A ``base_form_class`` for pages with authors.

    A new page starts with the author whose account is logged in.
    """

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        # A host may have removed the panel.
        rows = self.formsets.get(self.instance.authors_relation)
        if rows is not None and self.instance.pk is None and self.for_user is not None:
            authors = Author.objects.filter(user=self.for_user).order_by("pk")[:1]
            rows.set_initial(in_locale(authors, self.instance.locale_id))
