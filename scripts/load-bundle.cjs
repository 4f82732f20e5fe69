/**
 * Runs a bundle from one file, which is a function of what CommonJS gives to a module. `cache` (bytes, or null) spares V8 the compiling; one that V8 does not accept is ignored.
 * Answers the script and what the bundle exports.
 */
function loadBundle(file, cache) {
  const { readFileSync } = require('node:fs')
  const { createRequire } = require('node:module')
  const { dirname } = require('node:path')
  const { setFlagsFromString } = require('node:v8')
  const { Script, constants } = require('node:vm')
  // most runs are over before what is compiled again for speed pays; and threads that share a small machine only wait for one another
  setFlagsFromString('--interrupt-budget=1000000')
  setFlagsFromString('--no-parallel-scavenge')
  const script = new Script(readFileSync(file, 'latin1'), {
    filename: file,
    cachedData: cache ?? undefined,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
  const module = { exports: {} }
  script.runInThisContext().call(module.exports, module.exports, createRequire(file), module, file, dirname(file))
  return { script, exports: module.exports }
}
exports.loadBundle = loadBundle
