import { addCertificate, certificateFields, editCertificate, newCertificate, removeCertificate } from '../../flows/save-certificate'
import { type Certificate, certificateById } from '../../store/certificates'
import type { Vendor } from '../../store/register'
import { evidenceOfVendor } from '../../store/reviews-page'
import { certificates } from '../../store/schema'
import { visible } from '../../store/visibility'
import { callerOf } from '../authorise'
import type { App, AppContext, AppDeps } from '../environment'
import { formFields } from '../form-data'
import { fieldErrors, notFound } from '../problem'
import { type Fault, Faults, Removal, Select, TextArea, TextField, type Typed } from '../ui/form'
import { Head } from '../ui/parts'
import { actorOf, resultOf } from './act'
import { doneAt } from './flash'
import { show } from './show'
import { demandVendor } from './vendor'

const labels = {
  standard: 'Standard',
  number: 'Number',
  issuer: 'Issued by',
  scope: 'Scope',
  validFrom: 'Valid from',
  validTo: 'Valid to',
  evidenceId: 'The certificate itself',
  withdrawnReason: 'Withdrawn, because',
}
const usual = [
  'ISO/IEC 42001:2023',
  'ISO/IEC 27001:2022',
  'ISO/IEC 27701:2019',
  'ISO 9001:2015',
  'SOC 2 Type 1',
  'SOC 2 Type 2',
  'BSI C5',
  'TISAX',
]
const names = ['standard', 'number', 'issuer', 'scope', 'validFrom', 'validTo', 'evidenceId', 'withdrawnReason'] as const
const changedMeanwhile: Fault[] = [
  { path: null, message: 'Somebody else has changed it since you opened this form. Compare, and save again to keep yours.' },
]

/** Forms to add, edit and remove a certificate of a vendor. */
export function certificateForms(app: App, deps: AppDeps): void {
  const { ports } = deps

  app.get('/certificates/new', async (c) => {
    const vendor = await demandVendor(deps, callerOf(c), c.req.query('vendor') ?? '')
    return form(c, vendor, null, {}, [])
  })
  app.post('/certificates/new', async (c) => {
    const { typed } = await formFields(c)
    const vendor = await demandVendor(deps, callerOf(c), typed.vendorId ?? '')
    const parsed = newCertificate.safeParse({ vendorId: vendor.id, ...given(typed) })
    if (!parsed.success) return form(c, vendor, null, typed, fieldErrors(parsed.error), 400)
    const done = await addCertificate(ports, actorOf(c), parsed.data)
    return done.ok ? c.redirect(doneAt(`/vendors/${vendor.id}`, 'added'), 303) : form(c, vendor, null, typed, faultsOf(done.reason), 400)
  })
  app.get('/certificates/:id/edit', async (c) => {
    const { before, vendor } = await demand(c)
    const typed = Object.fromEntries(names.map((name) => [name, before[name] ?? '']))
    return form(c, vendor, before, { ...typed, version: String(before.version) }, [])
  })
  app.post('/certificates/:id/edit', async (c) => {
    const { before, vendor } = await demand(c)
    const { typed } = await formFields(c)
    const again = { ...typed, version: String(before.version) }
    if (typed.version !== String(before.version)) return form(c, vendor, before, again, changedMeanwhile, 409)
    const parsed = certificateFields.safeParse(given(typed))
    if (!parsed.success) return form(c, vendor, before, typed, fieldErrors(parsed.error), 400)
    const done = await editCertificate(ports, actorOf(c), before, parsed.data)
    if (done.ok) return c.redirect(doneAt(`/vendors/${vendor.id}`, 'saved'), 303)
    return done.reason === 'changed'
      ? form(c, vendor, before, again, changedMeanwhile, 409)
      : form(c, vendor, before, typed, faultsOf(done.reason), 400)
  })
  app.post('/certificates/:id/remove', async (c) => {
    const { before, vendor } = await demand(c)
    resultOf(await removeCertificate(ports, actorOf(c), before))
    return c.redirect(doneAt(`/vendors/${vendor.id}`, 'removed'), 303)
  })

  async function demand(c: AppContext): Promise<{ before: Certificate; vendor: Vendor }> {
    const caller = callerOf(c)
    const before = await certificateById(ports.db, c.req.param('id') ?? '', visible.vendor(caller, certificates.vendorId))
    if (!before) throw notFound()
    return { before, vendor: await demandVendor(deps, caller, before.vendorId) }
  }

  async function form(
    c: AppContext,
    vendor: Vendor,
    before: Certificate | null,
    typed: Typed,
    faults: readonly Fault[],
    status: 200 | 400 | 409 = 200,
  ) {
    const title = before ? `Edit ${before.standard}` : `Add a certificate of ${vendor.name}`
    const documents = await evidenceOfVendor(ports.db, vendor.id)
    const base = { typed, faults }
    return show(
      c,
      deps,
      {
        title,
        section: 'register',
        crumbs: [
          { href: '/register/vendors', label: 'Register: vendors' },
          { href: `/vendors/${vendor.id}`, label: vendor.name },
        ],
        children: (
          <>
            <Head title={title}>
              <p>What it covers matters as much as that there is one. When it ends, a review becomes due.</p>
            </Head>
            <Faults faults={faults} labels={labels} />
            <form class="form" method="post" action={before ? `/certificates/${before.id}/edit` : '/certificates/new'}>
              <input type="hidden" name="vendorId" value={vendor.id} />
              {before ? <input type="hidden" name="version" value={typed.version ?? String(before.version)} /> : null}
              <datalist id="standards">
                {usual.map((name) => (
                  <option value={name} />
                ))}
              </datalist>
              <TextField name="standard" label={labels.standard} list="standards" required {...base} />
              <div class="two">
                <TextField name="number" label={labels.number} {...base} />
                <TextField name="issuer" label={labels.issuer} {...base} />
                <TextField type="date" name="validFrom" label={labels.validFrom} {...base} />
                <TextField type="date" name="validTo" label={labels.validTo} hint="Its last day." {...base} />
              </div>
              <TextArea name="scope" label={labels.scope} hint="As it stands on the certificate: systems, sites, services." {...base} />
              {documents.length ? (
                <Select
                  name="evidenceId"
                  label={labels.evidenceId}
                  blank="Not on file"
                  options={documents.map(({ id, name }) => ({ value: id, label: name }))}
                  {...base}
                />
              ) : null}
              {before ? (
                <TextArea
                  name="withdrawnReason"
                  label={labels.withdrawnReason}
                  hint="Only where its issuer took it back. Reviews become due, and decisions that rest on it lapse."
                  rows={2}
                  {...base}
                />
              ) : null}
              <p class="row">
                <button class="btn go" type="submit">
                  {before ? 'Save' : 'Add the certificate'}
                </button>
                <a href={`/vendors/${vendor.id}`}>Cancel</a>
              </p>
            </form>
            {before ? (
              <Removal action={`/certificates/${before.id}/remove`} what={before.standard}>
                Only what should never have been recorded. The audit trail keeps what it said.
              </Removal>
            ) : null}
          </>
        ),
      },
      status,
    )
  }
}

const given = (typed: Typed) => Object.fromEntries(names.map((name) => [name, typed[name]?.trim() || null]))

const refusals: Record<string, Fault> = {
  'bad-days': { path: 'validTo', message: 'lies before its first day' },
  'no-such-certificate-evidence': { path: 'evidenceId', message: 'is no document of this vendor, or was withdrawn' },
}
const faultsOf = (reason: string): Fault[] => [refusals[reason] ?? { path: null, message: reason.replaceAll('-', ' ') }]
