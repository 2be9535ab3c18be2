import pytest
from taggit.models import Tag


@pytest.fixture(scope="module")
def tag(make_once):
    return make_once(lambda: Tag.objects.create(name="kept"))


@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_test_of_a_file_begins_with_what_was_made_once(tag, db, turn):
    assert list(Tag.objects.values_list("pk", "name")) == [(tag.pk, "kept")]
    Tag.objects.update(name=turn)


def test_rows_that_were_made_once_are_forbidden_to_tests_without_a_database(tag):
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        Tag.objects.count()
