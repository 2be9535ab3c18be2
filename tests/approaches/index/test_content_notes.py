from wagtail.models import Locale

from tests.approaches.rows import approach
from tests.pages import rows
from wagtail_therapy.approaches.index.content_notes import prefetch_content_notes
from wagtail_therapy.content.models import ContentNote


def test_notes_are_by_name_and_in_the_language(site, django_assert_num_queries):
    index = rows.approaches(site)
    pages = [approach(index, name) for name in ("One", "Two", "None")]
    violence, death = (ContentNote.objects.create(name=name) for name in ("violence", "death"))
    pages[0].content_notes = [violence, death]
    pages[1].content_notes = [death]
    for page in pages:
        page.save()
    german = Locale.objects.create(language_code="de")
    tod = death.copy_for_translation(german)
    tod.name = "Tod"
    tod.save()

    with django_assert_num_queries(2):
        prefetch_content_notes(pages, german.pk)

    assert [[note.name for note in page.listed_content_notes] for page in pages] == [
        ["Tod", "violence"],
        ["Tod"],
        [],
    ]
