const mostStackLines = 12;

/** What may be a secret: tokens in three parts, bearer headers, whatever follows `…token=` or `…secret=`. */
const secretPatterns: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[token]'],
  [/\bBearer\s+\S+/gi, 'Bearer [token]'],
  [/(\w*(?:token|secret|password|key|code))=[^\s&"']+/gi, '$1=[removed]'],
  [/\b[\w.+-]+@[\w-]+\.[\w.-]+/g, '[address]'],
];

const withoutSecrets = (text: string): string =>
  secretPatterns.reduce((safe, [pattern, instead]) => safe.replace(pattern, instead), text);

const firstLines = (text: string): string => text.trim().split('\n').slice(0, mostStackLines).join('\n');

/** Writes what a developer needs about a fault, for a person to copy: nothing that is a secret or names a user. */
export const toCrashText = (report: {
  readonly extensionName: string;
  readonly error: Error;
  readonly componentStack: string;
  readonly at: string;
}): string =>
  withoutSecrets(
    [
      `Fleet Watch · ${report.extensionName} · ${report.at}`,
      `${report.error.name}: ${report.error.message}`,
      firstLines(report.error.stack ?? ''),
      firstLines(report.componentStack),
    ].join('\n\n'),
  );
