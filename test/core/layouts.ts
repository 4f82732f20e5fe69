import fc from 'fast-check'

/** An invented document, free of any layout. `rows` are cells, the first one the name of the row; `terms` are defined words. */
export type Part = { title: string; prose: string[]; items: string[]; rows: string[][]; terms: [string, string][] }
/** `fresh` are words that no invented document holds by itself. */
export type Script = { lang: string; words: string[]; fresh: string[]; join: string; stop: string }

export const scripts: Record<'english' | 'german' | 'chinese' | 'arabic', Script> = {
  english: {
    lang: 'en',
    join: ' ',
    stop: '.',
    words:
      'customer data service contract notice region partner system report council harbour meadow window garden letter market forest bridge valley signal copper planet mirror candle'.split(
        ' ',
      ),
    fresh:
      'auditor lantern retention biometric orchard transcript advertiser sovereign glacier turbine broker parcel thunder velvet compass orbit'.split(
        ' ',
      ),
  },
  german: {
    lang: 'de',
    join: ' ',
    stop: '.',
    words:
      'Kunde Daten Dienst Vertrag Frist Gebiet Partner System Bericht Gemeinde Hafen Wiese Fenster Garten Brief Markt Wald Brücke Tal Zeichen Kupfer Straße Spiegel Kerze'.split(
        ' ',
      ),
    fresh:
      'Prüfer Laterne Speicherung Obsthof Abschrift Werbung Gletscher Turbine Makler Paket Donner Samt Kompass Umlauf Hafer Zügel'.split(
        ' ',
      ),
  },
  chinese: {
    lang: 'zh',
    join: '',
    stop: '。',
    words: '客户 数据 服务 合同 通知 地区 伙伴 系统 报告 议会 港口 草地 窗户 花园 信件 市场 森林 桥梁 山谷 信号 铜矿 星球 镜子 蜡烛'.split(
      ' ',
    ),
    fresh: '审计 灯笼 保留 指纹 果园 抄本 广告 主权 冰川 涡轮 经纪 包裹 雷声 丝绒 罗盘 轨道'.split(' '),
  },
  arabic: {
    lang: 'ar',
    join: ' ',
    stop: '.',
    words:
      'عميل بيانات خدمة عقد إشعار منطقة شريك نظام تقرير مجلس ميناء مرج نافذة حديقة رسالة سوق غابة جسر وادي إشارة نحاس كوكب مرآة شمعة'.split(
        ' ',
      ),
    fresh: 'مدقق فانوس احتفاظ بصمة بستان نسخة إعلان سيادة جليد توربين وسيط طرد رعد مخمل بوصلة مدار'.split(' '),
  },
}

export const sentenceIn = ({ words, join, stop }: Script, least = 13): fc.Arbitrary<string> =>
  fc
    .shuffledSubarray(words, { minLength: least, maxLength: Math.min(words.length, least + 7) })
    .map((chosen) => `${chosen.join(join).replace(/^./, (first) => first.toUpperCase())}${stop}`)

/** A sentence of words that stand nowhere else. */
export const freshIn = (script: Script): fc.Arbitrary<string> => sentenceIn({ ...script, words: script.fresh }, 12)

export const partIn = (script: Script): fc.Arbitrary<Part> =>
  fc.record({
    title: fc.array(fc.constantFrom(...script.words), { minLength: 1, maxLength: 3 }).map((words) => words.join(script.join)),
    prose: fc.array(sentenceIn(script), { minLength: 2, maxLength: 5 }),
    items: fc.array(sentenceIn(script), { minLength: 2, maxLength: 3 }),
    rows: fc.array(fc.array(fc.constantFrom(...script.words), { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 3 }),
    terms: fc.array(fc.tuple(fc.constantFrom(...script.words), sentenceIn(script)), { minLength: 1, maxLength: 2 }),
  })

/** What a server makes anew at every visit, and what no reader sees. */
export const dress = fc.record({
  visit: fc.stringMatching(/^[a-f0-9]{12}$/).filter((id) => /\d/.test(id) && /[a-f]/.test(id)),
  cls: fc.stringMatching(/^[a-z]{2}\d[a-z0-9]{2,5}$/),
  space: fc.constantFrom(' ', '\n   ', '\t ', '\r\n'),
  curly: fc.boolean(),
  swapped: fc.boolean(),
})
export type Dress = typeof dress extends fc.Arbitrary<infer Value> ? Value : never
export const plainDress: Dress = { visit: 'a1b2c3d4e5f6', cls: 'ab1cd', space: ' ', curly: false, swapped: false }

type Render = { at: (name: string) => string; say: (text: string) => string }
type Layout = (parts: readonly Part[], render: Render) => string

const list = (items: readonly string[], { at, say }: Render): string =>
  items.length === 0 ? '' : `<ul ${at('ul')}>${items.map((item) => `<li>${say(item)}</li>`).join('')}</ul>`
const table = (rows: readonly string[][], { at, say }: Render): string =>
  rows.length === 0
    ? ''
    : `<table ${at('t')}><tbody>${rows.map((row) => `<tr>${row.map((cell) => `<td>${say(cell)}</td>`).join('')}</tr>`).join('')}</tbody></table>`
const defined = (terms: readonly [string, string][], { say }: Render): string =>
  terms.length === 0 ? '' : `<dl>${terms.map(([term, meaning]) => `<dt>${say(term)}</dt><dd>${say(meaning)}</dd>`).join('')}</dl>`
const inner = (part: Part, render: Render): string =>
  `<p ${render.at('p')}>${part.prose.map(render.say).join(' ')}</p>${list(part.items, render)}${table(part.rows, render)}${defined(part.terms, render)}`
const each = (parts: readonly Part[], one: (part: Part, index: number) => string): string => parts.map(one).join('\n')

/** Ways in which real sites lay a document out. All of them say the same words. */
export const layouts = {
  main: (parts, r) => `<main>${each(parts, (p) => `<h2 ${r.at('h')}>${r.say(p.title)}</h2>${inner(p, r)}`)}</main>`,
  article: (parts, r) =>
    `<div ${r.at('w')}><article><header><h1>${r.say('Terms')}</h1></header>${each(parts, (p) => `<section><h3>${r.say(p.title)}</h3>${inner(p, r)}</section>`)}</article></div>`,
  divs: (parts, r) =>
    `<div><div ${r.at('o')}>${each(parts, (p) => `<div><div>${r.say(p.title)}</div>${p.prose.map((s) => `<div><span ${r.at('s')}>${r.say(s)}</span></div>`).join('')}<div>${list(p.items, r)}</div>${table(p.rows, r)}${defined(p.terms, r)}</div>`)}</div></div>`,
  aside: (parts, r) => `<aside ${r.at('w')}>${each(parts, (p) => `<h2>${r.say(p.title)}</h2>${inner(p, r)}`)}</aside>`,
  dialog: (parts, r) =>
    `<div role="dialog" aria-modal="true" class="modal-content">${each(parts, (p) => `<h2>${r.say(p.title)}</h2>${inner(p, r)}`)}</div>`,
  details: (parts, r) => each(parts, (p) => `<details ${r.at('d')}><summary>${r.say(p.title)}</summary>${inner(p, r)}</details>`),
  accordion: (parts, r) =>
    `<main>${each(parts, (p, i) => `<h3><button aria-expanded="false" aria-controls="c${i}">${r.say(p.title)}</button></h3><div id="c${i}" class="accordion-panel" hidden>${inner(p, r)}</div>`)}</main>`,
  bareAccordion: (parts, r) =>
    `<main>${each(parts, (p, i) => `<h3>${r.say(p.title)} <button aria-expanded="false" aria-controls="x${i}">+</button></h3><div id="x${i}" style="display:none">${inner(p, r)}</div>`)}</main>`,
  untilFound: (parts, r) =>
    `<main>${each(parts, (p) => `<h2>${r.say(p.title)}</h2><div hidden="until-found">${inner(p, r)}</div>`)}</main>`,
  tabs: (parts, r) =>
    `<div role="tablist">${each(parts, (p, i) => `<a role="tab" href="#t${i}">${r.say(p.title)}</a>`)}</div>${each(parts, (p, i) => `<div role="tabpanel" id="t${i}" ${i === 0 ? '' : 'hidden'}><h2>${r.say(p.title)}</h2>${inner(p, r)}</div>`)}`,
  layoutTable: (parts, r) =>
    `<table width="100%"><tr><td>${r.say('Menu')}</td><td><table><tr><td>${each(parts, (p) => `<b>${r.say(p.title)}</b>${inner(p, r)}`)}</td></tr></table></td></tr></table>`,
  breaks: (parts, r) =>
    `<div ${r.at('w')}>${each(parts, (p) => `<b>${r.say(p.title)}</b><br><br>${p.prose.map(r.say).join('<br><br>')}<br>${list(p.items, r)}${table(p.rows, r)}${defined(p.terms, r)}`)}</div>`,
  unclosed: (parts, r) =>
    `<body><h1>${r.say('Terms')}</h1>${each(parts, (p) => `<h2>${r.say(p.title)}</h2><p>${p.prose.map(r.say).join('<p>')}<ul>${p.items.map((s) => `<li>${r.say(s)}`).join('')}</ul>${table(p.rows, r)}${defined(p.terms, r)}`)}`,
  legalList: (parts, r) =>
    `<main><ol>${each(parts, (p) => `<li><b>${r.say(p.title)}</b><p>${p.prose.map(r.say).join(' ')}</p><ol>${p.items.map((s) => `<li>${r.say(s)}</li>`).join('')}</ol>${table(p.rows, r)}${defined(p.terms, r)}</li>`)}</ol></main>`,
  customElements: (parts, r) =>
    `<app-root><legal-page>${each(parts, (p) => `<legal-section ${r.at('x')}><h2>${r.say(p.title)}</h2>${inner(p, r)}</legal-section>`)}</legal-page></app-root>`,
  shadow: (parts, r) =>
    `<legal-page><template shadowrootmode="open">${each(parts, (p) => `<h2>${r.say(p.title)}</h2>${inner(p, r)}`)}</template></legal-page>`,
  form: (parts, r) =>
    `<form method="post" action="/page.aspx"><div>${each(parts, (p) => `<h2>${r.say(p.title)}</h2>${inner(p, r)}`)}</div></form>`,
  manyMains: (parts, r) => each(parts, (p) => `<article ${r.at('a')}><h2>${r.say(p.title)}</h2>${inner(p, r)}</article>`),
} as const satisfies Record<string, Layout>
export type LayoutName = keyof typeof layouts
export const layoutNames: readonly LayoutName[] = fcKeys(layouts)

function fcKeys<Key extends string>(record: Record<Key, unknown>): Key[] {
  const names: Key[] = []
  for (const name in record) names.push(name)
  return names
}

/** The page with its furniture around the document: menu, banner, footer, scripts, all of them made anew by each visit. */
export function pageOf(
  name: LayoutName,
  script: Script,
  parts: readonly Part[],
  { visit, cls, space, curly, swapped }: Dress = plainDress,
): string {
  const render: Render = {
    at: (own) =>
      swapped ? `id="${visit}${own}" class="${cls}" data-v="${visit}"` : `data-v="${visit}" class="${cls}" id="${visit}${own}"`,
    say: (text) => (curly ? text.replace(/(\p{L})([.。])$/u, '$1\u200b$2') : text).split(' ').join(space),
  }
  return `<!doctype html><html lang="${script.lang}" ${script.lang === 'ar' ? 'dir="rtl"' : ''}><head><title>Terms</title><meta name="csrf-token" content="${visit}">
<style>.${cls}{color:#${visit.slice(0, 6)}}</style><script nonce="${visit}">window.state={"id":"${visit}"}</script></head><body class="${cls}">
<nav><a href="/?utm_source=${visit}">Home</a><a href="/pricing?sid=${visit}">Pricing</a></nav><div class="cookie-banner" id="b${visit}">We use cookies ${visit}</div>
${layouts[name](parts, render)}
<footer>1 Mill Lane<form><input type="hidden" value="${visit}"></form></footer><script>boot("${visit}")</script><!-- ${visit} --></body></html>`
}
