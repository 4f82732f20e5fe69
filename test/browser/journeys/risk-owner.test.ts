import { afterAll, beforeAll, describe, it } from 'vitest'
import { type Journeys, startJourneys } from '../journey'

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
})
afterAll(() => journeys?.end())

describe('a risk owner', () => {
  it('triages the silent retention change in two clicks', async () => {
    const way = await journeys.begin('owner')
    console.log(await way.page.locator('main').innerText())
    await way.done()
  })
})
