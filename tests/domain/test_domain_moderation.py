"""Nobody is on a screen who did not agree to it, and nothing that was hidden."""

from datetime import UTC, datetime

import pytest

from buddy_console.domain.accounts import Account
from buddy_console.domain.attendees import Attendee, Consent, Level
from buddy_console.domain.events import (
    Actor,
    AttendeesRegistered,
    AuthorRenamed,
    Concealed,
    Event,
    HidingAdded,
    HidingLifted,
    PostsReceived,
    SessionDescribed,
    Step,
)
from buddy_console.domain.moderation import (
    MASK,
    ShownAuthor,
    may_show_post,
    shown_alt,
    shown_author,
    shown_name,
    shown_text,
)
from buddy_console.domain.posts import Author, Media, Post, Span
from buddy_console.domain.session import Session

NOW = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
ANA = Author("id:ana", "mastodon", "ana@home.example", "Ana Real")
GUEST = Author("id:guest", "mastodon", "guest@far.example", "A guest")
PAPER = Author("paper:a", "paper", "Ana", "Ana")
UNSEEN = [Consent.NOT_ON_SCREEN, Consent.NOT_ON_RECORD]


def attendee(consent: Consent, *accounts: Account) -> Attendee:
    accounts = accounts or (Account("mastodon", "ana@home.example", "id:ana"),)
    return Attendee("a", "Ana", Level.NEWBIE, accounts=accounts, consent=consent)


def post(author: Author, text: str = "Hello", **more: object) -> Post:
    facts = {"tags": ("tag",)} | more
    return Post("k", author.network, "home.example", "k", None, author, NOW, NOW, text, **facts)


def session_with(*events: Event) -> Session:
    session = Session()
    session.apply(Step(1, NOW, Actor.DESK, (SessionDescribed("", "tag"), *events)))
    return session


def shows(session: Session, one: Post) -> bool:
    session.apply(Step(2, NOW, Actor.FEED, (PostsReceived((one,)),)))
    return may_show_post(session, one)


def test_a_guest_on_the_hashtag_is_shown():
    assert shows(session_with(), post(GUEST))


@pytest.mark.parametrize(
    "one", [post(GUEST, tags=()), post(GUEST, sensitive=True), post(GUEST, content_warning="spiders")]
)
def test_what_is_off_tag_or_held_is_not_shown(one: Post):
    assert not shows(session_with(), one)


@pytest.mark.parametrize(
    ("what", "value"),
    [(Concealed.POST, "k"), (Concealed.AUTHOR, "id:guest"), (Concealed.SERVER, "far.example")],
)
def test_hiding_works_until_it_is_lifted(what: Concealed, value: str):
    session = session_with(HidingAdded(what, value))
    assert not shows(session, post(GUEST))
    session.apply(Step(3, NOW, Actor.DESK, (HidingLifted(what, value),)))
    assert may_show_post(session, post(GUEST))


@pytest.mark.parametrize("author", [ANA, PAPER])
@pytest.mark.parametrize("consent", Consent)
def test_consent_decides_on_posts_and_authors(author: Author, consent: Consent):
    session = session_with(AttendeesRegistered((attendee(consent),)))
    one = post(author)
    assert shows(session, one) == (consent not in UNSEEN)
    assert shown_author(session, one) == {
        Consent.FULL: ShownAuthor("Ana" if author is PAPER else "Ana Real", "ana@home.example"),
        Consent.HANDLE_ONLY: ShownAuthor("", "ana@home.example"),
    }.get(consent, ShownAuthor("", ""))


def test_a_paper_post_of_somebody_who_was_removed_is_not_shown():
    assert not shows(session_with(), post(PAPER))


def test_a_list_of_people_has_names_handles_or_nothing():
    assert shown_name(attendee(Consent.FULL)) == "Ana"
    assert shown_name(attendee(Consent.HANDLE_ONLY)) == "@ana@home.example"
    without_account = Attendee("b", "Ben", Level.NEWBIE, consent=Consent.HANDLE_ONLY)
    assert shown_name(without_account) == ""
    assert [shown_name(attendee(consent)) for consent in UNSEEN] == ["", ""]


@pytest.mark.parametrize("consent", UNSEEN)
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Well said @ana@home.example!", f"Well said {MASK}!"),
        ("Well said @ANA, and @Ana.", f"Well said {MASK}, and {MASK}."),
        ("＠ana＠home.example", MASK),
        ("see https://home.example/@ana", f"see https://home.example/{MASK}"),
        ("write to ana@home.example", f"write to {MASK}"),
        ("@anabel and banana@home.example stay", "@anabel and banana@home.example stay"),
        ("Ana came", "Ana came"),
    ],
)
def test_mentions_of_somebody_unseen_are_masked(consent: Consent, text: str, shown: str):
    session = session_with(AttendeesRegistered((attendee(consent),)))
    assert shown_text(session, post(GUEST, text)) == shown
    assert shown_alt(session, post(GUEST, media=(Media("image", alt=text),))) == shown


def test_mentions_of_others_stay():
    session = session_with(AttendeesRegistered((attendee(Consent.HANDLE_ONLY),)))
    assert shown_text(session, post(GUEST, "Hi @ana")) == "Hi @ana"


@pytest.mark.parametrize("target", ["id:ana", "https://home.example/@ana", "@ana@home.example"])
def test_a_mention_that_the_network_marked_is_masked_whatever_it_says(target: str):
    session = session_with(AttendeesRegistered((attendee(Consent.NOT_ON_SCREEN),)))
    spans = (Span(3, 11, "mention", target), Span(12, 16, "hashtag", "tag"))
    assert shown_text(session, post(GUEST, "Hi Ana Real #tag", spans=spans)) == f"Hi {MASK} #tag"


@pytest.mark.parametrize(
    ("account", "text"),
    [
        (Account("bluesky", "ana.bsky.social"), "thanks @ana.bsky.social and ana.bsky.social"),
        (Account("matrix", "@ana:home.example"), "thanks @ana:home.example and @ana"),
        (Account("x", "ana"), "thanks @Ana and @ANA"),
    ],
)
def test_handles_of_every_network_are_masked(account: Account, text: str):
    session = session_with(AttendeesRegistered((attendee(Consent.NOT_ON_SCREEN, account),)))
    assert shown_text(session, post(GUEST, text)) == f"thanks {MASK} and {MASK}"


def test_the_new_handle_of_somebody_unseen_is_masked_too():
    session = session_with(AttendeesRegistered((attendee(Consent.NOT_ON_SCREEN),)))
    session.apply(
        Step(2, NOW, Actor.FEED, (PostsReceived((post(ANA),)), AuthorRenamed("id:ana", "neu@home.example")))
    )
    assert shown_text(session, post(GUEST, "@neu and @ana")) == f"{MASK} and {MASK}"


def test_a_guest_cannot_wear_the_handle_of_somebody_unseen():
    session = session_with(AttendeesRegistered((attendee(Consent.NOT_ON_SCREEN),)))
    fan = Author("id:fan", "mastodon", "fan@far.example", "Fan of @ana")
    assert shown_author(session, post(fan)).name == f"Fan of {MASK}"
