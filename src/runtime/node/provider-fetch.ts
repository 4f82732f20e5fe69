import { EnvHttpProxyAgent, fetch } from 'undici'
import type { Config } from '../../config'
import type { ProviderFetch } from '../sign-on'

/** Requests to the identity provider, through the proxy where one is set. */
export function createProviderFetch({ proxy }: Pick<Config, 'proxy'>): ProviderFetch {
  const dispatcher = proxy ? new EnvHttpProxyAgent({ httpsProxy: proxy.url, noProxy: proxy.except ?? '' }) : undefined
  return async (url, options) => fetch(url, { ...options, ...(dispatcher ? { dispatcher } : {}) })
}
