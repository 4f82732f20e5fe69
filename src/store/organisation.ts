import type { Database } from './database'
import { organisation } from './schema'

export type Organisation = typeof organisation.$inferSelect

/** There is one. */
export const organisationId = 'organisation'

/** The organisation while nobody has described it. */
export const undescribed: Organisation = {
  id: organisationId,
  name: '',
  facts: {},
  factSources: {},
  version: 0,
  updatedAt: '1970-01-01T00:00:00.000Z',
}

/** The organisation as it was described; before anybody did, without a name or facts, at version 0. */
export async function theOrganisation(db: Pick<Database, 'select'>): Promise<Organisation> {
  const [row] = await db.select().from(organisation).limit(1)
  return row ?? undescribed
}
