import pytest
from django.core.exceptions import ValidationError

from tests.pages import rows
from wagtail_therapy.blog.models import Category


def test_category_may_lie_within_another(site):
    therapy = rows.category("Therapy")
    approaches = rows.category("Approaches", parent=therapy)
    approaches.full_clean()

    assert list(therapy.children.all()) == [approaches]


def test_category_cannot_lie_within_itself_or_what_lies_within_it(site):
    top = rows.category("Top")
    middle = rows.category("Middle", parent=top)
    bottom = rows.category("Bottom", parent=middle)

    for parent in (top, middle, bottom):
        top.parent = parent
        with pytest.raises(ValidationError) as error:
            top.full_clean()
        assert error.value.message_dict == {"parent": ["A category can’t be inside itself."]}


def test_category_that_is_its_own_ancestor_can_be_corrected(site):
    one = rows.category("One")
    other = rows.category("Other", parent=one)
    Category.objects.filter(pk=one.pk).update(parent=other)
    one.refresh_from_db()

    one.parent = None
    one.full_clean()
    assert one.parent is None


def test_category_rises_when_its_parent_is_deleted(site):
    parent = rows.category("Parent")
    child = rows.category("Child", parent=parent)
    parent.delete()
    child.refresh_from_db()

    assert child.parent is None
