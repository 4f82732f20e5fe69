import { describe, expect, it } from 'vitest'
import { Failure, Usage } from '../../src/runtime/node/cli/command'
import { decideCommand } from '../../src/runtime/node/cli/decide'
import { workedExamples as examples } from '../core/worked-examples'

async function run(input: unknown, positionals = ['-']) {
  const printed = { out: '', err: '' }
  const text = typeof input === 'string' ? input : JSON.stringify(input)
  const code = await decideCommand.run({
    values: {},
    positionals,
    terminal: false,
    env: {},
    stdin: async () => text,
    out: (line) => {
      printed.out += line
    },
    err: (line) => {
      printed.err += line
    },
  })
  return { code, ...printed }
}
const plain = { register: { 'system.id': 's1' }, change: { kind: 'pricing-only', detected: '2026-11-21' } }

describe('telltale decide -', () => {
  it('gives a result for each case, in order', async () => {
    const { code, out } = await run(examples.map(({ register, change }) => ({ register, change })))
    const results = JSON.parse(out)
    expect(code).toBe(0)
    expect(results.map((result: { severity: string }) => result.severity)).toEqual(examples.map(({ expected }) => expected.severity))
    expect(Object.keys(results[0])).toEqual(
      expect.arrayContaining(['severity', 'due', 'active', 'provisional', 'tasks', 'complete', 'notes', 'pack']),
    )
  })
  it('gives nothing for nothing', async () => expect(JSON.parse((await run([])).out)).toEqual([]))
  it('gives the same bytes twice', async () => {
    const input = examples.map(({ register, change }) => ({ register, change }))
    expect((await run(input)).out).toBe((await run(input)).out)
  })
  it.each([
    { says: 'no JSON', input: 'not json', message: 'not JSON' },
    { says: 'no array', input: { register: {}, change: {} }, message: 'a JSON array' },
    {
      says: 'an unknown kind',
      input: [plain, { ...plain, change: { ...plain.change, kind: 'rumour' } }],
      message: '[1].change.kind: the pack knows no kind "rumour"',
    },
    { says: 'no kind', input: [{ ...plain, change: { detected: '2026-11-21' } }], message: '[0].change.kinds: expected kind' },
    { says: 'no detection date', input: [{ ...plain, change: { kind: 'pricing-only' } }], message: '[0].change.detected: expected a day' },
    {
      says: 'a day that does not exist',
      input: [{ ...plain, change: { ...plain.change, effective: '2026-02-30' } }],
      message: '[0].change.effective',
    },
    { says: 'no register', input: [{ change: plain.change }], message: '[0].register' },
    {
      says: 'a deployment without id in a list',
      input: [{ ...plain, register: [{ 'dep.status': 'live' }] }],
      message: '[0].register[0].dep.id',
    },
    {
      says: 'a deployment twice',
      input: [{ ...plain, register: [{ 'dep.id': 'd' }, { 'dep.id': 'd' }] }],
      message: '[0].register[1].dep.id: the deployment d stands twice',
    },
  ])('fails on $says and names the place', async ({ input, message }) => {
    await expect(run(input)).rejects.toThrow(Failure)
    await expect(run(input)).rejects.toThrow(message)
  })
  it('passes over a key of the change that the rules do not read, and says so', async () => {
    const { code, err } = await run([{ ...plain, change: { ...plain.change, efective: '2026-12-01' } }])
    expect([code, err]).toEqual([0, '[0].change.efective is not read by the rules\n'])
  })
  it.each([{ positionals: [] }, { positionals: ['file.json'] }, { positionals: ['-', '-'] }])(
    'is wrong usage with $positionals',
    async ({ positionals }) => {
      await expect(run([], positionals)).rejects.toThrow(Usage)
    },
  )
})
