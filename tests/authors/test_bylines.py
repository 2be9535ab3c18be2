import pytest

from wagtail_therapy.authors.bylines import byline
from wagtail_therapy.authors.models import Author

ORLA = Author(name="Orla Penhallow", post_nominals="PsyD")
MATEO = Author(name="Mateo Quill")
SUNNIVA = Author(name="Sunniva Brightwater")


@pytest.mark.parametrize(
    ("authors", "text"),
    [
        ([], ""),
        ([ORLA], "Orla Penhallow, PsyD"),
        ([ORLA, MATEO], "Orla Penhallow, PsyD and Mateo Quill"),
        ([ORLA, MATEO, SUNNIVA], "Orla Penhallow, PsyD, Mateo Quill and Sunniva Brightwater"),
    ],
)
def test_byline_names_all_with_their_letters(authors, text):
    assert byline(authors) == text
