"""Each address at which a WordPress answered, and what we answer there."""

from functools import cache

from tests.pages import rows

from .old_sites import Moved

BLOG = "/notes/"
POST = "/notes/what-is-therapy/"
COUPLES = "/notes/category/couples/"
# Where the blog is now elsewhere.
ANSWERS = {
    "/blog/what-is-therapy": POST,
    "/blog/what-is-therapy/": POST,
    "/?p=58": POST,
    "/?page_id=49": "/our-about-me/",
    "/?cat=6": COUPLES,
    "/?attachment_id=10": "image",
    "/couch-one/": "image",
    "/blog/on-being-wrong-draft/": "/notes/on-being-wrong/",
    # WordPress guessed.
    "/blog/what-is-thera": 404,
    "/what-is-therapy/": 404,
    "/BLOG/What-Is-Therapy/": 404,
    "/blog/what-is-therapy/feed/": POST,
    "/blog/what-is-therapy/embed/": POST,
    "/blog/what-is-therapy/trackback/": POST,
    "/blog/three-pages/2/": "/notes/three-pages/",
    "/blog/three-pages/page/2/": "/notes/three-pages/",
    "/blog/is-your-partner-avoidant/comment-page-1/": "/notes/is-your-partner-avoidant/",
    "/blog/is-your-partner-avoidant/?replytocom=5": "/notes/is-your-partner-avoidant/",
    "/blog/category/relationships/couples-therapy/": COUPLES,
    "/blog/category/couples-therapy/": COUPLES,
    # An export doesn't say whether the front is before it.
    "/category/couples-therapy/": COUPLES,
    "/blog/category/relationships/couples-therapy/page/2/": COUPLES,
    "/blog/category/therapy/feed/": "/notes/category/therapy/feed/",
    "/blog/tag/anxiety/": "/notes/tag/anxiety/",
    "/tag/anxiety/": "/notes/tag/anxiety/",
    "/blog/author/ada-bell/": "/notes/author/ada-bell/",
    "/?author=2": "/notes/author/ada-bell/",
    "/blog/2020/": "/notes/2020/",
    "/blog/2020/11/": "/notes/2020/11/",
    "/blog/2020/11/29/": "/notes/2020/11/",
    "/2020/11/29/what-is-therapy/": 404,
    "/feed/": "/notes/feed/",
    "/feed/atom/": "/notes/feed/atom/",
    "/comments/feed/": "/notes/feed/",
    "/?feed=rss2": "/notes/feed/",
    "/rss": "/notes/feed/",
    "/blog/feed/": "/notes/feed/",
    "/page/2/": BLOG,
    "/blog/page/2/": BLOG,
    "/blog/": BLOG,
    "/about-me": "/our-about-me/",
    "/therapy-approaches/emdr/phobias/": "/our-therapy-approaches/our-emdr/our-phobias/",
    "/emdr/": 404,
    "/phobias/": 404,
    "/?s=jealousy": "/notes/search/?q=jealousy",
    "/search/jealousy/": "/notes/search/?q=jealousy",
    "/wp-sitemap.xml": "/sitemap.xml",
    "/sitemap.xml": 200,
    "/sitemap_index.xml": "/sitemap.xml",
    "/robots.txt": 404,
    "/wp-login.php": 404,
    "/wp-admin/": 404,
    "/xmlrpc.php": 404,
    "/wp-json/wp/v2/posts?slug=what-is-therapy": 404,
    "/wp-content/uploads/2020/11/couch-1.jpg": "image",
    "/wp-content/uploads/2020/11/couch-1-300x200.jpg": "image",
    "/favicon.ico": 404,
    "/blog/case-notes/": 404,
    "/blog/trashed-post/": 404,
    "/blog/new-year-intentions/": 404,
    # It asked for the password.
    "/blog/for-workshop-participants/": 404,
    "/blog/transference/": "/notes/transference/",
    "/transference/": "/our-transference/",
    "/blog/53/": "/notes/53/",
    "/blog/%E5%BF%83%E3%81%A8%E4%BD%93/": "/notes/%E5%BF%83%E3%81%A8%E4%BD%93/",
    "/blog/%e5%bf%83%e3%81%a8%e4%bd%93/": "/notes/%E5%BF%83%E3%81%A8%E4%BD%93/",
    "/project/couples-workshop/": 404,
}


def answers(client, image):
    seen = cache(lambda url: client.get(url).status_code)
    return {one: answer(client, one, image, seen) for one in ANSWERS}


def answer(client, address, image, seen):
    """Return where an address leads at once, or its status, or that of where it leads."""
    response = client.get(address)
    if response.status_code != 301:
        return response.status_code
    if response["Location"] == image.file.url:
        return "image"
    status = seen(response["Location"])
    return response["Location"] if status == 200 else status


def test_address_leads_to_the_page_in_one_step(site, client, settings):
    settings.ROOT_URLCONF = "tests.site_urls"
    moved = Moved(site, rows.blog(site, "Notes"))
    assert moved.record() == []
    assert answers(client, moved.image) == ANSWERS


def test_address_is_the_page_where_the_blog_has_the_same(site, client, settings):
    settings.ROOT_URLCONF = "tests.site_urls"
    moved = Moved(site, rows.blog(site, "Blog"))
    assert moved.record() == []
    assert answers(client, moved.image) == {
        one: at_same_address(one, expected) for one, expected in ANSWERS.items()
    }


def at_same_address(address, expected):
    if not isinstance(expected, str):
        return expected
    here = expected.replace("/notes/", "/blog/")
    return 200 if here.lower() == address.partition("?replytocom")[0].lower() else here
