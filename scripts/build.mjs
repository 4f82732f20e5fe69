// Bundles the command and its worker: src → dist/. Skipped while dist is newer than everything it is made of.
// Written under temporary names and renamed, so that builds that run at the same time do not harm one another.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { writeCatalogueList } from './catalogue-list.mjs'

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
  '@libsql/client',
  '@libsql/*',
  'libsql',
  'playwright-core',
  'pino',
  'esbuild',
  'swagger-ui-dist',
  'unpdf',
  'prom-client',
  'nodemailer',
  'node-cron',
  'tsx',
  'tsx/*',
]
/** Packages written for `require` ask for Node's own modules by it. */
const banner = "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);"
const temporary = join(dist, `.build-${process.pid}`)
const entries = { telltale: 'src/runtime/node/main.ts', 'pipeline-worker': 'src/runtime/node/pipeline-worker.ts' }
await build({
  absWorkingDir: root,
  entryPoints: Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(join(root, file)))),
  outdir: temporary,
  bundle: true,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  external: outside,
  banner: { js: banner },
  sourcemap: true,
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  loader: { '.css': 'text', '.svg': 'text' },
  logLevel: 'warning',
})
const files = (dir) =>
  readdirSync(dir, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(dir, entry.name)) : [join(dir, entry.name)],
  )
// chunks first: their names hold their hashes, so an older telltale.js still finds its own
const order = (file) => (file.endsWith('telltale.js') ? 2 : file.includes('chunks') ? 0 : 1)
const present = new Set(files(temporary).map((file) => relative(temporary, file)))
for (const file of files(temporary).sort((a, b) => order(a) - order(b))) {
  const to = join(dist, relative(temporary, file))
  mkdirSync(dirname(to), { recursive: true })
  renameSync(file, to)
}
rmSync(temporary, { recursive: true, force: true })
// chunks of earlier builds go once no process that started from them can still want one
const stale = Date.now() - 3_600_000
for (const file of files(dist))
  if (file.includes('chunks') && !present.has(relative(dist, file)) && statSync(file).mtimeMs < stale) rmSync(file, { force: true })
