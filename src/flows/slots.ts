export type Slots = { enter: () => Promise<() => void> }

/** At most `count` at once; the rest wait in order. */
export function createSlots(count: number): Slots {
  const waiting: (() => void)[] = []
  let free = count
  const leave = () => {
    const next = waiting.shift()
    if (next) next()
    else free++
  }
  return {
    enter: async () => {
      if (free > 0) free--
      else await new Promise<void>((resolve) => waiting.push(resolve))
      return leave
    },
  }
}
