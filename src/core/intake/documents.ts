import type { VendorTier } from './factors'

/**
 * Documents that we ask a vendor for before it is used, and when. Ours, not the pack's; each names the obligation of the pack that wants it.
 * Needed where the tier is one of `tiers`, or where one of the answers of `when` was given (by factor).
 */
export type IntakeDocument = {
  id: string
  name: string
  obligation: string
  because: string
  tiers?: readonly VendorTier[]
  when?: Readonly<Record<string, readonly string[]>>
}

const personal = ['pseudonymised', 'personal', 'special'] as const
const all = ['critical', 'important', 'standard'] as const
const upper = ['critical', 'important'] as const

export const intakeDocuments = [
  {
    id: 'system-description',
    name: 'Model card or description of the system',
    obligation: 'iso42001-a-4-2',
    because: 'what it is built on is to be on record',
    tiers: all,
  },
  { id: 'dpa', name: 'Data processing agreement', obligation: 'gdpr-28-3', because: 'it gets personal data', when: { data: personal } },
  {
    id: 'subprocessors',
    name: 'List of sub-processors',
    obligation: 'gdpr-28-2',
    because: 'it gets personal data',
    when: { data: personal },
  },
  {
    id: 'transfer',
    name: 'Transfer assessment',
    obligation: 'gdpr-44-46',
    because: 'data leaves for a country without an adequacy decision',
    when: { location: ['elsewhere'] },
  },
  {
    id: 'retention-training',
    name: 'Statement on retention and training',
    obligation: 'gdpr-5-1-b',
    because: 'what it gets is personal or confidential',
    when: { data: [...personal, 'confidential'] },
  },
  {
    id: 'security-report',
    name: 'SOC 2 Type 2 report or ISO/IEC 27001 certificate',
    obligation: 'iso27001-a-5-19',
    because: 'of the tier',
    tiers: upper,
  },
  { id: 'ai-policy', name: 'AI policy or ISO/IEC 42001 certificate', obligation: 'iso42001-a-10-3', because: 'of the tier', tiers: upper },
  { id: 'incident-process', name: 'How incidents are reported to us', obligation: 'iso27001-a-5-24', because: 'of the tier', tiers: upper },
  {
    id: 'instructions',
    name: 'Instructions for use',
    obligation: 'aiact-26-1',
    because: 'it touches decisions about persons',
    when: { people: ['assists', 'essential'] },
  },
  {
    id: 'evaluation',
    name: 'Evaluation of accuracy and of bias',
    obligation: 'aiact-15',
    because: 'it touches decisions about persons',
    when: { people: ['assists', 'essential'] },
  },
  {
    id: 'oversight',
    name: 'How people can watch, stop and override it',
    obligation: 'aiact-26-2',
    because: 'it acts in our systems, or decides about persons',
    when: { autonomy: ['approved', 'acts'], people: ['essential'] },
  },
  {
    id: 'continuity',
    name: 'Continuity and exit plan',
    obligation: 'iso27001-a-5-30',
    because: 'work stops without it, or nobody could take over soon',
    when: { criticality: ['days', 'hours'], substitutability: ['hardly'] },
  },
  {
    id: 'penetration-test',
    name: 'Summary of the latest penetration test',
    obligation: 'iso27001-a-5-22',
    because: 'of the tier',
    tiers: ['critical'],
  },
] as const satisfies readonly IntakeDocument[]
