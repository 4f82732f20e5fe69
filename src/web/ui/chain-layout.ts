import type { SupplyChain } from '../../store/supply-chain'

export type ChainNode = {
  id: string
  label: string
  full: string
  second: string
  x: number
  y: number
  width: number
  kind: 'system' | 'use'
  hit: boolean
}
export type ChainArrow = { path: string; head: string; hit: boolean }
export type ChainColumn = { x: number; title: string /** Of how many the column shows only some. */; left: number }
export type ChainPicture = { width: number; height: number; columns: ChainColumn[]; nodes: ChainNode[]; arrows: ChainArrow[] }

/** In CSS pixels: the picture is drawn one to one, so that no text in it is under 12 px. */
const perLetter = 7.2
const node = { height: 44, gap: 14, pad: 20, least: 104 }
const between = 46
const top = 30
const mostLetters = 26
/** Nodes of a column; the rest is counted beneath it. */
export const mostInColumn = 8

const short = (text: string) => (text.length > mostLetters ? `${text.slice(0, mostLetters - 1).trimEnd()}…` : text)
const widthOf = (texts: readonly string[]) =>
  Math.max(node.least, Math.ceil(Math.max(...texts.map((text) => text.length)) * perLetter) + node.pad)

/** How far each system stands from the roots, the longest way: below zero is what they rest on. A ring of systems ends after as many rounds as there are systems. */
function stepsOf({ roots, systems, links }: SupplyChain): Map<string, number> {
  const steps = new Map(roots.map((id) => [id, 0]))
  for (let round = 0; round < Math.min(systems.length, 8); round++) {
    for (const { from, to } of links) {
      const [above, below] = [steps.get(from), steps.get(to)]
      if (above !== undefined && above >= 0 && !roots.includes(to)) steps.set(to, Math.max(below ?? 0, above + 1))
      if (below !== undefined && below <= 0 && !roots.includes(from)) steps.set(from, Math.min(above ?? 0, below - 1))
    }
  }
  return steps
}

/** Everything that rests on these, they among it. */
export function restingOn(links: readonly { from: string; to: string }[], ids: readonly string[]): Set<string> {
  const hit = new Set(ids)
  for (let grown = -1; grown !== hit.size; ) {
    grown = hit.size
    for (const { from, to } of links) if (hit.has(from)) hit.add(to)
  }
  return hit
}

export type Hit = { systemIds: readonly string[] /** Under the name of what changed: "changed 26 Nov". */; label: string }

/** Places for nodes and arrows, columns from left to right: what is rested on, the systems in question, what is built on them, our uses. */
export function layOut(chain: SupplyChain, rootTitle: string, hit: Hit | null): ChainPicture {
  const steps = stepsOf(chain)
  const useLinks = chain.uses.map((use) => ({ from: use.systemId, to: use.id }))
  const links = [...chain.links, ...useLinks]
  const hits = hit
    ? restingOn(
        links,
        hit.systemIds.filter((id) => steps.has(id)),
      )
    : new Set<string>()
  // what our uses rest on comes first, so that a long column keeps what matters
  const used = restingOn(
    links.map(({ from, to }) => ({ from: to, to: from })),
    chain.uses.map((use) => use.id),
  )
  const last = Math.max(0, ...steps.values()) + 1
  const cells = [
    ...chain.systems.flatMap((system) => {
      const step = steps.get(system.id)
      if (step === undefined) return []
      const changed = hit?.systemIds.includes(system.id)
      const second = changed ? hit?.label : step === 0 && chain.roots.length > 1 ? bindingWords(system.versionBinding) : system.vendorName
      return [{ id: system.id, full: system.name, second: second ?? '', kind: 'system' as const, step }]
    }),
    ...chain.uses.map((use) => ({ id: use.id, full: use.name, second: use.status ?? 'status unknown', kind: 'use' as const, step: last })),
  ]
  const columns: ChainColumn[] = []
  const nodes: ChainNode[] = []
  let x = 2
  for (const step of [...new Set(cells.map((cell) => cell.step))].sort((a, b) => a - b)) {
    const all = cells
      .filter((cell) => cell.step === step)
      .sort((a, b) => Number(hits.has(b.id)) - Number(hits.has(a.id)) || Number(used.has(b.id)) - Number(used.has(a.id)) || 0)
    const shown = inOrderOfParents(all.slice(0, mostInColumn), links, nodes)
    const title = step === 0 ? rootTitle : step === last ? 'Our uses' : columnTitle(step)
    const width = widthOf([...shown.flatMap((cell) => [short(cell.full), short(cell.second)]), short(title)])
    columns.push({ x, title: short(title), left: all.length - shown.length })
    for (const [row, { step: _, ...cell }] of shown.entries())
      nodes.push({
        ...cell,
        label: short(cell.full),
        second: short(cell.second),
        x,
        y: top + row * (node.height + node.gap),
        width,
        hit: hits.has(cell.id),
      })
    x += width + between
  }
  const rows = Math.max(1, ...columns.map((column) => nodes.filter((one) => one.x === column.x).length))
  const more = columns.some((column) => column.left > 0)
  return {
    width: Math.max(0, x - between + 2),
    height: top + rows * (node.height + node.gap) + (more ? 16 : 0),
    columns,
    nodes,
    arrows: arrowsOf(links, nodes),
  }
}

/** Keeps what rests on the same beside each other, in the order of the column to the left. */
function inOrderOfParents<T extends { id: string }>(
  cells: readonly T[],
  links: readonly { from: string; to: string }[],
  before: readonly ChainNode[],
): T[] {
  const place = new Map(before.map((one, index) => [one.id, index]))
  const first = (cell: T) => Math.min(...links.filter((link) => link.to === cell.id).map((link) => place.get(link.from) ?? 1e6), 1e6)
  return [...cells].sort((a, b) => first(a) - first(b))
}

function arrowsOf(links: readonly { from: string; to: string }[], nodes: readonly ChainNode[]): ChainArrow[] {
  const byId = new Map(nodes.map((one) => [one.id, one]))
  const arrows = links.flatMap(({ from, to }) => {
    const [start, end] = [byId.get(from), byId.get(to)]
    if (!start || !end || start.x >= end.x) return []
    const [x1, y1] = [start.x + start.width, start.y + node.height / 2]
    const [x2, y2] = [end.x, end.y + node.height / 2]
    const bend = Math.round((x2 - x1) / 2)
    return [
      {
        path: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2 - 7} ${y2}`,
        head: `M${x2} ${y2}l-8-4v8z`,
        hit: start.hit && end.hit,
      },
    ]
  })
  return arrows.sort((a, b) => Number(a.hit) - Number(b.hit))
}

const columnTitle = (step: number) =>
  step === -1 ? 'Rests on' : step < 0 ? 'Which rests on' : step === 1 ? 'Built on it' : 'Built on that'
const bindingWords = (binding: string | null) => (binding ? binding.replaceAll('_', ' ') : 'version not known')
