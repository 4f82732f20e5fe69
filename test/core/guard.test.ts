import { expect, it } from 'vitest'
import { guardReading, guardResponse } from '../../src/core/guard'
import { emptyMemory } from '../../src/core/memory'
import type { Statement } from '../../src/core/statement'
import { readingOfStatements } from './invented'

const says = (text: string): Statement => ({ key: text.toLowerCase(), text, role: 'paragraph', section: null, row: null, links: [] })
const address = 'https://vendor.example/terms'
const long = readingOfStatements(
  Array.from({ length: 30 }, (_, index) => says(`Clause ${index} binds the customer and the vendor for as long as the agreement stands.`)),
)
const seen = (text: string, { title = null as string | null, finalUrl = address } = {}) =>
  guardReading({ requestedUrl: address, finalUrl }, { ...readingOfStatements([says(text)], { title }), whole: text }, long, emptyMemory)

it.each([
  { says: 'a wall that asks for consent', text: 'Before you continue: we use cookies and data. Accept all', verdict: 'consent-wall' },
  { says: 'a page to sign in', text: 'Please sign in to continue', verdict: 'login' },
  { says: 'a challenge', text: 'Verify you are human to go on', verdict: 'blocked' },
  { says: 'a page that is not there', text: 'Page not found', verdict: 'soft-404' },
  { says: 'an error', text: 'Something went wrong', verdict: 'error' },
  { says: 'a remainder', text: 'Clause 1 binds the customer.', verdict: 'partial' },
])('$says is no document, and the verdict says why', ({ text, verdict }) => {
  const judgement = seen(text)
  expect(judgement).toMatchObject({ verdict, cause: verdict })
  expect(judgement.reason).toMatch(/\w{4}/)
})

it('a redirect to the home page moved the document', () =>
  expect(seen('Welcome to the vendor of your choice.', { finalUrl: 'https://vendor.example/' })).toMatchObject({ verdict: 'moved' }))

it('the document itself is ok, whatever it says of cookies and signing in', () => {
  const more = [...long.statements, says('Please sign in to accept all cookies before you continue.')]
  expect(guardReading({ requestedUrl: address, finalUrl: address }, { ...long, statements: more }, long, emptyMemory).verdict).toBe('ok')
})

it.each([
  [304, 'not-modified'],
  [401, 'login'],
  [403, 'error'],
  [410, 'soft-404'],
  [502, 'error'],
])('status %i alone is %s', (status, verdict) => {
  const capture = { at: '2026-05-01T00:00:00.000Z', status, headers: {}, mediaType: 'text/html', requestedUrl: address, finalUrl: address }
  expect(guardResponse({ ...capture, body: new Uint8Array() }).verdict).toBe(verdict)
})
