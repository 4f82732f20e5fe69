import { expect, it } from 'vitest'
import { world } from '../world'
import { registerForWork } from './register-for-work'

it('the reviews of one person are listed from their page in any view, and a link drops the filter again', async () => {
  const w = await world()
  const made = await registerForWork(w)
  const { admin, owner, second } = made.people
  const { caseId } = await made.report({
    systemId: 'sys-new',
    kinds: ['data-retention-changed'],
    silent: false,
    quote: 'We keep prompts for 90 days.',
  })
  await made.report({ systemId: 'sys-lark', kinds: ['model-version-replaced'], silent: false, quote: 'lark-2 is replaced.' })
  const reviews = (await made.get('/reviews?limit=500')).items
  const of = (id: string) => reviews.filter((one: { ownerId: string }) => one.ownerId === id).map((one: { id: string }) => one.id)
  expect([of(owner.id).length > 0, of(second.id).length > 0, (await made.reviewsOf(caseId)).length > 0]).toEqual([true, true, true])
  const listed = async (path: string) => {
    const { text } = await w.send('GET', path, { token: admin.token })
    return { text, ids: [...text.matchAll(/<a href="\/reviews\/([\w-]+)"/g)].map((match) => match[1]) }
  }
  const person = await w.send('GET', `/settings/people/${second.id}`, { token: admin.token })
  const link = /href="(\/reviews\?[^"]*owner=[^"]*)"/.exec(person.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const page = await listed(link)
  expect(page.ids.sort()).toEqual(of(second.id).sort())
  expect(page.text).toContain(`name="owner" value="${second.id}"`)
  for (const view of ['late', 'closed']) expect((await listed(`/reviews?view=${view}&owner=${second.id}`)).ids).toEqual([])
  const dropped = /href="([^"]*)"[^>]*>Everybody’s</.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  expect(dropped).toBe('/reviews?view=open')
  expect((await listed(dropped)).ids.sort()).toEqual(reviews.map((one: { id: string }) => one.id).sort())
})
