import '../../assessment/browser/main.ts'
import './forms.ts'
