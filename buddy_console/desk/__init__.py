"""The desk: the facilitator's window, never seen by the audience."""
