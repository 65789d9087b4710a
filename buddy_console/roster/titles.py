"""The titles that people give the columns of a sign-up list, in seven languages."""

from enum import StrEnum
from typing import Final

from buddy_console.roster.words import key, keys, phrases_in, table


class Field(StrEnum):
    """What a column of a list can say about a person."""

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    LEVEL = "level"
    PLACE = "place"
    TABLE = "table"
    ORGANISATION = "organisation"
    LANGUAGES = "languages"
    NETWORK = "network"
    HANDLE = "handle"
    INTERESTS = "interests"
    CONSENT = "consent"


# English | German | French | Spanish | Italian | Portuguese | Dutch
_TITLES: Final = table(
    {
        Field.NAME: "name|names|full name|fullname|your name|display name|participant|participants|attendee|"
        "attendees|person|people|name and surname|what is your name|vollständiger name|vor und nachname|"
        "vorname nachname|name vorname|teilnehmer|teilnehmerin|teilnehmende|teilnehmer in|"
        "nom|nom complet|nom et prénom|prénom et nom|nom prénom|participante|participant e|"
        "nombre|nombre completo|nombre y apellidos|nombre y apellido|asistente|"
        "nome|nome completo|nome e cognome|cognome e nome|partecipante|nome e apelido|nome e sobrenome|"
        "naam|volledige naam|voor en achternaam|deelnemer",
        Field.FIRST_NAME: "first name|firstname|given name|forename|first|vorname|rufname|prénom|"
        "nombre de pila|primer nombre|nome di battesimo|primeiro nome|nome próprio|voornaam",
        Field.LAST_NAME: "last name|lastname|surname|family name|last|nachname|familienname|zuname|"
        "nom de famille|apellido|apellidos|primer apellido|cognome|apelido|apelidos|sobrenome|"
        "último nome|achternaam|familienaam",
        Field.LEVEL: "level|experience|experience level|role|knowledge|newbie|experienced|beginner|buddy|"
        "first time|first timer|have you posted|have you ever posted|ever posted|posted before|never posted|"
        "erfahrung|erfahrungsstufe|kenntnisse|vorkenntnisse|rolle|erfahren|neuling|anfänger|stufe|"
        "niveau|expérience|rôle|débutant|expérimenté|"
        "nivel|experiencia|rol|principiante|experimentado|con experiencia|"
        "livello|esperienza|ruolo|esperto|nível|experiência|papel|iniciante|experiente|"
        "ervaring|ervaren|nieuweling",
        Field.PLACE: "place|location|attendance|attending|mode|in person|in the room|in room|remote|online|"
        "on site|onsite|ort|teilnahme|teilnahmeart|vor ort|präsenz|"
        "lieu|présence|sur place|à distance|en ligne|lugar|asistencia|modalidad|presencial|en línea|"
        "luogo|presenza|in presenza|modalità|local|presença|modalidade|"
        "plaats|locatie|aanwezigheid|deelname|ter plaatse|op afstand",
        Field.TABLE: "table|table number|table no|seat|seat number|tisch|tischnummer|sitzplatz|platz|"
        "numéro de table|siège|place assise|mesa|número de mesa|asiento|tavolo|posto|assento|"
        "tafel|tafelnummer|stoel",
        Field.ORGANISATION: "organisation|organization|org|company|company name|employer|institution|school|"
        "university|affiliation|team|department|organisation name|organization name|name of organisation|"
        "firma|unternehmen|einrichtung|schule|hochschule|verein|arbeitgeber|abteilung|"
        "entreprise|société|établissement|école|nom de l organisation|"
        "organización|empresa|institución|escuela|azienda|ente|istituto|organizzazione|scuola|"
        "organização|instituição|escola|organisatie|bedrijf|instelling|werkgever",
        Field.LANGUAGES: "language|languages|language s|languages spoken|spoken languages|sprache|sprachen|"
        "langue|langues|idioma|idiomas|lengua|lenguas|lingua|lingue|língua|línguas|taal|talen",
        Field.NETWORK: "network|social network|platform|service|netzwerk|soziales netzwerk|plattform|"
        "réseau|réseau social|plateforme|red|red social|plataforma|rete|rete sociale|piattaforma|"
        "rede|rede social|netwerk|sociaal netwerk",
        Field.HANDLE: "handle|handles|account|accounts|username|user name|user|nick|nickname|profile|"
        "profile link|social media|social media handle|mastodon handle|mastodon account|bluesky handle|"
        "twitter handle|mastodon|bluesky|twitter|matrix|fediverse|konto|benutzername|nutzername|profil|"
        "compte|identifiant|pseudo|nom d utilisateur|cuenta|usuario|nombre de usuario|perfil|"
        "utente|nome utente|profilo|conta|utilizador|usuário|nome de usuário|nome de utilizador|"
        "gebruikersnaam|profiel",
        Field.INTERESTS: "interest|interests|topic|topics|hobbies|interesse|interessen|themen|thema|"
        "intérêts|centres d intérêt|thèmes|intereses|temas|interessi|temi|argomenti|interesses|onderwerpen",
        Field.CONSENT: "consent|permission|agreement|photo consent|einwilligung|einverständnis|zustimmung|"
        "consentement|accord|consentimiento|permiso|consenso|consentimento|autorização|toestemming",
        None: "email|e mail|mail|email address|e mail address|phone|telephone|mobile|timestamp|date|time|id|no|nr|"
        "number|comment|comments|notes|remarks|zeitstempel|telefon|telefonnummer|datum|nummer|bemerkung|"
        "courriel|adresse e mail|téléphone|horodateur|correo|correo electrónico|teléfono|marca temporal|"
        "fecha|posta elettronica|telefono|informazioni cronologiche|correio eletrónico|telefone|"
        "carimbo de data hora|e mailadres|telefoonnummer|tijdstempel",
    }
)
# Single words that mean something else inside a longer title.
_ALONE_ONLY: Final = keys(
    "first|last|user|id|no|nr|date|time|number|red|rete|rede|local|place|team|people|person|ente|mode|platz|"
    "profil|accord|notes|mail|role|rol|niveau|service|org|mobile"
)
# Titles that are as likely to stand in a row of data, or under which something else is often written.
_ALSO_DATA: Final = keys(
    "newbie|experienced|beginner|buddy|first time|first timer|never posted|erfahren|neuling|anfänger|"
    "débutant|expérimenté|principiante|experimentado|con experiencia|esperto|iniciante|experiente|ervaren|"
    "nieuweling|in person|in the room|in room|remote|online|on site|onsite|vor ort|präsenz|sur place|à distance|"
    "en ligne|presencial|en línea|in presenza|ter plaatse|op afstand|mastodon|bluesky|twitter|matrix|fediverse|"
    "no|red|first|last|local"
)
AMBIGUOUS_TITLES: Final = keys(
    "location|ort|lieu|lugar|luogo|local|plaats|locatie|mode|role|rolle|rôle|rol|ruolo|papel|buddy|"
    "knowledge|niveau"
)


def title_field(title: str) -> tuple[Field | None, bool]:
    """What a title means, and whether it is so plain that it makes its row a row of titles."""
    plain = key(title)
    if plain in _TITLES:
        return _TITLES[plain], plain not in _ALSO_DATA
    phrases = [p for p in phrases_in(plain) if p in _TITLES and p not in _ALONE_ONLY]
    if not phrases:
        return None, False
    longest = max(phrases, key=lambda p: (p.count(" "), len(p)))
    return _TITLES[longest], "?" in title


def is_title(text: str) -> bool:
    """Whether the text is the plain title of a column."""
    return title_field(text)[1]
