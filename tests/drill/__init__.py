"""``python -m tests.drill``: what production does to the mail, on two hosts of this machine."""
