"""What providers answer, by their backend and the case that they are in."""

from pathlib import Path

import yaml

# The only reader that the answers name.
TO = "reader@mail.example"

ANSWERS = yaml.safe_load((Path(__file__).parent / "provider_answers.yaml").read_text())
ALIKE = ANSWERS.pop("alike")
