"""Files go where a person has chosen, and nowhere else."""

from types import SimpleNamespace

from wagtail.images import get_image_model
from wagtail.models import Collection

from tests.wordpress_import.media.file_server import BASE
from wagtail_therapy.wordpress_import.conversion.results import ImageUse
from wagtail_therapy.wordpress_import.media.failures import Failure
from wagtail_therapy.wordpress_import.media.library import FailedFile
from wagtail_therapy.wordpress_import.models import OldSite
from wagtail_therapy.wordpress_import.options import Options
from wagtail_therapy.wordpress_import.planning.libraries import library_of

PICTURE = f"{BASE}/wp-content/uploads/2020/01/sea.jpg"


def test_files_are_refused_if_the_chosen_collection_was_deleted(site):
    collection = Collection.get_first_root_node().add_child(name="Old site")
    chosen = Options(collection=collection.pk)
    collection.delete()
    outline = SimpleNamespace(site=SimpleNamespace(base_url=BASE), attachments={})
    old_site = OldSite.objects.create(site=site, base_url=BASE)
    library = library_of(old_site, outline, chosen)

    assert library.foreseen_failure(PICTURE) == Failure.COLLECTION
    assert library.image(ImageUse(PICTURE, alt="")) is None
    assert library.failures == [FailedFile(PICTURE, Failure.COLLECTION)]
    assert get_image_model().objects.count() == 0
