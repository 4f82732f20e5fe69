import { afterAll, beforeAll, it } from 'vitest'
import { type Journeys, startJourneys } from './journey'

let journeys: Journeys
beforeAll(async () => {
  journeys = await startJourneys()
})
afterAll(() => journeys.end())

it('from Today it is three clicks to Article 26(5) for one use with its state and proof', async () => {
  const { page, sound, done } = await journeys.begin('auditor')
  await page.getByRole('link', { name: 'Coverage' }).click()
  const row = page.getByRole('row').filter({ hasText: 'Art 26(5) first sentence' })
  await row.getByRole('link').first().click()
  await page.getByRole('heading', { name: /^AI Act Art 26\(5\) first sentence for / }).waitFor()
  await page.getByText('Why this obligation applies, or not').waitFor()
  await sound()
  await done()
})
