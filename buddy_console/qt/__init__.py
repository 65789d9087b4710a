"""Building blocks that the desk and the walls share: theme, status shapes, post layout and the feed view."""
