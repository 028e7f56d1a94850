export { readFilter } from './filter.ts'
export { CONFIDENTIALITY_WORDS, KIND_WORDS, KINDS } from './piece.ts'
export { previewPage, type Shown } from './preview.ts'
export { seesEvidence } from './sight.ts'
