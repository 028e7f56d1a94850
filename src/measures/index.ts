export { type Days, FIRM_SIZES, type FirmSize, type Measure, RegisterId, type Theme } from './measure.ts'
export {
  closedBy,
  dutiesOf,
  evidenceOf,
  levelOf,
  type Measures,
  type MeasuresContext,
  measureClosing,
  measuresFor,
  measuresIn,
  monthsToMature,
  namesOf,
  stepsOf,
} from './measures.ts'
export { BY_WORDS, ESTIMATE_WORDS, REGISTER_WORDS, TEMPLATE_WORDS } from './words.ts'
