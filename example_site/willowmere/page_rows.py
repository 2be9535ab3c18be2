"""Sets the related rows of a page."""

from wagtail.models import Page

KEYS = {"id", "page_id", "sort_order"}


def set_rows(page: Page, relation: str, rows: list) -> None:
    """Set the rows of a page, unless it has equal ones: new rows would count as a change."""
    if [values(row) for row in getattr(page, relation).all()] != [values(row) for row in rows]:
        setattr(page, relation, rows)


def set_chosen(page: Page, relation: str, chosen: list) -> None:
    """Set a many-to-many relation of a page."""
    if set(getattr(page, relation).all()) != set(chosen):
        getattr(page, relation).set(chosen)


def values(row) -> dict:
    names = [field.attname for field in row._meta.concrete_fields]
    return {name: getattr(row, name) for name in names if name not in KEYS}
