import { raw } from 'hono/html'

/** Markup that is one of a few: rendered where it is first used, and the same from then on. The key is a word of ours, never one of a record. */
export function once<Key extends string>(draw: (key: Key) => object): (key: Key) => ReturnType<typeof raw> {
  const drawn = new Map<Key, ReturnType<typeof raw>>()
  return (key) => {
    const known = drawn.get(key) ?? raw(String(draw(key)))
    drawn.set(key, known)
    return known
  }
}
