import { expect, it } from 'vitest'
import { sentence } from '../../src/web/ui/days'

it.each([
  { pack: 'eu nexus', says: 'EU nexus' },
  { pack: 'dep annex iii point', says: 'Dep annex III point' },
  { pack: 'art6 3 exemption', says: 'Article 6(3) exemption' },
  { pack: 'saas embedded feature', says: 'SaaS embedded feature' },
  { pack: 'dpo', says: 'DPO' },
  { pack: 'main apiary', says: 'Main apiary' },
])('a name of the pack is spelled as people write it: $says', ({ pack, says }) => expect(sentence(pack)).toBe(says))
