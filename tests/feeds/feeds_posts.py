"""Posts of fictional people for the tests of feeds."""

from datetime import UTC, datetime, timedelta

from buddy_console.domain.posts import Author, Post

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
ANA = Author("https://home.test/users/ana", "mastodon", "ana@home.test", "Ana")


def post(
    number: int = 1, text: str = "hello", origin: str = "https://home.test", edited: int | None = None
) -> Post:
    """Post ``number`` of Ana as a server has it, edited some seconds after noon."""
    return Post(
        key=f"https://home.test/users/ana/{number}",
        network="mastodon",
        origin=origin,
        native_id=str(number),
        url=f"https://home.test/@ana/{number}",
        author=ANA,
        created_at=NOON + timedelta(seconds=number),
        received_at=NOON + timedelta(seconds=number),
        text=text,
        tags=("buddy",),
        edited_at=None if edited is None else NOON + timedelta(seconds=edited),
    )
