import { decide } from '../../../src/core/plan'
import type { PackRecord } from '../../../src/core/register'
import { decisionInput } from '../../../src/core/vendor-change'

/** A record in which everything is known and nothing applies: no framework, no high-risk use, a live deployment. Tests say what differs. */
export const plain: PackRecord = {
  'org.eu_nexus': 'none',
  'org.uk_gdpr': false,
  'org.eu_gdpr': false,
  'org.public_authority': false,
  'org.public_law_body': false,
  'org.provides_public_services': false,
  'org.law_enforcement': false,
  'org.employer': false,
  'org.dora_entity': false,
  'org.nis2_class': 'none',
  'org.iso42001': 'none',
  'org.iso27001': 'none',
  'org.nist_ai_rmf': false,
  'org.uk_guidance': false,
  'org.aims_scope_system_ids': [],
  'vendor.is_processor': false,
  'system.id': 's1',
  'system.version_binding': 'vendor_managed',
  'system.gpai_based': false,
  'system.gpai_systemic_risk': 'no',
  'system.open_licence': false,
  'system.interacts_with_persons': false,
  'system.generates_synthetic_content': false,
  'system.capabilities': [],
  'system.first_placed_on_eu_market': '2025-03-01',
  'dep.id': 'd1',
  'dep.status': 'live',
  'dep.feature_state': 'enabled',
  'dep.our_role': ['deployer'],
  'dep.rebranded': false,
  'dep.modified_by_us': 'none',
  'dep.purpose_beyond_vendor_intent': false,
  'dep.annex_iii_point': 'none',
  'dep.annex_i_product': false,
  'dep.art6_3_exemption': 'none',
  'dep.profiling': false,
  'dep.decisions_about_persons': 'none',
  'dep.workers_subject': false,
  'dep.affected_groups': [],
  'dep.personal_data': 'none',
  'dep.special_category_data': false,
  'dep.controls_input_data': false,
  'dep.controls_logs': false,
  'dep.publishes_synthetic_content': false,
  'dep.customers_receive_output': false,
  'dep.critical_function': false,
}
export const iso42001 = { 'org.iso42001': 'certified', 'org.aims_scope_system_ids': ['s1'] }
export const iso27001 = { 'org.iso27001': 'certified' }
export const processor = { 'org.eu_gdpr': true, 'dep.personal_data': 'identifiable', 'vendor.is_processor': true }
export const annexThree = { 'org.eu_nexus': 'established_in_eu', 'dep.annex_iii_point': '4a' }
export const annexOne = { 'org.eu_nexus': 'established_in_eu', 'dep.annex_i_product': true }

type Input = { record?: PackRecord; kind?: string; kinds?: string[]; [key: string]: unknown }
/** Decides one change on the plain record with what differs; detected on Tuesday 1 December 2026 unless said otherwise. */
export const decided = ({ record = {}, ...change }: Input) =>
  decide(decisionInput.parse({ register: { ...plain, ...record }, change: { detected: '2026-12-01', ...change } }))

export const decidedAll = ({ records, ...change }: { records: PackRecord[]; [key: string]: unknown }) =>
  decide(decisionInput.parse({ register: records.map((record) => ({ ...record })), change: { detected: '2026-12-01', ...change } }))

/** A record without the fields of a deployment. */
export const systemOnly = (record: PackRecord) =>
  Object.fromEntries(Object.entries({ ...plain, ...record }).filter(([name]) => !name.startsWith('dep.')))

export const taskOf = (decision: ReturnType<typeof decide>, obligation: string) =>
  decision.tasks.find((task) => task.obligation === obligation)
