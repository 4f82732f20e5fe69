import { factors } from '../../core/intake/factors'
import { documentName, type NeededDocument, tierOf } from '../../core/intake/tier'
import type { Evidence } from '../../store/evidence'
import type { VendorRequest } from '../../store/vendor-requests'
import { plural, sentence } from '../ui/days'
import { Select } from '../ui/form'
import { Day, State } from '../ui/signs'
import { Table } from '../ui/table'
import { TierSign } from './intake'
import type { RequestView } from './intake-request'

/** Whether we have the vendor already, or know it from the catalogue. */
export const Duplicates = ({ view }: { view: RequestView }) => {
  const { row, vendor, matches, alike, entry, offered, mayWork } = view
  const join = `/intake/${row.id}/join`
  const found = [
    ...matches.map((one) => ({
      ...one,
      href: `/vendors/${one.id}`,
      field: 'vendorId',
      what: 'Vendor of the register',
      act: 'It is this vendor: another use',
    })),
    ...alike.map((one) => ({ ...one, href: `/intake/${one.id}`, field: 'requestId', what: 'Asked for as well', act: 'Same: go on there' })),
  ]
  return (
    <section id="dup">
      <h2>Do we know it already?</h2>
      <p class="soft small">
        Searched by domain, other names, parent company and similar names, among the vendors that you may see and the open requests.
      </p>
      {vendor ? (
        <div class="row mt">
          <State icon="check" tone="good">
            Joined
          </State>
          <span>
            <a href={`/vendors/${vendor.id}`}>{vendor.name}</a> is in the register.
          </span>
          {mayWork ? (
            <form method="post" action={join}>
              <button class="btn link" type="submit" name="part" value="1">
                Not the same: part them
              </button>
            </form>
          ) : null}
        </div>
      ) : found.length ? (
        <div class="mt">
          <Table
            label="What it may be"
            columns={[
              { head: 'Already here', cell: (one) => <a href={one.href}>{one.name}</a> },
              {
                head: 'Match',
                cell: (one) => (
                  <>
                    {sentence(one.words)}
                    <span class="sub">{one.what}</span>
                  </>
                ),
              },
              {
                head: 'What to do',
                cell: (one) =>
                  mayWork ? (
                    <form method="post" action={join}>
                      <button class="btn" type="submit" name={one.field} value={one.id}>
                        {one.act}
                        <span class="vh">: {one.name}</span>
                      </button>
                    </form>
                  ) : null,
              },
            ]}
            rows={found}
          />
        </div>
      ) : (
        <p class="mt">
          <State icon="check" tone="good">
            Nothing alike
          </State>
        </p>
      )}
      {entry ? (
        <div class="row mt">
          <span>
            In the catalogue as <strong>{entry.name}</strong>: {plural(entry.systems.length, 'system')},{' '}
            {plural(entry.sources.length, 'source')}. They are offered at the hand-over.
          </span>
          {mayWork ? <CatalogueButton row={row} id="" label="Not this one" /> : null}
        </div>
      ) : offered ? (
        <div class="row mt">
          <span>
            The catalogue knows <strong>{offered.name}</strong>: {plural(offered.systems.length, 'system')},{' '}
            {plural(offered.sources.length, 'source')}.
          </span>
          {mayWork ? <CatalogueButton row={row} id={offered.id} label="Take it from there" /> : null}
        </div>
      ) : null}
    </section>
  )
}

const CatalogueButton = ({ row, id, label }: { row: VendorRequest; id: string; label: string }) => (
  <form method="post" action={`/intake/${row.id}/edit`}>
    <button class="btn link" type="submit" name="catalogueId" value={id}>
      {label}
    </button>
  </form>
)

const effects = {
  critical: { icon: 'critical', tone: 'critical' },
  important: { icon: 'high', tone: 'high' },
  standard: { icon: 'low', tone: '' },
} as const

/** The tier with the reasons for it, and the questions behind. */
export const TierTable = ({ row, mayWork }: { row: VendorRequest; mayWork: boolean }) => {
  const { tier, weighed, deciding } = tierOf(row.factors)
  const unknown = weighed.filter(({ answer }) => !answer).length
  return (
    <section class="sec" id="tier">
      <div class="sh">
        <h2>
          Tier: <TierSign factors={row.factors} />
        </h2>
        <p class="small">
          {tier
            ? `${deciding.length} of ${plural(weighed.length, 'factor')} ${deciding.length === 1 ? 'decides' : 'decide'} it`
            : 'Nothing is answered yet'}
        </p>
      </div>
      <Table
        label="What the tier rests on"
        columns={[
          { head: 'Factor', cell: ({ factor }) => factor.name },
          {
            head: 'Answer',
            cell: ({ answer }) =>
              answer ? (
                <>
                  <strong>{answer.label}</strong>
                  <span class="sub">{answer.because}</span>
                </>
              ) : (
                <State icon="prov" tone="medium">
                  Unknown
                </State>
              ),
          },
          {
            head: 'Effect',
            cell: ({ factor, answer }) =>
              !answer ? (
                <span class="faint">Cannot lower the tier</span>
              ) : deciding.includes(factor.id) ? (
                <State {...effects[answer.tier]}>{sentence(answer.tier)}</State>
              ) : (
                <span class="faint">{sentence(answer.tier)}: does not decide</span>
              ),
          },
        ]}
        rows={weighed}
      />
      <p class="small faint mt">
        Factors and their weight are a list of ours, not of the law: the strictest answer decides, and what is unknown never lowers a tier.
      </p>
      {mayWork ? (
        <details class="mt" open={unknown === weighed.length}>
          <summary>{unknown ? `Answer ${plural(unknown, 'open question')}` : 'Change an answer'}</summary>
          <form class="form" method="post" action={`/intake/${row.id}/answers`}>
            {factors.map((factor) => (
              <Select
                name={factor.id}
                label={factor.question}
                blank="Not known yet"
                options={factor.answers.map(({ value, label }) => ({ value, label }))}
                typed={{ [factor.id]: String(row.factors[factor.id] ?? '') }}
                faults={[]}
              />
            ))}
            <p>
              <button class="btn" type="submit">
                Save the answers
              </button>
            </p>
          </form>
        </details>
      ) : null}
    </section>
  )
}

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
