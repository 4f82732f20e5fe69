import { describe, expect, it } from 'vitest'
import { blockKey } from '../../src/core/canonical'
import { newNames } from '../../src/core/new-names'
import type { Statement } from '../../src/core/statement'

const known = ['Quill writes letters.', 'You may use Quill at work.', 'Quill is ours.', 'Your Account is personal.', 'An account ends.']

describe('the new members of a family of names', () => {
  it.each<[text: string, names: string[]]>([
    ['Your use of Quill Enterprise needs a contract.', ['Quill Enterprise']],
    ['When Quill for Health answers, a doctor decides.', ['Quill for Health']],
    ['See the Quill Terms of Use.', []],
    ['Your Account Settings apply.', []],
    ['The Digital Services Act applies.', []],
    ['Quill writes letters.', []],
  ])('%s', (text, names) => {
    const now = [...known, text, text, text]
    expect(newNames(text, document(known), document(now))).toEqual(names)
  })
  it('are spoken of in three statements', () => {
    const text = 'Your use of Quill Enterprise needs a contract.'
    expect(newNames(text, document(known), document([...known, text, text]))).toEqual([])
  })
  it('were not named before', () => {
    const text = 'Your use of Quill Enterprise needs a contract.'
    expect(newNames(text, document([...known, 'Quill Enterprise comes.']), document([text, text, text]))).toEqual([])
  })
})

function document(texts: string[]) {
  const statements = texts.map((text): Statement => ({ key: text, text, role: 'paragraph', section: null, row: null, links: [] }))
  return { statements, whole: texts.map(blockKey).join('') }
}
