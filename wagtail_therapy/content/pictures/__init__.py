"""The sizes of pictures on our pages, and who makes them when.

docs/decisions/0039-pictures-are-made-after-publishing.md says why.
"""
