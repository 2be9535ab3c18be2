"""Shows in the browser what the site mails.

For development only: anyone who sees it can unsubscribe everyone.

Mail viewers on PyPI keep mails in one process's memory, or put a mail's HTML into their own page.
Here the worker writes and the web server reads, and a mail is shown without any rights, as a mail
program would.
"""
