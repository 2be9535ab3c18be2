"""Shows the emails that the site sends, in the browser.

For development only: anyone who sees it can unsubscribe everyone.

Email viewers on PyPI keep emails in the memory of one process, or put an email's HTML into their
own page. Here the worker writes and the web server reads, and an email is shown in a sandbox, as an
email app would do.
"""
