from tests.practice.rows import call, crisis_line
from wagtail_therapy.practice.crisis import presets
from wagtail_therapy.practice.crisis.practice_lines import all_lines, lines_of
from wagtail_therapy.practice.models import PracticeSettings


def made(site, **fields):
    practice = PracticeSettings.objects.create(site=site, **fields)
    practice.refresh_from_db()
    return practice


def test_own_number_for_an_emergency_takes_the_place_of_ours(site):
    practice = made(site, crisis_preset="eu", emergency_number="110")

    assert [line.key for line in lines_of(practice)] == ["own-emergency", "elsewhere"]


def test_own_number_for_an_emergency_has_its_name_in_the_language_of_the_reader(site, monkeypatch):
    monkeypatch.setattr(presets, "gettext", str.upper)
    [emergency] = lines_of(made(site, emergency_number="110"))

    assert presets.translated(emergency).name == "IN AN EMERGENCY"


def test_own_line_has_all_that_a_line_of_ours_has(site):
    fields = {"audience": "abuse", "hours": "8 to 8", "languages": "en, cy"}
    fields["source"] = "https://a.example/"
    stream = [crisis_line("Night line", call("020 7946 0000", note="then press 1"), **fields)]
    [line] = lines_of(made(site, country="GB", crisis_lines=stream))
    [way] = line.ways

    assert (way.url, way.note) == ("tel:+442079460000", "then press 1")
    assert (line.name, line.audience, line.hours, line.languages, line.source) == (
        "Night line",
        "abuse",
        "8 to 8",
        ("en", "cy"),
        "https://a.example/",
    )


def test_lines_of_all_languages_are_listed_once(site):
    german = {"language": "de", "crisis_lines": [crisis_line("Nachtruf", call("112"))]}
    practice = made(site, crisis_preset="eu", other_languages=[("language", german)])

    assert [line.name for line in all_lines(practice)] == [
        "In an emergency",
        "Lines in your country",
        "Nachtruf",
    ]
