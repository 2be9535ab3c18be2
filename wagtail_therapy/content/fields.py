from wagtail.fields import StreamField

# No "embed": its iframe would tell another company who reads which page.
# No headings: their level is fixed by the heading block.
INLINE_FEATURES = ["bold", "italic", "link", "document-link"]
PROSE_FEATURES = [*INLINE_FEATURES, "ol", "ul", "superscript"]


class TherapyStreamField(StreamField):
    """A StreamField whose blocks are no part of the schema.

    A host may change the blocks, and we may add some, without a migration in anybody's app. A data
    migration over its content therefore has to state the blocks itself.
    """

    def deconstruct(self):
        name, _path, _args, kwargs = super().deconstruct()
        # An absent lookup would differ from the one in the migration at every makemigrations.
        kwargs["block_lookup"] = {}
        return name, "wagtail.fields.StreamField", [[]], kwargs
