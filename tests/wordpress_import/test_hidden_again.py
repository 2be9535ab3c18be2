"""What was public on the old site, and isn't any more, and the reverse: in a second import."""

import pytest

from tests.wordpress_import.blogs import add_blog, imported, lines, the_post
from tests.wordpress_import.wxr.exports import item
from wagtail_therapy.blog.models import ArchivedComment

COMMENT = """<wp:comment><wp:comment_id>{id}</wp:comment_id>
<wp:comment_author><![CDATA[Maria]]></wp:comment_author>
<wp:comment_date>2020-12-02 10:00:00</wp:comment_date>
<wp:comment_date_gmt>2020-12-02 16:00:00</wp:comment_date_gmt>
<wp:comment_content><![CDATA[Words {id}]]></wp:comment_content>
<wp:comment_approved>{approved}</wp:comment_approved>
<wp:comment_type></wp:comment_type><wp:comment_parent>0</wp:comment_parent>
<wp:comment_user_id>0</wp:comment_user_id></wp:comment>"""


@pytest.fixture
def blog(site):
    return add_blog(site)


def passwords():
    return [one.password for one in the_post().get_view_restrictions()]


def comment(number, approved="1"):
    return COMMENT.format(id=number, approved=approved)


def texts():
    return sorted(ArchivedComment.objects.values_list("text", flat=True))


def test_post_that_got_a_password_has_it_here(blog, client):
    imported(blog, item())
    run = imported(blog, item(password="couch"))
    assert (the_post().live, passwords()) == (False, ["couch"])
    assert lines(run) == [("updated", "password", "")]
    the_post().latest_revision.publish()
    assert "Text" not in client.get("/blog/a-post/").content.decode()


def test_changed_password_is_changed_here(blog):
    imported(blog, item(password="couch"))
    imported(blog, item(password="sofa"))
    assert passwords() == ["sofa"]


def test_post_without_its_password_is_public_again(blog, client):
    imported(blog, item(password="couch"))
    imported(blog, item())
    assert (the_post().live, passwords()) == (True, [])
    assert client.get("/blog/a-post/").status_code == 200


@pytest.mark.parametrize("approved", ["0", "spam", "trash", "post-trashed"])
def test_comment_that_was_hidden_meanwhile_is_gone(blog, approved):
    imported(blog, item(more=comment(1) + comment(2)))
    assert texts() == ["Words 1", "Words 2"]
    imported(blog, item(more=comment(1) + comment(2, approved)))
    assert texts() == ["Words 1"]
    imported(blog, item(more=comment(1) + comment(2)))
    assert texts() == ["Words 1", "Words 2"]
