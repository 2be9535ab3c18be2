import pytest

from tests.pages import rows
from wagtail_therapy.authors.blocks import AuthorBioBlock
from wagtail_therapy.content import caching

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit():
    # Django's signal would close the connection, too.
    caching._begin()
    yield
    caching._end()


def test_what_several_blocks_choose_is_read_once_for_a_request(visit, django_assert_num_queries):
    orla = rows.author("Orla")
    block = AuthorBioBlock().child_blocks["author"]
    caching.generation()
    with django_assert_num_queries(1):
        [one], [other] = (block.bulk_to_python([orla.pk]) for _ in range(2))

    assert (one, one is other) == (orla, False)


def test_it_is_read_again_after_a_change(visit):
    orla = rows.author("Orla")
    block = AuthorBioBlock().child_blocks["author"]
    names = []
    for name in ("Orla", "Orla Penhallow"):
        orla.name = name
        orla.save()
        names.append(block.bulk_to_python([orla.pk, None])[0].name)

    assert names == ["Orla", "Orla Penhallow"]
