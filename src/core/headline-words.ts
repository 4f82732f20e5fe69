import type { ChangeKind } from './kinds'
import type { SourceType } from './source'

/** Whether a kind tells of something that came, of something that went, or of something that is otherwise now. */
export type DeedSort = 'adds' | 'ends' | 'changes'
type Deed = { sort: DeedSort; words: string }

const changes: Partial<Record<ChangeKind, string>> = {
  'model-version-replaced': 'replaces a model version',
  'model-alias-repointed': 'points an alias at another model',
  'model-deprecated': 'deprecates a model',
  'guardrails-changed': 'changes safety filters or refusals',
  'limits-or-context-changed': 'changes limits or context',
  'api-breaking-change': 'changes its interface',
  'opt-out-removed': 'changes an opt-out or control',
  'intended-use-changed': 'changes the intended use',
  'prohibited-use-changed': 'changes prohibited uses',
  'instructions-changed': 'changes instructions for use',
  'human-oversight-changed': 'changes human oversight',
  'logging-changed': 'changes logging',
  'classification-statement-changed': 'changes its risk class or role',
  'model-card-risk-changed': 'changes stated limitations or risks',
  'evaluation-numbers-changed': 'changes benchmark or accuracy figures',
  'training-data-disclosure-changed': 'changes what it says of training data',
  'marking-or-disclosure-changed': 'changes marking or AI disclosure',
  'gpai-status-changed': 'changes its GPAI status',
  'customer-data-training-changed': 'changes the use of customer data for training',
  'data-retention-changed': 'changes retention or deletion',
  'data-region-changed': 'changes where data is kept or processed',
  'subprocessor-removed-or-changed': 'changes its sub-processors',
  'dpa-or-privacy-terms-changed': 'changes data processing terms',
  'liability-or-law-changed': 'changes liability or legal terms',
  'output-rights-changed': 'changes rights in input or output',
  'sla-or-support-changed': 'changes service level or support',
  'change-notice-terms-changed': 'changes the notice it gives of changes',
  'pricing-only': 'changes prices',
  'licence-changed': 'changes a licence',
  'ownership-changed': 'changes owner or identity',
  'conformity-documents-changed': 'changes conformity documents',
}
const adds: Partial<Record<ChangeKind, string>> = {
  'capability-modality-added': 'adds an input, output or language',
  'capability-agentic-added': 'adds an agentic or tool-use ability',
  'capability-memory-added': 'adds memory or personalisation',
  'capability-emotion-biometric-added': 'adds emotion, biometric or profiling functions',
  'ai-feature-added-off': 'adds an AI feature, off by default',
  'ai-feature-default-on': 'switches an AI feature on by default',
  'subprocessor-added': 'adds a sub-processor',
  'certification-added': 'adds a certificate or report',
  'incident-published': 'publishes an incident',
  'vulnerability-advisory': 'publishes a vulnerability',
  'new-document-published': 'publishes a document',
}
const ends: Partial<Record<ChangeKind, string>> = {
  'capability-removed': 'removes or restricts a capability',
  'model-retired-or-withdrawn': 'withdraws a model or system',
}

const of = (sort: DeedSort, all: Partial<Record<ChangeKind, string>>) =>
  Object.entries(all).map(([kind, words]): [string, Deed] => [kind, { sort, words }])

/** What a vendor does where a kind is recognised, to stand after its name. A kind without an entry is told by its own name alone. */
export const deeds: ReadonlyMap<string, Deed> = new Map([...of('changes', changes), ...of('adds', adds), ...of('ends', ends)])

/** What a page is, where no word of a change names more than that. */
export const pageNames: Readonly<Record<SourceType, string>> = {
  terms: 'its terms',
  privacy: 'its privacy notice',
  dpa: 'its data processing agreement',
  subprocessors: 'its sub-processors',
  'usage-policy': 'its usage policy',
  changelog: 'its changelog',
  'release-notes': 'its release notes',
  deprecations: 'its deprecations',
  'models-api': 'its list of models',
  'model-card': 'a model card',
  'system-card': 'a system card',
  status: 'its status page',
  'trust-center': 'its trust centre',
  'sdk-releases': 'its SDK releases',
  'security-advisories': 'its security advisories',
  pricing: 'its prices',
  docs: 'its documentation',
  news: 'its news',
  other: 'a page',
}
