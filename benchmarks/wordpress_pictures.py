"""The pictures of an old site, served on this machine under its name."""

import random
import subprocess
import sys
from contextlib import contextmanager
from functools import partial
from unittest.mock import patch

from PIL import Image as Picture

from benchmarks.wordpress_exports import picture_path
from tests.real_services import end, free_port, wait_for_port
from wagtail_therapy.wordpress_import.media.fetching import Fetcher
from wagtail_therapy.wordpress_import.planning import libraries

# As WordPress shows them at most.
SIZE = (2560, 1707)
# Of the noise that is enlarged, so that a picture has the bytes of a photo: about 1 MB.
GRAIN = (320, 213)


@contextmanager
def served(folder, number):
    """Serve so many pictures. Imports that begin meanwhile find the old site here.

    Otherwise they ask no address that isn't one of the public internet.
    """
    for one in range(number):
        _write(folder / picture_path(one).lstrip("/"), one)
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    # A process of its own, as an old site is.
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for_port(port, process)
        here = partial(Fetcher, connect_to=lambda _host, _port: [("127.0.0.1", port)])
        with patch.object(libraries, "Fetcher", here):
            yield
    finally:
        end(process)


def _write(path, number):
    path.parent.mkdir(parents=True, exist_ok=True)
    noise = random.Random(number).randbytes(GRAIN[0] * GRAIN[1] * 3)
    picture = Picture.frombytes("RGB", GRAIN, noise).resize(SIZE, Picture.Resampling.BICUBIC)
    picture.save(path, "JPEG", quality=82)
