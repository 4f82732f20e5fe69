/**
 * Clauses that we look for in a contract with a vendor of AI. Ours, not the pack's: each says why, and which obligations of the pack it serves. A contract may
 * hold others under ids of one's own. `days` = its value is a number of calendar days; `objectsTo` = from when we are told of such a change, these days are
 * left to object.
 */
export type ContractClause = {
  id: string
  name: string
  why: string
  obligations: readonly string[]
  days?: true
  objectsTo?: readonly string[]
}

export const contractClauses = [
  {
    id: 'change-notice',
    name: 'Notice of changes',
    why: 'what changes without notice is found late, or never',
    obligations: ['iso42001-a-10-3', 'iso27001-a-5-22'],
    days: true,
  },
  {
    id: 'model-change-notice',
    name: 'Notice before a model is replaced or retired',
    why: 'tests and the impact assessment belong to one version',
    obligations: ['iso42001-a-10-3', 'iso42001-8-1', 'aiact-26-1'],
    days: true,
  },
  {
    id: 'subprocessor-approval',
    name: 'Sub-processors are named and approved',
    why: 'another processor is engaged only with our authorisation',
    obligations: ['gdpr-28-2', 'gdpr-28-4'],
  },
  {
    id: 'subprocessor-objection',
    name: 'Days to object to a new sub-processor',
    why: 'the law gives the right to object, and no period',
    obligations: ['gdpr-28-2'],
    days: true,
    objectsTo: ['subprocessor-added'],
  },
  {
    id: 'change-objection',
    name: 'Days to object to changed terms',
    why: 'who stays silent accepts',
    obligations: ['iso27001-a-5-20', 'iso27001-a-5-22'],
    days: true,
    objectsTo: [
      'dpa-or-privacy-terms-changed',
      'liability-or-law-changed',
      'output-rights-changed',
      'licence-changed',
      'sla-or-support-changed',
      'change-notice-terms-changed',
      'prohibited-use-changed',
      'customer-data-training-changed',
      'data-retention-changed',
      'data-region-changed',
      'opt-out-removed',
    ],
  },
  {
    id: 'training-on-customer-data',
    name: 'No training on our data',
    why: 'training cannot be undone',
    obligations: ['gdpr-5-1-b', 'gdpr-28-3'],
  },
  {
    id: 'data-location',
    name: 'Where data is processed and stored',
    why: 'a transfer needs its basis before the first request',
    obligations: ['gdpr-44-46', 'dora-30-2'],
  },
  {
    id: 'retention-and-deletion',
    name: 'Retention, and deletion on exit',
    why: 'what is kept after the end is kept without a purpose',
    obligations: ['gdpr-5-1-e', 'gdpr-28-3', 'iso27001-a-8-10'],
  },
  {
    id: 'incident-notice',
    name: 'Notice of incidents',
    why: 'our own clocks run in hours and days',
    obligations: ['gdpr-33', 'iso27001-a-5-24', 'aiact-26-5-incident'],
  },
  {
    id: 'audit-right',
    name: 'Right to audit, or to audit reports',
    why: 'what is promised has to be shown',
    obligations: ['gdpr-28-3', 'dora-30-3', 'iso27001-a-5-22'],
  },
  {
    id: 'log-export',
    name: 'Access to logs',
    why: 'logs under our control are kept at least six months',
    obligations: ['aiact-26-6', 'iso27001-a-8-15'],
  },
  {
    id: 'information-for-use',
    name: 'Instructions and documentation of the version in use',
    why: 'use is measured against the instructions',
    obligations: ['aiact-26-1', 'iso42001-a-10-2'],
  },
  {
    id: 'security-measures',
    name: 'Security measures',
    why: 'the contract has to say what is protected how',
    obligations: ['gdpr-32', 'iso27001-a-5-20'],
  },
  {
    id: 'liability-cap',
    name: 'Liability, and its limit',
    why: 'who answers for what is settled before it happens',
    obligations: ['iso42001-a-10-2', 'iso27001-a-5-20'],
  },
  {
    id: 'exit-assistance',
    name: 'Help on leaving',
    why: 'work has to go on elsewhere',
    obligations: ['iso27001-a-5-30', 'iso27001-a-5-23', 'dora-28-8'],
  },
] as const satisfies readonly ContractClause[]
