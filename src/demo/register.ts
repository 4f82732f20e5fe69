/** The fictional organisation: who works there, what it uses, and what it knows of it. Names stand for ids, which are made when it is loaded. */

export const demoOrganisation = {
  name: 'Calder Group (invented)',
  facts: {
    euNexus: 'established_in_eu',
    ukGdpr: true,
    euGdpr: true,
    publicAuthority: false,
    publicLawBody: false,
    providesPublicServices: false,
    lawEnforcement: false,
    employer: true,
    doraEntity: false,
    nis2Class: 'important',
    sizeClass: 'large',
    iso42001: 'adopting',
    iso27001: 'certified',
    nistAiRmf: false,
    ukGuidance: false,
  },
} as const

export const demoPeople = [
  { key: 'priya', name: 'Priya Nair', role: 'risk-owner' },
  { key: 'dan', name: 'Dan Okafor', role: 'risk-owner' },
  { key: 'ruth', name: 'Ruth Adeyemi', role: 'risk-owner' },
  { key: 'marek', name: 'Marek Wolny', role: 'risk-owner' },
  { key: 'ines', name: 'Ines Duarte', role: 'analyst' },
] as const
export type DemoPerson = (typeof demoPeople)[number]['key']

/** Roles of the pack and who holds them in the demonstration's one unit. */
export const demoUnit = {
  name: 'Calder Group (demonstration)',
  roleHolders: {
    dpo: 'ruth',
    'security-lead': 'marek',
    'platform-owner': 'marek',
    'vendor-manager': 'dan',
    legal: 'ruth',
    'aims-lead': 'priya',
  } satisfies Record<string, DemoPerson>,
} as const

export const demoVendors = [
  {
    key: 'saltmarsh',
    name: 'Saltmarsh AI',
    facts: {
      legalName: 'Saltmarsh AI Ltd',
      country: 'GB',
      roles: ['model_provider'],
      contractRef: 'SA-2214',
      changeNoticeDays: 30,
      subprocessorObjectionDays: 14,
      isProcessor: true,
      tier: 'critical',
      governingLaw: 'England and Wales',
    },
  },
  {
    key: 'quaylight',
    name: 'Quaylight',
    facts: {
      legalName: 'Quaylight Software AB',
      country: 'SE',
      roles: ['system_provider'],
      contractRef: 'QL-0071',
      changeNoticeDays: 14,
      isProcessor: true,
      tier: 'important',
    },
  },
  {
    key: 'pennant',
    name: 'Pennant HR',
    facts: {
      legalName: 'Pennant HR GmbH',
      country: 'DE',
      roles: ['saas_embedding', 'system_provider'],
      contractRef: 'PN-1180',
      changeNoticeDays: 30,
      isProcessor: true,
      tier: 'critical',
    },
  },
  {
    key: 'notefell',
    name: 'Notefell',
    facts: {
      legalName: 'Notefell Inc.',
      country: 'US',
      roles: ['saas_embedding'],
      subprocessorObjectionDays: 14,
      isProcessor: true,
      tier: 'important',
    },
  },
  {
    key: 'tarn',
    name: 'Tarn Analytics',
    facts: {
      legalName: 'Tarn Analytics NV',
      country: 'BE',
      roles: ['system_provider'],
      contractRef: 'TA-2025-3',
      changeNoticeDays: 60,
      isProcessor: true,
      tier: 'critical',
    },
  },
  {
    key: 'kestrelcode',
    name: 'Kestrelcode',
    facts: { legalName: 'Kestrelcode Oy', country: 'FI', roles: ['system_provider'], tier: 'standard' },
  },
] as const

/** Vendors that somebody asked for: one is being looked at, one waits for somebody to take it on. `ago` in days. */
export const demoRequests = [
  {
    key: 'request-osprey',
    ago: 9,
    by: 'dan',
    with: 'dan',
    state: 'in-progress',
    vendorName: 'Osprey Transcribe',
    domain: 'osprey.example',
    systemName: 'Osprey Calls',
    purpose: 'Transcribe recorded customer calls in claims, so that handlers need not type them up.',
    neededInDays: 70,
    factors: { data: 'special', people: 'addresses', autonomy: 'suggests', criticality: 'days', volume: 'large', location: 'elsewhere' },
    documents: {
      'system-description': { askedAgo: 7, receivedAgo: 4 },
      dpa: { askedAgo: 7, receivedAgo: 2 },
      subprocessors: { askedAgo: 7, receivedAgo: 2 },
      transfer: { askedAgo: 7 },
      'retention-training': { askedAgo: 7 },
      'security-report': { askedAgo: 3 },
    },
  },
  {
    key: 'request-quaylite',
    ago: 1,
    askedByName: 'Leila Farouk',
    askedByEmail: 'leila.farouk@calder.example',
    state: 'asked',
    vendorName: 'Quaylite',
    domain: 'quaylight.example',
    systemName: null,
    purpose: 'Draft first answers to supplier questions in facilities.',
    neededInDays: 30,
    factors: {},
    documents: {},
  },
] as const satisfies readonly DemoRequest[]

type DemoRequest = {
  key: string
  ago: number
  by?: DemoPerson
  with?: DemoPerson
  askedByName?: string
  askedByEmail?: string
  state: 'asked' | 'in-progress'
  vendorName: string
  domain: string
  systemName: string | null
  purpose: string
  neededInDays: number
  factors: Readonly<Record<string, string>>
  documents: Readonly<Record<string, { askedAgo: number; receivedAgo?: number }>>
}
