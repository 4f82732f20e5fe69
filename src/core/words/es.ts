import type { Words } from './words'

export const es: Words = { language: 'es', modality: '', negation: '', topics: {}, headings: {} }
