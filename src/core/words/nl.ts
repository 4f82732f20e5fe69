import type { Words } from './words'

export const nl: Words = {
  language: 'nl',
  modality: 'mag|mogen|moet|moeten|kan|kunnen|zal|zullen|dient|dienen|alleen|uitsluitend|altijd|verplicht|optioneel|toegestaan|verboden',
  negation: 'niet|geen|nooit|zonder|behalve|tenzij|noch|uitgezonderd',
  topics: {
    'model-version-replaced': [
      'vervang*|overgezet|gemigreerd|bijgewerkt ~ model|modellen|modelversie|@',
      'nieuw|nieuwe ~ model|modellen|modelversie|@',
    ],
    'model-deprecated': ['verouderd|uitgefaseerd|einde levensduur|wordt stopgezet ~ model*|versie*|api|@'],
    'model-retired-or-withdrawn': ['stopgezet|ingetrokken|uitgeschakeld|verwijderd|niet meer beschikbaar ~ model*|versie*|functie*|@'],
    'capability-added': ['nieuwe functie*|kunt u nu|kun je nu|nu beschikbaar|ondersteunt nu'],
    'feature-clause': [
      'functie*|hulpmiddel* ~ maakt|biedt|stelt|nieuw*',
      'kunstmatige intelligentie|ai|machine learning|algoritme* ~ systeem|systemen|functie*|gebruik*|personalis*',
    ],
    'limits-or-context-changed': ['contextvenster|contextlengte|gebruikslimiet*|snelheidslimiet*|quota'],
    'opt-out': [
      'bezwaar|toestemming intrekken|afmelden|uitschrijven|intrekken ~ verwerking|gegevens|recht|moment|marketing|toestemming',
      'toestemming ~ uitdrukkelijk*|voorafgaand*|intrek*|verwerk*|cookies',
      'instelling*|voorkeuren ~ uitschakel*|weiger*|cookies',
    ],
    'intended-use-changed': [
      'bedoeld|bestemd|persoonlijk gebruik|commercieel gebruik|uitsluitend ~ gebruik*|dienst*|niet|doeleinden',
      'minderjarig*|meerderjarig*|minimumleeftijd|# jaar',
    ],
    'prohibited-use-changed': [
      'je moet|u moet|u dient|je dient|gebruikers moeten|bent verplicht ~ gebruik*|account|inhoud|dienst*|gegevens|zorg*',
      'verboden|niet toegestaan|mag niet|mogen niet ~ gebruik*|inhoud|toegang|verspreid*|delen',
      'onrechtmatig*|illegaal|illegale|misbruik*|intimidatie|fraude|spam|reverse engineering ~ gebruik*|inhoud|niet|gedrag',
      'opschort*|beëindig*|blokker* ~ account|schending|overtreding*|inbreuk*',
    ],
    'human-oversight-changed': [
      'geautomatiseerde besluitvorming|geautomatiseerde beslissing*|menselijke tussenkomst|menselijk toezicht|menselijke controle',
    ],
    'logging-changed': ['logbestand*|auditlog*|logboek* ~ bewaar*|bewaard|dagen|export*'],
    'classification-statement-changed': ['hoog risico ~ systeem|systemen|ai|classific*'],
    'marking-or-disclosure-changed': ['watermerk*|label* ~ ai|inhoud|gegenereerd*'],
    'customer-data-training-changed': [
      'train*|verbeter*|ontwikkel* ~ model*|ai|kunstmatige intelligentie|algoritme* ~ gegevens|inhoud|uw|je|gebruiker*',
    ],
    'data-retention-changed': [
      'bewaar*|bewaard|bewaren|opgeslagen|verwijder*|gewist ~ # dag*|# maand*|# jaar|# we*|# uur',
      'bewaartermijn*|bewaarperiode*',
    ],
    'data-region-changed': [
      'doorgifte|doorgegeven|opgeslagen|servers|gehost ~ europese unie|verenigde staten|derde landen|eu|eer|buiten|europa',
      'standaardcontractbepalingen|derde landen|adequaatheidsbesluit',
    ],
    place: [
      'nederland|verenigde staten|ierland|duitsland|frankrijk|spanje|italië|verenigd koninkrijk|belgië|zwitserland|india|europa|eu|japan|china',
    ],
    subprocessor: [
      'subverwerker*|sub verwerker*|onderaannemer*',
      'delen|gedeeld|verstrek*|doorgegeven|verkop* ~ derden|partner*|leverancier*|dienstverlener*|bedrijven|autoriteiten ~ gegevens|informatie|persoons*',
    ],
    recipient: ['derden|partner*|leverancier*|dienstverlener*|ontvanger* ~ gegevens|cookies|ontvang*|verwerk*|toegang'],
    privacy: ['persoonsgegevens|privacy*|verwerkingsverantwoordelijke|rechtsgrond*|avg|gerechtvaardigd belang|cookies|recht op inzage'],
    certification: [
      'certific*|gecertificeerd|iso 27001|iso 42001|soc 2 ~ norm|beveilig*|behaald|voldo*|iso',
      'versleutel*|encryptie|authenticatie ~ gegevens|beveilig*',
    ],
    lapsed: ['verlopen|geschorst|ingetrokken|vervallen'],
    'incident-published': ['incident*|datalek*|storing*|uitval ~ dienst*|gebruiker*|gegevens|beveilig*'],
    'vulnerability-advisory': ['kwetsbaarhe*|beveiligingslek* ~ verholpen|versie*|kritiek*|opgelost'],
    'authority-action': ['toezichthouder|autoriteit persoonsgegevens|rechtbank ~ boete|opgelegd|bevel*|onderzoek'],
    'liability-or-law-changed': [
      'aansprakelijk*|garantie*|vrijwar*|schade* ~ beperk*|uitgesloten|uitsluit*|direct*|indirect*|geen|maxim*|niet',
    ],
    'governing-law': ['toepasselijk recht|bevoegde rechter|rechtbank*|arbitrage|geschil*|geschillenbeslechting'],
    'output-rights-changed': [
      'intellectueel eigendom*|intellectuele eigendom*|auteursrecht*|licentie*|merken ~ inhoud|verleen*|recht*|gebruik*|eigendom',
    ],
    'sla-or-support-changed': ['beschikbaarheid|serviceniveau|klantenservice|ondersteuning ~ #|%|uren|reactietijd*|garant*'],
    'change-notice-terms-changed': [
      'wijzig*|aanpass*|bijwerk* ~ voorwaarden|privacyverklaring|overeenkomst ~ moment|kennisgeving|informer*|vooraf|ingaan',
    ],
    'pricing-only': [
      'prijs|prijzen|tarief|tarieven|kosten|abonnement*|betaling*|factu*|terugbetal*|tegoed ~ #|€|maand*|jaar*|verleng*|opzeg*|gratis|btw',
      '# euro|€ #|# €',
      'automatische verlenging|herroepingsrecht',
    ],
    'ownership-changed': [
      'statutaire zetel|kamer van koophandel|overname|fusie|dochteronderneming ~ b v|bedrijf|onderneming|groep|n v',
      'functionaris voor gegevensbescherming|vertegenwoordiger ~ e mail|adres|contact*',
    ],
    'product-discontinued': ['beëindiging|stopzetting|faillissement ~ dienst*|product*|platform'],
  },
  columns: {
    'limits-or-context-changed': 'context*|contextvenster|max*|limiet*|quota',
    'pricing-only': 'prijs|prijzen|tarie*|kosten|per maand',
    'model-deprecated': 'uitfasering|einddatum|einde levensduur|vervanging|opvolger',
    'data-region-changed': 'locatie*|land|landen|regio*|vestiging',
    'data-retention-changed': 'bewaartermijn*|bewaring|bewaarduur',
    subprocessor: 'subverwerker*|verwerker*',
    recipient: 'ontvanger*|aanbieder*|leverancier*|derde*|partner*|bedrijf',
  },
  headings: {
    'liability-or-law-changed': 'aansprakelijkheid|garantie*|toepasselijk recht|geschillen|vrijwaring',
    'output-rights-changed': 'intellectuele eigendom*|licentie*|auteursrecht*|inhoud',
    'pricing-only': 'prijzen|betaling*|abonnement*|facturatie|terugbetaling*|kosten',
    'prohibited-use-changed': 'toegestaan gebruik|verboden|verplichtingen|gedragsregels|beperkingen',
    'data-retention-changed': 'bewaartermijn*|bewaren',
    'data-region-changed': 'doorgifte*',
    subprocessor: 'ontvangers|verwerkers|derden|leveranciers',
    recipient: 'cookies|partners|leveranciers|derden',
    'opt-out': 'uw rechten|je rechten|toestemming',
    'ownership-changed': 'contact|verwerkingsverantwoordelijke|wie zijn wij|colofon',
    'change-notice-terms-changed': 'wijziging*',
  },
}
