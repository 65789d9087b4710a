"""The accounts in the handle cells of a list, with a sentence for each that cannot be read."""

from dataclasses import dataclass
from typing import Final

from buddy_console.domain.accounts import NETWORKS, Account, network_of, normalise_handle
from buddy_console.domain.message import QT_TRANSLATE_NOOP, DomainError, Message
from buddy_console.roster.cells import clean, is_mail_address, split_handles
from buddy_console.roster.words import key, says_nothing

_MAX_HANDLES: Final = 8
_MAX_CELL: Final = 2000


@dataclass(frozen=True, slots=True)
class HandleCell:
    """A cell as typed, the title of its column and the words in the row's column of networks."""

    text: str
    title: str = ""
    networks: tuple[str, ...] = ()


def read_handles(cell: HandleCell, default_server: str) -> tuple[list[Account], list[Message]]:
    """The accounts in a cell and the sentences about the others; a cell that says “none” is neither."""
    if says_nothing(cell.text):
        return [], []
    handles = split_handles(clean_lines(cell.text))
    accounts: list[Account] = []
    sentences: list[Message] = []
    for index, handle in enumerate(handles[:_MAX_HANDLES]):
        try:
            account = _account(handle, _network(cell, index, len(handles)), default_server)
        except DomainError as error:
            sentences.append(error.message)
            continue
        accounts.append(account)
        if account.network not in NETWORKS:
            text = QT_TRANSLATE_NOOP(
                "roster", "“{network}” is not Mastodon, Bluesky, X or Matrix. “{handle}” was kept as typed."
            )
            sentences.append(Message(text, {"network": account.network, "handle": account.handle}))
    if len(handles) > _MAX_HANDLES:
        text = QT_TRANSLATE_NOOP("roster", "Only the first {limit} handles were read.")
        sentences.append(Message(text, {"limit": _MAX_HANDLES}))
    return accounts, sentences


def clean_lines(text: str) -> str:
    """The cell with its line ends as semicolons and nothing hidden in it."""
    return clean(";".join(text.splitlines()), _MAX_CELL).text


def _network(cell: HandleCell, index: int, count: int) -> str:
    """The network that the title names, else the row's column: one for all handles, or one each; else ''."""
    for word in (*key(cell.title).split(), cell.title):
        if network_of(word) in NETWORKS:
            return network_of(word)
    networks = [clean(word, 40).text for word in cell.networks if not says_nothing(word)]
    if len(networks) == 1:
        return networks[0]
    return networks[index] if len(networks) == count else ""


def _account(handle: str, network: str, default_server: str) -> Account:
    if is_mail_address(handle.strip("<>")):
        text = QT_TRANSLATE_NOOP(
            "roster", "“{text}” looks like an e-mail address. The person is kept without an account."
        )
        raise DomainError(Message(text, {"text": handle[:60]}))
    if handle.count(" ") > 0 and not set("@/:").intersection(handle):
        text = QT_TRANSLATE_NOOP("roster", "“{text}” is not a handle. The person is kept without an account.")
        raise DomainError(Message(text, {"text": handle[:60]}))
    return normalise_handle(handle, network, default_server)
