"""Why a page has changed, as it says itself."""

from typing import Any


def note_for(page: Any) -> str:
    """Return the reason that a page gives, if it is another one than it gave until now.

    Lock it before, and ask before it is saved. A reason that was there already is that of an
    earlier change.
    """
    stored = type(page)._base_manager.filter(pk=page.pk, live=True)
    was = stored.values_list("change_note", "updated_date").first()
    is_new = was is not None and was != (page.change_note, page.updated_date)
    return page.change_note.strip() if is_new else ""
