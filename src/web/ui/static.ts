import { script } from './script'
import { stylesheet } from './stylesheet'

/** A short name for a text, another one for another text (FNV-1a, 32 bit): addresses change with contents, so that caches may keep them for ever. */
function contentName(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}

const files = {
  'telltale.css': { body: stylesheet, mediaType: 'text/css; charset=utf-8' },
  'telltale.js': { body: script, mediaType: 'text/javascript; charset=utf-8' },
} as const

export const styleHref = `/assets/telltale.css?v=${contentName(stylesheet)}`
export const scriptHref = `/assets/telltale.js?v=${contentName(script)}`

/** Our own static files by their name below `/assets/`; null for any other. They carry their content's name in the address. */
export function ownAsset(name: string): { body: string; mediaType: string } | null {
  return name === 'telltale.css' || name === 'telltale.js' ? files[name] : null
}
