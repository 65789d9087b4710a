"""A hashtag on a Mastodon server, or on one that speaks its language, as a source."""

import random as chance
from datetime import datetime

import httpx

from buddy_console.domain.posts import fold_tag
from buddy_console.feeds.http import shown
from buddy_console.feeds.mastodon_follow import Following
from buddy_console.feeds.mastodon_poll import Pace
from buddy_console.feeds.source import Deliver
from buddy_console.feeds.timing import Clock

_PACE = Pace()


class MastodonSource:
    """``server`` comes from `check_server_address`; a user's ``token`` lets the source stream where offered.

    With ``since`` the first reading goes back to that moment, otherwise it is the newest page. A source can be
    followed again after it ended, and then begins anew.
    """

    def __init__(
        self,
        server: httpx.URL,
        tag: str,
        client: httpx.AsyncClient,
        timing: Clock,
        random: chance.Random,
        *,
        token: str | None = None,
        id: str | None = None,  # noqa: A002, the name that every source has
        since: datetime | None = None,
        pace: Pace = _PACE,
    ) -> None:
        self.tag = fold_tag(tag.strip())
        self.id = id or f"mastodon:{shown(server)}#{self.tag}"
        self._server = server
        self._client = client
        self._timing = timing
        self._random = random
        self._token = token
        self._since = since
        self._pace = pace

    async def follow(self, deliver: Deliver) -> None:
        """Deliver until cancelled, or until the server wants a login or does not publish the hashtag."""
        following = Following(
            self.id,
            self.tag,
            server=self._server,
            client=self._client,
            deliver=deliver,
            timing=self._timing,
            chance=self._random,
            token=self._token,
            since=self._since,
            pace=self._pace,
        )
        await following.run()
