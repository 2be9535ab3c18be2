from typing import Any

from wagtail_therapy.content.forms import CitingPageForm


class PostForm(CitingPageForm):
    """The form of a post. A row whose category was deleted keeps nobody from publishing."""

    def __init__(self, *args: Any, **kwargs: Any):
        # A host may have no panel for them. The class, so that new rows are alike.
        if rows := type(self).formsets.get("post_categories"):
            rows.form.base_fields["category"].required = False
        super().__init__(*args, **kwargs)
