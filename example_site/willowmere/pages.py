from collections.abc import Callable

from wagtail.models import Locale, Page

from example_site.willowmere import demo_objects, legal, pictures, text_files
from example_site.willowmere.approaches import ApproachFiller
from example_site.willowmere.markdown import paragraphs
from example_site.willowmere.models import HomePage, TextPage
from example_site.willowmere.posts import PostFiller
from example_site.willowmere.publishing import publish_changes
from example_site.willowmere.section_blocks import SectionReader
from example_site.willowmere.sidebars import sidebar
from example_site.willowmere.text_files import TextFile
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
    "paths": "Two paths",
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
    """Return the page with the key. If it is missing, add it below the parent as a draft."""
    if found := demo_objects.find(key):
        return found
    page = page_type(title=table["title"], slug=table["slug"], live=False, **values)
    return demo_objects.record(key, Page.objects.get(pk=parent.pk).add_child(instance=page))


class SitePages:
    """The pages below the home page: team, blog, approaches and legal texts."""

    def __init__(self, home: HomePage, approaches: ApproachFiller, posts: PostFiller):
        self.home = home
        self.approaches = approaches
        self.posts = posts
        self.pictures = {name: pictures.load(name, title) for name, title in PICTURES.items()}
        self.pages: dict[str, Page] = {}
        self.legal_links: list[dict] = []

    def load(self, tables: dict) -> None:
        """Add all pages first, because they link to each other. Then fill and publish them."""
        self.add_index("team", TeamPage, tables["team"])
        approach_index = self.add_index("approaches", ApproachIndexPage, tables["approaches"])
        blog = self.add_index("blog", BlogIndexPage, tables["blog"])
        texts = {folder: text_files.load(folder) for folder in ("approaches", "posts", "legal")}
        for text in texts["approaches"]:
            self.add("approach", approach_index, ApproachPage, text)
        for text in texts["posts"]:
            self.add("post", blog, BlogPostPage, text)
        for text in texts["legal"]:
            self.add("legal", self.home, TextPage, text)
        self.fill("approach", self.approaches.fill, texts["approaches"])
        self.fill("post", self.posts.fill, texts["posts"])
        self.fill("legal", legal.fill, texts["legal"])
        self.legal_links = legal.links(texts["legal"], self.reader("legal"))
        # Read again: the object above has no children, and saving it would orphan them.
        self.fill_blog(BlogIndexPage.objects.get(pk=blog.pk), tables["sidebar"])

    def add_index(self, name: str, page_type, table: dict) -> Page:
        index = self.pages[f"page:{name}"] = find_or_add(
            f"page:{name}", self.home, page_type, table
        )
        with publish_changes(index):
            index.title = table["title"]
            index.intro = paragraphs([table["introduction"]])
            index.search_description = table["search_description"]
            index.show_in_menus = True
            for field in {"not_sure", "way_on"} & set(table):
                setattr(index, field, paragraphs(table[field].split("\n\n")))
        return index

    def add(self, kind: str, parent: Page, page_type, text: TextFile) -> None:
        key = f"{kind}:{text.slug}"
        table = {"title": text["Title"], "slug": text.slug}
        self.pages[key] = find_or_add(key, parent, page_type, table)

    def fill(self, kind: str, fill: Callable, texts: list[TextFile]) -> None:
        for text in texts:
            fill(self.pages[f"{kind}:{text.slug}"], text, self.reader(text.slug))

    def fill_blog(self, blog: BlogIndexPage, table: dict) -> None:
        reader = self.reader("blog")
        feed_url = f"{blog.full_url}feed/"
        with publish_changes(blog):
            blog.pinned = [reader.with_id("post", self.pages[f"post:{table['pinned']}"].pk)]
            blog.sidebar = sidebar(reader, table, self.posts.authors, feed_url)

    def reader(self, seed: str) -> SectionReader:
        return SectionReader(seed, self.pictures, self.pages)
