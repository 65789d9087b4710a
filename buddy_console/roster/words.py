"""The answers that people write in sign-up lists, in seven languages."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, TypeVar

from buddy_console.domain.attendees import Consent, Level, Place, fold

T = TypeVar("T")

_APART = re.compile(r"[\W_]+")
_LONG_ANSWER: Final = 300
_LONGEST: Final = 5  # words in the longest phrase below


def key(text: str) -> str:
    """The form in which titles and answers are compared: folded, with single blanks for all other marks."""
    return _key(text[:_LONG_ANSWER])


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    return _APART.sub(" ", fold(text)).strip()


def table(entries: Mapping[T, str]) -> dict[str, T]:
    return {key(phrase): value for value, phrases in entries.items() for phrase in phrases.split("|")}


def keys(phrases: str) -> frozenset[str]:
    """The compared forms of phrases between bars."""
    return frozenset(key(phrase) for phrase in phrases.split("|"))


# English | German | French | Spanish | Italian | Portuguese | Dutch
LEVELS: Final = table(
    {
        Level.NEWBIE: "newbie|newbies|new|beginner|first timer|first time|never|never posted|novice|starter|"
        "learner|inexperienced|not experienced|no experience|none|"
        "neuling|neu|anfänger|anfängerin|einsteiger|unerfahren|keine erfahrung|noch nie|noch nie gepostet|"
        "débutant|débutante|nouveau|nouvelle|jamais|jamais publié|novice|sans expérience|"
        "principiante|nuevo|nueva|nunca|novato|novata|sin experiencia|nunca he publicado|"
        "nuovo|nuova|mai|senza esperienza|inesperto|iniciante|novo|nova|sem experiência|"
        "nieuw|nieuweling|beginneling|nooit|geen ervaring|onervaren",
        Level.EXPERIENCED: "experienced|exp|buddy|expert|mentor|helper|advanced|regular|old hand|veteran|pro|"
        "erfahren|erfahrene|erfahrener|experte|expertin|fortgeschritten|profi|helfer|"
        "expérimenté|expérimentée|experte|confirmé|confirmée|avancé|avancée|habitué|"
        "experimentado|experimentada|experto|experta|con experiencia|avanzado|avanzada|"
        "esperto|esperta|avanzato|avanzata|con esperienza|experiente|avançado|avançada|com experiência|perito|"
        "ervaren|gevorderd|gevorderde",
    }
)
LEVEL_TITLES: Final = LEVELS | table(
    {
        Level.NEWBIE: "first post",
        Level.EXPERIENCED: "experience|posted before|have you posted|ever posted|posted|erfahrung|expérience|"
        "experiencia|esperienza|experiência|ervaring",
    }
)
PLACES: Final = table(
    {
        Place.IN_ROOM: "in room|in_room|in the room|room|in person|on site|onsite|here|physical|hall|venue|f2f|"
        "face to face|vor ort|im raum|im saal|saal|präsenz|persönlich|sur place|en salle|salle|présentiel|"
        "en présentiel|en personne|presencial|en la sala|sala|en persona|in presenza|in sala|di persona|"
        "na sala|em pessoa|ter plaatse|op locatie|zaal|in de zaal|fysiek",
        Place.REMOTE: "remote|remotely|online|zoom|virtual|virtually|teams|jitsi|webex|meet|google meet|stream|"
        "livestream|at home|from home|away|distance|video|digital|zuhause|zu hause|von zuhause|fern|"
        "à distance|en ligne|distanciel|en distanciel|visio|virtuel|en línea|a distancia|remoto|remota|en remoto|"
        "da remoto|a distanza|virtuale|à distância|em linha|virtualmente|op afstand|thuis|digitaal|virtueel",
    }
)
CONSENTS: Final = table(
    {
        Consent.FULL: "full|all|everything|yes to all|voll|alles|complet|tout|completo|todo|tutto|tudo|volledig",
        Consent.HANDLE_ONLY: "handle only|handle_only|only handle|only my handle|nur handle|nur konto|"
        "pseudo seulement|solo usuario|solo handle|só o utilizador|alleen handle",
        Consent.NOT_ON_SCREEN: "not on screen|not_on_screen|no screen|not on the screen|off screen|"
        "nicht auf der leinwand|nicht zeigen|pas à l écran|no en pantalla|non sullo schermo|"
        "não no ecrã|não na tela|niet op het scherm",
        Consent.NOT_ON_RECORD: "not on record|not_on_record|off the record|off record|nothing|nichts|"
        "nicht aufzeichnen|rien|nada|niente|niets",
    }
)
ANSWERS: Final = table(
    {
        True: "yes|y|true|1|x|ja|j|oui|o|vrai|si|s|verdadero|vero|sim|verdadeiro|waar|ok|agreed|wahr",
        False: "no|n|false|0|nein|non|faux|falso|não|nee|onwaar|falsch",
    }
)
_TICKED: Final = frozenset("✓✔☑✅")
_CROSSED: Final = frozenset("✗✘☐❌❎")
TICKS: Final = frozenset({"x", "1", "true", *_TICKED})
_NEGATIONS: Final = keys(
    "not|no|nicht|kein|keine|nie|never|pas|jamais|non|nunca|mai|não|niet|geen|nooit|sin|sans|senza|sem"
)
_NOTHING: Final = keys(
    "none|no|nope|n a|na|not yet|no account|nothing|keine|keins|keiner|kein|nein|"
    "noch nicht|noch keins|"
    "aucun|aucune|non|pas encore|rien|ninguno|ninguna|no tengo|todavía no|nessuno|nessuna|non ancora|"
    "nenhum|nenhuma|não|não tenho|ainda não|geen|nee|nog niet|null"
)


def meaning(words: Mapping[str, T], text: str) -> T | None:
    """What an answer means: the whole of it, or the only known phrase in it unless something negates it."""
    plain = key(text)
    if plain in words:
        return words[plain]
    found: set[T] = set()
    left = f" {plain} "
    for phrase in sorted(phrases_in(plain), key=len, reverse=True):
        if phrase in words and f" {phrase} " in left:
            found.add(words[phrase])
            left = left.replace(f" {phrase} ", "  ")
    if len(found) != 1 or _NEGATIONS.intersection(left.split()):
        return None
    return found.pop()


def yes_or_no(text: str) -> bool | None:
    """Whether an answer is a yes or a no: a word, a tick, or a sentence that begins with one of them."""
    marks = set(text)
    if marks & _TICKED or marks & _CROSSED:
        return bool(marks & _TICKED)
    plain = key(text)
    if plain in ANSWERS:
        return ANSWERS[plain]
    first = plain.partition(" ")[0]
    return ANSWERS.get(first) if len(first) > 1 else None


def says_nothing(text: str) -> bool:
    """Whether the cell only says that there is nothing to say: a dash, “n/a”, “none”, “noch nicht”."""
    return not text.strip(" -–—.?/\\") or key(text) in _NOTHING


def share(cells: Iterable[str], known: Mapping[str, object]) -> float:
    """The part of the cells, 0 to 1, that are answers of that kind."""
    found = [meaning(known, cell) is not None for cell in cells]
    return sum(found) / len(found) if found else 0.0


def phrases_in(plain: str) -> list[str]:
    """The runs of one to five words in a text in compared form."""
    words = plain.split()[:40]
    return [
        " ".join(words[start : start + count])
        for count in range(1, min(_LONGEST, len(words)) + 1)
        for start in range(len(words) - count + 1)
    ]
