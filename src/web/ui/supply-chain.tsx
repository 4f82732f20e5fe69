import type { Child } from 'hono/jsx'
import type { SupplyChain } from '../../store/supply-chain'
import { type ChainNode, type Hit, layOut, restingOn } from './chain-layout'
import { plural, sentence } from './days'

const mostRows = 60
/** A wider picture gives way to its column, down to this width in CSS pixels (40rem); below it scrolls. */
const readable = 640
/** What scrolls must be reachable by keyboard (WCAG 2.1.1). */
const reachable = { tabindex: 0 }

type Props = {
  chain: SupplyChain
  /** Head of the column in question: the vendor's name. */
  title: string
  /** What changed, if the picture is about a change: its systems, and the words under their names. */
  hit?: Hit | null
  /** In a sentence, what the thick path follows. */
  caption?: string
  /** Where all of it is listed. */
  list: { href: string; label: string }
}

/**
 * Who rests on whom, drawn on the server: an arrow points to what rests on it, columns from left to right are what is rested on, the systems in
 * question, what is built on them, our uses. One unit is a CSS pixel, and it scrolls sideways where there is no room. The same as a table beneath.
 */
export const SupplyChainPicture = ({ chain, title, hit = null, caption, list }: Props) => {
  if (!chain.systems.length) return <p class="soft">No system is registered, so nothing can be drawn.</p>
  const picture = layOut(chain, title, hit)
  const left = picture.columns.reduce((sum, column) => sum + column.left, 0)
  const said = sentenceOf(chain, hit)
  return (
    <figure class="pic">
      <section class="scroll" aria-label="Supply chain" {...reachable}>
        <svg
          width={picture.width}
          height={picture.height}
          viewBox={`0 0 ${picture.width} ${picture.height}`}
          role="img"
          aria-labelledby="chain"
          class={picture.width > readable ? 'fit' : undefined}
        >
          <title id="chain">{said}</title>
          {picture.columns.map((column) => (
            <>
              <text x={column.x} y="14">
                {column.title}
              </text>
              {column.left ? (
                <text x={column.x} y={picture.height - 6}>
                  and {column.left} more
                </text>
              ) : null}
            </>
          ))}
          {picture.arrows.map((arrow) => (
            <>
              <path class={arrow.hit ? 'edge hit' : 'edge'} d={arrow.path} />
              <path class={arrow.hit ? 'head2' : 'head1'} d={arrow.head} />
            </>
          ))}
          {picture.nodes.map((one) => (
            <Node one={one} />
          ))}
        </svg>
      </section>
      <figcaption>
        {caption ? `${caption} ` : ''}An arrow points to what rests on it.
        {left || chain.cut ? (
          <>
            {' '}
            {left ? `${plural(left, 'more is', 'more are')} left out of the picture` : 'The graph goes on beyond the picture'}
            {chain.cut && left ? ', and the graph goes on' : ''}: <a href={list.href}>{list.label}</a>.
          </>
        ) : null}
      </figcaption>
      <ChainTable chain={chain} />
    </figure>
  )
}

const Node = ({ one }: { one: ChainNode }) => (
  <>
    <rect class={`node${one.hit ? ' hit' : one.kind === 'use' ? ' ours' : ''}`} x={one.x} y={one.y} width={one.width} height="44" rx="4">
      <title>{one.full}</title>
    </rect>
    <text class="b" x={one.x + 10} y={one.y + 18}>
      {one.label}
    </text>
    <text x={one.x + 10} y={one.y + 34}>
      {one.kind === 'use' ? sentence(one.second) : one.second}
    </text>
  </>
)

/** The finding of the picture in a sentence, for those who do not see it. */
function sentenceOf(chain: SupplyChain, hit: Hit | null): string {
  const names = (ids: readonly string[]) => {
    const found = chain.systems.filter((system) => ids.includes(system.id)).map((system) => system.name)
    return found.length > 3 ? `${found.slice(0, 3).join(', ')} and ${found.length - 3} more` : found.join(', ')
  }
  const links = [...chain.links, ...chain.uses.map((use) => ({ from: use.systemId, to: use.id }))]
  const from = hit ? hit.systemIds : chain.roots
  const resting = restingOn(links, from)
  const uses = chain.uses.filter((use) => resting.has(use.id)).length
  const built = chain.systems.filter((system) => resting.has(system.id) && !from.includes(system.id)).length
  return `${plural(uses, 'use', 'uses')} of ours ${uses === 1 ? 'rests' : 'rest'} on ${names(from) || 'these systems'}, ${built ? `some of them through ${plural(built, 'other system')}` : 'directly'}`
}

const ChainTable = ({ chain }: { chain: SupplyChain }) => {
  const byId = new Map(chain.systems.map((system) => [system.id, system]))
  /** All that a system rests on, the nearest first; each once, for a graph may come back to itself. */
  const above = (id: string) => {
    const found = new Set<string>([id])
    for (const one of found) for (const link of chain.links) if (link.to === one) found.add(link.from)
    return [...found]
      .slice(1)
      .flatMap((one) => byId.get(one)?.name ?? [])
      .join(', ')
  }
  const used = new Set(chain.uses.map((use) => use.systemId))
  const unused = chain.systems.filter((system) => !used.has(system.id) && !chain.links.some((link) => link.from === system.id))
  const rows: { name: Child; on: Child; which: string }[] = [
    ...chain.uses.map((use) => {
      const system = byId.get(use.systemId)
      return {
        name: <a href={`/deployments/${use.id}`}>{use.name}</a>,
        on: system ? <a href={`/systems/${system.id}`}>{system.name}</a> : 'unknown',
        which: above(use.systemId),
      }
    }),
    ...unused.map((system) => ({
      name: <span class="faint">No use of ours</span>,
      on: <a href={`/systems/${system.id}`}>{system.name}</a>,
      which: above(system.id),
    })),
  ]
  return (
    <details>
      <summary>As a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Our use</th>
            <th scope="col">Rests on</th>
            <th scope="col">Which rests on, nearest first</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, mostRows).map((row) => (
            <tr>
              <th scope="row">{row.name}</th>
              <td>{row.on}</td>
              <td>{row.which || <span class="faint">nothing named</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > mostRows ? <p>And {rows.length - mostRows} more.</p> : null}
    </details>
  )
}
