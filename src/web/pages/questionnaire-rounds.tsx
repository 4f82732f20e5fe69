import { compareRounds } from '../../core/questionnaire'
import { questionsOf } from '../../flows/send-questionnaire'
import type { AppContext, AppDeps } from '../environment'
import { notFound } from '../problem'
import { plural } from '../ui/days'
import { Chips, Empty, Head } from '../ui/parts'
import { Table } from '../ui/table'
import type { OneView } from './questionnaire-view'
import { show } from './show'

/** Two rounds of one questionnaire, answer by answer where they differ; 404 where there is no round before. */
export async function twoRounds(c: AppContext, deps: AppDeps, { row, rounds, questions }: OneView) {
  const { ports } = deps
  const before = rounds.find(({ id }) => id === (c.req.query('with') ?? row.previousId)) ?? rounds[0]
  if (!before) throw notFound()
  const differences = compareRounds(
    { questions: await questionsOf(ports, before), answers: before.progress },
    { questions, answers: row.progress },
  )
  const words = { changed: 'Changed', new: 'New answer', gone: 'No answer now' }
  return show(c, deps, {
    title: `${row.title}: what changed`,
    section: 'evidence',
    crumbs: [{ href: `/questionnaires/${row.id}`, label: row.title }],
    children: (
      <>
        <Head title="Two rounds compared">
          <p>
            <a href={`/questionnaires/${before.id}`}>{before.title}</a> against {row.title}: {plural(differences.length, 'answer')}{' '}
            {differences.length === 1 ? 'differs' : 'differ'}.
          </p>
        </Head>
        {rounds.length > 1 ? (
          <Chips
            label="Against"
            chips={rounds.map((round) => ({
              href: `/questionnaires/${row.id}/compare?with=${encodeURIComponent(round.id)}`,
              label: round.title,
              current: round === before,
            }))}
          />
        ) : null}
        {differences.length ? (
          <Table
            label="Answers that differ"
            columns={[
              {
                head: 'Question',
                cell: ({ question, how }) => (
                  <>
                    {question.id}: {question.question}
                    <span class="sub">{words[how]}</span>
                  </>
                ),
              },
              { head: 'Before', cell: (one) => one.before ?? <span class="faint">Not answered</span> },
              { head: 'Now', cell: (one) => one.after ?? <span class="faint">Not answered</span> },
            ]}
            rows={differences}
          />
        ) : (
          <Empty icon="check" title="Every answer says the same" />
        )}
      </>
    ),
  })
}
