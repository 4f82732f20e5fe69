import { expect, it } from 'vitest'
import { movedSigns } from '../../src/core/moved'

it.each([
  ['a period', 'en', 'kept for 30 days', 'kept for 24 months', [{ sort: 'duration', was: '30 days', now: '24 months' }]],
  [
    'a period in German',
    'de',
    'wird 30 Tage gespeichert',
    'wird 90 Tage gespeichert',
    [{ sort: 'duration', was: '30 Tage', now: '90 Tage' }],
  ],
  ['a period in Chinese', 'zh', '数据保存30天。', '数据保存90天。', [{ sort: 'duration', was: '30天', now: '90天' }]],
  ['a switch', 'en', 'We do not use it', 'We may use it', [{ sort: 'switch', was: 'do not', now: 'may' }]],
  [
    'a switch in French',
    'fr',
    'Nous pouvons vendre vos données.',
    'Nous devons vendre vos données.',
    [{ sort: 'switch', was: 'pouvons', now: 'devons' }],
  ],
  ['an amount', 'en', 'capped at US$5,000 in all', 'capped at US$500 in all', [{ sort: 'amount', was: '$5,000', now: '$500' }]],
  ['a date that appears', 'en', 'It applies.', 'It applies from 15 December 2026.', [{ sort: 'date', was: '', now: '15 December 2026' }]],
  [
    'a party',
    'en',
    'The data is kept by Acme Cloud Inc for us.',
    'The data is kept by Bolt Hosting Ltd for us.',
    [{ sort: 'name', was: 'Acme Cloud Inc', now: 'Bolt Hosting Ltd' }],
  ],
  [
    'one word in place of another',
    'en',
    'It is kept by Acme for us.',
    'It is kept by Bolt for us.',
    [{ sort: 'name', was: 'Acme', now: 'Bolt' }],
  ],
  ['a name that no plain word is', 'en', 'It is sent on.', 'It is sent on by OpenAI to us.', [{ sort: 'name', was: '', now: 'OpenAI' }]],
  [
    'an element of an enumeration',
    'en',
    'We keep prompts, files and edits.',
    'We keep prompts, voices, files and edits.',
    [{ sort: 'element', was: '', now: 'voices' }],
  ],
])('calls out %s', (_, language, before, after, moved) => expect(movedSigns(before, after, language)).toEqual(moved))

it.each([
  ['the numbers stand', 'in 30 days', 'within 30 days'],
  ['one side is missing', 'in 30 days', null],
  ['a plain word has a capital', 'This is switched off by them.', 'This is switched off under Data by them.'],
  ['what documents call their parts has capitals', 'It is said in our Privacy Notice here.', 'It is said in our Service Terms here.'],
])('calls out nothing where %s', (_, before, after) => expect(movedSigns(before, after, 'en')).toEqual([]))
