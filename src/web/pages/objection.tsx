import { objectionRights } from '../../core/contract/gaps'
import { objectionLetter } from '../../core/contract/objection-letter'
import { dayText } from '../../core/day'
import { commentOnCase } from '../../flows/comment-on-case'
import { objectByOf } from '../../flows/plan-finding'
import { type ChangeLine, changeLine } from '../../store/changes-page'
import { theOrganisation } from '../../store/organisation'
import { contractsInBrief, vendorFactsOf } from '../../store/reach'
import { sourceById } from '../../store/sources'
import { isVisible } from '../../store/visibility'
import { callerOf, can } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { invalid, notFound, Problem } from '../problem'
import { Facts, Head } from '../ui/parts'
import { Day } from '../ui/signs'
import { resultOf } from './act'
import { changeTitle, kindName } from './change-words'
import { doneAt } from './flash'
import { show } from './show'

const longestNote = 2_000

/** The draft of a letter that objects to a change: to read, print or save as text, and to record when it has gone out. Telltale itself sends none. */
export function objectionPages(app: App, deps: AppDeps): void {
  const { ports } = deps

  app.get('/findings/:id/objection', async (c) => {
    const view = await gather(c)
    const title = 'Draft of an objection'
    const { finding, vendorName } = view.line
    return show(c, deps, {
      title,
      section: 'changes',
      crumbs: [
        { href: '/changes', label: 'Changes' },
        { href: `/findings/${finding.id}`, label: changeTitle(vendorName, finding, view.line.sourceType) },
      ],
      children: <Page view={view} now={ports.now()} mayRecord={can(callerOf(c), 'write-register') && finding.caseId !== null} />,
    })
  })

  app.get('/findings/:id/objection.txt', async (c) => {
    const { letter, line } = await gather(c)
    return c.body(letter, 200, {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename*=UTF-8''objection-${encodeURIComponent(line.finding.id)}.txt`,
      'x-content-type-options': 'nosniff',
    })
  })

  app.post('/findings/:id/objection', async (c) => {
    const { line, objectBy } = await gather(c)
    const { typed } = await formFields(c)
    const sentOn = dayText.safeParse(typed.sentOn)
    if (!sentOn.success) throw invalid([{ path: 'sentOn', message: 'say on which day it was sent' }])
    if (sentOn.data > ports.now().slice(0, 10)) throw invalid([{ path: 'sentOn', message: 'lies in the future' }])
    if (!line.finding.caseId) throw new Problem(409, 'no-case', 'The change has no case yet: it is not confirmed.')
    const note = typed.note?.trim().slice(0, longestNote)
    const day = objectBy ? `, with ${objectBy} as the last day to object` : ''
    const said = `Objection sent on ${sentOn.data}${day}.${note ? ` ${note}` : ''}`
    resultOf(await commentOnCase(ports, { personId: callerOf(c).personId }, line.finding.caseId, said))
    return c.redirect(doneAt(`/findings/${line.finding.id}`, 'commented'), 303)
  })

  async function gather(c: AppContext) {
    const id = c.req.param('id') ?? ''
    const line = (await isVisible(ports.db, callerOf(c), 'findings', id)) ? await changeLine(ports.db, id) : null
    if (!line) throw notFound()
    return objectionTo(line)
  }

  async function objectionTo(line: ChangeLine) {
    const { finding, vendorName } = line
    const today = ports.now().slice(0, 10)
    const toldOn = finding.notifiedOn ?? finding.detectedAt.slice(0, 10)
    const [facts, contracts, ours, source] = await Promise.all([
      vendorFactsOf(ports.db, [finding.vendorId]),
      contractsInBrief(ports.db, [finding.vendorId]),
      theOrganisation(ports.db),
      finding.sourceId ? sourceById(ports.db, finding.sourceId) : null,
    ])
    const objectBy = objectByOf(finding, facts.get(finding.vendorId) ?? {}, contracts)
    const right = objectionRights(contracts, finding.kinds, toldOn)[0] ?? null
    const contract = contracts.find(({ clauses }) => right && clauses.includes(right.held)) ?? contracts[0]
    const letter = objectionLetter({
      vendorName,
      ourName: ours.name || '[our organisation]',
      changes: finding.kinds.map((kind) =>
        kindName(kind)
          .replace(/ \([^)]*\)$/, '')
          .toLowerCase(),
      ),
      quotes: finding.quotes.map(({ text }) => text),
      address: source?.url ?? null,
      seenOn: finding.detectedAt.slice(0, 10),
      toldOn: finding.notifiedOn,
      contract: contract?.reference ?? null,
      clause: right && { name: right.clause.name, reference: right.held.reference ?? null, days: right.days },
      objectBy,
      today,
    })
    return { line, letter, objectBy, right }
  }
}

type View = {
  line: ChangeLine
  letter: string
  objectBy: string | null
  right: { clause: { name: string }; held: { reference?: string | null }; days: number } | null
}

const Page = ({ view: { line, letter, objectBy, right }, now, mayRecord }: { view: View; now: string; mayRecord: boolean }) => (
  <>
    <Head
      title="Draft of an objection"
      acts={
        <a class="btn" href={`/findings/${line.finding.id}/objection.txt`}>
          Save as text
        </a>
      }
    >
      <p>
        Read it, complete what stands in brackets, and send it yourself: nothing is sent from here. Print this page for a letter on paper.
      </p>
    </Head>
    <Facts
      facts={[
        {
          question: 'Last day to object',
          answer: objectBy ? <Day day={objectBy} now={now} /> : 'Not known',
          support: objectBy
            ? objectBy < now.slice(0, 10)
              ? 'It has gone by: say so when you write.'
              : 'Counted in calendar days.'
            : 'Neither the change nor a contract on record gives one.',
        },
        {
          question: 'Clause',
          answer: right ? right.clause.name : 'None on record',
          support: right
            ? `${right.days} days${right.held.reference ? `, ${right.held.reference}` : ''}.`
            : 'Add the days to object to the contract, with the clause they come from.',
        },
      ]}
    />
    <section class="sec">
      <h2 class="noprint">The letter</h2>
      <pre class="wrap">{letter}</pre>
    </section>
    {mayRecord ? (
      <section class="sec noprint">
        <h2>Record that it was sent</h2>
        <form class="form" method="post" action={`/findings/${line.finding.id}/objection`}>
          <div class="field">
            <label for="sentOn">Sent on</label>
            <input id="sentOn" type="date" name="sentOn" value={now.slice(0, 10)} required />
          </div>
          <div class="field">
            <label for="note">How, and to whom</label>
            <textarea id="note" name="note" rows={2} maxlength={longestNote} />
          </div>
          <p>
            <button class="btn go" type="submit">
              Record it with the case
            </button>
          </p>
        </form>
        <p class="small soft">
          Keep the letter itself as <a href={`/evidence/new?vendor=${line.finding.vendorId}`}>evidence</a>.
        </p>
      </section>
    ) : null}
  </>
)
