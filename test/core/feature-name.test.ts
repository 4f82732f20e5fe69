import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { featureName } from '../../src/core/feature-name'

describe('the name under which a feature is proposed', () => {
  it.each<[texts: string[], name: string]>([
    [['Draft replies with AI are now on for everyone.'], 'Draft replies with AI'],
    [['The console now shows drafted replies, switched on.'], 'Drafted replies'],
    [['We have added meeting summaries to the mobile app.'], 'Meeting summaries'],
    [['Introducing “Second reader”, which marks what a person should read again.'], 'Second reader'],
    [['12 November 2026: Reasons as sentences\nAdministrators can enable it.'], 'Reasons as sentences'],
    [['2026-11-12 New: Reply drafts\nOff until you enable it.'], 'Reply drafts'],
    [['They set a lower limit of our liability.', '29 October 2026: New general terms\nThey change in two days.'], 'General terms'],
    [['Admins can enable the new AI summary.'], 'AI summary'],
    [['It is on by default.'], 'New feature of Quill'],
    [['Wir schreiben Ihnen auf Wunsch jeden Brief in einfacher Sprache und lesen ihn Ihnen auch vor.'], 'New feature of Quill'],
  ])('of %j is %s', (texts, name) => {
    expect(featureName(texts, 'Quill')).toBe(name)
  })

  it('is short, on one line and never empty, whatever a page says', () =>
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 400 }), { maxLength: 4 }), fc.option(fc.string({ maxLength: 200 })), (texts, product) => {
        const name = featureName(texts, product)
        expect(name.length).toBeGreaterThan(0)
        expect(name.length).toBeLessThanOrEqual(60)
        expect(name).not.toContain('\n')
      }),
    ))
})
