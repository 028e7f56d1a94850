/**
 * What the log says of a fault: its message, where it came from, and its cause. Never a value: the database quotes the one
 * that it complains of (SQLSTATE class 22), and that can be what somebody typed.
 */
export function toFaultLine(fault: Error): { fault: string; stack: string; cause: string } {
  return {
    fault: wordsOf(fault),
    stack: (fault.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    cause: fault.cause instanceof Error ? wordsOf(fault.cause) : '',
  }
}

function wordsOf(fault: Error): string {
  const aboutAValue = 'code' in fault && /^22/.test(String(fault.code))
  return aboutAValue ? `${fault.code} ${fault.message.split('"')[0]}` : fault.message
}
