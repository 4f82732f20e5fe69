import type { Ports } from '../../ports'

/** Work that is still under way when its time comes again is passed over; what it throws ends the process, as any bug does. */
export const every: NonNullable<Ports['every']> = (ms, work) => {
  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    void work().finally(() => {
      busy = false
    })
  }, ms)
  timer.unref()
  return () => clearInterval(timer)
}
