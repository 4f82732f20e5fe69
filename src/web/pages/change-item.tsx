import type { ChangeLine } from '../../store/changes-page'
import { daysLeft, timeLeft } from '../ui/days'
import { AnnouncementSign, CaseState, Day, Demo, Due, FindingState, SeveritySign } from '../ui/signs'
import { actBy, changeTitle, kindsTitle } from './change-words'

/** One line of a work list: time left first, then what happened and its signs. */
export const ChangeItem = ({
  line,
  now,
  primary = false,
  pick = false,
  may = true,
  left = 'seen',
}: {
  line: ChangeLine
  now: string
  primary?: boolean
  /** Whether the reader may answer cases. */
  may?: boolean
  /** Which day stands at the left: in a list of work that by which to act, elsewhere that on which it was seen. */
  left?: 'act by' | 'seen'
  /** Whether its case can be picked, to answer several at once. */
  pick?: boolean
}) => {
  const { finding, vendorName, caseState } = line
  const title = changeTitle(vendorName, finding, line.sourceType)
  const quote = tidy(finding.quotes[0]?.text ?? '')
  const day = actBy(line)
  const waits = caseState === 'open' || caseState === 'awaiting-second-signature'
  const timed = left === 'act by' && waits ? day : null
  return (
    <li>
      <p class={`left ${timed && daysLeft(timed, now) < 0 ? 'critical' : ''}`}>
        {timed ? (
          timeLeft(timed, now).replace(/^\w/, (letter) => letter.toUpperCase())
        ) : (
          <Day day={finding.detectedAt.slice(0, 10)} now={now} />
        )}
        <span class="sub">{timed ? <Day day={timed} now={now} /> : 'seen'}</span>
      </p>
      <div>
        <h3>
          <a href={`/findings/${finding.id}`}>{title}</a>
        </h3>
        {quote && !finding.headline?.includes(quote.slice(0, 60)) ? (
          <p class="small">
            <span class="words">{short(quote)}</span>
          </p>
        ) : null}
        <p class="row">
          <SeveritySign severity={line.caseSeverity ?? finding.severity} />
          <AnnouncementSign announcement={finding.announcement} />
          {finding.headline === null ? null : <span class="soft">{kindsTitle(finding.kinds, line.sourceType)}</span>}
          {caseState ? <CaseState state={caseState} /> : <FindingState state={finding.state} />}
          {waits ? (
            timed || !day ? null : (
              <Due day={day} now={now} prefix="Act by " />
            )
          ) : line.dueOn ? (
            <Due day={line.dueOn} now={now} prefix="Next due " />
          ) : null}
          {line.deploymentCount === null ? null : <span>{line.deploymentCount === 1 ? '1 use' : `${line.deploymentCount} uses`}</span>}
          {pick && caseState === 'open' && finding.caseId ? (
            <label>
              <input type="checkbox" name="case" value={finding.caseId} /> Pick
              <span class="vh">: {title}</span>
            </label>
          ) : null}
          <Demo demo={finding.demo} />
        </p>
      </div>
      <a class={primary ? 'btn go' : 'btn'} href={`/findings/${finding.id}`}>
        {waits && may ? (caseState === 'open' ? 'Triage' : 'Read and sign') : 'Read'}
        <span class="vh">: {title}</span>
      </a>
    </li>
  )
}

/** A row of a table as a line: cells parted by dots, and no marks of the table at its ends. */
const tidy = (text: string) => text.replace(/^[\s|]+|[\s|]+$/g, '').replace(/\s*(?:\|\s*)+/g, ' · ')
const short = (text: string) => (text.length > 220 ? `${text.slice(0, 217)}…` : text)
