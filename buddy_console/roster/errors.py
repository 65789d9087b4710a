"""The one error of a list that cannot be read or written."""

from buddy_console.domain.message import DomainError


class RosterError(DomainError):
    """The list cannot be read or written, for a reason that its sentence gives."""
