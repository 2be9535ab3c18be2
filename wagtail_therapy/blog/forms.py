from wagtail_therapy.content.forms import CitingPageForm


class PostForm(CitingPageForm):
    """The form of a post. A row whose category was deleted keeps nobody from publishing."""

    def __init__(self, *args, **kwargs):
        # A host may have no panel for them. The class, so that new rows are alike.
        if rows := type(self).formsets.get("post_categories"):
            rows.form.base_fields["category"].required = False
        super().__init__(*args, **kwargs)

    def clean_first_published_at(self):
        """Return the date that was entered, to the second where nobody has changed it.

        The field shows minutes. Rounded down, posts of one minute would change places.
        """
        entered = self.cleaned_data["first_published_at"]
        stored = self.instance.first_published_at
        is_unchanged = entered and stored and entered == stored.replace(second=0, microsecond=0)
        return stored if is_unchanged else entered
