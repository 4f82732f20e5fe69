import { months } from './days'

/** The last `count` calendar months (UTC) up to today's, oldest first, as `2026-11`. */
export function monthsUpTo(now: string, count: number): string[] {
  const [year, month] = [Number(now.slice(0, 4)), Number(now.slice(5, 7))]
  return Array.from({ length: count }, (_, index) => {
    const at = year * 12 + month - 1 - (count - 1 - index)
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
  })
}
export const monthLabel = (month: string) => months[Number(month.slice(5)) - 1] ?? month
