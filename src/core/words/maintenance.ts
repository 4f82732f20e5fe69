/**
 * Words by which release notes say that a part of them is upkeep of the software and nothing new for who uses it, by language; folded. `headings` open
 * such a part. `starts` open a line of upkeep. `not` open a line that is news wherever it stands: what came, went or works in another way.
 */
export const maintenance: Record<string, { headings: readonly string[]; starts: readonly string[]; not: readonly string[] }> = {
  en: {
    headings: [
      'bug fix',
      'bug fixes',
      'bugfixes',
      'fixes',
      'patch fixes',
      'fixed',
      'stability',
      'minor improvements',
      'minor fixes',
      'performance improvements',
    ],
    starts: [
      'fix',
      'fixes',
      'fixed',
      'fixing',
      'bugfix',
      'bug fix',
      'bug fixes',
      'patch fixes',
      'hotfix',
      'typo',
      'various bug fixes',
      'minor',
    ],
    not: [
      'add',
      'added',
      'adds',
      'allow',
      'change',
      'changed',
      'deprecate',
      'deprecated',
      'disable',
      'disabled',
      'drop',
      'dropped',
      'enable',
      'enabled',
      'introduce',
      'introduced',
      'introducing',
      'new',
      'now',
      'release',
      'released',
      'remove',
      'removed',
      'require',
      'requires',
      'retire',
      'retired',
      'security',
      'support',
      'update',
      'updated',
      'upgrade',
      'upgraded',
    ],
  },
  de: {
    headings: ['fehlerbehebungen', 'fehlerkorrekturen', 'behobene fehler'],
    starts: ['behoben', 'fehler behoben', 'fehlerbehebung', 'fehlerbehebungen'],
    not: ['neu', 'entfernt', 'hinzugefugt', 'geandert', 'eingestellt', 'sicherheit'],
  },
  fr: {
    headings: ['corrections', 'corrections de bugs', 'correctifs'],
    starts: ['correction', 'corrections', 'corrige', 'correctif', 'correctifs'],
    not: ['nouveau', 'nouvelle', 'ajout', 'suppression', 'supprime', 'modifie', 'securite'],
  },
  es: {
    headings: ['correcciones', 'correccion de errores'],
    starts: ['correccion', 'correcciones', 'corregido', 'corrige'],
    not: ['nuevo', 'nueva', 'anadido', 'eliminado', 'cambiado', 'seguridad'],
  },
}
/**
 * Words that make a line of upkeep more than that, in any language: holes in security, what breaks or ends, and what is done with people's data, which no
 * heading of fixes makes small.
 */
export const graver =
  /\b(?:by default|standardmassig|par defaut|opt(?:ed|s)?[ -](?:in|out)|consent\w*|einwilligung\w*|consentement\w*|train(?:s|ed|ing)?|retention|retain\w*|third part(?:y|ies)|(?:of|by|with|to) other(?:s| customers| users)|personal data|minors|prices?|pricing|cve|vulnerab\w*|exploit\w*|leak\w*|exposed?|breach\w*|breaking|deprecat\w*|sunset|remov\w*|retir\w*|privacy|security|sicherheit\w*|securite|seguridad)\b/
