import type { Ports } from '../ports'
import { someoneExists } from '../store/people'
import { dropSetting, putSetting, setting } from '../store/settings'

const setupLinkKey = 'setup-link'

/**
 * A new one-time token for `/setup?token=…`, of which only the hash is kept; the one before stops working. Null once somebody is registered.
 */
export async function issueSetupLink({
  db,
  now,
  newSecret,
  digest,
}: Pick<Ports, 'db' | 'now' | 'newSecret' | 'digest'>): Promise<string | null> {
  if (await someoneExists(db)) return null
  const token = newSecret(32)
  await putSetting(db, setupLinkKey, digest(token), now())
  return token
}

/** Whether the token of a set-up link still opens the set-up. */
export async function setupLinkOpens({ db, digest }: Pick<Ports, 'db' | 'digest'>, token: string): Promise<boolean> {
  return token !== '' && !(await someoneExists(db)) && (await setting(db, setupLinkKey)) === digest(token)
}

export const endSetup = async ({ db }: Pick<Ports, 'db'>): Promise<void> => {
  await dropSetting(db, setupLinkKey)
}
