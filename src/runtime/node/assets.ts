import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Asset } from '../../web/environment'

const files: Record<string, { file: string; mediaType: string }> = {
  'swagger-ui.css': { file: 'swagger-ui-dist/swagger-ui.css', mediaType: 'text/css; charset=utf-8' },
  'swagger-ui-bundle.js': { file: 'swagger-ui-dist/swagger-ui-bundle.js', mediaType: 'text/javascript; charset=utf-8' },
}
const require = createRequire(import.meta.url)
const packageDir = (name: string) => dirname(require.resolve(`${name}/package.json`))

/** Third-party static files, served from the installed packages so that no page asks another host. */
export async function asset(name: string): Promise<Asset | null> {
  const known = Object.hasOwn(files, name) ? files[name] : undefined
  if (!known) return null
  const [packageName = '', ...path] = known.file.split('/')
  return { body: await readFile(join(packageDir(packageName), ...path)), mediaType: known.mediaType }
}
