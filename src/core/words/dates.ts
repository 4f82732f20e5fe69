/**
 * What stands before a date and says what it is for, by language. Each entry is a list of words and phrases, alternatives parted by `|`.
 *
 * `takesEffect` is a plain statement of effect, `begins` a preposition that only counts when nothing plainer is said, `about` what a document
 * says of itself (its own last change is no effect), `object` a right to object, `relative` a period counted from a date.
 */
export type DateWords = { takesEffect: string; begins: string; about: string; object: string; relative: string }

export const dateWords: Readonly<Record<string, DateWords>> = {
  en: {
    takesEffect:
      'effective|take effect|takes effect|taking effect|comes into effect|come into effect|enters into force|in force|applies from|apply from|applies as of|shut down on|shut down|retire|retired|retires|removed on|sunset|discontinued|deprecated on|end of life|ends on|will end|will be replaced|will start|will begin|until',
    begins: 'from|as of|starting|beginning|on|after|by|since|before|until|on or after|no later than',
    about:
      'last updated|updated|last modified|modified|last revised|revised|published|posted|released|version|dated|copyright|last reviewed|archived|previous version|founded',
    object: 'object|objection|objections|opt out|reject',
    relative:
      'days after|days before|days from|days following|days of|days prior to|weeks after|months after|days since|year after|years after|month after',
  },
  de: {
    takesEffect:
      'wirksam|in kraft|gültig ab|gilt ab|gelten ab|abgeschaltet|eingestellt|stand gültig|mit wirkung zum|mit wirkung vom|wirksam ab|wirksam zum|entfällt',
    begins: 'ab|ab dem|vom|zum|seit|bis|bis zum|am|nach dem|ab sofort',
    about: 'stand|zuletzt aktualisiert|aktualisiert|letzte aktualisierung|letzte änderung|geändert am|veröffentlicht|version|fassung vom',
    object: 'widerspr|einwend|widerspruch',
    relative: 'tage nach|tagen nach|wochen nach|monate nach|tage vor|tage ab',
  },
  fr: {
    takesEffect:
      'en vigueur|prend effet|prendra effet|prennent effet|effectif|effective|applicable|applicables|sera retiré|sera supprimé|sera arrêté|date d effet',
    begins: 'à compter du|à partir du|dès le|depuis le|le|au|avant le|jusqu au|du',
    about: 'mis à jour|mise à jour|dernière mise à jour|dernière modification|modifié le|publié|version|version du',
    object: 'objection|opposer|opposition|s opposer',
    relative: 'jours après|jours suivant|jours à compter|semaines après|mois après|jours avant',
  },
  es: {
    takesEffect: 'entra en vigor|entrará en vigor|en vigor|en vigencia|vigente|efectivo|efectiva|se retirará|dejará de',
    begins: 'a partir del|desde el|el|hasta el|antes del|del',
    about: 'última actualización|actualizado|actualizada|última modificación|publicado|versión',
    object: 'oponer|oponerse|objetar|objeción|oposición',
    relative: 'días después|días a partir|semanas después|meses después|días antes',
  },
  it: {
    takesEffect: 'in vigore|entra in vigore|entrerà in vigore|efficace|effettivo|sarà ritirato|ha effetto',
    begins: 'a partire dal|dal|dall|il|entro il|fino al|dopo il',
    about: 'ultimo aggiornamento|aggiornato|aggiornata|ultima modifica|pubblicato|versione',
    object: 'opporsi|opporre|obiezione|opposizione',
    relative: 'giorni dopo|giorni dal|settimane dopo|mesi dopo|giorni prima',
  },
  nl: {
    takesEffect: 'van kracht|ingangsdatum|in werking|treedt in werking|gaat in|geldig vanaf|wordt stopgezet',
    begins: 'vanaf|per|met ingang van|op|sinds|tot|uiterlijk',
    about: 'laatst bijgewerkt|bijgewerkt|laatst gewijzigd|gewijzigd|gepubliceerd|versie',
    object: 'bezwaar',
    relative: 'dagen na|weken na|maanden na|dagen voor|dagen vanaf',
  },
  pt: {
    takesEffect: 'em vigor|entra em vigor|entrará em vigor|vigente|efetivo|efetiva|será desativado|será retirado',
    begins: 'a partir de|desde|em|até|antes de|de',
    about: 'última atualização|atualizado|atualizada|última modificação|publicado|versão',
    object: 'opor|objeção|oposição|contestar',
    relative: 'dias após|dias depois|dias a partir|semanas após|meses após|dias antes',
  },
  zh: {
    takesEffect: '生效|施行|实施|下线|停用|停止|起',
    begins: '自|从|于',
    about: '更新|修订|发布|版本|更新日期|最近更新',
    object: '反对|异议',
    relative: '天后|日内',
  },
  ja: {
    takesEffect: '発効|施行|適用|有効|終了|廃止|から',
    begins: 'から|より|まで',
    about: '更新|改定|改訂|公開|最終更新|制定',
    object: '異議|反対',
    relative: '日後|日以内',
  },
}
