import csv
import gzip

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.wordpress_import.author_profiles.people import BIO, bios, lead_to, listed, person
from tests.wordpress_import.blogs import add_blog, slugs_below, the_post
from tests.wordpress_import.media.file_server import BASE, running_server
from tests.wordpress_import.wxr.exports import export, item
from wagtail_therapy.authors.models import Author
from wagtail_therapy.wordpress_import.models import WordPressImport


@pytest.fixture
def blog(site):
    return add_blog(site)


@pytest.fixture
def path(tmp_path):
    """An export with a post, a draft and something of a plugin."""
    items = [item(), item(id=2, slug="b", status="draft"), item(id=3, type="project")]
    path = tmp_path / "export.xml"
    path.write_text(export(*items))
    return path


def run(path, *options):
    call_command("import_wordpress", str(path), "--no-media", *options)


def test_command_imports_and_says_what_became_of_it(blog, path, capsys):
    run(path, "--parent=/blog/")
    assert slugs_below(blog) == ["a-post", "b"]
    assert capsys.readouterr().out.splitlines() == [
        "Done: 3 items.",
        "      1  published",
        "      1  imported as a draft",
        "              1  It was a draft.",
        "      1  not imported",
        "              1  It isn’t a post or a page, but of a kind that we can’t show.",
    ]


def test_dry_run_says_the_same_and_changes_nothing(blog, path, capsys):
    run(path, f"--parent={blog.pk}", "--dry-run")
    lines = capsys.readouterr().out.splitlines()
    assert (lines[0], lines[-1]) == (
        "It has 3 items.",
        "Nothing was changed. Without --dry-run, it is imported.",
    )
    assert (slugs_below(blog), WordPressImport.objects.count()) == ([], 0)


def test_report_is_written(blog, path, tmp_path):
    run(path, "--parent=/blog/", f"--report={tmp_path / 'report.csv'}")
    with (tmp_path / "report.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    assert [row[1:4] for row in rows] == [
        ["Title", "What became of it", "Why"],
        ["A post", "not imported", "It isn’t a post or a page, but of a kind that we can’t show."],
        ["A post", "published", ""],
        ["", "imported as a draft", "It was a draft."],
    ]


def test_gzipped_export_is_read(blog, path, tmp_path):
    packed = tmp_path / "export.xml.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    run(packed, "--parent=/blog/")
    assert slugs_below(blog) == ["a-post", "b"]


def test_author_is_chosen(blog, path):
    author = Author.objects.create(name="Orla Penhallow", locale=blog.locale)
    run(path, "--parent=/blog/", "--author=ada=orla-penhallow")
    assert (the_post(slug="a-post").get_authors(), Author.objects.count()) == ([author], 1)


def test_bios_of_authors_are_asked_for_by_choice(blog, path, monkeypatch, capsys):
    path.write_text(path.read_text().replace("https://old.example", BASE))
    with running_server() as server:
        lead_to(server, monkeypatch)
        listed(server, person(picture=""))
        run(path, "--parent=/blog/")
        assert (server.asked, bios()) == ([], [("Ada Bell", "", "")])
        run(path, "--parent=/blog/", "--author-profiles")
    assert bios() == [("Ada Bell", BIO, "")]
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "Please note:",
        "      1  The author’s bio is from the old site. Read and publish it.",
        "      1  Neither the old site nor Gravatar has a picture of this author.",
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--parent=/nowhere/"], "There is no page /nowhere/: --parent takes its id or its path."),
        (
            ["--parent=/"],
            "Choose the blog that the posts are for. This page can’t have posts below it.",
        ),
        (
            ["--parent=/blog/", "--author=ada"],
            "--author needs a login and the slug of an author: ada=ada-bell.",
        ),
        (["--parent=/blog/", "--author=ada=x"], "There is no author with the slug x."),
        (["--parent=/blog/", "--time-zone=Mars"], "There is no time zone Mars."),
        (["--parent=/blog/", "--uploads=/nowhere"], "There is no folder or file /nowhere."),
        (
            ["--parent=/blog/", "--page-model=testapp.HomePage"],
            "testapp.HomePage isn’t a page type with ImportedPageMixin.",
        ),
    ],
)
def test_wrong_option_is_explained(blog, path, options, message):
    with pytest.raises(CommandError) as error:
        run(path, *options)
    assert str(error.value) == message
    assert slugs_below(blog) == []


def test_file_of_another_kind_is_explained(blog, tmp_path, capsys):
    path = tmp_path / "page.html"
    path.write_text("<!doctype html><html><body>Sign in</body></html>")
    with pytest.raises(CommandError, match=r"page.html, line 1: This is a web page"):
        run(path, "--parent=/blog/")
    # The same command would find the same.
    assert capsys.readouterr().err == ""
    with pytest.raises(CommandError, match="There is no file"):
        run(tmp_path / "none.xml", "--parent=/blog/")


def test_missing_end_is_printed_to_stderr(blog, path, capsys):
    path.write_text(path.read_text()[:-200])
    run(path, "--parent=/blog/")
    assert "The file ends too early" in capsys.readouterr().err
