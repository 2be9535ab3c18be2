"""A practice that says everything that one can say, and pages that say it loudest."""


def call(number, note=""):
    return "call", {"number": number, "note": note}


def crisis_line(name, *ways, **fields):
    """Return a line as the settings' stream holds it."""
    return "line", {"name": name, "ways": ways} | fields


LOUD = dict.fromkeys(["crisis_notice", "disclaimer", "exit_button"], "always")

# Everything that a practice can say, the crisis notice in each kind of line.
PRACTICE = {
    "crisis_preset": "england",
    "crisis_notice": "In danger? Call us not.",
    "crisis_lines": [
        crisis_line(
            "Night line",
            call("+44 1632 960000", note="then press 1"),
            ("text", {"number": "1632", "word": "HELP", "note": ""}),
            ("chat", {"address": "https://line.example/", "note": ""}),
            ("relay", {"number": "18000", "note": ""}),
            ("website", {"address": "https://line.example/night/", "note": ""}),
            hours="every night from 8 to 8",
            languages="en, cy",
            source="https://line.example/about/",
        ),
        crisis_line("Llinell nos", call("116 123"), audience="language", languages="cy"),
    ],
    "disclaimer": "General information.",
    "disclaimer_full": "No advice.\n\nDo not stop a treatment because of it.",
    "regulator_notice": "Complaints: Council of Example, 1 High Street.",
    "telephone": "+44 1632 960001",
    "email": "hello@willowmere.example",
    "street_address": "3 Quay Lane",
    "locality": "Harrow Bay",
    "served_regions": "England\nWales",
    "booking_url": "https://jane.example/willowmere",
    "booking_name": "Jane",
    "portal_url": "https://portal.example/",
    "registrations": [
        ("company", {"number": "1", "url": "https://register.example/1"}),
        ("other", {"name": "Charity number", "number": "2", "url": ""}),
    ],
    "legal_links": [
        ("privacy", {"url": "https://willowmere.example/privacy/"}),
        ("consumer_health_data", {"url": "https://willowmere.example/health/"}),
        ("other", {"url": "https://willowmere.example/fees/", "title": "Fees"}),
    ],
    "exit_advice_url": "https://advice.example/",
}
