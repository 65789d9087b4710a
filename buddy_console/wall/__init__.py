"""What the audience sees: the display model, and the windows that show it."""
