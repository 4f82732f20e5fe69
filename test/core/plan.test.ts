import { describe, expect, it } from 'vitest'
import { decide } from '../../src/core/plan'
import { decisionInput } from '../../src/core/vendor-change'
import { workedExamples } from './worked-examples'

const key = (task: { deployment?: string; obligation: string }) => `${task.obligation} ${task.deployment ?? ''}`

describe('the worked examples of the pack', () => {
  it.each(workedExamples)('$name', ({ register, change, expected }) => {
    const decision = decide(decisionInput.parse({ register, change }))
    expect(decision.severity).toBe(expected.severity)
    expect(decision.due).toBe(expected.due)
    expect(decision.active).toEqual([...expected.active].sort())
    expect(decision.provisional).toEqual([...expected.provisional].sort())
    expect(decision.tasks.map(key)).toEqual(expected.tasks.map(key).sort())
    for (const task of expected.tasks) expect(decision.tasks.find((each) => key(each) === key(task))).toMatchObject(task)
    if ('complete' in expected) expect(decision.complete).toEqual([...(expected.complete ?? [])].sort())
    if (!('deployments' in expected)) return
    const sorted = Object.fromEntries(
      Object.entries(expected.deployments ?? {}).map(([name, each]) => [
        name,
        { ...each, active: [...each.active].sort(), provisional: [...each.provisional].sort() },
      ]),
    )
    expect(decision.deployments).toEqual(sorted)
  })
})
