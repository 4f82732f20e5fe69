import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { channelTypes } from '../../src/notify/index'
import { boundQuotes, inert, type Message } from '../../src/notify/message'

const hostile = `Now <img src=x onerror=alert(1)> & <!everyone> [a](https://evil.example) *bold* \u202egnp\u0007 ${'long '.repeat(400)}`
const message: Message = {
  id: 'notice_1',
  event: 'case.opened',
  at: '2026-11-21T09:00:00.000Z',
  title: 'Acme & <b>Sons</b>: Model version replaced',
  severity: 'critical',
  lines: ['It waits for triage.'],
  quotes: boundQuotes([{ side: 'added', text: hostile }]),
  because: ['Review due because the model has changed.'],
  dates: [{ what: 'Last day to object', day: 'Sat 5 Dec 2026 (in 14 days)' }],
  sections: [
    {
      heading: 'Due',
      items: [{ text: 'Screening', detail: 'first due tomorrow', severity: 'high', path: '/deployments/d' }],
      none: 'Nothing.',
    },
  ],
  path: '/cases/c',
  act: 'Open the case',
  demo: false,
  data: { caseId: 'c' },
}
const to = {
  address: 'https://hooks.example.test/',
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  home: 'https://t.example.test',
  at: message.at,
}

describe.each(channelTypes.map((one) => [one.type, one] as const))('%s', (type, channel) => {
  const rendered = channel.render(message, { ...to, address: type === 'email' ? 'a@example.test' : to.address })
  const text = rendered.by === 'mail' ? `${rendered.subject}\n${rendered.html}\n${rendered.text}` : rendered.body

  it('says what changed, how severe, why, by when and where', () => {
    for (const part of [
      'Critical',
      'It waits for triage.',
      'Review due because the model has changed.',
      'Sat 5 Dec 2026',
      'Screening',
      'https://t.example.test/cases/c',
    ])
      expect(text).toContain(part)
  })

  it('carries the vendor’s words bounded, without control and direction marks, and as text', () => {
    expect(text).not.toMatch(/[\u202a-\u202e\u0007]|\\u202e|\\u0007/)
    expect(text).not.toContain('long '.repeat(130))
    if (rendered.by === 'mail') expect(rendered.html).not.toMatch(/<img|<b>/)
    if (type === 'slack') expect(JSON.parse(text).text).not.toMatch(/[<>]/)
    if (type === 'teams')
      expect(JSON.parse(text).attachments[0].content.body.every((block: { type: string }) => block.type === 'RichTextBlock')).toBe(true)
  })

  it('is the same for every try', () =>
    expect(channel.render(message, { ...to, address: type === 'email' ? 'a@example.test' : to.address })).toEqual(rendered))

  it('does without links where nobody knows how people reach us', () => {
    const without = channel.render(message, { ...to, address: type === 'email' ? 'a@example.test' : to.address, home: null })
    expect(JSON.stringify(without)).not.toContain('t.example.test/cases')
  })
})

it('a webhook is signed over id, time and body, and a receiver that verifies takes it', () => {
  const rendered = channelTypes.find((one) => one.type === 'webhook')?.render(message, { ...to, at: new Date(Date.now()).toISOString() })
  if (rendered?.by !== 'http') throw new Error('not over HTTP')
  expect(new Webhook(to.secret).verify(rendered.body, rendered.headers)).toMatchObject({ type: 'case.opened', data: { caseId: 'c' } })
  expect(() => new Webhook(to.secret).verify(`${rendered.body} `, rendered.headers)).toThrow()
})

it('text is bounded by characters as people count them', () => expect(inert('🙂'.repeat(10), 4)).toBe('🙂🙂🙂…'))
