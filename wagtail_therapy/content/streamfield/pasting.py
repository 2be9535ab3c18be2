"""Messages and scripts for pasting. The scripts are in ``static/wagtail_therapy/admin/paste``."""

from django.utils.translation import gettext as _

# Each may need the ones before it.
SCRIPTS = [
    "sequences",
    "paste/clean_up",
    "paste/rich_text",
    "paste/line_reader",
    "paste/tables",
    "paste/body_parts",
    "paste/block_states",
    "paste/insertion",
    "paste/notice",
    "paste/session",
]
STYLE = "paste/notice"


def messages() -> dict[str, list[str]]:
    """Return the messages in singular and plural."""
    return {
        "blocks": [_("Pasted as one block."), _("Pasted as {count} blocks.")],
        "items": [_("Pasted as one item."), _("Pasted as {count} items.")],
        "flattened": [
            _("This field takes only paragraphs and lists. The rest was pasted as text.")
        ],
        "pictures": [
            _("One image was not pasted. Upload it and add it as an image block."),
            _("{count} images were not pasted. Upload them and add them as image blocks."),
        ],
        "embeds": [
            _("One video or other embed was not pasted. Add it as a block of its own."),
            _("{count} videos or other embeds were not pasted. Add them as blocks."),
        ],
        "links": [
            _("One link was not pasted, because headings and quotes have none."),
            _("{count} links were not pasted, because headings and quotes have none."),
        ],
        "buttons": [_("Undo"), _("Close")],
    }
