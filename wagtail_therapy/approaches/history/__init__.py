"""The history of claims: what readers were told about approaches, and when it changed."""
