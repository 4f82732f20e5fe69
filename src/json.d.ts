/** JSON is parsed where it is used (zod), so its shape is not worked out from megabytes of literals at each type check. */
declare module '*.json' {
  const value: unknown
  export default value
  export const version: string
}
