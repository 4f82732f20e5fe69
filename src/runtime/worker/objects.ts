import type { Ports } from '../../ports'

/** As much of an R2 binding as we call. */
export type Bucket = {
  put: (key: string, data: Uint8Array) => Promise<unknown>
  get: (key: string) => Promise<{ arrayBuffer: () => Promise<ArrayBuffer> } | null>
  delete: (keys: string[]) => Promise<void>
}

const keyOf = (hash: string) => `bodies/${hash}`
/** R2 deletes so many keys in one call. */
const mostDeleted = 1_000

/** Stored forms of bodies as objects of a bucket, named by the hash of the body. */
export const createObjects = (bucket: Bucket): NonNullable<Ports['bodies']['objects']> => ({
  put: async (hash, data) => void (await bucket.put(keyOf(hash), data)),
  get: async (hash) => {
    const found = await bucket.get(keyOf(hash))
    return found && new Uint8Array(await found.arrayBuffer())
  },
  drop: async (hashes) => {
    for (let index = 0; index < hashes.length; index += mostDeleted)
      await bucket.delete(hashes.slice(index, index + mostDeleted).map(keyOf))
  },
})
