import type { Words } from './words'

export const it: Words = { language: 'it', modality: '', negation: '', topics: {}, headings: {} }
