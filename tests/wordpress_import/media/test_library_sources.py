import io

from tests.wordpress_import.media.file_server import BASE
from tests.wordpress_import.media.old_files import (
    COUCH,
    KNOWN,
    PATH,
    documents,
    images,
    serve,
    shown,
)
from tests.wordpress_import.media.pictures import (
    PDF,
    archive,
    picture,
)
from wagtail_therapy.wordpress_import.conversion.results import ImageUse
from wagtail_therapy.wordpress_import.media.failures import Failure
from wagtail_therapy.wordpress_import.media.fetching import Fetcher
from wagtail_therapy.wordpress_import.media.hosts import Hosts
from wagtail_therapy.wordpress_import.media.library import Library
from wagtail_therapy.wordpress_import.media.uploads import UploadsArchive, UploadsFolder
from wagtail_therapy.wordpress_import.models import ImportedFile, OldSite


def test_old_sites_keep_their_files_apart(library, old_server, old_site):
    serve(old_server, couch_jpg=picture())
    image = library().image(ImageUse(COUCH, ""))
    other = OldSite.objects.create(site=old_site.site, base_url="http://www.old.example/two")
    fetcher = Fetcher(Hosts(BASE), connect_to=old_server.connect_to)
    assert Library(other, KNOWN, [fetcher]).image(ImageUse(COUCH, "")) != image


def test_uploads_come_before_the_old_site(old_site, old_server, tmp_path):
    (tmp_path / "2020" / "11").mkdir(parents=True)
    (tmp_path / "2020" / "11" / "couch.jpg").write_bytes(picture(size=(20, 10)))
    serve(old_server, couch_jpg=picture(size=(60, 40)), desk_jpg=picture(size=(80, 40)))
    packed = io.BytesIO(archive(uploads__2020__11__form_DOT_pdf=PDF))
    fetcher = Fetcher(Hosts(BASE), connect_to=old_server.connect_to)
    files = Library(old_site, KNOWN, [UploadsFolder(tmp_path), UploadsArchive(packed), fetcher])
    found = shown(files, COUCH, f"{BASE}{PATH}/desk.jpg")
    assert [one.width for one in found] == [20, 80]
    assert files.document(f"{BASE}{PATH}/form.pdf") == documents().get()
    assert old_server.paths == [f"{PATH}/desk.jpg"]


def test_uploads_are_of_the_old_site_alone(old_site, tmp_path):
    (tmp_path / "2020" / "11").mkdir(parents=True)
    (tmp_path / "2020" / "11" / "couch.jpg").write_bytes(picture())
    files = Library(old_site, {}, [UploadsFolder(tmp_path)])
    assert shown(files, f"https://images.example.org{PATH}/couch.jpg") == [None]


def test_damaged_upload_is_fetched_instead(old_site, old_server, tmp_path):
    (tmp_path / "2020" / "11").mkdir(parents=True)
    (tmp_path / "2020" / "11" / "couch.jpg").write_bytes(b"")
    serve(old_server, couch_jpg=picture())
    fetcher = Fetcher(Hosts(BASE), connect_to=old_server.connect_to)
    files = Library(old_site, KNOWN, [UploadsFolder(tmp_path), fetcher])
    assert (shown(files, COUCH), files.failures) == ([images().get()], [])


def test_foreseen_failure_asks_no_one(old_site, old_server, tmp_path):
    (tmp_path / "2020").mkdir()
    (tmp_path / "2020" / "a.jpg").write_bytes(picture())
    folder = UploadsFolder(tmp_path)
    fetcher = Fetcher(Hosts(BASE), connect_to=old_server.connect_to)
    addresses = [
        f"{BASE}/wp-content/uploads/2020/a-300x200.jpg",
        COUCH,
        "https://images.example.org/a.jpg",
        "file:///etc/passwd",
        "data:image/png;base64,AAAA",
    ]
    local, both = Library(old_site, {}, [folder]), Library(old_site, {}, [folder, fetcher])
    missing, address, other = Failure.MISSING, Failure.ADDRESS, Failure.OTHER_HOST
    failures = [local.foreseen_failure(one) for one in addresses]
    assert failures == [None, missing, missing, address, None]
    failures = [both.foreseen_failure(one) for one in addresses]
    assert failures == [None, None, other, address, None]
    assert both.foreseen_failure("", 99) == missing
    assert (old_server.asked, ImportedFile.objects.count()) == ([], 0)
