import json

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Site

from tests.practice import ready_practice
from tests.practice.rows import call, crisis_line
from wagtail_therapy.practice import readiness
from wagtail_therapy.practice.crisis import source_lookup
from wagtail_therapy.practice.models import PracticeSettings


def check(capsys, *arguments):
    """Return the exit code and what was printed."""
    code = 0
    try:
        call_command("therapy_check", *arguments, no_color=True)
    except SystemExit as end:
        code = end.code
    return code, capsys.readouterr().out


@pytest.fixture
def quiet(site):
    """A practice with one error and one warning."""
    return ready_practice.practice(site, disclaimer="", sender_email="")


def test_site_that_is_ready_ends_with_0(site, capsys):
    ready_practice.practice(site)

    assert check(capsys) == (0, "No problems found.\n")
    assert check(capsys, "--json") == (0, "[]\n")


def test_findings_are_lines_with_a_link_to_fix_them(quiet, site, capsys):
    url = f"http://testserver/admin/settings/wagtail_therapy_practice/practicesettings/{site.pk}/"

    assert check(capsys) == (
        1,
        (
            "error testserver: No sender address. Set it under Settings → Practice.\n"
            f"    {url}\n"
            "warning testserver: There is no disclaimer. Say that your texts are general "
            "information, and can’t replace advice to one person.\n"
            f"    {url}\n"
            "Problems found: 2.\n"
        ),
    )


def test_findings_are_json_for_a_program(quiet, site, capsys):
    code, printed = check(capsys, "--json")

    assert code == 1
    assert [(one["site"], one["code"], one["level"]) for one in json.loads(printed)] == [
        ("testserver", "sender", "error"),
        ("testserver", "disclaimer_missing", "warning"),
    ]


def test_level_leaves_out_what_is_less(quiet, capsys):
    code, printed = check(capsys, "--level", "error", "--json")

    assert (code, [one["code"] for one in json.loads(printed)]) == (1, ["sender"])
    quiet.sender_email = "hello@willowmere.example"
    quiet.save()
    assert check(capsys, "--level", "error")[0] == 0


def test_site_is_chosen_by_its_host_name(quiet, site, capsys):
    other = Site.objects.create(hostname="other.example", root_page=site.root_page)
    PracticeSettings.objects.create(site=other)

    printed = json.loads(check(capsys, "--site", "other.example", "--json")[1])
    assert {one["site"] for one in printed} == {"other.example"}
    assert {one["site"] for one in json.loads(check(capsys, "--json")[1])} == {
        "testserver",
        "other.example",
    }
    with pytest.raises(CommandError, match=r"^No site has the hostname nowhere\.example\.$"):
        check(capsys, "--site", "nowhere.example")


@pytest.fixture
def looked_up(site, monkeypatch):
    """A practice whose one crisis line is on its page; nothing else asks another host."""
    line = crisis_line("Samaritans", call("116 123"), source="https://line.example/")
    ready_practice.practice(site, crisis_preset="", crisis_lines=[line])
    monkeypatch.setattr(source_lookup, "page_text", lambda _url: "Call 116 123")
    ours = {name: one for name, one in readiness._rules.items() if "crisis" in name}
    monkeypatch.setattr(readiness, "_rules", ours)


def test_line_found_on_its_website_is_reported_as_info(looked_up, capsys):
    line = "info testserver: “Samaritans” was found on https://line.example/.\n"

    assert check(capsys) == (0, "No problems found.\n")
    assert check(capsys, "--network") == (0, f"{line}No problems found.\n")
    assert check(capsys, "--network", "--verbosity", "0") == (0, "")
    assert check(capsys, "--network", "--level", "error") == (0, "No problems found.\n")
