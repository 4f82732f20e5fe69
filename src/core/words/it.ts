import type { Words } from './words'

export const it: Words = {
  language: 'it',
  modality:
    'può|possono|potrà|potranno|deve|devono|dovrà|dovranno|solo|soltanto|esclusivamente|sempre|obbligatorio|facoltativo|consentito|vietato',
  negation: 'non|mai|nessun|nessuno|nessuna|senza|salvo|eccetto|né|tranne',
  topics: {
    'model-version-replaced': ['sostitu*|rimpiazz*|migr*|aggiorn* ~ modello|modelli|@', 'nuovo|nuova|nuovi ~ modello|modelli|@'],
    'model-deprecated': ['obsolet*|deprecat*|fine vita|sarà ritirat*|sarà dismess* ~ modello|versione|api|@'],
    'model-retired-or-withdrawn': ['ritirat*|dismess*|disattivat*|rimoss*|non è più disponibile ~ modello|versione|funzion*|@'],
    'capability-added': ['nuova funzion*|nuove funzion*|ora è possibile|è ora disponibile|ora supporta'],
    'feature-clause': [
      'funzion*|strument* ~ consent*|permett*|offr*|nuov*',
      'intelligenza artificiale|ia|apprendimento automatico|algoritm* ~ sistem*|funzion*|utilizz*|personalizz*',
    ],
    'limits-or-context-changed': ['finestra di contesto|limite di utilizzo|limiti di utilizzo|quota|limiti di frequenza'],
    'opt-out': [
      'oppor*|opposizione|revocare il consenso|revoca del consenso|disiscri* ~ trattamento|dati|diritto|momento|marketing|consenso',
      'consenso ~ esplicito|preventivo|revoc*|trattamento|cookie',
      'impostazioni|preferenze ~ disattiv*|rifiut*|cookie',
    ],
    'intended-use-changed': [
      'destinat*|uso personale|uso commerciale|esclusivamente ~ uso|servizi*|person*|non|fini',
      'minorenn*|maggiorenn*|età minima|# anni',
    ],
    'prohibited-use-changed': [
      'deve|devono|dovrà|si impegna|è tenuto ~ utilizz*|account|contenut*|serviz*|rispett*|fornire|utent*',
      'vietat*|è vietato|non può|non possono|non deve|proibit* ~ usare|utilizz*|uso|contenut*|acceder*|distribu*',
      'illegal*|illecit*|abus*|molesti*|frod*|spam|ingegneria inversa ~ uso|contenut*|non|condott*',
      'sospen*|risol*|chiu* ~ account|violazion*|inadempi*',
    ],
    'human-oversight-changed': [
      'decisioni automatizzate|processo decisionale automatizzato|revisione umana|supervisione umana|intervento umano',
    ],
    'logging-changed': ['registri di accesso|registri di attività|log ~ conserv*|giorni|esport*'],
    'classification-statement-changed': ['alto rischio ~ sistem*|classific*|ia'],
    'marking-or-disclosure-changed': ['filigran*|etichett* ~ ia|contenut*|generat*'],
    'customer-data-training-changed': [
      'addestr*|miglior*|svilupp* ~ modell*|ia|intelligenza artificiale|algoritm* ~ dati|contenut*|suoi|utent*|tuoi',
    ],
    'data-retention-changed': [
      'conserv*|archivi*|cancell*|elimin* ~ # giorn*|# mes*|# ann*|# settiman*|# or*',
      'periodo di conservazione|tempi di conservazione|termine di conservazione',
    ],
    'data-region-changed': [
      'trasfer*|archiviat*|server|ospitat* ~ unione europea|stati uniti|paesi terzi|ue|see|estero|europa',
      'clausole contrattuali tipo|paesi terzi|decisione di adeguatezza',
    ],
    place: ['italia|stati uniti|irlanda|germania|francia|spagna|regno unito|svizzera|paesi bassi|india|europa|ue|giappone|cina'],
    subprocessor: [
      'sub responsabil*|subresponsabil*|responsabil* del trattamento|sub fornitor*',
      'condivi*|comunic*|trasmess*|ced*|vend* ~ terzi|partner|fornitor*|societ*|autorità ~ dati|informazioni',
    ],
    recipient: ['terzi|partner|fornitor*|destinatari* ~ dati|cookie|ricev*|tratt*|acced*'],
    privacy: ['dati personali|privacy|titolare del trattamento|base giuridica|gdpr|legittimo interesse|cookie|diritto di accesso'],
    certification: [
      'certific*|iso 27001|iso 42001|soc 2 ~ norma|sicurezza|ottenut*|conform*',
      'cifr*|crittograf*|autenticazione ~ dati|sicurezza',
    ],
    lapsed: ['scadut*|sospes*|revocat*|ritirat*'],
    'incident-published': ['incident*|violazione dei dati|interruzione|disservizio ~ servizi*|utent*|dati|sicurezza'],
    'vulnerability-advisory': ['vulnerabilità ~ corrett*|version*|critic*|sicurezza'],
    'authority-action': ['garante|autorità|tribunale ~ sanzion*|multa|ordin*|indagin*'],
    'liability-or-law-changed': [
      'responsabilità|responsabile|garanzi*|indenn*|risarc*|danni ~ limit*|esclu*|dirett*|indirett*|nessun*|massim*|non',
    ],
    'governing-law': ['legge applicabile|foro competente|giurisdizione|tribunali|arbitrato|controversi*|risoluzione delle controversie'],
    'output-rights-changed': [
      'proprietà intellettuale|diritti d autore|diritto d autore|licenz*|marchi* ~ contenut*|conced*|diritt*|utilizz*|titolar*',
    ],
    'sla-or-support-changed': ['disponibilità|livello di servizio|assistenza|supporto ~ #|%|orari*|tempi|garant*'],
    'change-notice-terms-changed': [
      'modific*|aggiorn*|variazion* ~ termini|condizioni|informativa|contratto ~ momento|preavviso|notific*|inform*|entrata in vigore',
    ],
    'pricing-only': [
      'prezz*|tariff*|cost*|abbonament*|pagament*|fattur*|rimbors*|credit* ~ #|€|mes*|annual*|rinnov*|disdett*|gratuit*|impost*',
      '# euro|€ #|# €',
      'rinnovo automatico|diritto di recesso',
    ],
    'ownership-changed': [
      'sede legale|registro delle imprese|acquisizione|fusione|controllata|ragione sociale ~ società|s r l|s p a|via|gruppo',
      'responsabile della protezione dei dati|rappresentante ~ e mail|indirizzo|contatt*',
    ],
    'product-discontinued': ['cessazione|chiusura|dismission*|liquidazione ~ servizi*|prodott*|piattaforma'],
  },
  columns: {
    'limits-or-context-changed': 'contesto|finestra di contesto|massim*|limite|limiti|quota',
    'pricing-only': 'prezzo|prezzi|tariff*|costo|costi|al mese',
    'model-deprecated': 'dismissione|data di ritiro|fine vita|sostituto|sostituzione',
    'data-region-changed': 'ubicazione|paese|paesi|regione|sede',
    'data-retention-changed': 'conservazione|periodo di conservazione',
    subprocessor: 'sub responsabil*|responsabil*',
    recipient: 'destinatari*|fornitor*|terz*|partner*|società',
  },
  headings: {
    'liability-or-law-changed': 'responsabilità|garanzie|legge applicabile|foro competente|controversie|manleva',
    'output-rights-changed': 'proprietà intellettuale|licenz*|diritti d autore|contenuti',
    'pricing-only': 'prezz*|pagament*|abbonament*|fatturazione|rimbors*|recesso',
    'prohibited-use-changed': 'uso consentito|divieti|obblighi|condotta|restrizioni',
    'data-retention-changed': 'conservazione',
    'data-region-changed': 'trasferiment*',
    subprocessor: 'destinatari|responsabili|terzi|fornitori',
    recipient: 'cookie|partner|fornitori|terzi',
    'opt-out': 'i suoi diritti|i tuoi diritti|diritti dell interessato|consenso',
    'ownership-changed': 'contatti|titolare|chi siamo|note legali',
    'change-notice-terms-changed': 'modifiche',
  },
}
