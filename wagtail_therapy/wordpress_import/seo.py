"""What a plugin for search engines stored about a post or a category."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto
from html import unescape

from .conversion.converting import plain_text
from .wxr.records import Item, Site, Term

# Of Yoast and SEOPress, of Rank Math, of All in One SEO.
VARIABLE = re.compile(r"%%([\w-]{1,40})%%|%([a-z_]{1,40})%|#([a-z_]{1,40})")
# Which of them a site shows is a setting, and not in the export.
SEPARATOR = "-"
NAMES = {
    "title": "title post_title page_title term_title term category_title",
    "separator": "sep separator separator_sa",
    "site": "sitename sitetitle site_title blog_title",
    "tagline": "sitedesc tagline blog_description",
    "excerpt": "excerpt excerpt_only post_excerpt",
    "category": "category primary_category post_category",
    "author": "name author_name post_author",
}
MEANINGS = {name: meaning for meaning, names in NAMES.items() for name in names.split()}
YES = {"1", "on", "yes", "noindex"}


class NoPlace(StrEnum):
    """What our pages don't have, and a person should know of."""

    # The post said that another address is the original.
    CANONICAL = auto()
    # Search engines were asked not to list it. Here they will.
    NOINDEX = auto()
    # Of links to it in social networks, where they differ from the page's own.
    SHARED_TITLE = auto()
    SHARED_DESCRIPTION = auto()
    SHARED_IMAGE = auto()


@dataclass(frozen=True)
class SEO:
    """``title`` is "" if it only says the title and the site. ``primary_category`` is a slug.

    ``image`` is an address of the old site, ``image_id`` what WordPress noted beside it.
    """

    plugin: str = ""
    title: str = ""
    description: str = ""
    canonical: str = ""
    is_noindex: bool = False
    shared_title: str = ""
    shared_description: str = ""
    image: str = ""
    image_id: int | None = None
    primary_category: str = ""

    def without_place(self, link: str = "") -> tuple[NoPlace, ...]:
        """Return what our pages don't have. ``link`` is the address that the post had."""
        found = {
            NoPlace.CANONICAL: bool(self.canonical) and not _is_same(self.canonical, link),
            NoPlace.NOINDEX: self.is_noindex,
            NoPlace.SHARED_TITLE: self.shared_title not in {"", self.title},
            NoPlace.SHARED_DESCRIPTION: self.shared_description not in {"", self.description},
            NoPlace.SHARED_IMAGE: bool(self.image or self.image_id),
        }
        return tuple(kind for kind, is_there in found.items() if is_there)


@dataclass(frozen=True)
class Plugin:
    """The keys of a plugin's custom fields."""

    name: str
    title: str
    description: str
    canonical: str = ""
    noindex: str = ""
    shared_title: str = ""
    shared_description: str = ""
    image: str = ""
    image_id: str = ""
    primary_category: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        named = (value for field, value in vars(self).items() if field != "name")
        return tuple(filter(None, named))


YOAST = "_yoast_wpseo_"
RANK_MATH = "rank_math_"
OF_POSTS = (
    Plugin(
        "Yoast SEO",
        title=f"{YOAST}title",
        description=f"{YOAST}metadesc",
        canonical=f"{YOAST}canonical",
        noindex=f"{YOAST}meta-robots-noindex",
        shared_title=f"{YOAST}opengraph-title",
        shared_description=f"{YOAST}opengraph-description",
        image=f"{YOAST}opengraph-image",
        image_id=f"{YOAST}opengraph-image-id",
        primary_category=f"{YOAST}primary_category",
    ),
    Plugin(
        "Rank Math",
        title=f"{RANK_MATH}title",
        description=f"{RANK_MATH}description",
        canonical=f"{RANK_MATH}canonical_url",
        noindex=f"{RANK_MATH}robots",
        shared_title=f"{RANK_MATH}facebook_title",
        shared_description=f"{RANK_MATH}facebook_description",
        image=f"{RANK_MATH}facebook_image",
        image_id=f"{RANK_MATH}facebook_image_id",
        primary_category=f"{RANK_MATH}primary_category",
    ),
    Plugin(
        "All in One SEO",
        title="_aioseo_title",
        description="_aioseo_description",
        shared_title="_aioseo_og_title",
        shared_description="_aioseo_og_description",
    ),
    Plugin(
        "All in One SEO",
        title="_aioseop_title",
        description="_aioseop_description",
        canonical="_aioseop_custom_link",
        noindex="_aioseop_noindex",
    ),
    Plugin(
        "SEOPress",
        title="_seopress_titles_title",
        description="_seopress_titles_desc",
        canonical="_seopress_robots_canonical",
        noindex="_seopress_robots_index",
        shared_title="_seopress_social_fb_title",
        shared_description="_seopress_social_fb_desc",
        image="_seopress_social_fb_img",
        image_id="_seopress_social_fb_img_attachment_id",
        primary_category="_seopress_robots_primary_cat",
    ),
    Plugin(
        "Genesis",
        title="_genesis_title",
        description="_genesis_description",
        canonical="_genesis_canonical_uri",
        noindex="_genesis_noindex",
    ),
)
OF_TERMS = (
    Plugin(
        "Yoast SEO",
        title="wpseo_title",
        description="wpseo_desc",
        canonical="wpseo_canonical",
        noindex="wpseo_noindex",
    ),
    *(one for one in OF_POSTS if one.name in {"Rank Math", "SEOPress"}),
)


def seo_of(item: Item, site: Site) -> SEO:
    """Return what the first plugin that has anything stored about a post."""
    categories = item.terms_of("category")
    author = site.authors.get(item.author)
    known = {
        "title": plain_text(item.title),
        "excerpt": plain_text(item.excerpt),
        "category": categories[0].name if categories else "",
        "author": author.display_name if author else "",
    }
    return _read(dict(reversed(item.meta)), OF_POSTS, known, site)


def seo_of_term(term: Term, site: Site) -> SEO:
    """Return what a plugin stored about a category or a tag."""
    known = {"title": term.name, "excerpt": plain_text(term.description)}
    return _read(dict(reversed(term.meta)), OF_TERMS, known, site)


def _read(
    meta: Mapping[str, str], plugins: tuple[Plugin, ...], known: dict[str, str], site: Site
) -> SEO:
    used = next((one for one in plugins if any(meta.get(key) for key in one.keys)), None)
    if used is None:
        return SEO()
    values = known | {"site": site.title, "tagline": site.description}

    def text(key: str) -> str:
        return _resolved(unescape(meta.get(key, "")), values)

    title = text(used.title)
    return SEO(
        plugin=used.name,
        title="" if _says_no_more(title, values) else title,
        description=text(used.description),
        canonical=meta.get(used.canonical, "").strip(),
        is_noindex=_is_noindex(meta.get(used.noindex, "")),
        shared_title=text(used.shared_title),
        shared_description=text(used.shared_description),
        image=meta.get(used.image, "").strip(),
        image_id=_number(meta.get(used.image_id, "")),
        primary_category=_slug(_number(meta.get(used.primary_category, "")), site),
    )


def _resolved(written: str, values: Mapping[str, str]) -> str:
    """Return a text with its variables filled in. Those that we don't know are left out."""

    def value(found: re.Match[str]) -> str:
        name = next(filter(None, found.groups()))
        meaning = MEANINGS.get(name)
        if meaning == "separator":
            return "\0"
        # "#" also begins other words.
        return values.get(meaning or "", found[0] if found[3] else "")

    parts = VARIABLE.sub(value, written.replace("\0", "")).split("\0")
    shown = (" ".join(one.split()) for one in parts)
    return f" {SEPARATOR} ".join(filter(None, shown))


def _says_no_more(title: str, values: Mapping[str, str]) -> bool:
    own, site = values["title"], values["site"]
    return title in {own, *(f"{own} {sign} {site}" for sign in "-–—|·•»")}


def _is_noindex(value: str) -> bool:
    # Rank Math has a list, as PHP writes it.
    return value.strip() in YES or '"noindex"' in value


def _is_same(address: str, link: str) -> bool:
    bare = (one.partition("://")[2].rstrip("/") for one in (address, link))
    return len(set(bare)) == 1


def _number(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 16 else None


def _slug(number: int | None, site: Site) -> str:
    return next((one.slug for one in site.categories if number and one.id == number), "")
