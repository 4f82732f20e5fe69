import { describe, expect, it } from 'vitest'
import { catalogueVendor } from '../../src/core/catalogue'
import { catalogueCommand } from '../../src/runtime/node/cli/catalogue'
import { Failure, Usage } from '../../src/runtime/node/cli/command'

async function run(positionals: string[], json = false) {
  let printed = ''
  const code = await catalogueCommand.run({
    values: json ? { json } : {},
    positionals,
    terminal: false,
    env: {},
    stdin: async () => '',
    out: (text) => {
      printed += text
    },
    err: () => {},
  })
  return { code, printed }
}

describe('telltale catalogue', () => {
  it('lists a line a vendor, also without a verb', async () => {
    const { code, printed } = await run([])
    const rows = JSON.parse((await run(['list'], true)).printed)
    expect(code).toBe(0)
    expect(printed.trimEnd().split('\n')).toHaveLength(rows.length)
    expect(rows.length).toBeGreaterThan(90)
    for (const row of rows) expect(printed).toContain(row.name)
  })
  it('shows a vendor by id, name or alias: its systems, its sources and why some are off', async () => {
    const [first] = JSON.parse((await run(['list'], true)).printed).filter(
      (row: { enabled: number; sources: number }) => row.enabled < row.sources,
    )
    const vendor = catalogueVendor.parse(JSON.parse((await run(['show', first.id], true)).printed))
    const { printed } = await run(['show', vendor.name.toUpperCase()])
    for (const system of vendor.systems) expect(printed).toContain(system.name)
    for (const source of vendor.sources) expect(printed).toContain(source.url)
    expect(printed).toContain(`off: ${vendor.sources.find((source) => !source.enabled)?.offBecause}`)
  })
  it('fails on a vendor it does not know, and on wrong usage', async () => {
    await expect(run(['show', 'nobody-such'])).rejects.toThrow(Failure)
    for (const wrong of [['show'], ['frobnicate'], ['list', 'more'], ['show', 'one', 'two']])
      await expect(run(wrong)).rejects.toThrow(Usage)
  })
})
