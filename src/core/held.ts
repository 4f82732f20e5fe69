/** Every rule by which a difference is held back as noise, with its reason in words: the only table of them. */
export const heldReasons = {
  'stands-elsewhere': 'the same words still stand elsewhere on the page',
  'stood-elsewhere': 'the same words stood elsewhere on the page before',
  volatile: 'these words differ from one visit to the next, as two fetches in a row have shown',
  reverted: 'the page went back to a state seen before; it is told if that lasts (three captures or 72 hours)',
  'menu-link': 'a link of a menu, a footer or a picture leads elsewhere, and nothing says that a document of the vendor is behind it',
  'hold-while': 'a rule of the source holds every change back while these words stand on the page',
  'show-added': 'a rule of the source shows additions only',
  'show-removed': 'a rule of the source shows removals only',
} as const
export type HeldRule = keyof typeof heldReasons

/** Why a rule held something back, in words. A change keeps the name of its rule, which a later version may no longer have. */
export const heldReason = (rule: string): string =>
  isHeldRule(rule) ? heldReasons[rule] : 'a rule of an earlier version of Telltale held it back'

const isHeldRule = (rule: string): rule is HeldRule => Object.hasOwn(heldReasons, rule)
