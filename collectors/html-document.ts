import { parseDocument } from 'htmlparser2'
import { blocksOf } from '../src/core/blocks'
import { boxesOf } from '../src/core/boxes'
import type { Collector } from '../src/core/collector'
import { readingOf } from '../src/core/compose'
import { openingOf, textOf } from '../src/core/decode'
import { mainOf, markFurniture } from '../src/core/furniture'
import { readPage } from '../src/core/page'
import { narrowed, narrows } from '../src/core/rules'

const id = 'html-document'
const version = '6'

/** Any page in HTML: the document is found without selectors, furniture becomes periphery. */
export const htmlDocument: Collector = {
  id,
  version,
  fits: (capture) => {
    const type = capture.mediaType ?? ''
    if (/html/i.test(type)) return 0.8
    const head = openingOf(capture.body, 1024)
    return /<!doctype html|<html[\s>]|<body[\s>]|<head[\s>]/i.test(head) ? 0.7 : 0.05
  },
  extract: (capture, source) => {
    const text = textOf(capture)
    const { body, head } = readPage(text, capture.finalUrl)
    // only selectors of a person need a document
    const narrow = narrows(source.rules) ? narrowed(parseDocument(text), source.rules) : null
    if (narrow && !narrow.ok) return { ok: false, cause: 'collector-broken', reason: narrow.reason }
    const page = narrow ? boxesOf(narrow.nodes) : body
    if (!narrow?.chosen) markFurniture(page)
    const main = narrow?.chosen ? page : mainOf(page)
    const { blocks, leads } = blocksOf(page, main, head.base)
    return readingOf({
      collector: id,
      collectorVersion: version,
      title: head.title,
      canonical: head.canonical,
      language: head.language,
      keyed: false,
      blocks,
      leads,
      rules: source.rules,
    })
  },
}
