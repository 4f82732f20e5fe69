import type { Words } from './words'

export const ja: Words = { language: 'ja', modality: '', negation: '', topics: {}, headings: {} }
