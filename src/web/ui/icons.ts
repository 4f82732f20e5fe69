/** Pictures of the signs, 16 px grid, 1.6 stroke. A page carries only those it uses (see `sprite`). */
const icons: Record<string, string> = {
  ask: '<circle cx="8" cy="8" r="6"/><path d="M6.3 6.6c0-1 .8-1.6 1.7-1.6s1.7.6 1.7 1.5c0 1.1-1.7 1.2-1.7 2.4m0 1.3v1"/>',
  cal: '<path d="M2 3.5h12V14H2zM2 6.8h12M5 1.5v3m6-3v3"/>',
  chain:
    '<circle cx="3.5" cy="8" r="2"/><circle cx="12.5" cy="4" r="2"/><circle cx="12.5" cy="12" r="2"/><path d="m5.4 7.2 5.3-2.4m-5.3 4 5.3 2.4"/>',
  check: '<path d="m3 8.6 3.2 3.2L13 4.6"/>',
  closed: '<circle cx="8" cy="8" r="6"/><path d="m5.2 8.2 2 2 3.7-4.2"/>',
  critical:
    '<path fill="currentColor" d="M5 1h6l4 4v6l-4 4H5l-4-4V5z"/><path stroke="var(--paper)" stroke-width="2" d="M8 4v5m0 1.6v1.6"/>',
  doc: '<path d="M4 1.5h5l3.5 3.5v9.5H4zM9 1.5V5h3.5M6 8.5h4.5M6 11h4.5"/>',
  due: '<circle cx="8" cy="8" r="6"/><path d="M8 4.8V8l2.2 1.5"/>',
  fail: '<circle cx="8" cy="8" r="6"/><path d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4"/>',
  high: '<path fill="currentColor" d="M8 1.2 15.4 14H.6z"/><path stroke="var(--paper)" stroke-width="1.7" d="M8 5.6v4.2m0 1.3v1.5"/>',
  info: '<circle cx="8" cy="8" r="6"/><path d="M8 7.2v4M8 4.6v1.2"/>',
  lapsed: '<circle cx="8" cy="8" r="6"/><path d="m4 4 8 8"/>',
  late: '<circle cx="8" cy="8" r="6.8" fill="currentColor" stroke="none"/><path stroke="var(--paper)" d="M8 4.5V8l2.5 1.8"/>',
  low: '<circle cx="8" cy="8" r="6"/><path d="M8 5v6m-2.4-2.4L8 11l2.4-2.4"/>',
  medium: '<path d="M8 1.6 14.4 8 8 14.4 1.6 8z"/><path fill="currentColor" stroke="none" d="M1.6 8h12.8L8 14.4z"/>',
  menu: '<path d="M2 4h12M2 8h12M2 12h12"/>',
  na: '<path d="M4 8h8"/>',
  noise: '<path d="M1.5 8h2L5 5.5l2 5 2-5 2 5L12.5 8h2"/>',
  open: '<circle cx="8" cy="8" r="6"/>',
  pen: '<path d="m2 14 .8-3.2L11 2.6l2.4 2.4-8.2 8.2z"/>',
  person: '<circle cx="8" cy="5" r="3"/><path d="M2.5 14.5c.5-3.5 2.8-5 5.5-5s5 1.5 5.5 5"/>',
  progress: '<circle cx="8" cy="8" r="6"/><path fill="currentColor" stroke="none" d="M8 2a6 6 0 0 1 0 12z"/>',
  prov: '<circle cx="8" cy="8" r="6" stroke-dasharray="2.2 2"/><path d="M6.3 6.6c0-1 .8-1.6 1.7-1.6s1.7.6 1.7 1.5c0 1.1-1.7 1.2-1.7 2.4m0 1.3v1"/>',
  second: '<circle cx="6" cy="8" r="4.5"/><circle cx="10" cy="8" r="4.5"/>',
  silent: '<path d="M4 11.5c1-1 1-2 1-4a3 3 0 0 1 5-2.2M11 8.5c0 1.5.3 2.3 1 3H6m.6 2h2.8M2 2l12 12"/>',
  snooze: '<circle cx="8" cy="8" r="6"/><path d="M6 5.5h4L6 10.5h4"/>',
  told: '<path d="M4 11.5c1-1 1-2 1-4a3 3 0 0 1 6 0c0 2 0 3 1 4zM6.6 13.5h2.8"/>',
  triage: '<circle cx="8" cy="8" r="6" stroke-dasharray="2.2 2"/>',
}

/** The symbols that `html` points at, as one hidden sprite. Our own constants only. */
export function sprite(html: string): string {
  const used = new Set<string>()
  for (let at = html.indexOf(points); at !== -1; at = html.indexOf(points, at)) {
    at += points.length
    used.add(html.slice(at, html.indexOf('"', at)))
  }
  const symbols = [...used].sort().map((name) => {
    const picture = Object.hasOwn(icons, name) ? icons[name] : undefined
    return picture
      ? `<symbol id="i-${name}" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round">${picture}</symbol>`
      : ''
  })
  return `<svg width="0" height="0" aria-hidden="true" hidden>${symbols.join('')}</svg>`
}
const points = 'href="#i-'
