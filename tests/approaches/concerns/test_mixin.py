"""What pages about several approaches or concerns ask for, as the button to leave."""

import pytest

from tests.approaches.rows import approach
from tests.pages import rows
from tests.parsed_html import parsed
from wagtail_therapy.practice.models import PracticeSettings


@pytest.fixture
def index(site):
    PracticeSettings.objects.create(site=site, exit_url="https://weather.example/")
    return rows.approaches(site)


@pytest.fixture
def abuse(site):
    return rows.concern("Abuse at home", offers_exit=True)


@pytest.fixture
def plain(index):
    """Two approaches that ask for nothing."""
    return [approach(index, name, rows.concern("Grief")) for name in ("ACT", "CBT")]


def has_exit(client, address):
    response = client.get(f"/approaches/{address}")
    assert response.status_code == 200
    return bool(parsed(response.content.decode()).select(".therapy-exit"))


ABOUT_EFT = ["take-along/?a=eft", "take-along/?a=act&a=eft", "compare/?a=act&a=eft"]
WITHOUT = ["take-along/", "take-along/?a=act", "compare/?a=act&a=cbt"]


@pytest.mark.usefixtures("plain")
def test_button_to_leave_is_where_a_chosen_approach_is_about_a_dangerous_concern(
    index, abuse, client
):
    approach(index, "EFT", abuse)

    assert [has_exit(client, address) for address in ABOUT_EFT] == [True] * 3
    assert [has_exit(client, address) for address in WITHOUT] == [False] * 3


@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize(("choice", "is_shown"), [("always", True), ("never", False)])
def test_button_to_leave_is_as_the_editor_of_an_approach_chose(
    index, abuse, client, choice, is_shown
):
    approach(index, "EFT", *([] if is_shown else [abuse]), exit_button=choice)

    assert [has_exit(client, address) for address in ABOUT_EFT] == [is_shown] * 3


@pytest.mark.usefixtures("plain")
def test_history_has_an_exit_button_once_it_names_a_dangerous_concern(index, abuse, client):
    eft = approach(index, "EFT", rows.concern("Panic"))
    assert not has_exit(client, "history/")

    eft.approach_concerns = [rows.used_for(abuse)]
    rows.publish(eft)

    assert has_exit(client, "history/")
