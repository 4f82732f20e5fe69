/**
 * Words with which a sentence sends its reader to another place and says nothing itself ("You can read about refunds here"), by language; folded,
 * matched by how a word begins.
 */
export const pointing: Record<string, readonly string[]> = {
  en: [
    'see',
    'read',
    'learn',
    'find',
    'found',
    'refer',
    'visit',
    'details',
    'information',
    'available',
    'described',
    'click',
    'view',
    'download',
  ],
  de: ['siehe', 'finden', 'lesen', 'erfahren', 'informationen', 'weitere', 'hier', 'einzelheiten'],
  fr: ['voir', 'consult', 'savoir', 'trouver', 'lire', 'informations', 'details', 'ici', 'cliquez'],
  es: ['consult', 'vea', 'leer', 'encontrar', 'informacion', 'detalles', 'aqui'],
  it: ['consult', 'vedi', 'leggere', 'trovare', 'informazioni', 'dettagli', 'qui'],
  nl: ['zie', 'lees', 'vinden', 'informatie', 'hier'],
  pt: ['consult', 'veja', 'ler', 'encontrar', 'informacoes', 'detalhes', 'aqui'],
}
