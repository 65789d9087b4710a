"""Deliveries as dictionaries, one for each line that ``buddy-console watch`` prints."""

from collections.abc import MutableMapping
from datetime import UTC, datetime

from buddy_console.domain.deliveries import Created, Deleted, Delivery, Edited


def line(delivery: Delivery, known: MutableMapping[str, str]) -> dict[str, object] | None:
    """The line for a new, edited or deleted post, or None for everything else.

    ``known`` holds the network of each post's key and is brought up to date; a deletion of a post that was never
    announced gives None.
    """
    if isinstance(delivery, Deleted):
        network = known.pop(delivery.key, None)
        return None if network is None else {"kind": "deleted", "id": delivery.key, "network": network}
    if not isinstance(delivery, Created | Edited):
        return None
    post = delivery.post
    known[post.key] = post.network
    return {
        "kind": "new" if isinstance(delivery, Created) else "edited",
        "id": post.key,
        "network": post.network,
        "url": post.url,
        "author": post.author.handle,
        "name": post.author.name,
        "text": post.text,
        "created_at": _rfc3339(post.created_at),
        "tags": list(post.tags),
        "reply_to": post.reply_to,
    }


def _rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
