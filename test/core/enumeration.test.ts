import { expect, it } from 'vitest'
import { elementsMoved } from '../../src/core/enumeration'

it.each([
  [
    'en',
    'We collect prompts, code snippets and edits.',
    'We collect prompts, terminal commands, code snippets and edits.',
    [],
    ['terminal commands'],
  ],
  ['en', 'We share it with Acme, Bolt and Crane.', 'We share it with Acme and Crane.', ['bolt'], []],
  ['de', 'Wir teilen Namen, Adressen und Bilder.', 'Wir teilen Namen, Adressen, Stimmen und Bilder.', [], ['stimmen']],
])('finds what came into or went out of an enumeration (%s)', (language, before, after, gone, came) =>
  expect(elementsMoved(before, after, language)).toEqual({ gone, came }),
)
it.each([
  ['a sentence without one', 'We keep your data.', 'We keep all your data.'],
  ['a passage in other words', 'We keep names, mail and notes.', 'We hold names, letters and notes.'],
  ['the same in another order', 'We keep names, mail and notes.', 'We keep mail, notes and names.'],
])('says nothing of %s', (_, before, after) => expect(elementsMoved(before, after, 'en')).toBeNull())
