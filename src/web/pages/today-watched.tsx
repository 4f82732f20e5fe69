import { Empty, Facts, KeyValues } from '../ui/parts'
import { Demo, Health, Instant } from '../ui/signs'
import { WeekBars } from '../ui/weeks'
import { sourceTypeName } from './change-words'
import type { TodayView } from './today'

const ways = [
  { href: '/coverage', name: 'Each duty for each use', what: 'How it stands, with what was decided, by whom, and the proof behind it.' },
  { href: '/reviews?view=closed', name: 'What was signed', what: 'Closed reviews, each with its reason and evidence.' },
  { href: '/reports/sample', name: 'A sample of it', what: '25 closed reviews drawn by hash, to look at one by one, also as XLSX.' },
  { href: '/audit?decisions=1', name: 'Decisions on a past day', what: 'Who decided what; the chain of hashes can be recomputed there.' },
  { href: '/reports/watching', name: 'What was watched', what: 'Checks day by day and every gap: shows also that nothing happened.' },
  { href: '/changes', name: 'What vendors changed', what: 'In their words, with both captures and whether we were told.' },
] as const

/** Where an auditor begins. */
export const ForAuditors = () => (
  <section>
    <h2>Where to look</h2>
    <ul class="hits">
      {ways.map(({ href, name, what }) => (
        <li>
          <a href={href}>{name}</a>
          <span class="sub">{what}</span>
        </li>
      ))}
    </ul>
  </section>
)

/** What was watched meanwhile, where nothing waits. */
export const Watched = ({ view: { watched }, now }: { view: TodayView; now: string }) => (
  <section>
    <h2>What was watched in the last seven days</h2>
    <Facts
      big
      facts={[
        {
          question: 'Polls',
          answer: String(watched.total),
          support: watched.latest ? (
            <>
              the last one <Instant at={watched.latest} now={now} />
            </>
          ) : (
            'none yet'
          ),
        },
        { question: 'Unchanged', answer: String(watched.unchanged), support: 'compared word for word' },
        {
          question: 'Noise and editorial',
          answer: String(watched.noise + watched.cosmetic),
          support: <a href="/changes/quiet">Held back, with reasons</a>,
        },
        { question: 'No good answer', answer: String(watched.failed), support: <a href="/sources?state=out">Sources out of reach</a> },
      ]}
    />
    <Empty icon="closed" title="Done" acts={<a href="/changes">Read the changes of the last weeks</a>}>
      <p>When something reaches your uses, it appears here, soonest first.</p>
    </Empty>
  </section>
)

/** What was watched, what went quiet, and how changes came over time. */
export const Aside = ({ view: { watched, quiet, weeks, monday }, now, counted }: { view: TodayView; now: string; counted: boolean }) => (
  <aside class="aside" aria-label="What was watched">
    {counted ? (
      <section>
        <h2>Watched this week</h2>
        <KeyValues
          rows={[
            { name: 'Polls', value: String(watched.total) },
            { name: 'Unchanged', value: String(watched.unchanged) },
            { name: 'Noise held back', value: <a href="/changes/quiet">{watched.noise}</a> },
            { name: 'Editorial', value: String(watched.cosmetic) },
            { name: 'Material', value: <a href="/changes">{watched.material}</a> },
            { name: 'Failed', value: watched.failed ? <a href="/sources?state=out">{watched.failed}, tried again</a> : '0' },
          ]}
        />
      </section>
    ) : null}
    <section>
      <h2>Quiet sources</h2>
      {quiet.length ? (
        <ul class="hits">
          {quiet.map(({ source, vendorName, health, since }) => (
            <li>
              <a href={`/sources/${source.id}`}>
                {vendorName}: {sourceTypeName(source.type)}
              </a>{' '}
              <Demo demo={source.demo} />
              <span class="sub">
                <Health state={health} />
                {since ? (
                  <>
                    {' '}
                    since <Instant at={since} now={now} />
                  </>
                ) : null}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p class="small soft">None. Every watched source answered when it was last asked.</p>
      )}
    </section>
    <section>
      <h2>Changes, 12 weeks</h2>
      <WeekBars weeks={weeks} monday={monday} now={now} />
      <p class="small">
        <a href="/charts">More charts</a>
      </p>
      <p class="small">
        <a href="/why">Why did I not get an alert?</a>
      </p>
    </section>
  </aside>
)
