"""What is left of a session: its numbers, its posts and its pairs, folded from the journal."""
