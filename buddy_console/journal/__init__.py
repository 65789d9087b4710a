"""The session file: every step is appended, none is changed, and the session is their fold."""
