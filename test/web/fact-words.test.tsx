import { expect, it } from 'vitest'
import { factOf } from '../../src/web/pages/fact-words'

it.each([
  { name: 'country', value: 'GB', words: 'United Kingdom' },
  { name: 'country', value: 'Ireland', words: 'Ireland' },
  { name: 'country', value: null, words: '<span class="faint">unknown</span>' },
  { name: 'contractRef', value: 'GB', words: 'GB' },
  { name: 'isProcessor', value: true, words: 'Yes' },
])('$name $value is told as $words', ({ name, value, words }) => expect(String(factOf(name, value))).toBe(words))
