import type { VendorRequest } from '../../store/vendor-requests'
import { plural, sentence } from '../ui/days'
import { State } from '../ui/signs'
import { Table } from '../ui/table'
import type { RequestView } from './intake-request'

/** Whether we have the vendor already, or know it from the catalogue. */
export const Duplicates = ({ view }: { view: RequestView }) => {
  const { row, vendor, matches, alike, entry, offered, mayWork } = view
  const join = `/intake/${row.id}/join`
  const found = [
    ...matches.map((one) => ({
      ...one,
      href: `/vendors/${one.id}`,
      field: 'vendorId',
      what: 'Vendor of the register',
      act: 'It is this vendor: another use',
    })),
    ...alike.map((one) => ({ ...one, href: `/intake/${one.id}`, field: 'requestId', what: 'Asked for as well', act: 'Same: go on there' })),
  ]
  return (
    <section id="dup">
      <h2>Do we know it already?</h2>
      <p class="soft small">
        Searched by domain, other names, parent company and similar names, among the vendors that you may see and the open requests.
      </p>
      {vendor ? (
        <div class="row mt">
          <State icon="check" tone="good">
            Joined
          </State>
          <span>
            <a href={`/vendors/${vendor.id}`}>{vendor.name}</a> is in the register.
          </span>
          {mayWork ? (
            <form method="post" action={join}>
              <button class="btn link" type="submit" name="part" value="1">
                Not the same: part them
              </button>
            </form>
          ) : null}
        </div>
      ) : found.length ? (
        <div class="mt">
          <Table
            label="What it may be"
            columns={[
              { head: 'Already here', cell: (one) => <a href={one.href}>{one.name}</a> },
              {
                head: 'Match',
                cell: (one) => (
                  <>
                    {sentence(one.words)}
                    <span class="sub">{one.what}</span>
                  </>
                ),
              },
              {
                head: 'What to do',
                cell: (one) =>
                  mayWork ? (
                    <form method="post" action={join}>
                      <button class="btn" type="submit" name={one.field} value={one.id}>
                        {one.act}
                        <span class="vh">: {one.name}</span>
                      </button>
                    </form>
                  ) : null,
              },
            ]}
            rows={found}
          />
        </div>
      ) : (
        <p class="mt">
          <State icon="check" tone="good">
            Nothing alike
          </State>
        </p>
      )}
      {entry ? (
        <div class="row mt">
          <span>
            In the catalogue as <strong>{entry.name}</strong>: {plural(entry.systems.length, 'system')},{' '}
            {plural(entry.sources.length, 'source')}. They are offered at the hand-over.
          </span>
          {mayWork ? <CatalogueButton row={row} id="" label="Not this one" /> : null}
        </div>
      ) : offered ? (
        <div class="row mt">
          <span>
            The catalogue knows <strong>{offered.name}</strong>: {plural(offered.systems.length, 'system')},{' '}
            {plural(offered.sources.length, 'source')}.
          </span>
          {mayWork ? <CatalogueButton row={row} id={offered.id} label="Take it from there" /> : null}
        </div>
      ) : null}
    </section>
  )
}

const CatalogueButton = ({ row, id, label }: { row: VendorRequest; id: string; label: string }) => (
  <form method="post" action={`/intake/${row.id}/edit`}>
    <button class="btn link" type="submit" name="catalogueId" value={id}>
      {label}
    </button>
  </form>
)
