"""Sign-up lists: read from sheets, text files and the clipboard, and written as CSV."""
