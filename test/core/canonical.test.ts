import { describe, expect, it } from 'vitest'
import { blockKey, statementKey, words } from '../../src/core/canonical'

describe('statement keys', () => {
  it.each([
    ['case', 'We Keep Logs', 'we keep logs'],
    ['white space', 'We  keep\n logs', 'We keep logs'],
    ['quotes and dashes', 'the “Service” – ours', 'the "Service" - ours'],
    ['accents', 'données personnelles', 'donnees personnelles'],
    ['zero-width signs and soft hyphens', 'pro\u00adces\u200bsors', 'processors'],
    ['soft hyphens in a word with an umlaut', 'sie wür\u00adden', 'sie würden'],
    ['an umlaut that is spelled out', 'sie könnten', 'sie koennten'],
    ['leading numbers', '4.2 We keep logs', '5.1 We keep logs'],
    ['bullets', '• We keep logs', '- We keep logs'],
    ['relative times', 'Checked 3 minutes ago by us', 'Checked 14 minutes ago by us'],
    ['relative times in German', 'Geprüft vor 3 Tagen', 'Geprüft vor 14 Tagen'],
    ['reading times', 'Terms 5 min read', 'Terms 6 min read'],
    ['ids of a visit', 'Request 6f9619ff-8b86-d011-b42d-00c04fc964ff ends', 'Request 0b9619ff-8b86-d011-b42d-00c04fc964aa ends'],
    ['thousands separators', 'up to 1,000 users', 'up to 1000 users'],
    ['mojibake', 'we donâ€™t sell data', 'we don’t sell data'],
    ['width of characters', 'ＡＰＩ keys', 'API keys'],
  ])('say the same despite %s', (_, one, other) => expect(statementKey(one)).toBe(statementKey(other)))

  it.each([
    ['an umlaut that makes another word', 'sie würden', 'sie wurden'],
    ['a decimal point', '1.5 % a month', '15 % a month'],
    ['a model version', 'uses gpt-4.1 by default', 'uses gpt-41 by default'],
    ['a number', 'for 30 days', 'for 90 days'],
    ['a currency', '$5 a seat', '€5 a seat'],
    ['a negation', 'We do sell data', 'We do not sell data'],
    ['a percent sign', '99.9% of requests', '99.9 of requests'],
    ['two numbers run together', 'plans 1 5 and', 'plans 15 and'],
    ['a share that opens them', '99.9 % of the time', '99.5 % of the time'],
    ['an amount that opens them', '1.5 million tokens', '2.5 million tokens'],
    ['a day that opens them', '1. März 2027: Ende', '15. März 2027: Ende'],
    ['an age that is measured by', 'deleted more than 30 days ago', 'deleted more than 90 days ago'],
    ['what stands after "vor einer"', '§ 5 gilt vor einer Weitergabe', '§ 5 gilt vor einer Löschung'],
    ['a sign that bounds a number', 'users of age ≥ 18', 'users of age ≤ 18'],
    ['Japanese voicing marks', 'かき', 'がき'],
  ])('differ by %s', (_, one, other) => expect(statementKey(one)).not.toBe(statementKey(other)))

  it('drop numbering from a statement and keep it in the text that statements are looked up in', () => {
    expect(statementKey('3. Support hours')).toBe('supporthours')
    expect(blockKey('3. Support hours')).toBe('3supporthours')
  })
})

it('parts words, numbers with their separators, addresses and ideographs', () => {
  expect(words('From 1.5% at https://example.com/a, 我们')).toEqual(['from', '1.5', '%', 'at', 'https://example.com/a', '我', '们'])
})
