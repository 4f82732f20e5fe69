import { freshnessHours } from '../../core/freshness'
import { vendorTiers } from '../../core/intake/factors'
import { packVersion } from '../../core/pack'
import { sourceTypes } from '../../core/source'
import { defaultInterval, intervalMinutes } from '../../core/source-check'
import { daysInWords, sentence } from '../ui/days'
import { KeyValues } from '../ui/parts'
import { Table } from '../ui/table'
import { sourceTypeName } from './change-words'
import { everyWords } from './sources'

/** How often what is looked at unless somebody says otherwise: by the tier of a vendor, and by the type of a source. Shown, not set here. */
export const UsualIntervals = () => (
  <>
    <section class="sec">
      <h2>By the tier of a vendor</h2>
      <p>What rests on a document that was not verified for longer is shown to rest on something old. The tier is set on the vendor.</p>
      <Table
        label="By tier"
        columns={[
          { head: 'Tier', cell: ({ tier }) => (tier === null ? 'Unknown, counts as standard' : sentence(tier)) },
          { head: 'Verified within', numeric: true, cell: ({ tier }) => everyWords(freshnessHours(tier) * 60) },
        ]}
        rows={[...vendorTiers, null].map((tier) => ({ tier }))}
      />
    </section>
    <section class="sec">
      <h2>By the type of a source</h2>
      <p>
        The usual interval, unless one is set on the source: between {everyWords(intervalMinutes.least)} and{' '}
        {everyWords(intervalMinutes.most)}. After a change a page is asked twice as often, after a quiet month half as often, after three
        quiet months a quarter; never more slowly than the tier asks for.
      </p>
      <Table
        label="By type"
        columns={[
          { head: 'Type', cell: ({ type }) => sourceTypeName(type) },
          { head: 'Page', numeric: true, cell: ({ type }) => everyWords(defaultInterval(type, 'https://vendor.example/page')) },
          { head: 'PDF', numeric: true, cell: ({ type }) => everyWords(defaultInterval(type, 'https://vendor.example/page.pdf')) },
        ]}
        rows={sourceTypes.map((type) => ({ type }))}
      />
    </section>
    <section class="sec">
      <h2>Law and rules</h2>
      <KeyValues
        rows={[
          { name: 'As of', value: daysInWords(packVersion.asOf, '') },
          { name: 'Pack', value: <span class="mono wrap">{packVersion.hash}</span> },
        ]}
      />
    </section>
  </>
)
