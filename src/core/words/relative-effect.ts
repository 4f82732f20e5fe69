/**
 * How a document says that it takes effect so many days after something, by language. `effect` is plain words of effect, `period` a count, its unit and
 * what it is counted after (the rest of the clause follows), `working` days that no calendar alone can count, `told` what tells customers.
 */
export type RelativeWords = {
  effect: RegExp
  period: RegExp
  working: RegExp
  told: RegExp
  units: Readonly<Record<string, 'day' | 'week' | 'month'>>
}

export const relativeWords: Readonly<Record<string, RelativeWords>> = {
  en: {
    effect:
      /\b(?:tak(?:e|es|ing) effect|(?:be(?:come)?s?|is|are) effective|effective|com(?:e|es|ing) into (?:effect|force)|enters? into (?:effect|force)|will appl(?:y|ies)|applies|apply)\b/iu,
    period:
      /(?<count>\d{1,3}|\p{L}+)\)? (?<kind>calendar |business |working )?(?<unit>days?|weeks?|months?) (?:after|from|following|of) (?<rest>.{1,120})/iu,
    working: /business|working/i,
    told: /\b(?:notice|notif\p{L}+|publication|publish\p{L}*|post(?:ed|ing)|announc\p{L}+)\b/iu,
    units: { day: 'day', days: 'day', week: 'week', weeks: 'week', month: 'month', months: 'month' },
  },
  de: {
    effect: /(?:in kraft|wirksam|gültig|\bgilt\b|\bgelten\b)/iu,
    period:
      /(?<count>\d{1,3}|\p{L}+)\)? (?<unit>kalendertagen?|werktagen?|arbeitstagen?|tagen?|wochen?|monaten?) (?:nach|ab) (?<rest>.{1,120})/iu,
    working: /werktag|arbeitstag/i,
    told: /mitteilung|benachrichtig|bekanntgabe|veröffentlich|ankündig|zugang|information/iu,
    units: {
      tag: 'day',
      tage: 'day',
      tagen: 'day',
      kalendertage: 'day',
      kalendertagen: 'day',
      woche: 'week',
      wochen: 'week',
      monate: 'month',
      monaten: 'month',
    },
  },
  fr: {
    effect: /(?:en vigueur|prend(?:ra|ront|nent)? effet|prennent effet|s.appliqu\p{L}+|applicables?|effecti\p{L}+)/iu,
    period:
      /(?<count>\d{1,3}|\p{L}+)\)? (?<unit>jours?|semaines?|mois)(?<kind> ouvrés| ouvrables| calendaires)? (?:après|suivant|à compter d\p{L}*|à partir d\p{L}*)['’ ]?(?<rest>.{1,120})/iu,
    working: /ouvr/i,
    told: /notifi|avis|publication|publi\p{L}+|annonce|information|mise en ligne/iu,
    units: { jour: 'day', jours: 'day', semaine: 'week', semaines: 'week', mois: 'month' },
  },
  es: {
    effect: /(?:en vigor|en vigencia|efectiv\p{L}+|surt\p{L}+ efecto|se aplicar\p{L}+)/iu,
    period:
      /(?<count>\d{1,3}|\p{L}+)\)? (?<unit>días?|semanas?|mes(?:es)?)(?<kind> hábiles| laborables| naturales)? (?:después d\p{L}+|a partir d\p{L}+|desde|tras|siguientes a) ?(?<rest>.{1,120})/iu,
    working: /hábiles|laborables/i,
    told: /notifica|aviso|publica|anuncio|comunica/iu,
    units: { día: 'day', días: 'day', semana: 'week', semanas: 'week', mes: 'month', meses: 'month' },
  },
}

/** Counts that contracts write out. */
export const writtenCounts: Readonly<Record<string, number>> = {
  seven: 7,
  ten: 10,
  fourteen: 14,
  fifteen: 15,
  thirty: 30,
  'forty-five': 45,
  sixty: 60,
  ninety: 90,
  sieben: 7,
  zehn: 10,
  vierzehn: 14,
  dreißig: 30,
  sechzig: 60,
  neunzig: 90,
  sept: 7,
  dix: 10,
  quinze: 15,
  trente: 30,
  soixante: 60,
  siete: 7,
  diez: 10,
  quince: 15,
  treinta: 30,
  sesenta: 60,
  noventa: 90,
  one: 1,
  two: 2,
  three: 3,
  six: 6,
}
