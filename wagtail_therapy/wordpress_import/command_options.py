"""The options of ``import_wordpress``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import swapper
from django.core.management.base import CommandError
from wagtail.models import Site

from wagtail_therapy.authors.models import Author

from .models import WordPressImport
from .options import COMMENT_NAMES, PAGES, Options


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the export: XML, gzipped, or a ZIP of several")
    parser.add_argument(
        "--parent", required=True, help="the blog: its id, or its path such as /blog/"
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would become of it")
    parser.add_argument("--report", type=Path, help="write a CSV file with a line for each item")
    _add_people(parser)
    _add_files(parser)
    parser.add_argument(
        "--pages",
        choices=PAGES,
        default=PAGES[0],
        help="WordPress' pages become posts that aren't published, or are skipped",
    )
    parser.add_argument("--page-model", default="", help="a page type for them, as app.Model")
    parser.add_argument("--page-parent", help="below which page they are made: id or path")
    parser.add_argument(
        "--overwrite-edited", action="store_true", help="also update pages that were edited here"
    )
    parser.add_argument(
        "--keep-unused-terms", action="store_true", help="also make categories without posts"
    )
    parser.add_argument("--time-zone", default="", help="of the old site, such as Europe/London")


def _add_people(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--author",
        action="append",
        default=[],
        metavar="LOGIN=SLUG",
        help="who wrote under this login, by the author's slug here; may be repeated",
    )
    parser.add_argument("--fallback-author", metavar="SLUG", help="the author of posts without one")
    parser.add_argument(
        "--author-profiles",
        action="store_true",
        help="also fetch bios and pictures of new authors, from the old site and gravatar.com",
    )
    parser.add_argument("--no-comments", action="store_true", help="leave comments behind")
    parser.add_argument(
        "--comment-names",
        choices=COMMENT_NAMES,
        default=COMMENT_NAMES[0],
        help="how much of the names of people who commented is kept",
    )


def _add_files(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--uploads", type=Path, help="the folder wp-content/uploads, or a ZIP archive of it"
    )
    parser.add_argument(
        "--no-media", action="store_true", help="don't fetch files from the old site"
    )
    parser.add_argument(
        "--other-hosts", action="store_true", help="also fetch pictures from other sites"
    )


def run_of(given: dict[str, Any]) -> WordPressImport:
    """Return an import with these options, which isn't saved. Raises CommandError."""
    if not given["file"].is_file():
        raise CommandError(f"There is no file {given['file']}.")
    if given["uploads"] and not given["uploads"].exists():
        raise CommandError(f"There is no folder or file {given['uploads']}.")
    parent = _page(given["parent"], "--parent")
    site = parent.get_site()
    if site is None:
        raise CommandError("The page in --parent isn't below the home page of a site.")
    return WordPressImport(
        site=site, parent=parent, file_name=given["file"].name, options=_options(given).to_json()
    )


def _options(given: dict[str, Any]) -> Options:
    fallback = given["fallback_author"]
    page_parent = given["page_parent"]
    return Options(
        authors=dict(_author(one) for one in given["author"]),
        fallback_author=_author_id(fallback) if fallback else None,
        uploads=str(given["uploads"].resolve()) if given["uploads"] else "",
        fetch_media=not given["no_media"],
        other_hosts=given["other_hosts"],
        author_bios=given["author_profiles"],
        author_pictures=given["author_profiles"],
        comments=not given["no_comments"],
        comment_names=given["comment_names"],
        pages=given["pages"],
        page_model=given["page_model"],
        page_parent=_page(page_parent, "--page-parent").pk if page_parent else None,
        overwrite_edited=given["overwrite_edited"],
        drop_unused_terms=not given["keep_unused_terms"],
        time_zone=_time_zone(given["time_zone"]),
    )


def _page(named: str, option: str) -> Any:
    """Return the page with this id, or with this path on one of the sites."""
    pages = swapper.load_model("wagtailcore", "Page").objects
    if named.isdecimal():
        found = list(pages.filter(pk=named))
    else:
        below = f"/{named.strip('/')}/" if named.strip("/") else "/"
        roots = (site.root_page.url_path.rstrip("/") for site in Site.objects.all())
        found = list(pages.filter(url_path__in={f"{root}{below}" for root in roots}))
    if not found:
        raise CommandError(f"There is no page {named}: {option} takes its id or its path.")
    if len(found) > 1:
        numbers = ", ".join(str(page.pk) for page in found)
        raise CommandError(f"Several sites have a page {named}. Name it by its id: {numbers}.")
    return found[0]


def _author(given: str) -> tuple[str, int]:
    login, sign, slug = given.rpartition("=")
    if not (login and sign and slug):
        raise CommandError("--author needs a login and the slug of an author: ada=ada-bell.")
    return login, _author_id(slug)


def _author_id(slug: str) -> int:
    author = Author.objects.filter(slug=slug).order_by("pk").first()
    if author is None:
        raise CommandError(f"There is no author with the slug {slug}.")
    return author.pk


def _time_zone(name: str) -> str:
    try:
        return ZoneInfo(name).key if name else ""
    except (ZoneInfoNotFoundError, ValueError):
        raise CommandError(f"There is no time zone {name}.") from None
