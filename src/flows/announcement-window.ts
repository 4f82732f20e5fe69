import { eq } from 'drizzle-orm'
import { type AnnounceInput, announcementWindow } from '../core/announce'
import type { Ports } from '../ports'
import { vendors } from '../store/schema'

/** The days before and after a change within which a notice of this vendor announces it: its own, else those for all. */
export async function announcementWindowOf({ db }: Pick<Ports, 'db'>, vendorId: string): Promise<NonNullable<AnnounceInput['window']>> {
  const [own] = await db
    .select({ before: vendors.announcedBeforeDays, after: vendors.announcedAfterDays })
    .from(vendors)
    .where(eq(vendors.id, vendorId))
  return { daysBefore: own?.before ?? announcementWindow.daysBefore, daysAfter: own?.after ?? announcementWindow.daysAfter }
}
