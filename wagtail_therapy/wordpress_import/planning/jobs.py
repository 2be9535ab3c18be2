"""What an import works with while it runs."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import IO, Any, BinaryIO

from ..addresses.links import Links
from ..media.library import Library
from ..models import ImportedItem, OldSite, WordPressImport
from ..options import Options
from ..reporting.reports import Report
from .authors import Authors
from .libraries import Foreseen, library_of
from .outlines import PAGE, POST, Entry, Outline, outline_of
from .publication import TRASHED
from .slugs import Slugs
from .targets import Target, target_of
from .terms import Categories, Tags

MADE = ("authors", "categories", "tags")


# Without a repr: reports of errors would show slugs of drafts, and be very long.
@dataclass(repr=False)
class Job:
    """An import, what the file has, where it goes, and what was imported before."""

    run: WordPressImport
    options: Options
    target: Target
    old_site: OldSite
    outline: Outline
    is_dry: bool
    # A ZIP archive with the files of the old site.
    uploads: IO[bytes] | None = None
    report: Report = field(default_factory=Report)
    # By the key of the item, as in ``Entry``.
    imported: dict[int, ImportedItem] = field(default_factory=dict)
    slugs: dict[int, Slugs] = field(default_factory=dict)

    @cached_property
    def entries(self) -> dict[int, Entry]:
        return {entry.key: entry for entry in self.outline.entries}

    @cached_property
    def authors(self) -> Authors:
        return Authors(
            self.old_site,
            self.outline.site,
            self.target.locale,
            dict(self.options.authors),
            self.options.fallback_author,
            on_made=partial(self._count_now, "authors"),
            is_dry=self.is_dry,
        )

    @cached_property
    def categories(self) -> Categories:
        site = self.outline.site
        count = partial(self._count_now, "categories")
        return Categories(
            self.old_site, site, self.target.locale, on_made=count, is_dry=self.is_dry
        )

    @cached_property
    def tags(self) -> Tags:
        rows = self.target.post_model._meta.get_field("post_tags").related_model
        count = partial(self._count_now, "tags")
        return Tags(rows.tag_model(), on_made=count, is_dry=self.is_dry)

    def parent_of(self, entry: Entry) -> Any:
        """Return the page below which a new page is made. Pages get their places afterwards."""
        is_page = entry.type == PAGE and self.target.page_model is not None
        return self.target.page_parent if is_page else self.target.parent

    @cached_property
    def library(self) -> Library | Foreseen:
        library = library_of(self.old_site, self.outline, self.options, self.uploads)
        return Foreseen(library) if self.is_dry else library

    @property
    def has_files(self) -> bool:
        """Whether there is a place that files of the old site come from."""
        return bool(self.options.fetch_media or self.options.uploads or self.uploads)

    @cached_property
    def links(self) -> Links:
        if self.is_dry:
            made = [one for one in self.outline.entries if self._is_made_public(one)]
            # None of them is there yet, and positive numbers may be those of other pages.
            pages = {one.key: -one.key for one in made}
        else:
            live = [row for row in self.imported.values() if row.page and row.page.live]
            pages = {row.wordpress_id: row.page_id for row in live}
        return Links(self.outline.site_map, pages, self.run.site.root_page_id)

    def _is_made_public(self, entry: Entry) -> bool:
        """Whether an import makes a page of an item that everyone can open."""
        has_pages = self.target.page_model is not None and self.options.pages != "skip"
        return entry.is_public and (entry.type == POST or (entry.type == PAGE and has_pages))

    def slugs_below(self, parent: Any) -> Slugs:
        if parent.pk not in self.slugs:
            is_blog = parent.pk == self.target.parent.pk
            claims = self._claimed_slugs() if is_blog else {}
            self.slugs[parent.pk] = Slugs(parent, claims, is_blog=is_blog)
        return self.slugs[parent.pk]

    def digest_of(self, entry: Entry) -> str:
        """Return a digest of an item, and of the choices that change what becomes of it."""
        chosen = self.options
        has_uploads = bool(chosen.uploads or self.uploads)
        told = (chosen.fetch_media, has_uploads, chosen.comments, chosen.comment_names)
        return self.outline.digest_of(entry, repr((*told, chosen.page_model)))

    def _claimed_slugs(self) -> dict[str, int]:
        """Return which item gets a slug that several want: posts first, and public ones."""
        claims: dict[str, int] = {}
        for one in sorted(
            self.outline.entries, key=lambda one: (one.type != POST, not one.is_public)
        ):
            if one.type in {POST, PAGE} and one.status != TRASHED and one.slug:
                claims.setdefault(one.slug, one.key)
        return claims

    def _count_now(self, name: str) -> None:
        """Count one that was made for a post, in its transaction.

        It's there even if the process is killed before the post is stored, and isn't made again.
        """
        made = Counter({f"{name}/made": 1})
        self.run.keep(counts=dict(Counter(self.run.counts) + made))

    def count_foreseen(self) -> None:
        """Put into the report what would be made for posts, besides them."""
        for name in MADE:
            found = vars(self).get(name)
            if found and found.foreseen:
                self.report.count(f"{name}/made", found.foreseen)

    def store_report(self, **changes: Any) -> None:
        """Store what is new in the report, and change what else the import says.

        Call it in the transaction of what it reports. Raises LostClaimError.
        """
        self.report.save(self.run)
        self.report = Report()
        self.run.keep(counts=self.run.counts, **changes)

    def forget(self, failed: Entry) -> None:
        """Forget what may have been taken back with an item that failed, and its links."""
        self.links.waiting.pop(failed.key, None)
        self.links.dead.pop(failed.key, None)
        if self.is_dry:
            return
        self.run.refresh_from_db(fields=["counts"])
        for name in MADE:
            vars(self).pop(name, None)


def job_of(
    run: WordPressImport,
    file: BinaryIO,
    uploads: IO[bytes] | None = None,
    *,
    is_dry: bool = False,
) -> Job:
    """Look through the file and return what an import of it needs.

    Raises UnreadableExportError, and UnsuitableParentError.
    """
    options = Options.from_json(run.options)
    target = target_of(run, options)
    outline = outline_of(file, run.file_name, options.time_zone)
    old_site = _old_site(run, outline, is_dry=is_dry)
    job = Job(run, options, target, old_site, outline, is_dry, uploads)
    if old_site.pk:
        rows = old_site.items.select_related("page", "page__content_type")
        rows = rows.prefetch_related("page__view_restrictions")
        job.imported = {row.wordpress_id: row for row in rows}
    return job


def _old_site(run: WordPressImport, outline: Outline, *, is_dry: bool) -> OldSite:
    title = outline.site.title[:255]
    key = {"site": run.site, "base_url": outline.site.base_url[:500]}
    if is_dry:
        return OldSite.objects.filter(**key).first() or OldSite(**key, title=title)
    old_site, _is_new = OldSite.objects.get_or_create(**key, defaults={"title": title})
    return old_site
