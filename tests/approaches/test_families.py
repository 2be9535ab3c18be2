from wagtail.models import Locale

from tests.approaches.rows import approach, family
from tests.pages import rows
from wagtail_therapy.approaches.families import by_family, translate_families


def test_families_of_several_keep_their_places_and_the_others_come_last(site):
    index = rows.approaches(site)
    second, first = family("A", sort_order=2), family("b", sort_order=1)
    also_first = family("C", sort_order=1)
    alone = approach(index, "Alone")
    only = approach(index, "Only one of its family", family=family("D"))
    pages = [
        approach(index, f"Of {one.name}{number}", family=one)
        for one in (second, also_first, first)
        for number in range(2)
    ]

    assert [(group.family, group.approaches) for group in by_family([alone, *pages, only])] == [
        (first, pages[4:]),
        (also_first, pages[2:4]),
        (second, pages[:2]),
        (None, [alone, only]),
    ]


def test_families_are_in_the_language_in_one_query(site, django_assert_num_queries):
    index = rows.approaches(site)
    pages = [approach(index, name, family=family(name)) for name in ("One", "Two", "Three")]
    german = Locale.objects.create(language_code="de")
    assert [page.family.name for page in pages] == ["One", "Two", "Three"]
    for page in pages[:2]:
        copied = page.family.copy_for_translation(german)
        copied.name = f"{copied.name} auf Deutsch"
        copied.save()

    with django_assert_num_queries(1):
        translate_families([*pages], german.pk)

    assert [page.family.name for page in pages] == ["One auf Deutsch", "Two auf Deutsch", "Three"]
