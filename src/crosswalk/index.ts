export { controlsFor, openNumbers, surelyNew } from './crosswalk.ts'
