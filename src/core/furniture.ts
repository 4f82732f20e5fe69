import { type Box, walk } from './boxes'

const largestShare = 1 / 3
/** All that is dropped by the wording of a class or id together may hold this share of the page's prose, and one such box this much prose. */
const largestNamedShare = 0.12
const largestNamedProse = 600

const furnitureTags = new Set(['nav', 'footer', 'aside', 'dialog', 'menu'])
const furnitureRoles = new Set([
  'navigation',
  'banner',
  'contentinfo',
  'complementary',
  'dialog',
  'alertdialog',
  'search',
  'menu',
  'menubar',
  'toolbar',
  'tooltip',
  'status',
  'alert',
])
const named =
  /(?:^|[\s_-])(?:nav|navbar|navigation|menu|submenu|megamenu|header|topbar|footer|sidebar|side-bar|breadcrumbs?|pagination|pager|related|recommended|recommendations|share|sharing|social|socials|newsletter|subscribe|subscription-form|signup|promo|promotion|advert|ads?|banner|announcement|modal|popup|pop-up|overlay|drawer|toast|snackbar|skip-?link|skip-to|toc|table-of-contents|tableofcontents|on-this-page|feedback|was-this-helpful|rating|cta|call-to-action|language-switcher|lang-switcher|locale-selector|search|widget|chat|livechat|cookie|cookies|consent|gdpr|hero|byline|author|avatar|tags|comments?)(?:$|[\s_-])/i
const consent =
  /(?:cookie|consent|gdpr|privacy)[\w-]*(?:banner|bar|notice|pop-?up|modal|dialog|overlay|prompt|preferences?|settings|cent(?:er|re)|wall|layer|sdk|manager|container|box|message|widget)|(?:banner|modal|popup|dialog|overlay)[\w-]*(?:cookie|consent|gdpr)/i
const forReaders = /(?:^|[\s_-])(?:sr-only|screen-reader(?:-text|-only)?|visually-?hidden|a11y-hidden|u-hidden-visually)(?:$|[\s_-])/i
const opens = /accordion|collaps|expand|tab-?pane|tab-?panel|tab-?content|toggle|faq|disclosure|panel|dropdown-content|w-dropdown/i

/**
 * Marks what is not the document: furniture by tag and role, banners and menus by the wording of their class, hidden parts. Every such
 * box only below a third of the page's text, since some sites put the whole document into `aside` or into an element called `modal`; by
 * wording only what holds little prose itself, and only while all of it together stays a small part of the page's prose.
 */
export function markFurniture(page: Box): void {
  const limit = page.length * largestShare
  const opened = new Set<string>()
  walk(page, (box, parents) => {
    const why = furnitureOf(box, parents)
    if (why && box.length <= limit) box.dropped = why
    else for (const id of box.opens ?? []) opened.add(id)
    return box.dropped ? 'leave' : 'enter'
  })
  walk(page, (box) => {
    if (!box.dropped && box.length <= limit) box.dropped = hiddenOf(box, opened)
    return box.dropped ? 'leave' : 'enter'
  })
  let allowance = page.prose * largestNamedShare
  walk(page, (box, parents) => {
    if (box.dropped) return 'leave'
    if (asksConsent(box, parents, page)) {
      box.dropped = 'asks for consent'
      return 'leave'
    }
    const name = `${box.attribs.class ?? ''} ${box.attribs.id ?? ''}`.replace(/([a-z])([A-Z])/g, '$1-$2')
    if (name.length < 2 || box.length > limit) return 'enter'
    if (consent.test(name)) {
      box.dropped = 'consent banner'
      return 'leave'
    }
    if (!named.test(name) || box.prose > largestNamedProse || box.prose > allowance) return 'enter'
    if (/^(?:h[1-6]|p|li|tr|td|th|table|tbody|main|article|html|body|a|span|strong|b|em|i)$/.test(box.tag)) return 'enter'
    allowance -= box.prose
    box.dropped = 'named as furniture'
    return 'leave'
  })
}

/**
 * A request for consent in a plain box: short, about cookies and about agreeing to them, and *beside* the box that holds most of the page. What a
 * policy says of cookies stands inside that box, inside `main` or `article`, or in a box that is marked up like its long neighbour.
 */
function asksConsent(box: Box, parents: readonly Box[], page: Box): boolean {
  if (!/^(?:div|section|form|aside)$/.test(box.tag) || box.length < 40 || box.length > longestConsent) return false
  const document = parents.at(-1)?.kids.find((kid) => typeof kid !== 'string' && kid !== box && kid.length >= page.length * mostOfThePage)
  if (document === undefined || typeof document === 'string' || parents.some(isMain)) return false
  if (document.tag === box.tag && document.attribs.class === box.attribs.class) return false
  const text = textOf(box)
  return asked.test(text) && agreed.test(text)
}
const mostOfThePage = 0.6
const longestConsent = 900
const asked = /\bcookies?\b|クッキー|网站跟踪器/i
const agreed =
  /\b(?:accept|reject|decline|manage (?:cookies|preferences|settings)|cookie (?:settings|preferences)|akzeptieren|ablehnen|einstellungen verwalten|accepter|refuser|tout refuser|aceptar|rechazar|accetta|rifiuta|accepteren|weigeren|aceitar|recusar)\b|同意|接受|拒绝|許可/i

const textOf = (box: Box): string => box.kids.map((kid) => (typeof kid === 'string' ? kid : kid.dropped ? '' : textOf(kid))).join(' ')

function furnitureOf(box: Box, parents: readonly Box[]): string | null {
  const role = box.attribs.role?.toLowerCase()
  if (role && furnitureRoles.has(role)) return `role ${role}`
  if (box.attribs['aria-modal'] === 'true') return 'modal'
  if (furnitureTags.has(box.tag)) return box.tag
  if (
    box.tag === 'header' &&
    !parents.some((parent) => parent.tag === 'main' || parent.tag === 'article' || parent.attribs.role === 'main')
  )
    return 'header'
  return null
}

function hiddenOf(box: Box, opened: ReadonlySet<string>): string | null {
  const { attribs } = box
  if (forReaders.test(attribs.class ?? '')) return 'for screen readers'
  const style = attribs.style ?? ''
  const hidden =
    (attribs.hidden !== undefined && attribs.hidden !== 'until-found') ||
    /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style) ||
    (attribs['aria-hidden'] === 'true' && box.tag !== 'i' && box.tag !== 'span')
  if (!hidden) return null
  const real =
    // a part that a control of the document opens, unless it is a menu
    (attribs.id !== undefined && opened.has(attribs.id) && box.linked < box.length / 2) ||
    attribs.role === 'tabpanel' ||
    attribs.role === 'region' ||
    attribs['aria-labelledby'] !== undefined ||
    opens.test(`${attribs.class ?? ''} ${attribs.id ?? ''}`)
  return real ? null : 'hidden'
}

/** The text of a box that is not dropped. */
function keptLength(box: Box): number {
  if (box.dropped) return 0
  let length = box.length
  walk(box, (kid) => {
    if (!kid.dropped) return 'enter'
    length -= kid.length
    return 'leave'
  })
  return length
}

/**
 * The main content: `main`, `role=main` or `article` where it holds half of what is left, else the deepest element that holds 90 % of it. Several
 * of them side by side are the parts of one document.
 */
export function mainOf(page: Box): Box {
  const all = keptLength(page)
  let found: Box | null = null
  walk(page, (box, parents) => {
    if (box.dropped || found) return 'leave'
    if (isMain(box) && keptLength(box) >= all / 2) {
      const parent = parents.at(-1) ?? page
      found = parent.kids.some((kid) => typeof kid !== 'string' && kid !== box && isMain(kid) && !kid.dropped) ? parent : box
    }
    return found ? 'leave' : 'enter'
  })
  return found ?? deepestWith(page, all * 0.9)
}

/** Whether a page says of a box that its document is in it. */
export const isMain = ({ tag, attribs }: Box): boolean => tag === 'main' || tag === 'article' || attribs.role === 'main'

function deepestWith(box: Box, least: number): Box {
  for (const kid of box.kids) {
    if (
      typeof kid !== 'string' &&
      kid.length >= least &&
      !kid.dropped &&
      keptLength(kid) >= least &&
      !/^(?:p|table|tbody|ul|ol|tr|span|a|li)$/.test(kid.tag)
    )
      return deepestWith(kid, least)
  }
  return box
}
