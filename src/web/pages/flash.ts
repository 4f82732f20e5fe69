import type { AppContext } from '../environment'
import type { Flash } from '../ui/layout'

/** What an act did, by the short word that its redirect carries. Only these are ever said: no text of the address reaches the page. */
const said: Record<string, string> = {
  material: 'The case is open. Its reviews are in their owners’ lists.',
  'triaged-many': 'Answered. Each can be undone for an hour, on its own page.',
  'not-material': 'Closed as not material. You can undo this for an hour.',
  'awaiting-second': 'Kept. Because it is critical, a second person must agree.',
  approved: 'Agreed. It is closed.',
  undone: 'Undone. It waits for triage again.',
  'undone-kept': 'Undone. It waits for triage again. What was noted in the register stands where the record was edited since: look there.',
  assigned: 'Assigned.',
  snoozed: 'Put off. It comes back on the day you chose.',
  joined: 'Joined: both changes are one case now.',
  'signed-many': 'Signed. What is critical waits for a second person.',
  commented: 'Said. Those who have to do with the case are told.',
  'comment-taken-back': 'Taken back. That something was said stays.',
  confirmed: 'Confirmed. Its case is open for triage.',
  dismissed: 'Dismissed.',
  raised: 'Raised. It is a finding now, with its case.',
  started: 'In progress. What you wrote is kept as a draft.',
  closed: 'Closed and signed.',
  returned: 'Returned to its owner.',
  reopened: 'Open again.',
  reassigned: 'Handed over.',
  saved: 'Saved.',
  'decision-drafted': 'Drafted. It counts once it is signed.',
  'decision-signed': 'Signed. It is in force.',
  'term-done': 'Done. The term is settled.',
  held: 'Held: everything of it stays.',
  released: 'Released: it is kept like all else.',
  left: 'The account is closed, and what they held is handed over.',
  'handed-over': 'Their open work is handed over.',
  'sessions-ended': 'Signed out there.',
  password: 'Your password is changed. You are signed out everywhere else.',
  added: 'Added.',
  'not-watched': 'Kept, and not watched yet: the reason is below. Change it, then switch the watch on again.',
  'keys-off': 'The keys are off in this browser.',
  'keys-on': 'The keys are on in this browser.',
  removed: 'Removed.',
  'questionnaire-revoked': 'Revoked. Its link opens nothing any more.',
  'questionnaire-accepted': 'Accepted. The round is closed, and its answers are kept.',
  'date-withdrawn': 'Withdrawn. It counts no longer, and stays on record.',
  withdrawn: 'Withdrawn. It supports nothing any longer.',
  'answer-kept': 'Kept. The passage is followed from now on.',
  'answer-withdrawn': 'Withdrawn. It answers nothing any longer.',
  'view-saved': 'The view is saved.',
  'view-back': 'The view is back.',
  taken: 'Taken from the catalogue, with its sources.',
  imported: 'Imported.',
  asked: 'Asked. Whoever does the intake takes it from here.',
  'request-started': 'Taken on.',
  'request-joined': 'Joined to what we have.',
  'request-parted': 'They are two different vendors now.',
  'request-handed': 'Handed over. It is in the register now.',
  'request-reopened': 'Taken back. It is open again.',
  'link-revoked': 'The public address no longer works.',
  verified: 'Recomputed as far as shown below.',
  'demo-loaded': 'The demonstration is loaded. Everything of it is invented, and marked.',
  'demo-removed': 'The demonstration is removed. Your own records are as they were.',
  'notice-retried': 'It is sent again with the next tick.',
  'notice-discarded': 'Discarded. Nobody is told of it.',
  'notice-gone': 'It is not parked any more.',
  'feed-revoked': 'The address answers nobody any more.',
  'poll-first': 'Read for the first time. From now on it is compared with this.',
  'poll-none': 'Checked just now: unchanged.',
  'poll-noise': 'Checked just now: nothing but noise, which is held back.',
  'poll-cosmetic': 'Checked just now: an editorial change.',
  'poll-material': 'Checked just now: it has changed. See below.',
  'poll-failed': 'Checked just now: it could not be read. The reason is below.',
  'poll-paused': 'Polling is paused, for this vendor or for all. Take it up again first, on the page of the sources.',
  'polling-paused': 'Paused. Nothing of it is asked for until it is taken up again.',
  'polling-resumed': 'Taken up again.',
  'poll-too-often': 'This source has just been asked, or asked us to wait. Try again in a minute.',
}

/** What `?done=` of the request says was done; `?undo=` names the case whose triage can still be taken back, `?next=` the case that waits next. */
export function flashOf(c: AppContext): Flash | null {
  const text = said[c.req.query('done') ?? '']
  const undo = c.req.query('undo')
  const next = c.req.query('next')
  return text
    ? {
        text,
        undo: undo && /^[\w-]+$/.test(undo) ? `/cases/${undo}/undo` : null,
        next: next && /^[\w-]+$/.test(next) ? `/cases/${next}` : null,
      }
    : null
}

/** Where a form leads after its act: the page with the word of what was done. */
export function doneAt(path: string, done: string, undo?: string): string {
  const join = path.includes('?') ? '&' : '?'
  return `${path}${join}done=${done}${undo ? `&undo=${encodeURIComponent(undo)}` : ''}`
}
