"""What visitors of a host with its own base page see. Run by tests/test_base_page.py."""

from datetime import UTC, date, datetime

from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.sites.requests import RequestSite
from django.core.cache import cache
from django.test import RequestFactory, TestCase
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Locale, PageViewRestriction, Site
from wagtail.test.basepage.models import BasePage

from tests.basehost.models import (
    Entry,
    EntryAuthor,
    EntryCategory,
    Journal,
    Method,
    MethodAuthor,
    MethodConcern,
    Methods,
    PeoplePage,
)
from wagtail_therapy.approaches.models import Concern
from wagtail_therapy.authors import reviews
from wagtail_therapy.authors.models import Author, Review
from wagtail_therapy.authors.reviews import due
from wagtail_therapy.authors.reviews.permissions import mark_url
from wagtail_therapy.blog.models import Category


class BlogTests(TestCase):
    def setUp(self):
        cache.clear()
        Locale.objects.get_or_create(language_code="en")
        Site.objects.all().delete()
        root = BasePage.get_first_root_node() or BasePage.add_root(
            instance=BasePage(title="Root", slug="root")
        )
        home = root.add_child(instance=BasePage(title="Home", slug="host"))
        Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
        home.add_child(instance=PeoplePage(title="People", slug="people"))
        self.orla = Author.objects.create(name="Orla", short_bio="I write.")
        self.grief = Category.objects.create(name="Grief")
        self.journal = home.add_child(instance=Journal(title="Journal", slug="journal"))
        self.journal.sidebar = [
            ("author_bio", {"author": self.orla, "heading": "", "layout": "short"}),
            ("recent_posts", {"heading": "Recent", "number": 3}),
            ("categories", {"heading": "Categories"}),
            ("months", {"heading": "Archive"}),
            ("search", {"heading": "Search"}),
        ]
        self.publish(self.journal)
        self.first = self.entry("First")
        self.second = self.entry("Second")
        secret = self.entry("Secret")
        PageViewRestriction.objects.create(page=secret, restriction_type="login")

    def publish(self, page):
        page.save_revision().publish()
        page.refresh_from_db()
        return page

    def entry(self, title):
        entry = Entry(title=title, live=False, body=[("paragraph", f"<p>{title} river</p>")])
        entry.post_authors = [EntryAuthor(author=self.orla)]
        entry.post_categories = [EntryCategory(category=self.grief)]
        entry.tags.add("tag")
        entry.first_published_at = datetime(2026, 1, 31, tzinfo=UTC)
        self.journal.add_child(instance=entry)
        return self.publish(entry)

    def soup(self, path):
        response = self.client.get(path)
        assert response.status_code == 200, path
        return BeautifulSoup(response.content.decode(), "html.parser")

    def cards(self, path):
        return [card.h2.text.strip() for card in self.soup(path).find_all(class_="therapy-card")]

    def test_blog_and_its_archives_list_posts(self):
        for path in ("", "category/grief/", "tag/tag/", "author/orla/", "2026/", "2026/01/"):
            assert self.cards(f"/journal/{path}") == ["Second", "First"], path

    def test_search_finds_posts(self):
        assert self.cards("/journal/search/?q=first+river") == ["First"]

    def test_feeds_tell_posts(self):
        for path in ("feed/", "feed/atom/", "feed/json/", "tag/tag/feed/"):
            text = self.client.get(f"/journal/{path}").content.decode()
            assert ("First" in text, "Secret" in text) == (True, False), path

    def test_sidebar_is_shown(self):
        texts = " ".join(self.soup("/journal/").aside.text.split())

        for words in ("I write.", "Recent", "Grief (2)", "January 2026 (2)", "Search"):
            assert words in texts

    def test_post_shows_its_author_and_ways_on(self):
        html = self.soup("/journal/second/")

        assert html.h1.text.strip() == "Second"
        links = [link["href"] for link in html.find_all("a")]
        for path in ("/people/orla/", "/journal/first/", "/journal/category/grief/"):
            assert path in links

    def test_sitemap_names_posts_and_archives(self):
        request = RequestFactory().get("/")
        found = Sitemap(request).get_urls(site=RequestSite(request))

        addresses = [url["location"].removeprefix("http://testserver/") for url in found]
        assert addresses == [
            "",
            "people/",
            "people/orla/",
            "journal/",
            "journal/category/grief/",
            "journal/tag/tag/",
            "journal/author/orla/",
            "journal/first/",
            "journal/second/",
        ]

    def test_concern_and_approach_are_shown(self):
        home = BasePage.objects.get(slug="host")
        methods = home.add_child(instance=Methods(title="Methods", slug="methods"))
        worry = Concern.objects.create(name="Worry")
        method = Method(title="Walking", short_definition="You walk.", live=False)
        method.approach_authors = [MethodAuthor(author=self.orla)]
        method.approach_concerns = [MethodConcern(concern=worry)]
        methods.add_child(instance=method)
        self.publish(method)

        for path, shown in (
            ("/methods/", "You walk."),
            ("/methods/walking/", "Not checked yet"),
            ("/methods/concerns/worry/", "Walking"),
            ("/methods/history/", "First version, with 1 concern"),
            ("/methods/take-along/?a=walking", "You walk."),
        ):
            self.assertContains(self.client.get(path), shown)

    def test_pages_are_reviewed(self):
        mateo = Author.objects.create(name="Mateo")
        reviews.mark(self.first, mateo, day=date(2020, 1, 1))
        admin = get_user_model().objects.create_superuser("admin", "a@host.example", "known")
        self.client.force_login(admin)

        assert [page.pk for page in due.overdue()] == [self.first.pk]
        report = self.client.get("/admin/therapy/reviews/").content.decode()
        assert "Jan. 1, 2020" in report
        listing = self.client.get(f"/admin/pages/{self.journal.pk}/").content.decode()
        assert mark_url(self.second) in listing
        seen = self.second.live_revision_id
        given = {"revision": seen, "reviewer": mateo.pk, "day": "2026-01-31", "note": ""}
        self.client.post(mark_url(self.second), given)
        assert Entry.objects.get(title="Second").get_reviewer() == mateo
        meta = self.soup("/journal/second/").select_one("#therapy-dates").text
        assert "Reviewed by our colleague Mateo on" in meta
        BasePage.objects.filter(pk=self.second.pk).delete()
        assert Review.objects.count() == 1
