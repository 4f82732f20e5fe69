import type { Words } from './words'

export const fr: Words = {
  language: 'fr',
  modality:
    'peut|peuvent|pouvez|pourra|pourront|doit|doivent|devez|devra|devront|obligatoire|facultatif|uniquement|seulement|interdit|autorisé|toujours|exclusivement|pouvons|pouvez|devons|devez',
  negation: 'ne|pas|non|jamais|aucun|aucune|sans|sauf|ni|excepté|hormis',
  topics: {
    'model-version-replaced': [
      'remplac*|migr*|bascul*|mis à jour ~ modèle*|version du modèle|@',
      'nouveau|nouvelle|nouveaux ~ modèle|modèles|version du modèle|@',
    ],
    'model-deprecated': ['obsolète*|déprécié*|fin de vie|sera arrêté*|sera retiré* ~ modèle*|version*|api|@|le|à compter'],
    'model-retired-or-withdrawn': ['retiré*|désactivé*|supprimé*|n est plus disponible|abandonné* ~ modèle*|version*|fonctionnalité*|@'],
    'capability-added': [
      'nouvelle* fonctionnalité*|vous pouvez désormais|est désormais disponible|désormais possible|prend désormais en charge',
    ],
    'feature-clause': [
      'fonctionnalité*|service|outil* ~ permet*|propose*|vous pouvez|nouveau|nouvelle*|acquisition|option*',
      'intelligence artificielle|ia|algorithm*|apprentissage automatique ~ système*|fonction*|utilis*|recommand*|résumé*|personnalis*|automatis*',
      'signalement|blocage|boost ~ utilisateur*|fonction*|compte|exécution',
    ],
    'capability-removed': ['n est plus disponible|supprimé*|retiré* ~ fonction*|option*|export*'],
    'limits-or-context-changed': [
      'fenêtre de contexte|longueur de contexte|limite de débit|quota*',
      'maximum|jusqu à ~ # ~ jeton*|caractère*|fichier*|requête*',
    ],
    'opt-out': [
      's opposer|vous opposer|opposition|retirer votre consentement|désabonn*|désinscri*|refuser ~ droit*|traitement|données|prospection|cookie*|consentement|moment|publicité*',
      'consent* ~ retir*|explicite|préalable|recueil*|cookie*|donn*|traitement',
      'paramètre*|préférence* ~ désactiv*|refus*|modifi*|cookie*',
    ],
    'intended-use-changed': [
      'destiné*|réservé*|usage personnel|usage privé|à des fins ~ utilis*|usage|personnel*|commercial*|service*|majeur*|non|strictement',
      'âge minimum|mineur*|majeur*|# ans|ans révolus',
      'urgence ~ service*|appeler|cas|pas|utilis*',
    ],
    'prohibited-use-changed': [
      'vous devez|l utilisateur doit|l utilisateur s engage|vous vous engagez|est tenu de|êtes tenu ~ utilis*|compte|contenu*|service*|respect*|fournir|veiller',
      'interdit*|ne pas utiliser|s interdit|s engage à ne pas|n est pas autorisé|il est interdit|ne doit pas|ne peut pas ~ utilis*|contenu*|diffus*|publi*|accès|robot*|extraction|utilisateur*|service*',
      'robot*|aspiration|extraction de|racleur|collecteur|araignée|ingénierie inverse|décompil*',
      'illicite*|abusi*|harcèlement|injurieu*|frauduleu*|spam|judiciaire* ~ contenu*|usage|comportement|utilis*|ne|fichier',
      'résili*|suspen*|exclu*|bann* ~ manquement*|violation|compte|non respect|infraction*|plein droit',
    ],
    'human-oversight-changed': ['décision* automatisée*|intervention humaine|contrôle humain|prise de décision automatisée|profilage'],
    'logging-changed': ['journal|journaux|logs|journalis* ~ conserv*|connexion*|jours|enregistr*|accès'],
    'classification-statement-changed': ['haut risque|risque élevé ~ système*|ia|annexe iii|classé*'],
    'marking-or-disclosure-changed': ['filigrane*|étiquet*|mention* ~ ia|généré*|contenu*|visible*'],
    'customer-data-training-changed': [
      'entraîn*|améliorer|développer|amélioration ~ modèle*|ia|intelligence artificielle|algorithm*|apprentissage ~ données|contenu*|vos|utilisateur*|message*',
      'peuvent être stockés et utilisés|transcriptions ~ automatiser|système*|entraîn*|améliorer',
    ],
    'data-retention-changed': [
      'conserv*|stock*|supprim*|effac*|archiv* ~ # jour*|# mois|# an|# ans|# année*|# semaine*|# heure*',
      'durée de conservation|durées de conservation|conservées pendant|base active|archivage intermédiaire',
      'clôtur*|supprim* ~ inactivité|absence d activité|an|mois',
    ],
    'data-region-changed': [
      'transfert* hors|transfér*|hébergé*|hébergeur|stocké*|serveur* ~ union européenne|états unis|pays tiers|ue|eee|france|irlande|étranger|hors',
      'clauses contractuelles types|pays tiers|décision d adéquation|bouclier de protection',
    ],
    place: [
      'france|états unis|irlande|allemagne|espagne|italie|belgique|pays bas|royaume uni|suède|suisse|canada|inde|europe|ue|luxembourg|japon|chine',
    ],
    subprocessor: [
      'sous traitant*|sous traitance|prestataire* ~ données|hébergement|personnel*|recours|fait appel|traitement|transm*',
      'partag*|communiqu*|transm*|cédé*|vend* ~ tiers|partenaire*|prestataire*|société*|autorité*|destinataire* ~ données|informations|personnel*',
    ],
    recipient: ['tiers|partenaire*|prestataire*|destinataire*|fournisseur* ~ données|cookie*|transm*|trait*|accès|collect*'],
    privacy: [
      'données personnelles|données à caractère personnel|confidentialité|responsable de traitement|responsable du traitement|base légale|rgpd|intérêt légitime|droit d accès|cnil|cookie*',
    ],
    certification: [
      'certifi*|iso 27001|iso 42001|hds|soc 2|agré* ~ norme|sécurité|obtenu|hébergeur|conform*|données',
      'chiffr*|authentification|mesures de sécurité ~ données|technique*|renforc*',
    ],
    lapsed: ['expiré*|suspendu*|retiré*|caduc*|échu*'],
    'incident-published': ['incident*|violation de données|panne|interruption ~ service*|utilisateur*|données|sécurité|résolu'],
    'vulnerability-advisory': ['vulnérabilité*|faille* ~ corrig*|sécurité|version*|critique*'],
    'authority-action': ['cnil|autorité de|tribunal|régulateur ~ sanction*|amende|mise en demeure|ordonn*|enquête'],
    'liability-or-law-changed': [
      'responsabilité|responsable|garantie*|garantit|indemnis*|dommage*|préjudice* ~ limit*|exclu*|engag*|tenu*|direct*|indirect*|saurait|aucun*|ne|en cas',
    ],
    'governing-law': [
      'droit applicable|loi applicable|droit français|tribunaux compétents|juridiction*|médiat*|litige*|différend*|arbitrage|attribution de compétence',
    ],
    'output-rights-changed': [
      'propriété intellectuelle|droits d auteur|licence*|marque* ~ contenu*|concèd*|concéd*|droit*|utilis*|titulaire|cession|propriété|reprod*|exploit*',
    ],
    'sla-or-support-changed': ['disponibilité|niveau de service|service client|assistance ~ #|%|délai*|horaire*|garanti*|engage*'],
    'change-notice-terms-changed': [
      'modifi*|mettre à jour|évolu* ~ conditions|politique|cgu|cgv|présentes ~ tout moment|préavis|inform*|notifi*|entrée en vigueur|réserve le droit',
    ],
    'pricing-only': [
      'prix|tarif*|frais|abonnement*|paiement*|factur*|rembours*|crédit*|coût* ~ #|€|euro*|mois|mensuel*|renouvel*|reconduction|résili*|payant*|gratuit*|ttc|supplémentaire*|montant|optionnel*|rappelé|administratif*',
      '# euros|€ #|# €',
      'droit de rétractation|rétractation|reconduction tacite|tacite reconduction|renouvellement automatique|reconduit*|montant des frais|prestation* optionnel*',
    ],
    'ownership-changed': [
      'siège social|immatricul*|rcs|capital social|capital de|société mère|filiale|rachat|fusion|cession|dénomination ~ société|sas|sarl|sa|numéro|paris|groupe|euros',
      'délégué à la protection|dpo|représentant|nous contacter|adresse postale|responsable du traitement|hébergé par ~ adresse|rue|e mail|courrier|est|contact*',
      'rue|avenue|boulevard|place ~ # ~ paris|france|adresse|lyon|cedex|#',
    ],
    'product-discontinued': ['fermeture|arrêt définitif|cessation|liquidation ~ service*|activité|plateforme|site|produit'],
    published: ['fait partie intégrante|font partie intégrante|annexe ~ conditions|contrat|présentes'],
    promise: ['politique de confidentialité|conditions générales|cgu ~ mis à jour|mises à jour|modifié*|nouvelle version'],
  },
  columns: {
    'limits-or-context-changed': 'contexte*|fenêtre de contexte|max*|limite*|quota*|requêtes par*',
    'pricing-only': 'prix|tarif*|coût*|frais|par mois',
    'model-deprecated': 'obsolescence|retrait|date de retrait|fin de vie|arrêt|remplacement|remplaçant|successeur',
    'data-region-changed': 'lieu*|localisation|pays|région*|siège',
    'data-retention-changed': 'conservation|durée de conservation|durées de conservation',
    subprocessor: 'sous traitant*',
    recipient: 'destinataire*|fournisseur*|prestataire*|tiers|partenaire*|société',
    'capability-modality-added': 'modalité*|langues',
  },
  headings: {
    'liability-or-law-changed': 'responsabilité*|garantie*|droit applicable|loi applicable|litige*|médiation|juridiction',
    'output-rights-changed': 'propriété intellectuelle|licence*|droits d auteur|contenus|marques',
    'pricing-only': 'prix|tarif*|paiement*|abonnement*|frais|facturation|rétractation|conditions financières|remboursement*',
    'prohibited-use-changed': 'obligations|engagements|règles|comportement*|interdictions|sanctions|modération',
    'data-retention-changed': 'conservation|durée*|suppression',
    'data-region-changed': 'transfert*|hébergement|localisation',
    subprocessor: 'destinataires|sous traitants|partage|prestataires|tiers',
    recipient: 'cookie*|partenaire*|prestataire*|destinataire*|tiers|traceurs|publicité',
    'opt-out': 'vos droits|droits des personnes|consentement|vos choix|droit d opposition|exercice de vos droits',
    'ownership-changed': 'mentions légales|éditeur|contact*|qui sommes nous|responsable de traitement|identité|hébergeur',
    'change-notice-terms-changed': 'modification*|évolution*',
    'intended-use-changed': 'âge|conditions d accès|inscription|éligibilité|objet',
    'human-oversight-changed': 'décision* automatisée*|profilage',
  },
}
