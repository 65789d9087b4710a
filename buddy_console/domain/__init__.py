"""The pure rules of a session: the standard library only, no clock, no chance, no files, no network."""
