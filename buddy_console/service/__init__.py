"""The one door to the session, what flows through it, and who owns what runs."""
