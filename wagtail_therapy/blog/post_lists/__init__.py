"""Short lists of posts: the newest, those before and after a post, and similar ones."""
