import io
import os
import zipfile

import pytest

from tests.wordpress_import.media.pictures import archive
from wagtail_therapy.wordpress_import.media.failures import Failure, MediaError
from wagtail_therapy.wordpress_import.media.uploads import UploadsArchive, UploadsFolder

BASE = "https://old.example/wp-content/uploads"
ADDRESS = f"{BASE}/2020/11/a.jpg"


def content(files, address):
    with files.open(address) as file:
        return file.read()


def failure(files, address):
    with pytest.raises(MediaError) as raised:
        content(files, address)
    return raised.value.failure


@pytest.fixture
def uploads(tmp_path):
    folder = tmp_path / "wp-content" / "uploads"
    (folder / "2020" / "11").mkdir(parents=True)
    (folder / "2020" / "11" / "a.jpg").write_bytes(b"abc")
    (tmp_path / "secret").write_bytes(b"secret")
    return folder


@pytest.mark.parametrize("above", [".", "..", "../.."])
def test_folder_may_be_one_that_contains_uploads(uploads, above):
    assert content(UploadsFolder(uploads / above), ADDRESS) == b"abc"


@pytest.mark.parametrize(
    "name", ["Mein Bild ä (1).jpg", "Mein Bild a\u0308 (1).jpg"], ids=["one", "two"]
)
@pytest.mark.parametrize("written", ["Mein%20Bild%20%c3%a4%20(1).jpg", "Mein Bild ä (1).jpg"])
def test_name_is_found_however_it_is_written(uploads, name, written):
    (uploads / "2020" / name).write_bytes(b"d")
    assert content(UploadsFolder(uploads), f"{BASE}/2020/{written}") == b"d"


@pytest.mark.parametrize(
    "address",
    [
        f"{BASE}/2020/11/b.jpg",
        f"{BASE}/2020/11",
        f"{BASE}/2020/11/",
        f"{BASE}/",
        f"{BASE}//secret",
        "https://old.example/wp-includes/images/smilies/simple-smile.png",
        "https://old.example/secret",
    ],
)
def test_other_files_are_missing(uploads, address):
    files = UploadsFolder(uploads)
    assert failure(files, address) == files.refusal(address) == Failure.MISSING


@pytest.mark.parametrize(
    "path", ["%2e%2e/%2e%2e/secret", "2020/..%2f..%2f..%2fsecret", "..\\secret", "a%00"]
)
def test_path_does_not_climb_out(uploads, path):
    files = UploadsFolder(uploads)
    assert failure(files, f"{BASE}/{path}") == files.refusal(f"{BASE}/{path}") == Failure.ADDRESS


def test_link_does_not_lead_out(uploads):
    (uploads / "out.jpg").symlink_to(uploads.parent.parent / "secret")
    (uploads / "all").symlink_to(uploads.parent.parent, target_is_directory=True)
    (uploads / "in.jpg").symlink_to(uploads / "2020" / "11" / "a.jpg")
    (uploads / "loop.jpg").symlink_to(uploads / "loop.jpg")
    files = UploadsFolder(uploads)
    failures = [failure(files, f"{BASE}/{one}") for one in ("out.jpg", "all/secret", "loop.jpg")]
    assert failures == [Failure.MISSING] * 3
    assert content(files, f"{BASE}/in.jpg") == b"abc"


def test_pipe_is_not_read(uploads):
    os.mkfifo(uploads / "pipe.jpg")
    assert failure(UploadsFolder(uploads), f"{BASE}/pipe.jpg") == Failure.MISSING


def test_large_file_is_refused(uploads):
    assert failure(UploadsFolder(uploads, most_bytes=2), ADDRESS) == Failure.TOO_LARGE


def zipped(**members):
    return UploadsArchive(io.BytesIO(archive(**members)))


@pytest.mark.parametrize(
    "name",
    [
        "2020__11__a_DOT_jpg",
        "uploads__2020__11__a_DOT_jpg",
        "backup__wp-content__uploads__2020__11__a_DOT_jpg",
        "backup\\wp-content\\uploads\\2020\\11\\a_DOT_jpg",
    ],
)
def test_archive_may_contain_more_than_uploads(name):
    files = zipped(**{name: b"abc"})
    assert content(files, ADDRESS) == b"abc"
    assert files.refusal(ADDRESS) is None


def test_name_without_its_encoding_is_read_as_utf_8():
    info = zipfile.ZipInfo("2020/ä.jpg".encode().decode("cp437"))
    assert info.flag_bits & 0x800 == 0
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as written:
        written.writestr("2020/XX.jpg", b"abc")
    renamed = io.BytesIO(file.getvalue().replace(b"XX", "ä".encode()))
    assert content(UploadsArchive(renamed), f"{BASE}/2020/%C3%A4.jpg") == b"abc"


def test_archive_with_paths_that_climb_gives_nothing_else():
    files = zipped(**{"..__..__etc__passwd": b"secret", "__etc__passwd": b"secret"})
    assert failure(files, f"{BASE}/%2e%2e/%2e%2e/etc/passwd") == Failure.ADDRESS
    assert failure(files, f"{BASE}/passwd") == Failure.MISSING


def test_file_that_unpacks_to_too_much_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr("2020/11/a.jpg", b"\0" * 1_000_000)
    assert failure(UploadsArchive(packed, most_bytes=999_999), ADDRESS) == Failure.TOO_LARGE
    # The archive may say less than it unpacks to.
    lied = packed.getvalue().replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert failure(UploadsArchive(io.BytesIO(lied), 999), ADDRESS) == Failure.UNREADABLE


def test_damaged_or_encrypted_archive_is_unreadable():
    with pytest.raises(MediaError) as raised:
        UploadsArchive(io.BytesIO(b"abc"))
    assert raised.value.failure == Failure.UNREADABLE
    good = archive(**{"2020__11__a_DOT_jpg": b"abcdef"})
    damaged = good.replace(b"abcdef", b"abcdeg")
    assert failure(UploadsArchive(io.BytesIO(damaged)), ADDRESS) == Failure.UNREADABLE
    encrypted = bytearray(good)
    encrypted[good.index(b"PK\x01\x02") + 8] |= 1
    assert failure(UploadsArchive(io.BytesIO(bytes(encrypted))), ADDRESS) == Failure.UNREADABLE
