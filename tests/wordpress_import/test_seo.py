import pytest

from tests.wordpress_import.export_beside import FOLDER, items_of
from wagtail_therapy.wordpress_import.seo import SEO, NoPlace, seo_of, seo_of_term
from wagtail_therapy.wordpress_import.wxr.records import Author, Item, Site, Term

CATEGORY = Term("category", "anxiety", "Anxiety & worry", id=7)
SITE = Site(
    title="Willowmere",
    description="Talking helps",
    authors={"orla": Author("orla", display_name="Orla Penhallow")},
    terms={("category", "anxiety"): CATEGORY},
)


def item(**meta):
    return Item(
        1,
        "post",
        "publish",
        "On <em>endings</em>",
        link="https://old.example/on-endings/",
        excerpt="<p>How we stop.</p>",
        author="orla",
        terms=(CATEGORY,),
        meta=tuple(meta.items()),
    )


def yoast(**meta):
    return item(**{f"_yoast_wpseo_{name.replace('__', '-')}": one for name, one in meta.items()})


def title(written):
    return seo_of(yoast(title=written), SITE).title


def test_yoast_is_read_whole():
    written = yoast(
        title="Endings %%sep%% %%sitename%%",
        metadesc="%%excerpt%% By %%name%%",
        canonical="https://b.example/",
        meta__robots__noindex="1",
        opengraph__title="OG &amp; more",
        opengraph__description="OG words",
        opengraph__image="https://old.example/a.jpg",
        opengraph__image__id="12",
        primary_category="7",
    )
    assert seo_of(written, SITE) == SEO(
        plugin="Yoast SEO",
        title="Endings - Willowmere",
        description="How we stop. By Orla Penhallow",
        canonical="https://b.example/",
        is_noindex=True,
        shared_title="OG & more",
        shared_description="OG words",
        image="https://old.example/a.jpg",
        image_id=12,
        primary_category="anxiety",
    )


@pytest.mark.parametrize(
    ("meta", "found"),
    [
        (
            {
                "rank_math_title": "%title% %sep% %sitedesc%",
                "rank_math_robots": 'a:1:{i:0;s:7:"noindex";}',
                "rank_math_primary_category": "7",
            },
            SEO(
                plugin="Rank Math",
                title="On endings - Talking helps",
                is_noindex=True,
                primary_category="anxiety",
            ),
        ),
        (
            {"_aioseo_title": "#post_title #separator_sa in short", "_aioseo_description": "#1"},
            SEO(plugin="All in One SEO", title="On endings - in short", description="#1"),
        ),
        (
            {"_aioseop_description": "%blog_title%", "_aioseop_noindex": "on"},
            SEO(plugin="All in One SEO", description="Willowmere", is_noindex=True),
        ),
        (
            {"_seopress_titles_desc": "%%post_excerpt%%", "_seopress_robots_index": "yes"},
            SEO(plugin="SEOPress", description="How we stop.", is_noindex=True),
        ),
        (
            {"_genesis_title": "Stop", "_genesis_canonical_uri": "https://b.example/"},
            SEO(plugin="Genesis", title="Stop", canonical="https://b.example/"),
        ),
        ({"_edit_last": "1"}, SEO()),
    ],
)
def test_other_plugins_are_read(meta, found):
    assert seo_of(item(**meta), SITE) == found


def test_yoast_is_read_before_others():
    assert seo_of(item(_genesis_title="Old", _yoast_wpseo_title="New"), SITE).title == "New"
    assert seo_of(item(_yoast_wpseo_title="", _genesis_title="Old"), SITE).title == "Old"


@pytest.mark.parametrize(
    ("written", "resolved"),
    [
        ("Endings %%page%% %%sep%% %%sitename%%", "Endings - Willowmere"),
        ("%%sep%% Endings %%sep%% %%unknown%% %%sep%%", "Endings"),
        ("%%category%%", "Anxiety & worry"),
        ("100% of #endings, 50 %", "100% of #endings, 50 %"),
        ("%%title%%", ""),
        ("%%title%% %%page%% %%sep%% %%sitename%%", ""),
        ("%%title%% | %%sitename%%", ""),
        ("", ""),
    ],
)
def test_variables_of_titles_are_resolved(written, resolved):
    assert title(written) == resolved


@pytest.mark.parametrize(
    ("seo", "kinds"),
    [
        (SEO(), ()),
        (SEO(canonical="http://old.example/on-endings"), ()),
        (SEO(canonical="https://b.example/"), (NoPlace.CANONICAL,)),
        (SEO(is_noindex=True, image_id=1), (NoPlace.NOINDEX, NoPlace.SHARED_IMAGE)),
        (SEO(title="a", shared_title="a", description="b", shared_description="b"), ()),
        (SEO(title="a", shared_title="b"), (NoPlace.SHARED_TITLE,)),
    ],
)
def test_seo_fields_without_a_place_on_pages_are_reported(seo, kinds):
    assert seo.without_place("https://old.example/on-endings/") == kinds


def test_terms_have_their_own():
    term = Term("category", "a", "Anxiety", meta=(("wpseo_title", "%%term_title%%, in short"),))
    assert seo_of_term(term, SITE) == SEO(plugin="Yoast SEO", title="Anxiety, in short")
    assert seo_of_term(CATEGORY, SITE) == SEO()


@pytest.mark.skipif(not (FOLDER / "small.xml").exists(), reason="no export beside us")
def test_titles_of_a_real_export_are_resolved():
    found = [seo_of(one, SITE) for one in items_of(FOLDER / "small.xml")]
    assert {one.plugin for one in found} == {"", "Yoast SEO"}
    assert "%%" not in str(found)
    [whole] = [one for one in found if one.canonical]
    assert whole.without_place() == tuple(NoPlace)
