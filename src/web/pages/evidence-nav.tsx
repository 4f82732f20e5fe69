import { Tabs } from '../ui/parts'

const entries = [
  { href: '/evidence', label: 'Documents' },
  { href: '/certificates', label: 'Certificates' },
  { href: '/claims', label: 'Answers' },
  { href: '/questionnaires', label: 'Questionnaires' },
  { href: '/question-sets', label: 'Sets of questions' },
] as const

/** The links between the lists of what vendors have shown and said. */
export const EvidenceNav = ({ current }: { current: (typeof entries)[number]['href'] }) => (
  <Tabs label="Evidence" tabs={entries.map(({ href, label }) => ({ href, label, current: href === current }))} />
)
