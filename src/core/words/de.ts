import type { Words } from './words'

export const de: Words = {
  language: 'de',
  modality:
    'darf|dürfen|muss|müssen|soll|sollen|sollte|kann|können|wird|werden|nur|immer|verpflichtet|erforderlich|freiwillig|zulässig|verboten|erlaubt',
  negation: 'nicht|kein|keine|keinen|keiner|keinem|nie|niemals|ohne|außer|ausgenommen|weder|sofern',
  topics: {
    'model-version-replaced': [
      'ersetz*|abgelöst|umgestellt|aktualisier*|wechsel* ~ modell*|modellversion|@',
      'neue|neues|neuen|neuer ~ modell|modellversion|sprachmodell|@',
    ],
    'model-deprecated': [
      'veraltet|abgekündigt|auslauf*|eingestellt werden|abgeschaltet werden|abschaltung ~ modell*|version*|schnittstelle*|api|@|zum|am',
    ],
    'model-retired-or-withdrawn': [
      'abgeschaltet|eingestellt|zurückgezogen|nicht mehr verfügbar|entfernt ~ modell*|version*|funktion*|schnittstelle*|@',
    ],
    'capability-added': ['neue funktion*|ab sofort können|jetzt verfügbar|können nun|unterstützt nun|unterstützt jetzt'],
    'feature-clause': [
      'funktion*|dienst|feature* ~ ermöglich*|bietet|können sie|kannst du|neu',
      'künstliche* intelligenz|maschinelle* lernen|algorithm*|empfehlung* ~ funktion*|system*|einsatz|nutz*|verwend*|person*',
    ],
    'capability-removed': ['nicht mehr verfügbar|entfällt|entfernt ~ funktion*|export*|zugang'],
    'limits-or-context-changed': [
      'kontextfenster|kontextlänge|ratenbegrenzung*|höchstgrenze*|nutzungslimit*',
      'maximal*|höchstens ~ # ~ token*|zeichen|datei*|anfrage*',
    ],
    'opt-out': [
      'widerspr*|widerruf*|abmelde*|opt out|abbestell* ~ einwilligung|verarbeitung|werb*|daten|newsletter|recht|jederzeit|nutzung',
      'einwillig* ~ erteil*|werb*|ausdrücklich*|freiwillig*|widerruf*|cookie*|verarbeitung',
      'einstellung*|cookie* ~ deaktivier*|ablehn*|widersprech*|zustimm*|auswahl',
    ],
    'intended-use-changed': [
      'bestimmt für|vorgesehen für|ausschließlich für|privaten gebrauch|private nutzung|gewerblich* ~ nutz*|zweck*|verwend*|nicht|nur',
      'mindestalter|volljährig*|minderjährig*|jahre alt|lebensjahr',
    ],
    'prohibited-use-changed': [
      'sie müssen|du musst|nutzer müssen|kunden müssen|verpflichtet sich|verpflichten sich|sind verpflichtet ~ nutz*|konto|account|inhalt*|dienst*|angaben|daten|sicher*',
      'verboten|untersagt|unzulässig|nicht gestattet|nicht erlaubt|dürfen nicht|darf nicht|ist es nicht ~ nutz*|verwend*|inhalt*|verbreit*|hochlad*|weiter*|account|konto',
      'missbrauch*|rechtswidrig*|beleidig*|belästig*|spam|schadsoftware|strafbar* ~ inhalt*|nutz*|verhalten|handlung*',
      'sperr*|kündig*|ausschluss|löschung ~ verstoß*|verletz*|missbrauch*',
    ],
    'human-oversight-changed': ['automatisierte* entscheidung*|menschliche* überprüfung|menschliche* aufsicht|profiling'],
    'logging-changed': ['protokoll*|logfile*|log dateien|server logs ~ speicher*|aufbewahr*|tage*|lösch*|erfass*'],
    'classification-statement-changed': ['hochrisiko*|hohes risiko ~ system*|ki verordnung|anhang iii|einstuf*'],
    'marking-or-disclosure-changed': ['wasserzeichen|kennzeichnung* ~ ki|inhalt*|bild*|sichtbar*|künstlich*'],
    'customer-data-training-changed': [
      'train*|verbesser*|entwickl*|anlern* ~ modell*|ki|künstliche*|algorithm*|maschinelle* ~ daten|inhalt*|eingaben|nachrichten|nutz*|ihre*|öffentlich*',
      'ki training*|trainingszweck*|trainingsdaten|ki modell* ~ daten|nachricht*|verwend*|inhalt*|nicht|öffentlich*',
    ],
    'data-retention-changed': [
      'speicher*|aufbewahr*|gelöscht|lösch*|vorgehalten ~ # tag*|# monat*|# jahr*|# woche*|# stunde*|tagen|monate*|jahre*',
      'speicherdauer|aufbewahrungsfrist*|löschfrist*|aufbewahrungsdauer',
      'bis zu # ~ monat*|tag*|jahr*',
    ],
    'data-region-changed': [
      'drittland|drittländer*|drittstaat*|angemessenheitsbeschluss|standardvertragsklauseln|serverstandort|rechenzentr*|privacy shield|data privacy framework',
      'übermitt*|übertrag*|verarbeit*|gespeichert|hosting|server ~ usa|eu|ewr|europa|deutschland|irland|vereinigte*|drittland*|schweiz',
    ],
    place: [
      'deutschland|usa|vereinigte staaten|irland|frankreich|schweiz|österreich|niederlande|indien|china|europa|ewr|großbritannien|kanada|japan|singapur|israel|spanien|italien|polen|schweden',
    ],
    subprocessor: [
      'unterauftragsverarbeiter*|unterauftragnehmer*|auftragsverarbeiter*|subunternehmer*',
      'weitergeb*|weitergegeben|übermitt*|teilen|geteilt|weitergabe|verkauf*|bereitgestellt ~ dritte*|partner*|dienstleister*|unternehmen|anbieter*|werbe*|behörden',
      'zusammenarbeit|einsatz|eingesetzt*|nutzen wir|dienst*|bereitgestellt ~ gmbh|ltd|inc|limited|llc|drittanbieter*',
    ],
    recipient: ['dritte*|partner*|dienstleister*|anbieter*|empfänger* ~ daten|cookie*|übermitt*|verarbeit*|nutz*|zugriff'],
    privacy: [
      'datenschutz*|personenbezogen*|verantwortlich*|rechtsgrundlage|dsgvo|berechtigtes interesse|betroffenenrecht*|auskunft*|cookie*|einwillig*',
    ],
    certification: [
      'zertifi*|iso 27001|iso 42001|soc 2|tisax|prüfbericht* ~ nach|iso|sicherheit*|erhalten|bestätig*|gültig',
      'verschlüssel*|zwei faktor|sicherheitsmaßnahme* ~ daten|technisch*|übertrag*|neu*',
    ],
    lapsed: ['abgelaufen|erloschen|entzogen|ausgesetzt|nicht mehr gültig|zurückgezogen'],
    'incident-published': ['sicherheitsvorfall*|datenpanne|störung*|ausfall* ~ dienst*|nutzer*|daten|behoben|kunden|api'],
    'vulnerability-advisory': ['sicherheitslücke*|schwachstelle* ~ behoben|version*|betroffen*|kritisch*|patch'],
    'authority-action': ['aufsichtsbehörde|bußgeld|gericht|untersagungsverfügung ~ verhäng*|anordn*|untersag*|gegen uns|verfahren'],
    'liability-or-law-changed': [
      'haftung*|haften|haftet|schadensersatz|gewährleistung*|freistell*|vorsatz|fahrlässigkeit ~ ausgeschlossen|beschränk*|für|nicht|höhe|unbeschränkt|anspr*|wir|nutzer',
    ],
    'governing-law': [
      'gerichtsstand|anwendbares recht|es gilt das recht|streitbeilegung*|schlichtung*|schiedsverfahren|schiedsgericht*|rechtswahl|schweizer recht|deutsches recht',
    ],
    'output-rights-changed': [
      'urheberrecht*|nutzungsrecht*|lizenz*|markenrecht*|geistiges eigentum|eigentum ~ inhalt*|einräum*|ergebnis*|recht*|daten|nutzer',
    ],
    'sla-or-support-changed': ['verfügbarkeit|servicelevel|reaktionszeit*|kundendienst|support ~ #|%|zeiten|erreichbar|prozent'],
    'change-notice-terms-changed': [
      'änderung*|ändern|anpassen|anpassung* ~ bedingungen|agb|datenschutzerklärung|vertrag* ~ mitteil*|ankündig*|frist|vorbehalt*|zustimm*|jederzeit|wochen|informier*',
    ],
    'pricing-only': [
      'preis*|gebühr*|kosten|entgelt*|kostenpflichtig*|abonnement*|abo|zahlung*|guthaben|credits|rechnung* ~ #|€|euro|monat*|jahr*|verlänger*|kündig*|erhöh*|kostenlos*|fällig|steuer*|einlös*|auszahl*',
      '# euro|€ #|# €',
      'widerrufsrecht|widerrufsbelehrung|automatisch* verlänger*|dynamische* preis*|auszahlung*|paypal',
    ],
    'ownership-changed': [
      'übernommen|übernahme|verschmelzung|umfirm*|fusion|tochtergesellschaft ~ durch|gmbh|von|gesellschaft|konzern',
      'geschäftsführer*|handelsregister|registergericht|anschrift|sitz|vertragspartner|verantwortlicher|impressum ~ gmbh|ist|limited|straße|ag|ltd',
      'datenschutzbeauftragt*|vertreter ~ e mail|kontakt*|erreich*|schweiz|eu|straße|gmbh|dr',
    ],
    'product-discontinued': ['eingestellt|einstellung|beendet|insolvenz* ~ dienst*|betrieb|produkt|plattform|angebot'],
    published: ['bestandteil ~ bedingungen|vertrag*|vereinbarung|nutzungsbedingungen'],
    promise: ['datenschutzerklärung|nutzungsbedingungen|agb ~ aktualisiert|geändert|neue fassung'],
  },
  columns: {
    'limits-or-context-changed': 'kontext*|maximal*|max*|höchst*|grenze*|limit*|anfragen pro*|kontingent*|wissensstand',
    'pricing-only': 'preis*|kosten|gebühr*|entgelt*|pro monat|euro',
    'model-deprecated': 'abschaltung*|abschaltdatum|abkündigung*|einstellung*|ende|ersatz|nachfolg*|auslauf*',
    'data-region-changed': 'standort*|ort|land|länder|region*|sitz',
    'data-retention-changed': 'speicherdauer|aufbewahrung*|löschfrist*',
    subprocessor: 'unterauftragsverarbeiter*|unterauftragnehmer*|auftragsverarbeiter*|subunternehmer*',
    recipient: 'empfänger*|anbieter*|dritt*|partner*|unternehmen|dienstleister*',
    'capability-modality-added': 'modalität*|eingabeart*|ausgabeart*|sprachen',
  },
  headings: {
    'liability-or-law-changed':
      'haftung*|gewährleistung|gerichtsstand|anwendbares recht|schlussbestimmungen|streitbeilegung*|freistellung*',
    'output-rights-changed': 'urheberrecht*|nutzungsrechte|lizenz*|geistiges eigentum|inhalte',
    'pricing-only': 'preise|zahlung*|kosten|gebühren|abonnement*|vergütung|widerruf*|premium*|credits',
    'prohibited-use-changed': 'pflichten|verhaltensregeln|nutzungsregeln|verbot*|missbrauch|sperrung',
    'data-retention-changed': 'speicherdauer|aufbewahrung*|löschung*|dauer der speicherung',
    'data-region-changed': 'drittland*|datenübermittlung*|internationale*|übermittlung in',
    subprocessor: 'empfänger*|auftragsverarbeiter*|weitergabe|dritte|drittanbieter',
    recipient: 'cookie*|partner*|dienstleister*|empfänger*|drittanbieter*|analyse*|werbung',
    'opt-out': 'einwilligung*|widerspruch*|ihre rechte|betroffenenrechte|deine rechte|rechte der betroffenen',
    'ownership-changed': 'impressum|kontakt|verantwortlich*|anbieter|datenschutzbeauftragt*',
    'change-notice-terms-changed': 'änderung*',
    'intended-use-changed': 'mindestalter|teilnahmevoraussetzung*|voraussetzungen',
    'logging-changed': 'protokoll*|logfiles|server logs|log dateien',
    'human-oversight-changed': 'automatisierte entscheidung*|profiling',
  },
}
