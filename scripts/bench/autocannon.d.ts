declare module 'autocannon' {
  import type { EventEmitter } from 'node:events'

  type Options = { url: string; connections: number; duration: number; headers?: Record<string, string>; timeout?: number }
  type Result = { errors: number; timeouts: number }
  /** `response` is emitted with the client, the status, the bytes and the time in ms. */
  export default function autocannon(options: Options, done: (error: Error | null, result: Result) => void): EventEmitter
}
