import { expect, it } from 'vitest'
import { aroundPassage } from '../../src/core/around'

const section = (name: string | null, ...texts: string[]) => texts.map((text) => ({ text, section: name }))
const page = [...section('Data', 'One.', 'Two.', 'Three.', 'Four.', 'Five.', 'Six.'), ...section('Fees', 'Three.', 'Seven.')]

it.each([
  ['in the middle', 'Data', 'Three.', { before: ['One.', 'Two.'], after: ['Four.', 'Five.'], above: 0, below: 1 }],
  ['of its own section', 'Fees', 'Three.', { before: [], after: ['Seven.'], above: 0, below: 0 }],
  ['of several statements', 'Data', 'Four.\nFive.', { before: ['Two.', 'Three.'], after: ['Six.'], above: 1, below: 0 }],
  ['at the end', 'Data', 'Six.', { before: ['Four.', 'Five.'], after: [], above: 3, below: 0 }],
])('a passage %s has the two statements on either side around it', (_, name, text, around) => {
  expect(aroundPassage(page, { text, section: name }, 2)).toEqual(around)
})

it('a passage that is not there, or under another heading, has nothing around it', () => {
  expect(aroundPassage(page, { text: 'Eight.', section: 'Data' }, 2)).toBeNull()
  expect(aroundPassage(page, { text: 'Seven.', section: 'Data' }, 2)).toBeNull()
})
