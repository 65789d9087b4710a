"""What can go wrong with a server, each as a sentence that says what it is and what still works."""

from datetime import datetime

from buddy_console.domain.deliveries import FeedState
from buddy_console.domain.message import QT_TRANSLATE_NOOP, DomainError, Message


class FeedError(DomainError):
    """A server cannot be followed at present; trying again later may help."""

    state = FeedState.WAITING


class LoginNeededError(FeedError):
    """Nothing more comes until somebody logs in."""

    state = FeedState.NEEDS_LOGIN


class NotPublishedError(FeedError):
    """The server has switched off what was asked for."""

    state = FeedState.NOT_PUBLISHED


class NotThereError(FeedError):
    """The server says in its own words that it has no such thing."""


class NotSpokenError(FeedError):
    """The server does not understand this part of the protocol."""


class RateLimitError(FeedError):
    """The server asks to wait until ``retry_at``."""

    def __init__(self, message: Message, retry_at: datetime) -> None:
        super().__init__(message)
        self.retry_at = retry_at


def no_answer(server: str) -> FeedError:
    return FeedError(
        Message(
            QT_TRANSLATE_NOOP(
                "feeds",
                "{server} does not answer. The posts that have arrived stay, and it is tried again by itself.",
            ),
            {"server": server},
        )
    )


def no_such_server(server: str) -> FeedError:
    return FeedError(
        Message(
            QT_TRANSLATE_NOOP(
                "feeds",
                "{server} cannot be found: the address is mistyped, or this computer has no internet. "
                "The posts that have arrived stay, and it is tried again by itself.",
            ),
            {"server": server},
        )
    )


def no_trust(server: str) -> FeedError:
    return FeedError(
        Message(
            QT_TRANSLATE_NOOP(
                "feeds",
                "{server} cannot prove who it is, so nothing is read from it. A Wi-Fi that wants a sign-in page "
                "does this too. The other sources go on.",
            ),
            {"server": server},
        )
    )


def broken_off(server: str) -> FeedError:
    return FeedError(
        Message(
            QT_TRANSLATE_NOOP(
                "feeds",
                "The connection to {server} broke off. The posts that have arrived stay; what was missed is "
                "fetched.",
            ),
            {"server": server},
        )
    )


def in_trouble(server: str, status: int) -> FeedError:
    return FeedError(
        Message(
            QT_TRANSLATE_NOOP(
                "feeds",
                "{server} has a problem of its own (error {status}). The posts that have arrived stay, and it is "
                "tried again by itself.",
            ),
            {"server": server, "status": status},
        )
    )


def garbled(server: str) -> FeedError:
    return FeedError(
        Message(
            QT_TRANSLATE_NOOP(
                "feeds",
                "The answer of {server} cannot be read. The posts that have arrived stay, and it is asked again.",
            ),
            {"server": server},
        )
    )


def too_large(server: str, mebibytes: int) -> FeedError:
    return FeedError(
        Message(
            QT_TRANSLATE_NOOP(
                "feeds",
                "{server} sent more than {size} MB in one answer; the rest was not read. The posts that have "
                "arrived stay, and it is asked again.",
            ),
            {"server": server, "size": mebibytes},
        )
    )


def not_mastodon(server: str) -> NotSpokenError:
    return NotSpokenError(
        Message(
            QT_TRANSLATE_NOOP(
                "feeds",
                "{server} answers, but not like a Mastodon server. Check the address; a Wi-Fi that wants a "
                "sign-in page answers like this too. The other sources go on.",
            ),
            {"server": server},
        )
    )


def not_there(server: str) -> NotThereError:
    return NotThereError(
        Message(
            QT_TRANSLATE_NOOP("feeds", "{server} has nothing at this address."),
            {"server": server},
        )
    )


def too_many_requests(server: str, retry_at: datetime) -> RateLimitError:
    return RateLimitError(
        Message(
            QT_TRANSLATE_NOOP(
                "feeds",
                "{server} asks us to wait, because too much was asked of it from this network. The posts that "
                "have arrived stay, and what was missed is fetched afterwards.",
            ),
            {"server": server},
        ),
        retry_at,
    )


def login_needed(server: str) -> LoginNeededError:
    return LoginNeededError(
        Message(
            QT_TRANSLATE_NOOP(
                "feeds",
                "{server} shows the hashtag only to people who have an account there. Log in to it, or choose "
                "another server. The other sources go on.",
            ),
            {"server": server},
        )
    )


def login_refused(server: str) -> LoginNeededError:
    return LoginNeededError(
        Message(
            QT_TRANSLATE_NOOP(
                "feeds",
                "{server} does not accept the login any more. Log in to it again. The other sources go on.",
            ),
            {"server": server},
        )
    )


def not_published(server: str) -> NotPublishedError:
    return NotPublishedError(
        Message(
            QT_TRANSLATE_NOOP(
                "feeds",
                "{server} does not publish hashtags. Choose another server: posts from {server} can be "
                "seen there too.",
            ),
            {"server": server},
        )
    )
