import base64

from tests.wordpress_import.blogs import add_blog, new_run, opened, the_post
from tests.wordpress_import.media.pictures import picture
from tests.wordpress_import.wxr.exports import item
from wagtail_therapy.content.models import DuePictures
from wagtail_therapy.wordpress_import import importing

PNG = base64.b64encode(picture("png")).decode()


def test_pictures_of_imported_posts_are_made_later(site):
    blog = add_blog(site)
    posts = [
        item(f'<p>Text</p><img src="data:image/png;base64,{PNG}" alt="A">', slug="pictured"),
        item(id=2, slug="words-only"),
    ]
    importing.run_whole(new_run(blog, fetch_media=True), opened(*posts))

    due = list(DuePictures.objects.values_list("object_id", "use"))
    assert due == [(str(the_post(slug="pictured").pk), "")]
