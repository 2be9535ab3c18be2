from wagtail.models import Locale, Page

from example_site.willowmere import ledger, manuscripts, pictures
from example_site.willowmere.bodies import BodyReader, paragraphs
from example_site.willowmere.manuscripts import Text
from example_site.willowmere.models import HomePage
from example_site.willowmere.posts import PostFiller
from example_site.willowmere.publishing import publish_changes
from example_site.willowmere.sidebars import sidebar
from wagtail_therapy.pages.models import (
    ApproachIndexPage,
    ApproachPage,
    BlogIndexPage,
    BlogPostPage,
    TeamPage,
)

PICTURES = {
    "lake": "Lake at first light",
    "reeds": "Reeds",
    "doorway": "An open door",
    "letters": "Letters",
    "rain": "Rain",
    "newsprint": "Newsprint",
    "clock": "A clock",
    "boathouse": "The boathouse",
}


def load_home(table: dict, locale: Locale) -> HomePage:
    home = find_or_add("page:home", Page.get_first_root_node(), HomePage, table, locale=locale)
    with publish_changes(home):
        home.title = table["title"]
        home.tagline = table["tagline"]
        home.welcome = table["welcome"]
        home.picture = pictures.load(table["picture"], PICTURES[table["picture"]])
        home.picture_alt = table["picture_alt"]
        home.search_description = table["search_description"]
    return home


def find_or_add(key: str, parent: Page, page_type, table: dict, **values) -> Page:
    """Return the page of the key, added below the parent as a draft when it is missing."""
    if found := ledger.find(key):
        return found
    page = page_type(title=table["title"], slug=table["slug"], live=False, **values)
    return ledger.remember(key, Page.objects.get(pk=parent.pk).add_child(instance=page))


class Section:
    """The team, the blog and the explainers below the home page."""

    def __init__(self, home: HomePage, authors: dict, categories: dict, notes: dict):
        self.home = home
        self.authors = authors
        self.categories = categories
        self.notes = notes
        self.pictures = {name: pictures.load(name, title) for name, title in PICTURES.items()}
        self.pages: dict[str, Page] = {}

    def load(self, tables: dict) -> None:
        """Add all pages first, because they link to each other, then fill and publish them."""
        self.load_index("team", TeamPage, tables["team"])
        approach_index = self.load_index("approaches", ApproachIndexPage, tables["approaches"])
        blog = self.load_index("blog", BlogIndexPage, tables["blog"])
        approaches = manuscripts.load("approaches")
        posts = manuscripts.load("posts")
        for text in approaches:
            self.add("approach", approach_index, ApproachPage, text)
        for text in posts:
            self.add("post", blog, BlogPostPage, text)
        for text in approaches:
            self.fill_approach(self.pages[f"approach:{text.slug}"], text)
        filler = PostFiller(self.authors, self.categories, self.notes, self.pictures, self.pages)
        for text in posts:
            filler.fill(self.pages[f"post:{text.slug}"], text)
        # As it is now: the one above knows of no children, and saving it would orphan them.
        self.fill_blog(BlogIndexPage.objects.get(pk=blog.pk), tables["sidebar"])

    def load_index(self, name: str, page_type, table: dict) -> Page:
        index = find_or_add(f"page:{name}", self.home, page_type, table)
        with publish_changes(index):
            index.title = table["title"]
            index.intro = paragraphs([table["introduction"]])
            index.search_description = table["search_description"]
            index.show_in_menus = True
        return index

    def add(self, kind: str, parent: Page, page_type, text: Text) -> None:
        key = f"{kind}:{text.slug}"
        table = {"title": text["Title"], "slug": text.slug}
        self.pages[key] = find_or_add(key, parent, page_type, table)

    def fill_approach(self, page: ApproachPage, text: Text) -> None:
        with publish_changes(page):
            page.title = text["Title"]
            page.short_definition = text["Short-Definition"]
            page.offered_by = [self.authors[text["Author"]]]
            page.body = self.approach_body(text)

    def fill_blog(self, blog: BlogIndexPage, table: dict) -> None:
        reader = BodyReader("blog", self.pictures, self.pages)
        feed_url = f"{blog.full_url}feed/"
        with publish_changes(blog):
            blog.pinned = [reader.with_id("post", self.pages[f"post:{table['pinned']}"].pk)]
            blog.sidebar = sidebar(reader, table, self.authors, feed_url)

    def approach_body(self, text: Text) -> list[dict]:
        """Return the text's blocks, who works that way here, and the form to subscribe.

        A post's template shows these two by itself; elsewhere an editor places the blocks.
        """
        reader = self.reader(text)
        author = self.authors[text["Author"]]
        bio = {"author": author.pk, "heading": "Who works this way here", "layout": "full"}
        return [
            *reader.read(text.body),
            reader.with_id("author_bio", bio),
            reader.with_id("subscribe_form", {"heading": "New posts by email", "text": ""}),
        ]

    def reader(self, text: Text) -> BodyReader:
        return BodyReader(text.slug, self.pictures, self.pages)
