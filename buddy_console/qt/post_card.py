"""What one row of the feed shows, and the same in words for copying and for screen readers."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from buddy_console.domain.posts import Span


@dataclass(frozen=True, slots=True)
class PostCard:
    """One row, every text ready for people.

    ``badge`` names the author's pair ("Pair 7 · Ana & Bo"), '' for somebody not registered; ``question`` is "Q2"
    or '', and ``filed_by`` the sentence that says why it was filed there. ``spans`` count code points of ``text``.
    """

    key: str
    name: str
    handle: str
    time_text: str
    text: str
    spans: tuple[Span, ...] = ()
    badge: str = ""
    question: str = ""
    filed_by: str = ""
    url: str = ""
    first_post: bool = False
    starred: bool = False
    hidden: bool = False
    edited: bool = False
    paper: bool = False
    held: bool = False


def flag_words(card: PostCard) -> list[tuple[str, str]]:
    """The card's flags that are set, most important first, each with its word."""
    translate = QCoreApplication.translate
    flags = (
        (card.held, "held", translate("qt", "Held back")),
        (card.hidden, "hidden", translate("qt", "Hidden")),
        (card.first_post, "first_post", translate("qt", "First post")),
        (card.starred, "starred", translate("qt", "Starred")),
        (card.paper, "paper", translate("qt", "On paper")),
        (card.edited, "edited", translate("qt", "Edited")),
    )
    return [(flag, word) for is_set, flag, word in flags if is_set]


def spoken(card: PostCard) -> str:
    """The card as a screen reader says it: author, pair, text, then the rest."""
    words = [word for _, word in flag_words(card)]
    parts = [card.name, card.badge, card.text, card.question, *words, card.time_text]
    return ", ".join(part for part in parts if part)


def as_copied(card: PostCard) -> str:
    """The card as plain text for the clipboard: the text, the author, the address."""
    author = f"{card.name} ({card.handle})" if card.handle else card.name
    return "\n".join(part for part in (card.text, author, card.url) if part)
