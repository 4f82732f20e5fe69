import type { Unit } from '../../store/units'
import type { CoverageView } from './coverage'
import type { CoverageAddress } from './coverage-query'

/** By unit, and the vendor that it was narrowed to. */
export const CoverageNarrowed = ({ view: { query, units, vendor }, address }: { view: CoverageView; address: CoverageAddress }) => (
  <form class="filters" action="/coverage" method="get">
    <input type="hidden" name="framework" value={query.tab} />
    {query.show === 'all' ? null : <input type="hidden" name="show" value={query.show} />}
    {query.by === 'vendor' ? <input type="hidden" name="by" value="vendor" /> : null}
    {units.length ? (
      <div class="field">
        <label for="unit">Unit</label>
        <select id="unit" name="unit">
          <option value="">All</option>
          {units.map((unit: Unit) => (
            <option value={unit.id} selected={unit.id === query.unitId}>
              {unit.name}
            </option>
          ))}
        </select>
      </div>
    ) : null}
    {query.vendorId ? <input type="hidden" name="vendor" value={query.vendorId} /> : null}
    {units.length ? <button type="submit">Show</button> : null}
    {vendor ? (
      <span class="row">
        <span>
          Only uses of <a href={`/vendors/${vendor.id}`}>{vendor.name}</a>
        </span>
        <a class="btn link" href={address({ vendor: null, cursor: null })}>
          All vendors
        </a>
      </span>
    ) : (
      <a class="btn link" href={address({ by: 'vendor', cursor: null, cell: null })}>
        Pick a vendor
      </a>
    )}
  </form>
)
