/**
 * What speaks for and against a change being more than editorial, learnt by `scripts/learn-weights.ts` (logistic regression) from labelled steps.
 * Each value is added to `base` times its measure; above 0 speaks for a matter of substance. Counts go in as the logarithm of one more.
 */
export const weights = {
  base: -0.93,
  /** A rule names more than what every change of such a source is about. */
  named: 1.84,
  /** Rows and records that came, went or changed. */
  rows: 0.36,
  /** Numbers inside edited statements. */
  number: 0.43,
  /** Words the document did not hold before, other than those that bind a sentence. */
  novel: 0.61,
  /** The dates that the document states of itself moved with it. */
  stated: 0.59,
  /** Differences that are editorial for sure: much polishing at once. */
  editorial: -0.39,
  /** Differences that may matter. */
  differences: -0.23,
  /** Words of the largest single change, other than those that bind a sentence. */
  largest: 0.84,
  /** One of the changed statements is nothing but a link. */
  linked: -2.77,
  /** All of it stands in the last twentieth of the page. */
  tail: -1.5,
} as const

export type Feature = Exclude<keyof typeof weights, 'base'>

/** Below this share of certainty a change is told as editorial. */
export const least = 0.7
