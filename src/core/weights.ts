/**
 * What speaks for and against a change being more than editorial, learnt by `scripts/learn-weights.ts` (logistic regression) from labelled steps.
 * Each value is added to `base` times its measure; above 0 speaks for a matter of substance. Counts go in as the logarithm of one more.
 */
export const weights = {
  base: -0.77,
  /** A rule names more than what every change of such a source is about. */
  named: 1.71,
  /** Rows and records that came, went or changed. */
  rows: 0.36,
  /** Numbers inside edited statements. */
  number: 0.54,
  /** Words the document did not hold before, other than those that bind a sentence. */
  novel: 0.6,
  /** The dates that the document states of itself moved with it. */
  stated: 0.57,
  /** Differences that are editorial for sure: much polishing at once. */
  editorial: -0.34,
  /** Differences that may matter. */
  differences: -0.25,
  /** Words of the largest single change, other than those that bind a sentence. */
  largest: 0.78,
  /** One of the changed statements is nothing but a link. */
  linked: -2.7,
  /** All of it stands in the last twentieth of the page. */
  tail: -2.24,
} as const

export type Feature = Exclude<keyof typeof weights, 'base'>

/** Below this share of certainty a change is told as editorial. */
export const least = 0.7
