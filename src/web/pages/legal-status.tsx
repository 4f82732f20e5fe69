/** What the law makes of a use by the facts known: high-risk or not, for a page. */
export function legalStatus(facts: Record<string, unknown>) {
  const point = annexPoint(facts)
  if (point)
    return (
      <>
        High-risk area<span class="sub">Annex III {point}</span>
      </>
    )
  return legalWords(facts) || <span class="faint">unknown</span>
}

/** The same in words alone, for files. */
export function legalWords(facts: Record<string, unknown>): string {
  const point = annexPoint(facts)
  if (point) return `High-risk area, Annex III ${point}`
  if (facts.annexIProduct === true) return 'High-risk product (Annex I)'
  return facts.annexIiiPoint === 'none' && facts.annexIProduct === false ? 'Not high-risk' : ''
}

const annexPoint = (facts: Record<string, unknown>) =>
  typeof facts.annexIiiPoint === 'string' && facts.annexIiiPoint !== 'none' ? facts.annexIiiPoint.replace(/^(\d)(\w)$/, '$1($2)') : null
