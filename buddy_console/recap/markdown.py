"""The recap as Markdown: the numbers, and the starred posts by question, as their authors wish to appear."""

import re
from collections.abc import Iterator

from buddy_console.domain.attendees import Consent
from buddy_console.domain.posts import Post
from buddy_console.domain.session import Session
from buddy_console.recap.status import responses, status

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~])")


def recap_markdown(session: Session) -> str:
    """A page in Markdown. People who are not on screen or not on record are left out of the quotes."""
    numbers = status(session)
    posts = f"{numbers['posts_by_registered']} posts came from registered people and {numbers['posts_by_others']}"
    lines = [
        f"# {_plain(session.description.title or 'Recap')}",
        "",
        f"{numbers['newbies_posted']} of {numbers['newbies']} first-timers posted, in {len(session.pairs)} pairs.",
        f"{posts} from elsewhere.",
        "",
    ]
    counts = responses(session)
    for number, question in enumerate(session.questions, 1):
        lines += [f"## Q{number} {_plain(question.text)}", "", f"{counts[number - 1]} responses.", ""]
        lines += _quotes(session, number)
    others = list(_quotes(session, None))
    if others:
        lines += ["## More", "", *others]
    return "\n".join(lines).rstrip() + "\n"


def quotable(session: Session, question: int | None) -> Iterator[Post]:
    """The starred posts under a question that may be quoted, in the order of writing."""
    starred = (session.posts[key] for key in session.starred if key in session.posts)
    for post in sorted(starred, key=lambda post: post.created_at):
        attendee = session.attendee_of(post.author)
        silent = attendee is not None and attendee.consent in (Consent.NOT_ON_SCREEN, Consent.NOT_ON_RECORD)
        if not silent and not session.is_hidden(post) and session.timeline.filings[post.key].question == question:
            yield post


def _quotes(session: Session, question: int | None) -> Iterator[str]:
    for post in quotable(session, question):
        attendee = session.attendee_of(post.author)
        by_handle = attendee is not None and attendee.consent is Consent.HANDLE_ONLY
        name = post.author.handle if by_handle else post.author.shown_name
        yield from (f"> {_plain(line)}" for line in post.text.splitlines() if line.strip())
        link = (
            f" ([post]({post.url}))"
            if post.url and post.url.startswith("https://") and ")" not in post.url
            else ""
        )
        yield f"> — {_plain(name)}{link}"
        yield ""


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
