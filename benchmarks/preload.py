"""Sets up Django in the fork server, before it forks a process for each measurement."""

import django

django.setup()

from benchmarks import worker  # noqa: E402, F401 -- models can't be imported earlier
