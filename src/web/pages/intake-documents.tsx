import { documentName, type NeededDocument } from '../../core/intake/tier'
import type { Evidence } from '../../store/evidence'
import type { VendorRequest } from '../../store/vendor-requests'
import { sentence } from '../ui/days'
import { Select } from '../ui/form'
import { Day, State } from '../ui/signs'
import { Table } from '../ui/table'

/** What to ask the vendor for, what was asked when, and what came. */
export const Documents = ({
  row,
  needed,
  onFile,
  mayWork,
  now,
}: {
  row: VendorRequest
  needed: readonly NeededDocument[]
  onFile: readonly Pick<Evidence, 'id' | 'name'>[]
  mayWork: boolean
  now: string
}) => {
  const daysOf = (id: string) => row.documents[id] ?? {}
  const received = needed.filter((one) => daysOf(one.id).receivedOn).length
  const unasked = needed.filter((one) => !daysOf(one.id).askedOn && !daysOf(one.id).receivedOn)
  const beside = Object.keys(row.documents).filter((id) => !needed.some((one) => one.id === id))
  const rows = [
    ...needed,
    ...beside.map((id) => ({ id, name: documentName(id), because: 'no longer asked for by these answers', citation: 'Kept' })),
  ]
  return (
    <section class="sec" id="docs">
      <div class="sh">
        <h2>Documents to ask for</h2>
        <p class="small">
          {received} of {needed.length} in
        </p>
      </div>
      <form method="post" action={`/intake/${row.id}/documents`}>
        <Table
          label="Documents"
          columns={[
            {
              head: 'Document and why',
              cell: ({ name, because, citation }) => (
                <>
                  <strong>{name}</strong>
                  <span class="sub">
                    {sentence(because)}: {citation}
                  </span>
                </>
              ),
            },
            { head: 'State', cell: ({ id }) => <DocumentState days={daysOf(id)} onFile={onFile} now={now} /> },
            {
              head: 'Act',
              cell: ({ id, name }) => {
                const { askedOn, receivedOn } = daysOf(id)
                return mayWork && !receivedOn ? (
                  <button class="btn" type="submit" name="act" value={`${askedOn ? 'received' : 'asked'} ${id}`}>
                    {askedOn ? 'Came in today' : 'Asked today'}
                    <span class="vh">: {name}</span>
                  </button>
                ) : null
              },
            },
          ]}
          rows={rows}
        />
        {mayWork && unasked.length > 1 ? (
          <p class="mt">
            <button class="btn" type="submit" name="act" value="asked-all">
              All {unasked.length} were asked for today
            </button>
          </p>
        ) : null}
      </form>
      {mayWork && rows.length ? (
        <details class="mt">
          <summary>Correct the days, link the evidence</summary>
          <form class="form" method="post" action={`/intake/${row.id}/documents`}>
            <input type="hidden" name="act" value="days" />
            {rows.map(({ id, name }) => (
              <fieldset>
                <legend class="label">{name}</legend>
                <div class="two">
                  <DayField name={`askedOn.${id}`} label="Asked" value={daysOf(id).askedOn} />
                  <DayField name={`receivedOn.${id}`} label="Came in" value={daysOf(id).receivedOn} />
                </div>
                {onFile.length ? (
                  <Select
                    name={`evidenceId.${id}`}
                    label="Kept as evidence"
                    blank="Not linked"
                    options={onFile.map((one) => ({ value: one.id, label: one.name }))}
                    typed={{ [`evidenceId.${id}`]: daysOf(id).evidenceId ?? '' }}
                    faults={[]}
                  />
                ) : null}
              </fieldset>
            ))}
            <p>
              <button class="btn" type="submit">
                Save
              </button>
            </p>
          </form>
        </details>
      ) : null}
    </section>
  )
}

const DayField = ({ name, label, value }: { name: string; label: string; value: string | null | undefined }) => (
  <div class="field">
    <label for={name}>{label}</label>
    <input id={name} name={name} type="date" value={value ?? ''} />
  </div>
)

const DocumentState = ({
  days: { askedOn, receivedOn, evidenceId },
  onFile,
  now,
}: {
  days: VendorRequest['documents'][string]
  onFile: readonly Pick<Evidence, 'id' | 'name'>[]
  now: string
}) => {
  if (receivedOn)
    return (
      <>
        <State icon="check" tone="good">
          In, <Day day={receivedOn} now={now} weekday={false} />
        </State>
        {evidenceId ? (
          <span class="sub">{onFile.find((one) => one.id === evidenceId)?.name ?? 'Evidence that is no longer on file'}</span>
        ) : null}
      </>
    )
  return askedOn ? (
    <State icon="due">
      Asked <Day day={askedOn} now={now} weekday={false} />
    </State>
  ) : (
    <State icon="open">Not asked yet</State>
  )
}
