import pytest

from tests.newsletter.doctor.facts import facts
from wagtail_therapy.newsletter.doctor import disk_space

UNSET = "is not set, so a restored backup may mail readers again."


def test_folder_that_is_not_set(therapy):
    therapy(MAIL_STATE_DIR=None)
    assert facts(disk_space.examine()) == {"MAIL_STATE_DIR": ("WARN", UNSET)}
    assert facts(disk_space.check_free_space()) == {}


def test_folder_in_good_order_is_made_and_left_empty(state_folder):
    assert (facts(disk_space.check_free_space()), state_folder.exists()) == ({}, False)
    assert facts(disk_space.examine()) == {"MAIL_STATE_DIR": ("OK", "can be written to.")}
    assert list(state_folder.iterdir()) == []


def test_folder_that_cannot_be_made(therapy, tmp_path):
    (tmp_path / "file").touch()
    therapy(MAIL_STATE_DIR=tmp_path / "file" / "state")
    fact = "cannot be written to (Not a directory)."
    assert facts(disk_space.examine()) == {"MAIL_STATE_DIR": ("FAIL", fact)}


def test_disk_that_takes_no_more(state_folder):
    state_folder.mkdir()
    (state_folder / disk_space.PROBE).symlink_to("/dev/full")
    fact = "cannot be written to (No space left on device)."
    assert facts(disk_space.examine()) == {"MAIL_STATE_DIR": ("FAIL", fact)}


@pytest.mark.parametrize("examine", [disk_space.check_free_space, disk_space.examine])
def test_disk_with_little_room(state_folder, monkeypatch, examine):
    state_folder.mkdir()
    monkeypatch.setattr(disk_space, "LEAST_FREE", 1 << 62)
    assert facts(examine()) == {"MAIL_STATE_DIR": ("FAIL", "is on a disk that is full.")}
