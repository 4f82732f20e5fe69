/**
 * Runs a bundle from one file as CommonJS. `cache` (bytes, or null) spares V8 the compiling; one that V8 does not accept is ignored.
 * Answers the script and what the bundle exports.
 */
function loadBundle(file, cache) {
  const { readFileSync } = require('node:fs')
  const { createRequire } = require('node:module')
  const { dirname } = require('node:path')
  const { Script, constants } = require('node:vm')
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'latin1')}\n})`
  const script = new Script(source, {
    filename: file,
    cachedData: cache ?? undefined,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
  const module = { exports: {} }
  script.runInThisContext().call(module.exports, module.exports, createRequire(file), module, file, dirname(file))
  return { script, exports: module.exports }
}
exports.loadBundle = loadBundle
