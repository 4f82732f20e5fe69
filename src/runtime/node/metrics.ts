import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { Metrics } from '../../web/environment'

/** Prometheus text for `/metrics`: requests by route pattern (never by address with ids) and the process's own figures. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const labelNames = ['method', 'route', 'status'] as const
  const requests = new Counter({ name: 'telltale_http_requests_total', help: 'Requests answered.', labelNames, registers: [registry] })
  const seconds = new Histogram({
    name: 'telltale_http_request_seconds',
    help: 'Time to answer, in seconds.',
    labelNames: ['method', 'route'],
    buckets: [0.005, 0.02, 0.05, 0.15, 0.4, 1, 5],
    registers: [registry],
  })
  return {
    observe: ({ method, route, status, seconds: took }) => {
      requests.inc({ method, route, status: String(status) })
      seconds.observe({ method, route }, took)
    },
    text: async () => ({ mediaType: registry.contentType, body: await registry.metrics() }),
  }
}
