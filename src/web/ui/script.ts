/**
 * The one script of the pages: keys to move and open (off while a field has the focus, and switched off altogether by a cookie that the list of keys
 * sets, WCAG 2.1.4), the current tab in view where they do not all fit, the focus on what comes next after an act, and nothing that a page needs in order to work.
 */
export const script = `(() => {
  const off = () => /(^|; )telltale-keys=off/.test(document.cookie)
  const rows = () => [...document.querySelectorAll('.work > li, tbody tr[role=row]')].filter((row) => row.querySelector('a[href]'))
  const link = (row) => row.querySelector('h3 a[href], th a[href], a[href]')
  const press = (key) => document.querySelector('[data-key="' + key + '"]')
  const goes = { t: '/', c: '/changes', r: '/reviews', v: '/register', s: '/sources' }
  let at = -1, going = false
  const move = (step) => {
    const all = rows()
    if (!all.length) return false
    if (all[at]) all[at].classList.remove('on')
    at = Math.max(0, Math.min(all.length - 1, at + step))
    all[at].classList.add('on')
    const to = link(all[at])
    to.focus({ preventScroll: true })
    all[at].scrollIntoView({ block: 'nearest' })
    return true
  }
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || off()) return
    const field = event.target.closest('input, select, textarea, [contenteditable]')
    if (field) { if (event.key === 'Escape') field.blur(); return }
    const { key } = event
    if (going) {
      going = false
      if (goes[key]) { event.preventDefault(); location.assign(goes[key]); return }
    }
    if (key === 'g') { going = true; setTimeout(() => { going = false }, 1500); return }
    if (key === '/') {
      const find = document.querySelector('main input[type=search], #q')
      if (find) { event.preventDefault(); find.focus() }
      return
    }
    const target = press(key)
    if (target) {
      event.preventDefault()
      if (target.matches('a[href]')) target.click()
      else if (target.matches('summary')) {
        target.parentElement.open = true
        const first = target.parentElement.querySelector('input, select, textarea')
        ;(first || target).focus()
      } else target.click()
      return
    }
    if (key === 'j' && move(1)) event.preventDefault()
    else if (key === 'k' && move(-1)) event.preventDefault()
    else if (key === 'x') {
      const row = rows()[at], box = row && row.querySelector('input[type=checkbox]')
      if (box) { event.preventDefault(); box.click() }
    } else if (key === '?') {
      const keys = document.querySelector('#keys')
      if (keys) { event.preventDefault(); keys.open = true; keys.scrollIntoView({ block: 'nearest' }); keys.querySelector('summary').focus() }
    }
  })
  const tab = document.querySelector('.tabs a[aria-current]'), tabs = tab && tab.parentElement
  if (tab && tab.offsetLeft + tab.offsetWidth > tabs.offsetLeft + tabs.clientWidth) tabs.scrollLeft = tab.offsetLeft - tabs.offsetLeft - 64
  const next = document.querySelector('.flash a[data-next]')
  if (next) next.focus({ preventScroll: true })
})()
`
