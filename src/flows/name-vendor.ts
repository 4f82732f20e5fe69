import { eq } from 'drizzle-orm'
import { recordId } from '../core/register-record'
import type { Ports } from '../ports'
import { type Vendor, vendorById } from '../store/register'
import { vendors } from '../store/schema'
import { vendorRowFrom } from './register-row'

/**
 * The vendor that a source names, by id or by name; otherwise a new one with that name, and with that id where it can be one. A name that several
 * vendors have is none of theirs: it is refused by answering null.
 */
export async function namedVendor(
  { db, now, newId }: Pick<Ports, 'db' | 'now' | 'newId'>,
  named: string,
): Promise<{ vendor: Vendor; isNew: boolean } | null> {
  const byId = await vendorById(db, named)
  if (byId) return { vendor: byId, isNew: false }
  const [byName, another] = await db.select().from(vendors).where(eq(vendors.name, named)).limit(2)
  if (another) return null
  if (byName) return { vendor: byName, isNew: false }
  return { vendor: newVendorNamed(named, { newId, at: now() }), isNew: true }
}

export const newVendorNamed = (named: string, { newId, at }: { newId: () => string; at: string }): Vendor =>
  vendorRowFrom({ name: named }, { id: recordId.safeParse(named).success ? named : newId(), at }, null)
