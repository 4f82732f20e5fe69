import type { Collector } from '../src/core/collector'
import { feed } from './feed'
import { htmlDocument } from './html-document'
import { jsonRows } from './json-rows'
import { markdownDocument } from './markdown-document'
import { pdfDocument } from './pdf-document'
import { plainText } from './plain-text'

export const collectors: readonly Collector[] = [htmlDocument, markdownDocument, plainText, pdfDocument, feed, jsonRows]
