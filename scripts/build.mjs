// Bundles the command and its worker: src → dist/, with what V8 compiled of them in a run, so that a start does not compile them again. Skipped while dist is newer than everything it is made of.
// Written under temporary names and renamed, so that builds that run at the same time do not harm one another.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { writeCatalogueList } from './catalogue-list.mjs'
import { lazyPackages } from './lazy-packages.mjs'
import { loadBundle } from './load-bundle.cjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const dist = join(root, 'dist')
const target = join(dist, 'telltale.js')

writeCatalogueList()

/** The newest change among the files below `paths`, in ms since 1970. */
function newest(...paths) {
  let latest = 0
  for (const path of paths) {
    const stat = statSync(path)
    latest = Math.max(latest, stat.mtimeMs)
    if (stat.isDirectory()) for (const name of readdirSync(path)) latest = Math.max(latest, newest(join(path, name)))
  }
  return latest
}

const made = ['src', 'collectors', 'scripts', 'package.json', 'package-lock.json'].map((name) => join(root, name)).filter(existsSync)
if (existsSync(target) && !process.argv.includes('--force') && statSync(target).mtimeMs > newest(...made)) process.exit(0)

/**
 * Packages are bundled too: a few files are read instead of hundreds, which is most of what a short command costs. Outside stay those with native
 * parts, with files of their own beside their code, and those that are large and rarely needed.
 */
const outside = [
  'libsql',
  'playwright-core',
  'esbuild',
  'swagger-ui-dist',
  'unpdf',
  'prom-client',
  'nodemailer',
  'node-cron',
  'tsx',
  'tsx/*',
]
const temporary = join(dist, `.build-${process.pid}`)
const entries = { telltale: 'src/runtime/node/main.ts', 'pipeline-worker': 'src/runtime/node/pipeline-worker.ts' }
await build({
  absWorkingDir: root,
  entryPoints: entries,
  outdir: temporary,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  // one file each, so that V8 can be given all of it compiled; ASCII, so that it is read without decoding
  format: 'cjs',
  charset: 'ascii',
  platform: 'node',
  target: 'node20',
  // code that comes from V8's cache has no say in how modules are loaded: what is loaded late is required late
  supported: { 'dynamic-import': false },
  external: outside,
  plugins: [lazyPackages],
  define: { 'import.meta.url': '__moduleUrl' },
  banner: {
    js: "(function (exports, require, module, __filename, __dirname) { const __moduleUrl = require('node:url').pathToFileURL(__filename).href;",
  },
  footer: { js: '})' },
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  loader: { '.css': 'text', '.svg': 'text' },
  logLevel: 'warning',
})
mkdirSync(join(dist, 'bundles'), { recursive: true })
writeFileSync(join(dist, 'package.json'), '{ "type": "commonjs" }\n')
const present = new Set()
for (const name of ['pipeline-worker', 'telltale']) {
  const built = join(temporary, `${name}.cjs`)
  writeFileSync(built, inAscii(readFileSync(built, 'utf8')))
  const hash = createHash('sha256').update(readFileSync(built)).digest('hex').slice(0, 12)
  const [bundle, cache] = [`${name}-${hash}.cjs`, `${name}-${hash}.cache`]
  const compiled = join(temporary, cache)
  const trained = spawnSync(process.execPath, [join(root, 'scripts/code-cache.mjs'), built, compiled], {
    cwd: temporary,
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 60_000,
  })
  if (trained.status !== 0) console.warn(`build: ${name} starts more slowly, for it could not be run once to be compiled`)
  const files = [bundle, ...(existsSync(compiled) ? [cache] : [])]
  renameSync(built, join(temporary, bundle))
  for (const file of files) {
    present.add(file)
    renameSync(join(temporary, file), join(dist, 'bundles', file))
  }
  writeFileSync(join(temporary, 'entry.js'), entry(bundle, files.includes(cache) ? cache : null))
  renameSync(join(temporary, 'entry.js'), join(dist, `${name}.js`))
}
rmSync(temporary, { recursive: true, force: true })
// bundles of earlier builds go once no process that started from them can still want one
const stale = Date.now() - 3_600_000
for (const file of readdirSync(join(dist, 'bundles')))
  if (!present.has(file) && statSync(join(dist, 'bundles', file)).mtimeMs < stale) rmSync(join(dist, 'bundles', file), { force: true })

/**
 * The bundler writes strings in ASCII but leaves regular expressions as they stand. An escape means the same there, with and without the `u` flag, and
 * says nothing in comments.
 */
function inAscii(code) {
  return code.replace(/[^\x00-\x7f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** What starts a bundle: the smallest file there can be. */
function entry(bundle, cache) {
  return `'use strict'
const { existsSync, readFileSync } = require('node:fs')
const { join } = require('node:path')
${loadBundle.toString()}
const bundles = join(__dirname, 'bundles')
const cache = ${cache ? `join(bundles, '${cache}')` : 'null'}
loadBundle(join(bundles, '${bundle}'), cache && existsSync(cache) ? readFileSync(cache) : null)
`
}
