"""An approach with everything that an editor can say of one."""

from tests.pages import rows

WORDS = "<p>Words with a <a href='https://example.com/'>link</a> [ref:one], again [ref:one].</p>"
FACTS = {
    "heading": "What is it?",
    "abbreviation": "SOM",
    "also_known_as": "body therapy, bodywork",
    "not_to_be_confused_with": "<p>Massage.</p>",
    "offered_here": True,
    "time_focus": "present",
    "structure": "partly",
    "therapist_style": "active, and slow",
    "sessions_min": 6,
    "sessions_max": 20,
    "open_ended": True,
    "length_note": "Longer for some.",
    "session_minutes_min": 50,
    "frequency": "weekly",
    "formats": ["individual", "group"],
    "delivery": ["in_person"],
    "change_note": "Two studies were added.",
    "updated_date": "2026-10-06",
}


def full_approach(index, other, author, title, references):
    """Publish an approach by an author who offers it; ``other`` is another approach."""
    named = concerns()
    return rows.approach(
        index,
        title,
        slug="whole",
        short_definition="All of it.",
        authors=[author],
        offered_by=[author],
        concerns=claims(named),
        recommendations=recommendations(named),
        references=references,
        body=sections(other),
        **FACTS,
    )


def sections(other):
    """Return a body with each section; ``other`` is another approach."""
    pair = {"term": "Term", "definition": WORDS}
    values = {
        "key_points": {"points": [WORDS, WORDS]},
        "how_it_works": {"text": WORDS, "concepts": [pair, pair]},
        "what_to_expect": {"first_session": WORDS, "usual_session": WORDS, "ending": WORDS},
        "techniques": {"techniques": [{"name": "Scan", "description": WORDS}]},
        "fit": {"suits": [WORDS], "suits_less": [WORDS]},
        "evidence": {"summary": WORDS, "limits": WORDS},
        "risks_and_limits": {"text": WORDS},
        "if_it_does_not_help": {"heading": "And if not?", "text": WORDS},
        "training": {
            "text": WORDS,
            "credentials": ["SEP"],
            "how_to_check": WORDS,
            "registers": [{"name": "Register", "url": "https://register.example/"}],
        },
        "history": {"text": WORDS},
        "questions_to_ask": {"questions": ["How long?", "How much?"]},
        "faq": {"questions": [{"question": "Why?", "answer": WORDS}]},
        "myths": {"myths": [{"myth": "It hurts.", "answer": WORDS}]},
        "differences": {"differences": [{"approach": other.pk, "difference": WORDS}]},
        "related": {"pages": [other.pk]},
        "glossary_term": pair,
        "approach_teaser": {"heading": "How we work", "approaches": [other.pk]},
    }
    return [{"type": kind, "value": value} for kind, value in values.items()]


def concerns():
    """Return concerns; the first asks for care."""
    return [
        rows.concern(f"Concern {number}", kind="clinical", shows_crisis_notice=number == 0)
        for number in range(5)
    ]


def claims(concerns):
    """Return a row with each amount of research, and one with nothing."""
    supports = [
        ("several_trials", {"outcome": "better_than_usual_care", "reference_keys": "one"}),
        ("few_studies", {"outcome": "no_better", "compared_with": "CBT", "reference_keys": "one"}),
        ("none_found", {"no_guideline_found": True}),
        ("not_checked", {"note": "In adults", "certainty": "low", "reference_keys": "one"}),
        ("not_checked", {}),
    ]
    return [
        rows.used_for(concern, research, **support)
        for concern, (research, support) in zip(concerns, supports, strict=True)
    ]


def recommendations(concerns):
    """Return what a current and a replaced guideline say, for and against it."""
    newer = rows.guideline("Whole body", 2024)
    older = rows.guideline("Whole body", 2010, number="W 1", superseded_by=newer)
    first, second, _third, fourth, _last = concerns
    return [
        rows.says(first, "recommends", newer, population="Adults"),
        rows.says(first, "considers", older),
        rows.says(second, "research_only", newer),
        rows.says(fourth, "advises_against", newer),
    ]
