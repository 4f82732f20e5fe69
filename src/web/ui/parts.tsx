import type { Child } from 'hono/jsx'
import { Icon } from './signs'

/** The one-minute strip: a question, a bold answer, lines of support. */
export type Fact = { question: string; answer: Child; tone?: 'critical'; support?: Child }
export const Facts = ({ facts, big = false }: { facts: readonly Fact[]; big?: boolean }) => (
  <dl class={big ? 'facts big' : 'facts'}>
    {facts.map(({ question, answer, tone, support }) => (
      <div>
        <dt>{question}</dt>
        <dd class={tone}>{answer}</dd>
        {support ? <dd>{support}</dd> : null}
      </div>
    ))}
  </dl>
)

export const Head = ({ title, children, acts }: { title: Child; children?: Child; acts?: Child }) => (
  <div class="head">
    <div>
      <h1>{title}</h1>
      {children}
    </div>
    {acts ? <div class="acts row noprint">{acts}</div> : null}
  </div>
)

export const Empty = ({ icon, title, children, acts }: { icon: string; title: string; children?: Child; acts?: Child }) => (
  <div class="empty">
    <Icon name={icon} />
    <h2>{title}</h2>
    {children ? <div class="soft">{children}</div> : null}
    {acts ? <p class="row">{acts}</p> : null}
  </div>
)

/** "38 of 41", with its bar; never a bare percentage. */
export const Meter = ({ known, of }: { known: number; of: number }) => (
  <span class="meter">
    <svg viewBox="0 0 56 8" aria-hidden="true">
      <rect class="bg" width="56" height="8" rx="1" />
      <rect class="fg" width={of ? Math.round((56 * known) / of) : 0} height="8" rx="1" />
    </svg>
    {known} of {of} <span class="vh">facts known</span>
  </span>
)

export type Tab = { href: string; label: string; count?: number | string | null; current: boolean }
export const Tabs = ({ tabs, label }: { tabs: readonly Tab[]; label: string }) => (
  <nav class="tabs" aria-label={label}>
    {tabs.map((tab) => (
      <a href={tab.href} aria-current={tab.current ? 'page' : undefined}>
        {tab.label}
        {tab.count === undefined || tab.count === null ? null : <span class="n"> {tab.count}</span>}
      </a>
    ))}
  </nav>
)

export const Chips = ({ chips, label }: { chips: readonly Tab[]; label: string }) => (
  <p class="chips">
    <span class="faint">{label}</span>
    {chips.map((chip) => (
      <a href={chip.href} aria-current={chip.current ? 'true' : undefined}>
        {chip.label}
        {chip.count === undefined || chip.count === null ? null : ` ${chip.count}`}
      </a>
    ))}
  </p>
)

/** The steps from what changed to a use of ours, by name. */
export const Path = ({ names }: { names: readonly string[] }) => (
  <span class="path">
    {names.map((name) => (
      <span>{name}</span>
    ))}
  </span>
)

export const KeyValues = ({ rows }: { rows: readonly { name: Child; value: Child }[] }) => (
  <dl class="kv">
    {rows.map(({ name, value }) => (
      <>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </>
    ))}
  </dl>
)
