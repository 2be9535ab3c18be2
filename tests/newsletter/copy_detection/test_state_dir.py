"""The folder beside the database, and what happens when it can't be used."""

import pytest

from wagtail_therapy.newsletter.copy_detection import detection, places

pytestmark = pytest.mark.usefixtures("no_logged_faults")


@pytest.fixture(params=["a file is in the way", "write is forbidden"])
def broken(request, therapy, tmp_path):
    """A folder that can't be used. Root may write everywhere but where the kernel says no."""
    if request.param == "write is forbidden":
        therapy(MAIL_STATE_DIR="/proc/state")
    else:
        (tmp_path / "state").write_text("")
        therapy(MAIL_STATE_DIR=tmp_path / "state")


def test_unusable_folder_stops_no_mailing_and_is_logged_once(broken, make_mailing, site, caplog):
    mailing = make_mailing()
    for _ in range(3):
        detection.record_progress(mailing, 1)
        detection.prune()
        assert detection.objection(mailing) is None
        detection.accept_database(mailing)
    assert places.current_place(site).parts["folder"] is None
    logged = [record.getMessage().split(": ")[1] for record in caplog.records]
    assert sorted(logged) == [
        "old notes could not be deleted",
        "the id of this folder could not be read",
        "what was sent could not be noted",
        "what was sent could not be read",
    ]


def test_a_full_disk_stops_no_mail(mailing, state_folder, caplog):
    detection.record_progress(mailing, 1)
    [note] = (state_folder / "mailings").iterdir()
    note.unlink()
    note.symlink_to("/dev/full")
    for _ in range(2):
        detection.record_progress(mailing, 1)
    assert [record.getMessage() for record in caplog.records] == [
        "MAIL_STATE_DIR: what was sent could not be noted: No space left on device"
    ]
