import type { Child } from 'hono/jsx'
import { mayAdminister } from '../administering'
import { type Caller, callerOf, can } from '../authorise'
import type { AppContext, AppDeps } from '../environment'
import { routeAccess } from '../routes'
import type { Crumb } from '../ui/layout'
import { Head, Tabs } from '../ui/parts'
import { show } from './show'

/** The pages of the settings, in their order. Whose a page is says the table of routes; one that is not there yet is not named. */
const entries = [
  { href: '/settings', label: 'You' },
  { href: '/settings/notices', label: 'Notices' },
  { href: '/settings/tokens', label: 'Tokens, sessions' },
  { href: '/settings/people', label: 'People' },
  { href: '/settings/units', label: 'Units' },
  { href: '/settings/sign-on', label: 'Sign-on' },
  { href: '/settings/channels', label: 'Channels' },
  { href: '/settings/organisation', label: 'Organisation' },
  { href: '/settings/cadences', label: 'Cadences' },
  { href: '/settings/retention', label: 'Retention' },
  { href: '/catalogue', label: 'Catalogue' },
] as const
export type SettingsHref = (typeof entries)[number]['href']

const mayOpen = (caller: Caller, href: string) => {
  const access = routeAccess[`GET ${href}`]
  if (access === 'administer' && !mayAdminister(caller, `GET ${href}`)) return false
  return access !== undefined && (access === 'open' || access === 'signed-in' || can(caller, access))
}

/** The links between the pages of the settings that this person may open. */
export const SettingsNav = ({ caller, current }: { caller: Caller; current: SettingsHref }) => (
  <Tabs
    label="Settings"
    tabs={entries.filter(({ href }) => mayOpen(caller, href)).map(({ href, label }) => ({ href, label, current: href === current }))}
  />
)

export type SettingsView = {
  current: SettingsHref
  /** The page's own name; without one, the entry's. */
  title?: string
  crumbs?: readonly Crumb[]
  lead?: Child
  acts?: Child
  children: Child
}

/** A page of the settings in its frame, with the links to the others. */
export function showSettings(
  c: AppContext,
  deps: Pick<AppDeps, 'ports'>,
  { current, title, crumbs, lead, acts, children }: SettingsView,
  status: 200 | 400 | 409 = 200,
) {
  const caller = callerOf(c)
  const name = title ?? entries.find(({ href }) => href === current)?.label ?? 'Settings'
  return show(
    c,
    deps,
    {
      title: title ?? `Settings: ${name}`,
      section: 'settings',
      crumbs: crumbs ?? [{ href: '/settings', label: 'Settings' }],
      children: (
        <>
          <Head title={name} acts={acts}>
            {lead ? <p>{lead}</p> : null}
          </Head>
          <SettingsNav caller={caller} current={current} />
          {children}
        </>
      ),
    },
    status,
  )
}
