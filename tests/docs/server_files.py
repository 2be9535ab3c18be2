"""The files of a server that the pages for operators tell to write."""

import re
from collections import defaultdict

from tests.docs.samples import Sample, samples

RUN_THE_MAIL = "docs/how-to/run-the-mail.md"
DEBIAN, CONTAINERS = "docs/how-to/deploy-on-debian.md", "docs/how-to/run-in-containers.md"
SEVERAL = "docs/how-to/run-on-several-machines.md"
SETTINGS = "mysite/settings/production.py"


def of_server() -> dict[str, list[Sample]]:
    """Return the samples by the file of a server that they are."""
    files = defaultdict(list)
    for sample in samples():
        if sample.server_file:
            files[sample.server_file].append(sample)
    return dict(files)


def text_of(path: str, page: str) -> str:
    (sample,) = [one for one in of_server()[path] if one.page == page]
    return sample.text


def read_by_settings() -> set[str]:
    code = "\n".join(one.text for one in samples() if one.place == SETTINGS)
    return set(re.findall(r"os\.environ(?:\.get\(|\[)\"(\w+)\"", code))
