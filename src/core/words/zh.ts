import type { Words } from './words'

export const zh: Words = { language: 'zh', modality: '', negation: '', topics: {}, headings: {} }
