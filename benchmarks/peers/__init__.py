"""The CPU time of our pages beside those of a bare Wagtail site and of WordPress."""
