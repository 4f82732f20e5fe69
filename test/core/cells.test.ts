import { expect, it } from 'vitest'
import { cellsMoved } from '../../src/core/cells'

const row = (...cells: [column: string, value: string][]) => ({ cells: cells.map(([column, value]) => ({ column, value })) })

it.each([
  {
    says: 'tells the column of a value that changed',
    before: row(['Log', 'Prompts'], ['Retention', '30 days']),
    after: row(['Log', 'Prompts'], ['Retention', '90 days']),
    told: 'Retention: 30 days → 90 days',
  },
  {
    says: 'follows columns that were put in another order',
    before: row(['Log', 'Prompts'], ['Place', 'Peru'], ['Retention', '30 days']),
    after: row(['Retention', '90 days'], ['Log', 'Prompts'], ['Place', 'Peru']),
    told: 'Retention: 30 days → 90 days',
  },
  {
    says: 'tells a cell that was filled',
    before: row(['Log', 'Prompts']),
    after: row(['Log', 'Prompts'], ['Place', 'Peru']),
    told: 'Place: empty → Peru',
  },
  { says: 'says nothing of typographic variants', before: row(['Log', 'a - b']), after: row(['Log', 'a – b']), told: null },
  { says: 'says nothing of columns without a heading', before: row(['', '30 days']), after: row(['', '90 days']), told: null },
  { says: 'says nothing of other tables', before: row(['Log', 'a']), after: row(['Name', 'b']), told: null },
  { says: 'says nothing where there is no table', before: {}, after: row(['Name', 'b']), told: null },
])('$says', ({ before, after, told }) => expect(cellsMoved(before, after)).toBe(told))
