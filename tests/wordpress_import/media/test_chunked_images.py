import io

import pytest
from PIL import Image, PngImagePlugin

from tests.wordpress_import.media.pictures import (
    PLACE,
    PROFILE,
    exif,
    phone_photo,
    picture,
    png_chunk,
)
from wagtail_therapy.wordpress_import.media.chunked_images import (
    png_without_metadata,
    webp_without_metadata,
)
from wagtail_therapy.wordpress_import.media.failures import Failure, MediaError

REWRITE = {"png": png_without_metadata, "webp": webp_without_metadata}


def rewritten(content, kind):
    return b"".join(REWRITE[kind](io.BytesIO(content)))


def pixels(content):
    with Image.open(io.BytesIO(content)) as opened:
        return opened.convert("RGBA").tobytes()


def noted_png():
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", PLACE.decode())
    texts.add_itxt("XML:com.adobe.xmp", PLACE.decode())
    return picture("png", exif=exif(), icc_profile=PROFILE, pnginfo=texts)


@pytest.mark.parametrize(
    ("kind", "noted"),
    [
        ("png", noted_png()),
        ("webp", phone_photo(1, "webp", xmp=PLACE)),
        ("webp", phone_photo(1, "webp", xmp=PLACE, lossless=True)),
    ],
)
def test_notes_are_left_out_and_the_picture_is_the_same(kind, noted):
    without = rewritten(noted, kind)
    with Image.open(io.BytesIO(without)) as opened:
        assert (dict(opened.getexif()), opened.info["icc_profile"]) == ({}, PROFILE)
        assert {"exif", "xmp", "Comment"}.isdisjoint(opened.info)
    assert pixels(without) == pixels(noted)
    assert (b"Houston" in noted, b"Houston" in without) == (True, False)


@pytest.mark.parametrize("kind", REWRITE)
def test_picture_without_notes_stays_byte_for_byte(kind):
    content = picture(kind, size=(31, 17))
    assert rewritten(content, kind) == content


@pytest.mark.parametrize("kind", REWRITE)
def test_animation_stays(kind):
    frames = [Image.new("RGB", (9, 9), color) for color in ("red", "blue", "white")]
    file = io.BytesIO()
    frames[0].save(file, kind, save_all=True, append_images=frames[1:], exif=exif())
    with Image.open(io.BytesIO(rewritten(file.getvalue(), kind))) as opened:
        assert (opened.n_frames, dict(opened.getexif())) == (3, {})


@pytest.mark.parametrize("kind", REWRITE)
def test_what_follows_the_end_is_left_out(kind):
    content = picture(kind)
    assert rewritten(content + PLACE, kind) == content


@pytest.mark.parametrize("kind", REWRITE)
def test_broken_picture_is_damaged(kind):
    with pytest.raises(MediaError) as raised:
        rewritten(picture(kind)[:-6], kind)
    assert raised.value.failure == Failure.DAMAGED


def test_note_that_says_it_is_endless_is_damaged():
    signature = picture("png")[:8]
    endless = b"\xff\xff\xff\xff" + png_chunk(b"tEXt", b"a")[4:]
    with pytest.raises(MediaError) as raised:
        rewritten(signature + endless, "png")
    assert raised.value.failure == Failure.DAMAGED
