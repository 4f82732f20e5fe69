/**
 * Packages that most runs never use, with the names that are imported from each: in the bundle they are evaluated at the first use of a name, not
 * at every start. A name that is imported and not listed here fails the build.
 */
const lazy = {
  tinyld: ['detect'],
  'chrono-node': ['de', 'en', 'es', 'fr', 'it', 'ja', 'nl', 'pt', 'zh'],
  re2js: ['RE2JS', 'RE2JSSyntaxException'],
  'json-p3': ['jsonpath'],
  'cheerio/slim': ['load'],
  pino: ['pino'],
  // a database over the network; files are opened by `@libsql/client/sqlite3`
  '@libsql/client': ['createClient'],
}

/** Left where they are installed even so. */
const outside = ['pino', '@libsql/client']

/**
 * Of undici only what makes connections: its browser-like parts cost more at the start than a round of requests, and come when they are used. The
 * agents for proxies speak to theirs by methods that only the whole package gives them.
 */
const ofUndici = `
export const Agent = require('undici/lib/dispatcher/agent.js')
export const ProxyAgent = function (...given) {
  return new (require('undici').ProxyAgent)(...given)
}
export const buildConnector = require('undici/lib/core/connect.js')
export const EnvHttpProxyAgent = function (...given) {
  return new (require('undici').EnvHttpProxyAgent)(...given)
}
export const fetch = (...given) => require('undici').fetch(...given)
export const request = (...given) => require('undici').request(...given)
`

const standIn = (name, names) => `
const real = () => require(${JSON.stringify(name)})
const later = (key) =>
  new Proxy(() => {}, {
    get: (_, property) => {
      const whole = real()[key]
      const value = whole[property]
      return typeof value === 'function' && value.prototype === undefined ? value.bind(whole) : value
    },
    apply: (_, self, given) => real()[key].apply(self, given),
    construct: (_, given) => new (real()[key])(...given),
  })
${names.map((key) => `export const ${key} = /* @__PURE__ */ later('${key}')`).join('\n')}
`

/** esbuild plugin: stand-ins for the packages above. Zod's messages are in English; its other languages stay out of the bundle. */
export const lazyPackages = {
  name: 'lazy-packages',
  setup(build) {
    build.onResolve({ filter: /.*/ }, async ({ path, importer, namespace, resolveDir, kind, pluginData }) => {
      if (pluginData === 'real') return undefined
      if (namespace === 'lazy')
        return outside.includes(path)
          ? { path, external: true }
          : build.resolve(path, { kind: 'import-statement', resolveDir, namespace: 'file', pluginData: 'real' })
      if (/\/locales\/index\.js$/.test(path) && /node_modules\/zod\//.test(importer))
        return build.resolve(path.replace('index.js', 'en.js'), { kind, importer, resolveDir, namespace: 'file', pluginData: 'real' })
      if (kind === 'import-statement' && path === 'undici') return { path, namespace: 'lazy', pluginData: { resolveDir } }
      if (kind === 'import-statement' && Object.hasOwn(lazy, path)) return { path, namespace: 'lazy', pluginData: { resolveDir } }
      return undefined
    })
    build.onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path, pluginData }) => ({
      contents: path === 'undici' ? ofUndici : standIn(path, lazy[path]),
      loader: 'js',
      resolveDir: pluginData.resolveDir,
    }))
  },
}
