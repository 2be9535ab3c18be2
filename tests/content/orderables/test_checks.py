"""When a class is missing, ``check`` shows the one to write."""

from types import SimpleNamespace

from wagtail_therapy.approaches import checks as approaches
from wagtail_therapy.blog import checks as blog
from wagtail_therapy.content.orderables.checks import check_required_rows


class Post:
    _meta = SimpleNamespace(app_label="mysite")
    post_authors = post_categories = None


class Method:
    _meta = SimpleNamespace(app_label="mysite")
    approach_authors = None


def test_missing_tags_are_reported_with_their_manager():
    (error,) = check_required_rows([Post], blog.ROWS, blog.MODULE, "an_app.E001")

    assert (error.id, error.msg, error.obj) == ("an_app.E001", "Post has no post_tags.", Post)
    assert error.hint == (
        "Write, with PostTagMixin of wagtail_therapy.blog.mixins:\n\n"
        'tags = ClusterTaggableManager(through="mysite.PostTag", blank=True)  # in it\n\n'
        "class PostTag(PostTagMixin):\n"
        "    content_object = ParentalKey(Post, on_delete=models.CASCADE, "
        'related_name="post_tags")\n'
    )


def test_missing_concerns_are_reported_with_their_class():
    (error, _recommendations) = check_required_rows(
        [Method], approaches.ROWS, approaches.MODULE, "an_app.E001"
    )

    assert error.hint == (
        "Write, with ApproachConcernMixin of wagtail_therapy.approaches.mixins:\n\n"
        "class MethodConcern(ApproachConcernMixin):\n"
        "    page = ParentalKey(Method, on_delete=models.CASCADE, "
        'related_name="approach_concerns")\n'
    )


def test_page_types_of_this_project_have_all_their_rows():
    assert [*blog.check_rows(None), *approaches.check_rows(None)] == []
