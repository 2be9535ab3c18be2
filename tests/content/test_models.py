import pytest
from django.template.loader import render_to_string
from wagtail.models import Locale

from tests.content.rendering import squeezed
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.content.translations import in_locale


def html(*notes):
    context = {"content_notes": notes}
    return squeezed(render_to_string("wagtail_therapy/content/content_notes.html", context))


def test_notes_are_listed_by_name(site):
    ContentNote.objects.create(name="Suicide")
    ContentNote.objects.create(name="Child loss")

    assert list(map(str, ContentNote.objects.all())) == ["Child loss", "Suicide"]


def test_note_gets_the_sites_language(site):
    assert ContentNote.objects.create(name="Suicide").locale == Locale.get_default()


def test_note_is_translated(site):
    german = Locale.objects.create(language_code="de")
    note = ContentNote.objects.create(name="Suicide")
    translation = note.copy_for_translation(german)
    translation.name = "Suizid"
    translation.save()

    assert in_locale([note], german.pk) == [translation]


def test_notes_name_the_topics_and_let_readers_skip():
    notes = [
        ContentNote(name="Suicide", text="No method is described."),
        ContentNote(name="<b>فقدان"),
    ]

    assert html(*notes) == (
        '<div class="therapy-content-notes" role="note" aria-label="Content note">'
        "<p>Mentions</p><ul>"
        "<li><b>Suicide</b>– No method is described.</li>"
        "<li><b>&lt;b&gt;فقدان</b></li></ul>"
        '<p><a href="#therapy-after-text">Skip to the end</a></p></div>'
    )


def test_no_notes_print_nothing():
    assert html() == ""


@pytest.mark.parametrize(
    ("notes", "printed"),
    [([ContentNote(name="x")], '<div id="therapy-after-text" tabindex="-1"></div>'), ([], "")],
)
def test_place_after_the_text_is_there_when_it_is_linked_to(notes, printed):
    template = "wagtail_therapy/content/content_notes_end.html"

    assert squeezed(render_to_string(template, {"content_notes": notes})) == printed
