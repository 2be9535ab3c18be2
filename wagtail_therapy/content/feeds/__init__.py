"""What feed readers are sent, whatever the feed is about: entries, formats, answers over HTTP."""
