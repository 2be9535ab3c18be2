"""The table of ``docs/reference/crisis-lines.md``. Run it as a module to print it."""

from urllib.parse import urlsplit

from wagtail_therapy.practice.crisis.presets import Country, preset_of, read_data

HEAD = """| Line | For | Ways | Says so itself | Stored copy seen | Checked |
|---|---|---|---|---|---|"""


def table(country):
    """Return the rows of a country, as the page has them."""
    facts = read_data()["countries"][country]
    lines = [line for line in preset_of(country).lines if line.key != "elsewhere"]
    rows = [_row(line, read_data()["lines"].get(line.key, facts)) for line in lines]
    return "\n".join([f"## {Country(country).label}", "", HEAD, *rows])


def tables():
    return "\n\n".join(table(country) for country in Country)


def _row(line, facts):
    ways = [f"{way.text} {way.note}".strip() for way in line.ways]
    audience = line.audience.replace("_", " ")
    if line.languages:
        audience += f" ({', '.join(line.languages)})"
    opening = "day and night" if line.is_always_open else line.hours
    cells = [line.name, audience, "; ".join(filter(None, [*ways, opening]))]
    links = [f"[{urlsplit(facts[name]).hostname}]({facts[name]})" for name in ("source", "seen")]
    return f"| {' | '.join([*cells, *links, str(facts['checked'])])} |"


if __name__ == "__main__":
    print(tables())  # noqa: T201 -- for a person, who pastes it
