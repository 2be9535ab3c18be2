"""Writes an email's styles into its elements, because some email programs read no style sheet."""

import css_inline

# Rules for dark or narrow screens have no place in an element, so they stay in the head.
_INLINER = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


def inline_styles(html: str) -> str:
    """Return a whole HTML email with its styles in its elements. Loads nothing."""
    return _INLINER.inline(html)
