import io
from contextlib import suppress

import pytest
from PIL import Image

from tests.wordpress_import.media.pictures import PLACE, PROFILE, phone_photo, picture
from wagtail_therapy.wordpress_import.media.failures import Failure, MediaError
from wagtail_therapy.wordpress_import.media.jpeg import without_metadata


@pytest.fixture
def rewritten(tmp_path):
    def rewrite(content):
        path = tmp_path / "a.jpg"
        path.write_bytes(content)
        with path.open("rb") as file:
            return b"".join(without_metadata(file))

    return rewrite


def pixels(content):
    with Image.open(io.BytesIO(content)) as opened:
        return opened.convert("RGB").tobytes()


def segment(marker, data):
    return b"\xff" + bytes([marker]) + (len(data) + 2).to_bytes(2) + data


def with_segments(content, *segments):
    return content[:2] + b"".join(segments) + content[2:]


def test_notes_are_left_out_and_the_picture_is_the_same(rewritten):
    photo = phone_photo(1, comment=PLACE)
    without = rewritten(photo)
    with Image.open(io.BytesIO(without)) as opened:
        assert (dict(opened.getexif()), opened.info["icc_profile"]) == ({}, PROFILE)
        assert "comment" not in opened.info
    assert pixels(without) == pixels(photo)
    assert (b"Houston" in photo, b"Houston" in without) == (True, False)


def test_picture_without_notes_stays_byte_for_byte(rewritten):
    for options in ({}, {"progressive": True}, {"restart_marker_blocks": 1}, {"quality": 100}):
        content = picture(size=(123, 77), **options)
        assert rewritten(content) == content


@pytest.mark.parametrize("marker", [0xE1, 0xE2, 0xE3, 0xED, 0xEF, 0xFE])
def test_other_segments_are_left_out(rewritten, marker):
    plain = picture()
    for note in (b"Exif\0\0" + PLACE, b"http://ns.adobe.com/xap/1.0/\0" + PLACE, b"MPF\0" + PLACE):
        assert rewritten(with_segments(plain, segment(marker, note))) == plain


def test_colours_of_printers_stay(rewritten):
    content = io.BytesIO()
    Image.new("CMYK", (8, 8), (0, 255, 0, 0)).save(content, "jpeg")
    assert b"Adobe" in content.getvalue()
    assert rewritten(content.getvalue()) == content.getvalue()


def test_film_behind_a_photo_is_left_out(rewritten):
    plain = picture()
    assert rewritten(plain + b"\0\0\0\x18ftypmp42" + PLACE) == plain
    assert rewritten(plain + phone_photo()) == plain


def test_picture_whose_end_is_missing_gets_one(rewritten):
    """It's shown as far as it goes, and doesn't stop the page from being shown."""
    content = rewritten(picture(size=(200, 200), quality=95)[:-300])
    assert len(pixels(content)) == 200 * 200 * 3


def test_bytes_that_fill_up_are_read_over(rewritten):
    plain = picture()
    assert rewritten(plain[:2] + b"\xff\xff" + plain[2:]) == plain


@pytest.mark.parametrize(
    "content", [picture()[:40], picture()[:2] + b"abcdef", b"\xff\xd8\xff\xe0\0"]
)
def test_broken_picture_is_damaged(rewritten, content):
    with pytest.raises(MediaError) as raised:
        rewritten(content)
    assert raised.value.failure == Failure.DAMAGED


def test_picture_cut_anywhere_ends(rewritten):
    content = phone_photo()
    for length in range(3, len(content), 7):
        with suppress(MediaError):
            assert rewritten(content[:length]).endswith(b"\xff\xd9")
