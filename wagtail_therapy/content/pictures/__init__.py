"""Pictures on our pages: their sizes, who makes them when, and their alt texts.

docs/decisions/0039-pictures-are-made-after-publishing.md says why.
"""
