import { raw } from 'hono/html'

/** Markup as it is once rendered: to be kept, and shown again as it stands. */
export const drawn = (markup: object): ReturnType<typeof raw> => raw(String(markup))

/** Markup that is one of a few: rendered where it is first used, and the same from then on. The key is a word of ours, never one of a record. */
export function once<Key extends string>(draw: (key: Key) => object): (key: Key) => ReturnType<typeof raw> {
  const kept = new Map<Key, ReturnType<typeof raw>>()
  return (key) => {
    const known = kept.get(key) ?? drawn(draw(key))
    kept.set(key, known)
    return known
  }
}
