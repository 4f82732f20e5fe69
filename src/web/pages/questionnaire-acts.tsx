import type { CellFault } from '../../core/answer-file'
import type { Questionnaire, QuestionSet } from '../../store/questionnaires'
import { Removal, Select, TextField } from '../ui/form'
import { Table } from '../ui/table'

type Props = { row: Questionnaire; now: string; sets: readonly QuestionSet[]; mails: boolean }

/** What can be done about a questionnaire in its state. */
export const QuestionnaireActs = ({ row, now, sets, mails }: Props) => {
  const base = `/questionnaires/${row.id}`
  const isOut = row.state === 'draft' || row.state === 'sent'
  return (
    <>
      {row.state === 'answered' ? (
        <form method="post" action={`${base}/accept`}>
          <p>
            <button class="btn go" type="submit">
              Accept the answers
            </button>{' '}
            <span class="soft">They are kept as claims already; accepting closes the round.</span>
          </p>
        </form>
      ) : null}
      {isOut ? (
        <details open={row.state === 'draft'}>
          <summary>{row.state === 'draft' ? 'Send it' : 'Make its link anew'}</summary>
          <form class="form" method="post" action={`${base}/send`}>
            <TextField
              name="expiresAt"
              label="Open until"
              type="date"
              typed={{ expiresAt: row.expiresAt && row.expiresAt > now ? row.expiresAt.slice(0, 10) : inWeeks(now, 3) }}
              faults={[]}
              required
            />
            <TextField
              name="email"
              label="E-mail address"
              type="email"
              hint={
                mails
                  ? 'Where the link and reminders go. Left empty, you hand the link over yourself.'
                  : 'No mail server is set up here: hand the link over yourself. An address is kept for the day that there is one.'
              }
              typed={{ email: row.email ?? '' }}
              faults={[]}
            />
            <p>
              <button class={row.state === 'draft' ? 'btn go' : 'btn'} type="submit">
                {row.state === 'draft' ? 'Freeze the questions and make the link' : 'Make a new link; the one before ends'}
              </button>{' '}
              {row.state === 'draft' ? (
                <a class="btn" href={`${base}/edit`}>
                  Choose the questions
                </a>
              ) : null}
            </p>
          </form>
        </details>
      ) : null}
      {isOut || row.state === 'answered' ? (
        <details class="mt">
          <summary>Take a filled file in</summary>
          <form class="form" id="import" method="post" action={`${base}/import`} enctype="multipart/form-data">
            <div class="field">
              <label for="f-file">File</label>
              <span class="hint" id="h-file">
                XLSX or CSV. Rows are matched by their key, in whatever order they stand.
              </span>
              <input id="f-file" type="file" name="file" required aria-describedby="h-file" />
            </div>
            {sets.length ? (
              <Select
                name="setId"
                label="Read by"
                blank="Our own columns"
                options={sets.map((set) => ({ value: set.id, label: set.name }))}
                typed={{}}
                faults={[]}
              />
            ) : null}
            <p>
              <button class="btn" type="submit">
                Take it in
              </button>
            </p>
          </form>
        </details>
      ) : null}
      {row.state === 'sent' ? (
        <details class="mt">
          <summary>Revoke it</summary>
          <form method="post" action={`${base}/revoke`}>
            <p class="hint">
              The link opens nothing from then on, and nothing that the vendor has filled in becomes an answer. This cannot be undone.
            </p>
            <p>
              <button class="btn" type="submit">
                Revoke the link
              </button>
            </p>
          </form>
        </details>
      ) : null}
      {row.state === 'draft' ? (
        <Removal action={`${base}/remove`} what="the draft">
          It was not sent to anybody.
        </Removal>
      ) : null}
    </>
  )
}

/** The cells of a file that were left out, each with what stands there and what was expected. */
export const NotTakenIn = ({ faults }: { faults: readonly CellFault[] }) => (
  <Table
    label="Cells that were not taken in"
    caption="Not taken in"
    columns={[
      { head: 'Cell', cell: (fault) => (fault.sheet === null ? fault.cell : `${fault.sheet}, ${fault.cell}`) },
      { head: 'What stands there', cell: (fault) => fault.value },
      { head: 'What was expected', cell: (fault) => fault.message },
    ]}
    rows={faults}
  />
)

const inWeeks = (now: string, weeks: number) => new Date(Date.parse(now) + weeks * 7 * 86_400_000).toISOString().slice(0, 10)
