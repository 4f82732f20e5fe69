import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { citation, obligationOf, pack, packVersion, triggerOf } from '../../src/core/pack'
import { fields } from '../../src/core/profile'

const own = new URL('../../src/core/reference/', import.meta.url)
const shared = new URL('../../../shared/reference/', import.meta.url)
const files = readdirSync(own).sort()
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')
const hashIn = (folder: URL, name: string) => sha256(readFileSync(new URL(name, folder)))

describe('the reference pack', () => {
  it('has the hash that every result carries', () => {
    expect(packVersion.hash).toBe(sha256(files.map((name) => `${hashIn(own, name)}  ${name}\n`).join('')))
    expect(packVersion.asOf).toBe(pack().asOf)
  })
  it.skipIf(!existsSync(shared))('is byte for byte the shared one (skipped where that folder is absent)', () => {
    for (const name of files) expect({ name, hash: hashIn(own, name) }).toEqual({ name, hash: hashIn(shared, name) })
  })
  it('is read whole', () => {
    const { triggers, obligations, questions, conditions, engineRules } = pack()
    const links = [...triggers.values()].flatMap((trigger) => trigger.obligations)
    expect([triggers.size, obligations.size, questions.size, Object.keys(conditions).length, engineRules.size, links.length]).toEqual([
      53, 221, 64, 41, 30, 549,
    ])
  })
  it('points only at what it holds', () => {
    const { triggers, obligations, questions, conditions, roles } = pack()
    const known = new Set(fields().map((field) => field.pack))
    for (const trigger of triggers.values()) {
      expect(Object.keys(roles)).toContain(trigger.responsible_role)
      for (const field of Object.keys(trigger.after_state ?? {})) expect(known).toContain(field)
      for (const link of trigger.obligations) {
        const wanted = [...new Set([...obligationOf(link.id).conditions, ...link.when])].sort()
        expect([...link.effective_conditions].sort()).toEqual(wanted)
        for (const condition of link.effective_conditions) expect(Object.keys(conditions)).toContain(condition)
      }
    }
    for (const question of questions.values()) {
      for (const id of question.obligations) expect(obligations.has(id)).toBe(true)
      for (const kind of question.invalidated_by) expect(triggers.has(kind)).toBe(true)
    }
  })
  it('cites duties as people do', () => {
    expect(
      ['aiact-26-1', 'iso42001-a-6-2-4', 'gdpr-28-3', 'iso27001-a-5-22', 'uk-aicyber-11'].map((id) => citation(obligationOf(id))),
    ).toEqual([
      'AI Act Art 26(1)',
      'ISO/IEC 42001 A.6.2.4',
      'GDPR Art 28(3)',
      'ISO/IEC 27001 A.5.22',
      'DSIT AI cyber security code, 2025, Principle 11',
    ])
  })
  it('knows no other kind', () => expect(() => triggerOf('rumour')).toThrow('rumour'))
})
