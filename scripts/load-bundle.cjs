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
  // threads that share a small machine only wait for one another; and most runs are over before what is compiled again for speed pays, or what lies about
  // is worth keeping: they collect early and stay small
  for (const flag of ['--no-parallel-scavenge', '--interrupt-budget=1000000']) setFlagsFromString(flag)
  for (const flag of ['--semi-space-growth-factor=1', '--min-semi-space-size=4', '--heap-growing-percent=70']) setFlagsFromString(flag)
  const script = new Script(readFileSync(file, 'latin1'), {
    filename: file,
    cachedData: cache ?? undefined,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
  // the service lives long, and takes V8's own measure; what was compiled is accepted only under the flags it was compiled with, so these come after
  if (process.argv[2] === 'start')
    for (const flag of ['--interrupt-budget=67584', '--semi-space-growth-factor=2', '--min-semi-space-size=0', '--heap-growing-percent=0'])
      setFlagsFromString(flag)
  const module = { exports: {} }
  script.runInThisContext().call(module.exports, module.exports, createRequire(file), module, file, dirname(file))
  return { script, exports: module.exports }
}
exports.loadBundle = loadBundle
