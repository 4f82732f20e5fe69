import type { AppContext, AppDeps } from './environment'

type Given = Pick<AppDeps, 'config'>

export const hostOf = (c: AppContext): string => c.req.header('host') ?? new URL(c.req.url).host
const isLoopbackHost = (host: string) => /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?$/i.test(host)

/** The address of this installation as browsers reach it: what the operator says, else what the request says of itself. */
export const baseOf = (c: AppContext, { config }: Given): string => config.publicUrl ?? `${new URL(c.req.url).protocol}//${hostOf(c)}`

/** Whether browsers reach us by https, so that a Secure cookie comes back. Decided by the operator's address where there is one. */
export const isSecure = (c: AppContext, deps: Given): boolean => baseOf(c, deps).startsWith('https:')

/** Whether somebody can sign in here: by https, or on this machine itself. Over plain http a session would be readable on the way. */
export const maySignIn = (c: AppContext, deps: Given): boolean => isSecure(c, deps) || isLoopbackHost(new URL(baseOf(c, deps)).host)

/**
 * The address to which links in e-mails lead; null where only the request says where it came to, for whoever sends it could make a link to somewhere
 * else. On this machine itself nobody else is led anywhere.
 */
export const linkBaseOf = (c: AppContext, { config }: Given): string | null =>
  config.publicUrl ?? (isLoopbackHost(hostOf(c)) ? baseOf(c, { config }) : null)
