import { z } from '@hono/zod-openapi'
import { exportRegister, mediaTypes } from '../../flows/export-register'
import { importRegister } from '../../flows/import/import-register'
import { type FileFormat, fileFormats, type RegisterNoun, registerNouns } from '../../flows/register-file-nouns'
import { pageAsOf, stateAsOf } from '../../store/history'
import { type Ability, demand } from '../authorise'
import { endpoint } from '../endpoint'
import type { App, AppDeps } from '../environment'
import { asOfOf, type ListOptions, listQuery, listRequest, pageOrProblem, pageSchema } from '../list'
import { invalid, notFound, Problem } from '../problem'
import { asOfQuery } from './shared'

const tag = 'Import and export'
const list: ListOptions<'as'> = { sort: ['-at', 'id'], filter: ['as'] }
const faultSchema = z.object({
  line: z.number().int(),
  record: z.number().int().optional(),
  of: z.enum(registerNouns).optional(),
  field: z.string(),
  value: z.string(),
  message: z.string(),
})
const importSchema = z
  .object({
    id: z.string().nullable(),
    as: z.enum(registerNouns),
    format: z.enum(fileFormats),
    at: z.string(),
    created: z.number().int(),
    updated: z.number().int(),
    unchanged: z.number().int(),
    errors: z.array(faultSchema),
    dryRun: z.boolean().optional(),
    version: z.number().int(),
  })
  .openapi('Import')

/** What each noun of a file asks of a role; the register holds deployments too. */
const needed: Record<RegisterNoun, Ability> = {
  vendors: 'write-register',
  systems: 'write-register',
  sources: 'write-sources',
  deployments: 'write-cases',
  register: 'write-cases',
}

const yes = z.enum(['true', 'false']).default('false')
const fields = z.object({ as: z.enum(registerNouns), format: z.enum(fileFormats).optional(), strict: yes, dryRun: yes })

/** Register files in and out, as `telltale import` and `telltale export` do it. */
export function importsRoutes(app: App, { ports }: AppDeps): void {
  const { db } = ports
  const form = fields.extend({ file: z.string().openapi({ format: 'binary' }) })
  endpoint(
    app,
    { method: 'post', path: '/imports', tag, summary: 'Take a register file in', form, answer: importSchema, status: 201 },
    async ({ c, caller }) => {
      const { file, ...given } = await c.req.parseBody()
      if (!(file instanceof File)) throw invalid([{ path: 'file', message: 'expected a file (multipart/form-data)' }])
      const parsed = fields.safeParse(given)
      if (!parsed.success) throw invalid(parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message })))
      const { as, strict, dryRun } = parsed.data
      demand(caller, needed[as])
      const format = parsed.data.format ?? formatOf(file.name)
      const data = new Uint8Array(await file.arrayBuffer())
      const done = await importRegister(ports, caller, {
        data,
        as,
        format,
        strict: strict === 'true',
        dryRun: dryRun === 'true',
        scope: caller,
      })
      if (!done.ok) throw new Problem(409, 'stale-version', 'Others changed the same records meanwhile: import the file again.')
      c.header('etag', '"1"')
      return c.json({ id: done.importId, as, format, at: ports.now(), ...done.result, dryRun: dryRun === 'true', version: 1 }, 201)
    },
  )

  endpoint(
    app,
    {
      method: 'get',
      path: '/imports',
      tag,
      summary: 'Imports that changed something',
      query: listQuery(list),
      answer: pageSchema(importSchema),
    },
    async ({ c }) => {
      const request = listRequest(c, list, ports.now())
      return c.json(
        pageOrProblem(
          await pageAsOf(db, 'import', { at: request.asOf ?? ports.now(), request, filters: request.filters, where: undefined }),
        ),
      )
    },
  )

  endpoint(
    app,
    {
      method: 'get',
      path: '/imports/{id}',
      tag,
      summary: 'One import',
      params: z.object({ id: z.string() }),
      query: asOfQuery,
      answer: importSchema,
    },
    async ({ c, params }) => {
      const state = await stateAsOf(db, 'import', params.id, asOfOf(c, ports.now()) ?? ports.now())
      if (typeof state !== 'object' || state === null) throw notFound()
      c.header('etag', '"1"')
      return c.json(state)
    },
  )

  const query = z.object({ as: z.enum(registerNouns).optional(), format: z.enum(fileFormats).default('csv'), template: yes })
  endpoint(
    app,
    {
      method: 'get',
      path: '/exports',
      tag,
      summary: 'A register file of what you may see; without `as` the files that there are',
      query,
      answer: { mediaType: Object.values(mediaTypes) },
    },
    async ({ c, caller, query: { as, format, template } }) => {
      if (as === undefined) {
        const items = registerNouns.map((id) => ({ id, formats: fileFormats, href: `/api/v1/exports?as=${id}` }))
        return c.json({ items, next: null, total: items.length })
      }
      const data = await exportRegister(db, { as, format, template: template === 'true', scope: caller })
      return c.body(new Uint8Array(data), 200, {
        'content-type': mediaTypes[format],
        'content-disposition': `attachment; filename="${as}.${format}"`,
      })
    },
  )
}

function formatOf(name: string): FileFormat {
  const format = fileFormats.find((one) => name.toLowerCase().endsWith(`.${one}`))
  if (!format) throw invalid([{ path: 'format', message: `expected one of ${fileFormats.join(', ')}, for the file's name does not say` }])
  return format
}
