import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

/** What each folder may import: folders of ours, and packages by name. `runtime` may import anything. */
const pure = [
  'zod',
  'cheerio/slim',
  'htmlparser2',
  'diff',
  'unpdf',
  'feedsmith',
  'json-p3',
  'unified',
  'remark-parse',
  'remark-gfm',
  'yaml',
  'chrono-node',
  'tinyld',
  're2js',
  'ipaddr.js',
]
const allowed: Record<string, { ours: string[]; packages: string[] }> = {
  'src/core': { ours: ['src/core'], packages: pure },
  collectors: { ours: ['collectors', 'src/core'], packages: pure },
  'src/store': { ours: ['src/store', 'src/core', 'src/ports.ts'], packages: ['drizzle-orm', 'fflate'] },
  'src/notify': { ours: ['src/notify', 'src/core'], packages: ['zod', 'standardwebhooks', 'hono/jsx'] },
  'src/flows': {
    ours: ['src/flows', 'src/core', 'src/store', 'src/notify', 'collectors', 'src/ports.ts'],
    packages: ['zod', 'drizzle-orm', 'csv-parse', 'csv-stringify', 'write-excel-file', 'read-excel-file'],
  },
  'src/demo': { ours: ['src/demo', 'src/core', 'src/flows', 'src/store', 'src/ports.ts'], packages: ['zod'] },
  'src/web': {
    ours: ['src/web', 'src/flows', 'src/store', 'src/core', 'src/notify', 'src/demo', 'collectors', 'src/ports.ts', 'src/config.ts'],
    packages: ['hono', '@hono/zod-openapi', 'zod', 'feedsmith', 'ical-generator', 'jose'],
  },
}
const root = resolve(import.meta.dirname, '..')
/** A folder of the agreed tree that is still empty has no files, and git no folder. */
const entriesOf = (dir: string) => (existsSync(join(root, dir)) ? readdirSync(join(root, dir), { withFileTypes: true }) : [])
const filesBelow = (dir: string): string[] =>
  entriesOf(dir).flatMap((entry) => {
    const path = `${dir}/${entry.name}`
    return entry.isDirectory() ? filesBelow(path) : /\.tsx?$/.test(entry.name) ? [path] : []
  })
const importsOf = (text: string) =>
  [...text.matchAll(/(?:^|\n)\s*(?:import|export)\s(?:[^'"]*?from\s*)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  )
const packageAllowed = (name: string, packages: string[]) => packages.some((one) => name === one || name.startsWith(`${one}/`))

/** The imports of a file that its folder may not have. */
function strays(folder: string, file: string): string[] {
  const rule = allowed[folder]
  if (!rule) return []
  return importsOf(readFileSync(join(root, file), 'utf8')).filter((name) => {
    if (!name.startsWith('.')) return !packageAllowed(name, rule.packages)
    const target = relative(root, resolve(root, dirname(file), name))
    return !rule.ours.some((one) => target === one || target === one.replace(/\.ts$/, '') || target.startsWith(`${one}/`))
  })
}

describe('boundaries', () => {
  it.each(Object.keys(allowed))('%s imports only what it may', (folder) => {
    const found = filesBelow(folder).flatMap((file) => strays(folder, file).map((name) => `${file} imports ${name}`))
    expect(found).toEqual([])
  })

  it.each(Object.keys(allowed))('%s reads no clock, chance, environment or global network', (folder) => {
    const effects = /\bnew Date\(\)|\bDate\.now\(|\bMath\.random\(|\bprocess\.env\b|(?<![.\w])fetch\(/
    const found = filesBelow(folder).flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, index) => (effects.test(line) && !/^\s*(\*|\/\/)/.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
    )
    expect(found).toEqual([])
  })
})
