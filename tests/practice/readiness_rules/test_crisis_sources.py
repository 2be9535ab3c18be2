import pytest

from tests.practice import ready_practice
from tests.practice.rows import call, crisis_line
from wagtail_therapy.practice.crisis import source_lookup
from wagtail_therapy.practice.readiness import Effort

HERE, GONE = "https://here.example/", "https://gone.example/"


@pytest.fixture
def asked(monkeypatch):
    """The web, which has one page; what it is asked for."""
    found = []

    def page_text(url):
        found.append(url)
        return "Call 116 123" if url == HERE else None

    monkeypatch.setattr(source_lookup, "page_text", page_text)
    return found


@pytest.fixture
def practice(site):
    return ready_practice.practice(
        site,
        crisis_preset="",
        crisis_lines=[
            crisis_line("Here", call("116 123"), source=HERE),
            crisis_line("Wrong", call("116 124"), source=HERE),
            crisis_line("Gone", call("116 123"), source=GONE),
        ],
    )


def test_each_line_is_looked_up_only_when_the_network_is_asked(practice, site, asked):
    assert [code for code in ready_practice.found(site) if "source" in code] == []
    assert asked == []
    found = [code for code in ready_practice.found(site, Effort.NETWORK) if "source" in code]

    assert (sorted(found), asked) == (
        ["crisis_source_found", "crisis_source_missing", "crisis_source_unreachable"],
        [HERE, GONE],
    )
