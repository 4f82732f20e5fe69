// Writes collectors/vendors.ts, the list of the vendor files. The build runs it, so that adding a vendor is adding one file.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = new URL('../collectors/vendors/', import.meta.url)
const list = new URL('../collectors/vendors.ts', import.meta.url)

/** The text of collectors/vendors.ts for the files that are there now. */
export function catalogueList() {
  const ids = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort()
  const name = (id) => `v_${id.replaceAll('-', '_')}`
  return [
    '// Written by scripts/catalogue-list.mjs from the files in collectors/vendors: do not edit.',
    '// biome-ignore-all assist/source/organizeImports: in the order of the files',
    ...ids.map((id) => `import ${name(id)} from './vendors/${id}.json'`),
    '',
    'export const vendorFiles: readonly unknown[] = [',
    ...ids.map((id) => `  ${name(id)},`),
    ']',
    '',
  ].join('\n')
}

/** Writes the list where it differs, so that an unchanged tree stays untouched. */
export function writeCatalogueList() {
  const text = catalogueList()
  if (!existsSync(list) || readFileSync(list, 'utf8') !== text) writeFileSync(list, text)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeCatalogueList()
