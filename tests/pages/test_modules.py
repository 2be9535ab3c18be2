"""How far the view of a page, and publishing it, go through our code: so far must a reader go."""

import pytest
from django.core.cache import cache

from tests.module_calls import passed_through
from tests.pages import rows


@pytest.fixture
def pages(site):
    ada = rows.author("Ada")
    blog = rows.blog(site)
    category = rows.category()
    posts = [rows.post(blog, ada, title=f"Post {n}", categories=[category]) for n in range(4)]
    index = rows.approaches(site)
    approach = rows.approach(index, authors=[ada], short_definition="Talking.")
    return {"post": posts[1], "blog": blog, "approach": approach, "approaches": index}


# The modules that a view enters when nothing is cached, and when all is. One is the middleware for
# addresses of an old site.
@pytest.mark.parametrize(
    ("name", "cold", "warm"),
    [("post", 71, 25), ("blog", 52, 24), ("approach", 54, 17), ("approaches", 38, 18)],
)
def test_page_view_stays_among_few_modules(pages, client, name, cold, warm):
    url = pages[name].get_url()
    client.get(url)
    cache.clear()
    entered = [len(set(passed_through(lambda: client.get(url)))) for _ in range(2)]
    assert [entered[0] <= cold, entered[1] <= warm] == [True, True], entered


def test_publishing_stays_among_few_modules(pages, django_capture_on_commit_callbacks):
    revision = rows.publish(pages["post"]).save_revision()

    def publish():
        with django_capture_on_commit_callbacks(execute=True):
            revision.publish()

    passed = passed_through(publish)
    assert (len(set(passed)) <= 28, len(passed) - 1 <= 52) == (True, True), len(passed)


def test_description_for_machines_is_cached_until_what_it_names_is_saved(pages, client):
    url = pages["post"].get_url()
    first, again = client.get(url), client.get(url)
    author = pages["post"].get_authors()[0]
    author.name = "Ada Marsh"
    author.save()
    named = ['"name": "Ada"' in one.text for one in (first, again, client.get(url))]
    assert named == [True, True, False]
    assert '"name": "Ada Marsh"' in client.get(url).text
