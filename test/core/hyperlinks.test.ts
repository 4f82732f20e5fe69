import { expect, it } from 'vitest'
import { canonicalLink, decodedEmail } from '../../src/core/hyperlinks'

const base = 'https://vendor.example/legal/terms'

it.each([
  { says: 'tracking parameters go (B40)', one: '/dpa?utm_source=a&utm_campaign=1', other: '/dpa?utm_campaign=2', same: true },
  { says: 'ids of a visit in a query go', one: '/dpa?sid=0f8fad5bd9cb469f', other: '/dpa?sid=7c9e6679a716', same: true },
  { says: 'ids of a visit in the path go', one: '/r/0f8fad5bd9cb469fa165', other: '/r/7c9e6679742540de944b', same: true },
  { says: 'ids in the path of small letters and digits go', one: '/r/1kx9z3ab7q2m5c8e1', other: '/r/z0y1p4w8h3t6kd9f2', same: true },
  { says: 'longer ids in the path need fewer digits', one: '/r/kxzqab7qmwcefe41abcd', other: '/r/zyopwhtkdf9ffee2dcba', same: true },
  { says: 'ids of letters that no language writes go', one: '/r/8wjqzqnquzjca89663b', other: '/r/aodbzgvdeoaa3fd463e', same: true },
  { says: 'ids that end in their digits go', one: '/r/kwjbxjmqnsniab588055', other: '/r/cqyhxvlnqbjka1651092', same: true },
  {
    says: 'a long word of many consonants with a date is no id',
    one: '/rechtsschutz20260101',
    other: '/rechtsschutz20270101',
    same: false,
  },
  { says: 'a name with a version and a year is no id', one: '/terms2enterprise26', other: '/terms2enterprise27', same: false },
  { says: 'a long name with a year is no id', one: '/dataprocessing2026', other: '/dataprocessing2027', same: false },
  { says: 'order of parameters does not matter', one: '/a?b=1&c=2', other: '/a?c=2&b=1', same: true },
  { says: 'relative and absolute are one', one: 'https://vendor.example/dpa', other: '/dpa', same: true },
  { says: 'another path leads elsewhere', one: '/dpa', other: '/dpa-2027', same: false },
  { says: 'another host leads elsewhere', one: 'https://a.example/dpa', other: 'https://b.example/dpa', same: false },
  { says: 'a parameter of the page stays', one: '/docs?page=2', other: '/docs?page=3', same: false },
])('$says', ({ one, other, same }) => expect(canonicalLink(one, base) === canonicalLink(other, base)).toBe(same))

it('leaves what is no address as it is (B40)', () => {
  expect(canonicalLink('http://[broken', base)).toBe('http://[broken')
  expect(canonicalLink('#part', base)).toBe('#part')
  expect(canonicalLink('javascript:void(0)', base)).toBe('')
})

it('undoes protected e-mail addresses (B40)', () => {
  const protect = (address: string, key: number) =>
    [key, ...[...address].map((sign) => sign.charCodeAt(0) ^ key)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  expect(decodedEmail(protect('privacy@vendor.example', 0x2a))).toBe('privacy@vendor.example')
  expect(decodedEmail(protect('privacy@vendor.example', 0x91))).toBe('privacy@vendor.example')
  expect(decodedEmail('zz')).toBeNull()
})
