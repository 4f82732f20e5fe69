import { pack } from '../../core/pack'
import { addEvidence, editEvidence, evidenceFields, maxEvidenceBytes, newEvidence } from '../../flows/add-evidence'
import type { Evidence } from '../../store/evidence'
import { vendorChoices } from '../../store/register-page'
import { isVisible } from '../../store/visibility'
import { callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields, formFile } from '../form-data'
import { fieldErrors } from '../problem'
import { plural } from '../ui/days'
import { Checks, type Fault, Faults, Select, TextArea, TextField, type Typed } from '../ui/form'
import { Head } from '../ui/parts'
import { actorOf } from './act'
import { frameworkName, frameworkOrder } from './change-words'
import { demandEvidence } from './evidence'
import { doneAt } from './flash'
import { obligationTitle } from './obligations'
import { show } from './show'

const labels = {
  vendorId: 'Vendor',
  file: 'File',
  name: 'Name',
  type: 'What it is',
  scope: 'Scope',
  periodFrom: 'Covers from',
  periodTo: 'Covers to',
  expiresOn: 'Runs out on',
  supports: 'Supports',
}
const kinds = ['Certificate', 'Audit report', 'Questionnaire answer', 'Policy', 'Letter', 'Test result', 'Contract annex', 'Model card']

/** Forms to file a document as proof and to put its details right. The file itself never changes. */
export function evidenceForms(app: App, deps: AppDeps): void {
  const { ports } = deps

  app.get('/evidence/new', (c) => form(c, null, { vendorId: c.req.query('vendor') ?? '' }, [], []))

  app.post('/evidence/new', async (c) => {
    const { typed, all } = await formFields(c)
    const file = await formFile(c, 'file')
    const parsed = newEvidence.safeParse({ vendorId: typed.vendorId, ...detailsFrom(typed, all('supports'), file?.name ?? '') })
    const faults: Fault[] = [
      ...(file ? [] : [{ path: 'file', message: 'choose a file' }]),
      ...(file && file.size > maxEvidenceBytes ? [{ path: 'file', message: 'is larger than 25 MB' }] : []),
      ...(parsed.success ? [] : fieldErrors(parsed.error)),
      ...(typed.vendorId && (await isVisible(ports.db, callerOf(c), 'vendors', typed.vendorId))
        ? []
        : [{ path: 'vendorId', message: 'choose one' }]),
    ]
    if (!file || !parsed.success || faults.length) return form(c, null, typed, all('supports'), faults, 400)
    const body = new Uint8Array(await file.arrayBuffer())
    const done = await addEvidence(ports, actorOf(c), parsed.data, { name: file.name || null, body })
    if (!done.ok)
      return form(
        c,
        null,
        typed,
        all('supports'),
        [{ path: done.reason === 'file-refused' ? 'file' : null, message: done.detail ?? done.reason.replaceAll('-', ' ') }],
        400,
      )
    return c.redirect(doneAt(`/evidence/${done.result.id}`, 'added'), 303)
  })

  app.get('/evidence/:id/edit', async (c) => {
    const before = await demandEvidence(deps, c)
    return form(c, before, { ...typedFrom(before), version: String(before.version) }, before.supports, [])
  })

  app.post('/evidence/:id/edit', async (c) => {
    const before = await demandEvidence(deps, c)
    const { typed, all } = await formFields(c)
    const changed = [
      { path: null, message: 'Somebody else has changed it since you opened this form. Compare, and save again to keep yours.' },
    ]
    const again = { ...typed, version: String(before.version) }
    if (typed.version !== String(before.version)) return form(c, before, again, all('supports'), changed, 409)
    const parsed = evidenceFields.safeParse(detailsFrom(typed, all('supports'), ''))
    if (!parsed.success) return form(c, before, typed, all('supports'), fieldErrors(parsed.error), 400)
    const done = await editEvidence(ports, actorOf(c), before, parsed.data)
    if (!done.ok) return form(c, before, again, all('supports'), changed, 409)
    return c.redirect(doneAt(`/evidence/${before.id}`, 'saved'), 303)
  })

  async function form(
    c: AppContext,
    before: Evidence | null,
    typed: Typed,
    supports: readonly string[],
    faults: readonly Fault[],
    status: 200 | 400 | 409 = 200,
  ) {
    const title = before ? `Edit ${before.name}` : 'File a document'
    const vendors = before ? [] : await vendorChoices(ports.db, callerOf(c), [typed.vendorId ?? ''])
    const base = { typed, faults }
    return show(
      c,
      deps,
      {
        title,
        section: 'evidence',
        crumbs: [{ href: '/evidence', label: 'Evidence' }, ...(before ? [{ href: `/evidence/${before.id}`, label: before.name }] : [])],
        children: (
          <>
            <Head title={title}>
              <p>{before ? 'The file and its hash stay as they were filed.' : 'Its bytes are kept as received, under their SHA-256.'}</p>
            </Head>
            <Faults faults={faults} labels={labels} />
            <form
              class="form"
              method="post"
              action={before ? `/evidence/${before.id}/edit` : '/evidence/new'}
              enctype={before ? undefined : 'multipart/form-data'}
            >
              {before ? <input type="hidden" name="version" value={typed.version ?? String(before.version)} /> : null}
              {before ? null : (
                <>
                  <div class="field">
                    <label for="f-file">{labels.file}</label>
                    <span class="hint">
                      Up to 25 MB: PDF, PNG, JPEG, DOCX, XLSX, PPTX, ZIP, mail, CSV, JSON or text. It is looked into before it is kept.
                    </span>
                    <input id="f-file" type="file" name="file" required />
                  </div>
                  <Select
                    name="vendorId"
                    label={labels.vendorId}
                    options={vendors.map(({ id, name }) => ({ value: id, label: name }))}
                    blank="Choose one"
                    required
                    {...base}
                  />
                </>
              )}
              <TextField
                name="name"
                label={labels.name}
                hint={before ? undefined : 'Without one the file’s own name is taken.'}
                required={before !== null}
                {...base}
              />
              <datalist id="document-kinds">
                {kinds.map((kind) => (
                  <option value={kind} />
                ))}
              </datalist>
              <TextField name="type" label={labels.type} list="document-kinds" {...base} />
              <TextArea
                name="scope"
                label={labels.scope}
                hint="What of the vendor it covers: products, sites, services."
                rows={2}
                {...base}
              />
              <div class="two">
                <TextField type="date" name="periodFrom" label={labels.periodFrom} {...base} />
                <TextField type="date" name="periodTo" label={labels.periodTo} {...base} />
                <TextField type="date" name="expiresOn" label={labels.expiresOn} hint="Left empty it has no end." {...base} />
              </div>
              <fieldset id="f-supports">
                <legend>Which obligations it supports</legend>
                {byFramework().map(({ framework, options }) => {
                  const picked = options.filter(({ value }) => supports.includes(value)).length
                  return (
                    <details open={picked > 0}>
                      <summary>
                        {frameworkName(framework)}, {picked ? `${picked} of ${options.length}` : plural(options.length, 'obligation')}
                      </summary>
                      <Checks
                        name="supports"
                        id={`f-supports-${framework}`}
                        label={`Obligations of ${frameworkName(framework)}`}
                        options={options}
                        chosen={supports}
                      />
                    </details>
                  )
                })}
              </fieldset>
              <p class="row">
                <button class="btn go" type="submit">
                  {before ? 'Save' : 'File it'}
                </button>
                <a href={before ? `/evidence/${before.id}` : typed.vendorId ? `/vendors/${typed.vendorId}` : '/evidence'}>Cancel</a>
              </p>
            </form>
          </>
        ),
      },
      status,
    )
  }
}

const byFramework = () =>
  frameworkOrder.flatMap((framework) => {
    const options = [...pack().obligations.values()]
      .filter((obligation) => obligation.framework === framework)
      .map(({ id, ref }) => ({ value: id, label: `${ref}: ${obligationTitle(id)}` }))
    return options.length ? [{ framework, options }] : []
  })

const detailsFrom = (typed: Typed, supports: readonly string[], fileName: string) => ({
  name: typed.name?.trim() || fileName,
  type: typed.type?.trim() || null,
  scope: typed.scope?.trim() || null,
  periodFrom: typed.periodFrom || null,
  periodTo: typed.periodTo || null,
  expiresOn: typed.expiresOn || null,
  supports,
})

const typedFrom = (document: Evidence): Typed => ({
  name: document.name,
  type: document.type ?? '',
  scope: document.scope ?? '',
  periodFrom: document.periodFrom ?? '',
  periodTo: document.periodTo ?? '',
  expiresOn: document.expiresOn ?? '',
})
