import base64

import pytest

from tests.wordpress_import.media.pictures import picture
from wagtail_therapy.wordpress_import.media.embedded import MOST_BYTES, opened
from wagtail_therapy.wordpress_import.media.failures import Failure, MediaError

PNG = picture("png")
WRITTEN = base64.b64encode(PNG).decode()


@pytest.mark.parametrize(
    "address",
    [
        f"data:image/png;base64,{WRITTEN}",
        f"data:image/png;BASE64,\n{WRITTEN[:40]} {WRITTEN[40:]}",
        f"data:image/png;base64,{WRITTEN.replace('=', '%3D').replace('+', '%2B')}",
        "data:image/png," + "".join(f"%{one:02x}" for one in PNG),
    ],
)
def test_picture_in_an_address_is_read(address):
    with opened(address) as file:
        assert file.read() == PNG


def test_long_picture_is_read_in_pieces():
    content = bytes(range(256)) * 4096
    with opened("data:image/png;base64," + base64.b64encode(content).decode()) as file:
        assert file.read() == content


@pytest.mark.parametrize(
    ("address", "failure"),
    [
        ("data:image/png;base64,????", Failure.DAMAGED),
        ("data:image/png;base64,A", Failure.DAMAGED),
        ("data:image/png;base64," + "A" * (MOST_BYTES * 4 // 3 + 400_000), Failure.TOO_LARGE),
    ],
    ids=["letters", "short", "long"],
)
def test_other_addresses_are_refused(address, failure):
    with pytest.raises(MediaError) as raised:
        opened(address)
    assert raised.value.failure == failure
