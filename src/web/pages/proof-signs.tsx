import { type Certificate, certificateState } from '../../store/certificates'
import { type Evidence, evidenceState } from '../../store/evidence'
import { Day, State } from '../ui/signs'

/** Whether a document still supports anything, and until when. */
export const EvidenceSign = ({ document, now }: { document: Pick<Evidence, 'state' | 'expiresOn'>; now: string }) => {
  const state = evidenceState(document, now.slice(0, 10))
  if (state === 'withdrawn') return <State icon="lapsed">Withdrawn</State>
  if (!document.expiresOn)
    return (
      <State icon="check" tone="good">
        Current, no end
      </State>
    )
  const day = <Day day={document.expiresOn} now={now} weekday={false} />
  if (state === 'expired')
    return (
      <State icon="late" tone="critical">
        Ran out {day}
      </State>
    )
  const soon = Date.parse(`${document.expiresOn}T00:00:00Z`) - Date.parse(now) < soonDays * 86_400_000
  return (
    <State icon={soon ? 'due' : 'check'} tone={soon ? 'medium' : 'good'}>
      {soon ? 'Runs out' : 'Valid to'} {day}
    </State>
  )
}

const soonDays = 60

/** Whether a certificate stands, and until when. */
export const CertificateSign = ({ certificate, now }: { certificate: Certificate; now: string }) => {
  const state = certificateState(certificate, now.slice(0, 10))
  if (state === 'withdrawn') return <State icon="lapsed">Withdrawn by its issuer</State>
  if (state === 'not-yet')
    return (
      <State icon="due">
        Valid from <Day day={certificate.validFrom ?? ''} now={now} weekday={false} />
      </State>
    )
  return <EvidenceSign document={{ state: 'current', expiresOn: certificate.validTo }} now={now} />
}
