// Prints what watching costs, as ratios within one run to the least possible work and, where it is installed, to urlwatch, and whether each bound
// holds. With the harness in ../shared/perf where it is set up (PERF_DIR, see its README), else with a few invented pages of our own.
//   npm run bench -- [--scenario change,noise,etag] [--rounds 5] [--n 200] [--port 18000] [--built-in]
import { parseArgs } from 'node:util'
import { boundsOf, tableOf } from './bench/bounds'
import { builtInRows } from './bench/built-in'
import { findHarness, harnessRows } from './bench/harness'

const { values } = parseArgs({
  options: {
    scenario: { type: 'string', default: 'change,noise,etag' },
    rounds: { type: 'string', default: '5' },
    n: { type: 'string', default: '200' },
    port: { type: 'string', default: '18000' },
    'built-in': { type: 'boolean', default: false },
  },
})
const whole = (name: 'rounds' | 'n' | 'port') => {
  const value = Number(values[name])
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} takes a whole number, not "${values[name]}"`)
  return value
}
const options = { scenarios: values.scenario.split(','), rounds: whole('rounds'), n: whole('n'), port: whole('port') }

const harness = values['built-in'] ? null : findHarness()
if (typeof harness === 'string') console.error(`${harness}; measuring with the built-in pages`)
const rows = harness === null || typeof harness === 'string' ? await builtInRows(options) : await harnessRows(harness, options)
console.log(tableOf(rows))
console.log(boundsOf(rows))
