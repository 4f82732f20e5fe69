import type { Collector } from '../src/core/collector'
import { readingOf } from '../src/core/compose'
import { textOf } from '../src/core/decode'
import { markdownBlocks, plain } from '../src/core/markdown'

const id = 'markdown-document'
const version = '6'

/** Markdown and MDX with front matter: policies, documentation, changelogs. Quotes are the raw lines of the source. */
export const markdownDocument: Collector = {
  id,
  version,
  fits: (capture) =>
    /markdown|mdx/i.test(capture.mediaType ?? '') || /\.(?:md|mdx|markdown)$/i.test(pathOf(capture.finalUrl)) ? 0.9 : 0.1,
  extract: (capture, source) => {
    const { blocks, title } = markdownBlocks(textOf(capture), URL.canParse(capture.finalUrl) ? capture.finalUrl : null)
    return readingOf({ collector: id, collectorVersion: version, title, keyed: false, blocks, unmarked: plain, rules: source.rules })
  },
}

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : url)
