import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import { sprite } from './icons'
import { Icon } from './signs'
import { scriptHref, styleHref } from './static'

export type Section =
  | 'today'
  | 'changes'
  | 'reviews'
  | 'register'
  | 'intake'
  | 'evidence'
  | 'coverage'
  | 'reports'
  | 'audit'
  | 'sources'
  | 'settings'
/** What the sidebar says on every page. A count is work for the reader, or a fault; otherwise there is none. */
export type Shell = {
  name: string
  role: string
  /** Null = more than 10,000. */
  toTriage: number | null
  reviewsMine: number | null
  /** Requests of the intake that wait for the reader. */
  intake: number | null
  watched: number | null
  sourcesOut: number | null
  polls: number
  mayAudit: boolean
  demo: boolean
  mayRemoveDemo: boolean
}
export type Crumb = { href: string; label: string }
export type Flash = { text: string; undo?: string | null; next?: string | null }

const Logo = ({ href }: { href?: string }) => {
  const mark = (
    <svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8">
      <rect x="2" y="3" width="14" height="14" rx="1.5" />
      <path d="M9 3v14M2 10h14" opacity=".45" />
      <rect x="8" y="8" width="14" height="13" rx="1.5" fill="var(--ground)" />
      <path d="M16 8v13M8 13h14" />
    </svg>
  )
  return href ? (
    <a class="logo" href={href}>
      {mark}Telltale
    </a>
  ) : (
    <p class="logo">{mark}Telltale</p>
  )
}

const Document = ({ title, children }: { title: string; children: Child }) => {
  // our own markup, escaped when it was made: rendered first, so that the page carries only the signs it uses
  // biome-ignore lint/complexity/noUselessFragments: children may be a list, which only a fragment renders without commas
  const body = String(<>{children}</>)
  return (
    <>
      {raw('<!doctype html>')}
      <html lang="en-GB">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="referrer" content="same-origin" />
          <title>{`${title} · Telltale`}</title>
          <link rel="icon" href="data:," />
          <link rel="stylesheet" href={styleHref} />
          <script src={scriptHref} defer />
        </head>
        <body>
          {raw(sprite(body))}
          {raw(body)}
        </body>
      </html>
    </>
  )
}

const countOf = (count: number | null) => (count === null ? '10,000+' : count ? count.toLocaleString('en-GB') : null)

type Entry = { section: Section; href: string; label: string; count?: string | null; gap?: boolean }
const entries = (shell: Shell): Entry[] => [
  { section: 'today', href: '/', label: 'Today' },
  { section: 'changes', href: '/changes', label: 'Changes', count: countOf(shell.toTriage) },
  { section: 'reviews', href: '/reviews', label: 'Reviews', count: countOf(shell.reviewsMine) },
  { section: 'register', href: '/register', label: 'Register', gap: true },
  { section: 'intake', href: '/intake', label: 'Intake', count: countOf(shell.intake) },
  { section: 'evidence', href: '/evidence', label: 'Evidence' },
  { section: 'coverage', href: '/coverage', label: 'Coverage', gap: true },
  { section: 'reports', href: '/reports', label: 'Reports' },
  ...(shell.mayAudit ? [{ section: 'audit' as const, href: '/audit', label: 'Audit trail' }] : []),
  {
    section: 'sources',
    href: '/sources',
    label: 'Sources',
    count: shell.sourcesOut === 0 ? null : `${countOf(shell.sourcesOut)} out`,
    gap: true,
  },
  { section: 'settings', href: '/settings', label: 'Settings' },
]

const Sidebar = ({ shell, section }: { shell: Shell; section: Section | null }) => (
  <nav class="side" id="menu" popover="auto" aria-label="Main">
    <Logo href="/" />
    <search>
      <form action="/search">
        <label class="vh" for="q">
          Search everything
        </label>
        <input class="search" id="q" name="q" type="search" placeholder="Search  /" size={18} />
      </form>
    </search>
    <ul class="nav">
      {entries(shell).map((entry) => (
        <li class={entry.gap ? 'gap' : undefined}>
          <a href={entry.href} aria-current={entry.section === section ? 'page' : undefined}>
            <span>{entry.label}</span>
            {entry.count ? <span class="n">{entry.count}</span> : null}
          </a>
        </li>
      ))}
    </ul>
    <div class="watch">
      <p>
        <strong>{shell.watched === 1 ? '1 source watched' : `${countOf(shell.watched) ?? 'No'} sources watched`}</strong>
        <br />
        {shell.polls.toLocaleString('en-GB')} polls in 7 days
        {shell.sourcesOut !== 0 ? (
          <>
            , <a href="/sources?state=out">{countOf(shell.sourcesOut)} out of reach</a>
          </>
        ) : null}
      </p>
      <p>
        {shell.name}
        <br />
        {shell.role}
      </p>
      <form method="post" action="/sign-out">
        <button type="submit" class="btn link">
          Sign out
        </button>
      </form>
    </div>
  </nav>
)

const FlashLine = ({ flash }: { flash: Flash }) => (
  <div class="flash" role="status">
    <span>
      {flash.text}{' '}
      {flash.next ? (
        <a href={flash.next} data-next>
          The next one to triage
        </a>
      ) : null}
    </span>
    {flash.undo ? (
      <form method="post" action={flash.undo} class="inline">
        <button class="btn link" type="submit">
          Undo
        </button>
      </form>
    ) : null}
  </div>
)

/** The frame of every page for those who are signed in. */
export const Layout = ({
  title,
  section,
  shell,
  crumbs = [],
  flash = null,
  children,
}: {
  title: string
  section: Section | null
  shell: Shell
  crumbs?: readonly Crumb[]
  flash?: Flash | null
  children: Child
}) => (
  <Document title={title}>
    <a class="skip" href="#main">
      Skip to the content
    </a>
    <div class="app">
      <header class="bar">
        <Logo href="/" />
        <button type="button" popovertarget="menu">
          <Icon name="menu" />
          Menu
        </button>
      </header>
      <Sidebar shell={shell} section={section} />
      <main class="main" id="main">
        {shell.demo ? <DemoBar mayRemove={shell.mayRemoveDemo} /> : null}
        {crumbs.length ? (
          <nav class="crumbs" aria-label="Where you are">
            <ol>
              {crumbs.map((crumb) => (
                <li>
                  <a href={crumb.href}>{crumb.label}</a>
                </li>
              ))}
            </ol>
          </nav>
        ) : null}
        {flash ? <FlashLine flash={flash} /> : null}
        {children}
      </main>
    </div>
  </Document>
)

const DemoBar = ({ mayRemove }: { mayRemove: boolean }) => (
  <div class="demobar noprint">
    <span>The demonstration is loaded. Its vendors, people and pages are invented, and marked.</span>
    {mayRemove ? (
      <form method="post" action="/demo/remove" class="inline">
        <button class="btn link" type="submit">
          Remove the demonstration
        </button>
      </form>
    ) : null}
  </div>
)

/** The frame of the pages outside: sign-in, set-up, refusals. */
export const Gate = ({ title, children, footer, wide }: { title: string; children: Child; footer?: Child; wide?: boolean }) => (
  <Document title={title}>
    <div class={wide ? 'gate wide' : 'gate'}>
      <main>
        <Logo />
        {children}
      </main>
      {footer ? <footer class="small faint">{footer}</footer> : <span />}
    </div>
  </Document>
)
