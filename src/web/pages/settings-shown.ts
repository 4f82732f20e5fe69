import type { AppContext } from '../environment'
import type { Fault, Typed } from '../ui/form'

/** What the settings show again after a form of theirs: what was typed, what is wrong with it, and a secret that is shown once. */
export type SettingsShown = { typed?: Typed; unitIds?: readonly string[]; faults?: readonly Fault[]; secret?: string; status?: 200 | 400 }
/** Answers with the page of settings. */
export type SettingsPage = (c: AppContext, shown: SettingsShown) => Promise<Response>
