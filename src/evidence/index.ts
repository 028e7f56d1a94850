export { previewPage, type Shown } from './preview.ts'
