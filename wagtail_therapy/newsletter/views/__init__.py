"""The public pages of the newsletter.

No view here sets or needs a cookie, GET changes nothing, and the signed token is the only
authority: email programs send no cookie, no referrer and ``Origin: null``.
"""
