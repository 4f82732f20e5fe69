import { addDays } from '../core/day'
import { addEvidence, newEvidence } from '../flows/add-evidence'
import { addCertificate, newCertificate } from '../flows/save-certificate'
import { contractFields, contractRowFrom, saveContract } from '../flows/save-contract'
import type { Ports } from '../ports'

type Place = { id: (key: string) => string; end: string }

/** A certificate that runs out in three weeks, with its document, another that stands, and a contract with gaps whose last day to give notice comes. */
export async function playProof(ports: Ports, { id, end }: Place): Promise<void> {
  const actor = { personId: id('ines') }
  const day = (from: number) => addDays(end.slice(0, 10), from)
  const document = await addEvidence(
    ports,
    actor,
    newEvidence.parse({
      id: id('evidence-pennant-iso'),
      vendorId: id('pennant'),
      name: 'Pennant HR: ISO/IEC 27001 certificate',
      type: 'Certificate',
      scope: 'Hosting and operation of the shortlisting service in Frankfurt',
      periodFrom: day(-1074),
      expiresOn: day(21),
      supports: ['iso27001-a-5-19', 'iso27001-a-5-22'],
    }),
    {
      name: 'pennant-iso-27001.txt',
      body: new TextEncoder().encode('Invented certificate of the demonstration: Pennant HR GmbH, hosting of the shortlisting service.\n'),
    },
  )
  if (!document.ok) throw new Error(`the demonstration's document was refused: ${document.reason}`)
  const certificates = [
    {
      id: id('certificate-pennant-iso'),
      vendorId: id('pennant'),
      standard: 'ISO/IEC 27001:2022',
      number: 'DE-4471 (invented)',
      issuer: 'Nordlicht Cert (invented)',
      scope: 'Hosting and operation of the shortlisting service in Frankfurt',
      validFrom: day(-1074),
      validTo: day(21),
      evidenceId: id('evidence-pennant-iso'),
    },
    {
      id: id('certificate-saltmarsh-ai'),
      vendorId: id('saltmarsh'),
      standard: 'ISO/IEC 42001:2023',
      issuer: 'Harbour Assurance (invented)',
      scope: 'Development and operation of the model API; fine-tuning is outside',
      validFrom: day(-200),
      validTo: day(895),
    },
  ]
  for (const one of certificates) {
    const added = await addCertificate(ports, actor, newCertificate.parse(one))
    if (!added.ok) throw new Error(`the demonstration's certificate was refused: ${added.reason}`)
  }
  const contract = contractRowFrom(
    contractFields.parse({
      vendorId: id('saltmarsh'),
      reference: 'SA-2214',
      startsOn: day(-640),
      endsOn: day(90),
      renewsOn: day(91),
      noticeByOn: day(30),
      clauses: [
        { id: 'change-notice', present: true, value: '30 days', reference: 'clause 11.3' },
        { id: 'model-change-notice', present: false },
        { id: 'subprocessor-approval', present: true, reference: 'annex B, 4' },
        { id: 'subprocessor-objection', present: true, value: '14 days', reference: 'annex B, 4.2' },
        { id: 'training-on-customer-data', present: true, value: 'only after we agree', reference: 'clause 7.1' },
        { id: 'retention-and-deletion', present: true, value: '30 days after the end', reference: 'clause 16.4' },
        { id: 'incident-notice', present: true, value: '48 hours', reference: 'annex B, 7' },
        { id: 'audit-right', present: true, value: 'reports of an auditor', reference: 'annex B, 9' },
        { id: 'log-export', present: false },
        { id: 'liability-cap', present: true, value: 'fees of twelve months', reference: 'clause 18' },
      ],
    }),
    { id: id('contract-saltmarsh'), at: ports.now() },
    null,
  )
  const saved = await saveContract(ports, actor, { ...contract, demo: true }, null)
  if (!saved.ok) throw new Error(`the demonstration's contract was refused: ${saved.reason}`)
}
