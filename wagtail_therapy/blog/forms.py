from wagtail_therapy.content.forms import CitingPageForm


class PostForm(CitingPageForm):
    """The form of a post. A row whose category was deleted keeps nobody from publishing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A host may have no panel for them.
        rows = self.formsets.get("post_categories")
        for row in rows.forms if rows else ():
            row.fields["category"].required = False
