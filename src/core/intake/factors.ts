/**
 * What the tier of a vendor rests on when somebody asks for it. Ours, not the pack's: the pack says that a vendor has a tier (`vendor.tier`) and
 * what hangs on it, not how it is found. The answers follow where the law and the standards look first: personal data (GDPR), use on people
 * (AI Act Annex III), what stops when it fails (ISO/IEC 27001 A.5.30, DORA Art 28).
 */
export const vendorTiers = ['critical', 'important', 'standard'] as const
export type VendorTier = (typeof vendorTiers)[number]

export type FactorAnswer = {
  value: string
  label: string
  tier: VendorTier
  because: string
  /** Facts of a use of ours that follow from the answer, by API name; what does not follow stays unknown. */
  use?: Readonly<Record<string, string | boolean>>
}
export type Factor = { id: string; name: string; question: string; answers: readonly FactorAnswer[] }

export const factors = [
  {
    id: 'data',
    name: 'Data',
    question: 'Which data does it get?',
    answers: [
      {
        value: 'public',
        label: 'Public only',
        tier: 'standard',
        because: 'It gets nothing that is not public.',
        use: { personalData: 'none' },
      },
      {
        value: 'internal',
        label: 'Internal, no personal data',
        tier: 'standard',
        because: 'It gets internal texts without personal data.',
        use: { personalData: 'none' },
      },
      {
        value: 'confidential',
        label: 'Confidential, no personal data',
        tier: 'important',
        because: 'It gets what would harm us if it leaked.',
        use: { personalData: 'none' },
      },
      {
        value: 'pseudonymised',
        label: 'Personal, under pseudonyms',
        tier: 'important',
        because: 'It gets personal data, if under pseudonyms.',
        use: { personalData: 'pseudonymised' },
      },
      {
        value: 'personal',
        label: 'Personal',
        tier: 'important',
        because: 'It gets data of persons who can be identified.',
        use: { personalData: 'identifiable', specialCategoryData: false },
      },
      {
        value: 'special',
        label: 'Special categories (health, belief, biometric …)',
        tier: 'critical',
        because: 'It gets special categories of personal data (GDPR Art 9).',
        use: { personalData: 'identifiable', specialCategoryData: true },
      },
    ],
  },
  {
    id: 'people',
    name: 'People affected',
    question: 'Does what it makes touch people?',
    answers: [
      {
        value: 'none',
        label: 'No, only our own drafts and notes',
        tier: 'standard',
        because: 'Nobody is judged or addressed by it.',
        use: { decisionsAboutPersons: 'none' },
      },
      {
        value: 'addresses',
        label: 'People read it or talk to it',
        tier: 'important',
        because: 'People outside the team read what it makes, or talk to it.',
        use: { decisionsAboutPersons: 'none' },
      },
      {
        value: 'assists',
        label: 'It helps to decide about persons',
        tier: 'important',
        because: 'It helps to decide about persons.',
        use: { decisionsAboutPersons: 'assists' },
      },
      {
        value: 'essential',
        label: 'Employment, credit, insurance, education, health or public services',
        tier: 'critical',
        because: 'It is used where the AI Act lists high-risk uses (Annex III).',
      },
    ],
  },
  {
    id: 'autonomy',
    name: 'Autonomy',
    question: 'Does it act by itself?',
    answers: [
      { value: 'suggests', label: 'It suggests, a person acts', tier: 'standard', because: 'A person acts on what it suggests.' },
      {
        value: 'approved',
        label: 'It acts once a person approves',
        tier: 'important',
        because: 'It acts in our systems, each time approved by a person.',
      },
      { value: 'acts', label: 'It acts by itself', tier: 'critical', because: 'It acts in our systems without anybody looking first.' },
    ],
  },
  {
    id: 'criticality',
    name: 'Criticality',
    question: 'What stops when it fails?',
    answers: [
      {
        value: 'weeks',
        label: 'Nothing for weeks',
        tier: 'standard',
        because: 'Work goes on for weeks without it.',
        use: { criticalFunction: false },
      },
      {
        value: 'days',
        label: 'Work suffers within days',
        tier: 'important',
        because: 'Work suffers within days when it fails.',
        use: { criticalFunction: false },
      },
      {
        value: 'hours',
        label: 'A critical function within hours',
        tier: 'critical',
        because: 'A critical function stops within hours when it fails.',
        use: { criticalFunction: true },
      },
    ],
  },
  {
    id: 'substitutability',
    name: 'Way out',
    question: 'How soon could we do without this vendor?',
    answers: [
      { value: 'weeks', label: 'Within weeks', tier: 'standard', because: 'Another vendor could take over within weeks.' },
      { value: 'months', label: 'Within months', tier: 'important', because: 'Another vendor would need months to take over.' },
      { value: 'hardly', label: 'Hardly at all', tier: 'important', because: 'Nobody else could take over in reasonable time.' },
    ],
  },
  {
    id: 'volume',
    name: 'Volume',
    question: 'How much goes through it?',
    answers: [
      { value: 'few', label: 'Now and then', tier: 'standard', because: 'Little goes through it.' },
      { value: 'daily', label: 'Every day', tier: 'standard', because: 'It is used every day, within a team.' },
      {
        value: 'large',
        label: 'Records of thousands of people, or most of our customers',
        tier: 'important',
        because: 'What goes wrong with it goes wrong for thousands.',
      },
    ],
  },
  {
    id: 'location',
    name: 'Where data goes',
    question: 'Where is it processed?',
    answers: [
      {
        value: 'here',
        label: 'United Kingdom or European Economic Area',
        tier: 'standard',
        because: 'What it gets stays in the United Kingdom or the EEA.',
      },
      {
        value: 'adequate',
        label: 'A country with an adequacy decision',
        tier: 'standard',
        because: 'What it gets goes to a country with an adequacy decision.',
      },
      {
        value: 'elsewhere',
        label: 'Elsewhere',
        tier: 'important',
        because: 'What it gets leaves for a country without an adequacy decision.',
      },
    ],
  },
] as const satisfies readonly Factor[]
