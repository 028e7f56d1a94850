import '../../account/browser/main.ts'
import '../../assessment/browser/main.ts'
import '../../quick/browser/main.ts'
import './forms.ts'
