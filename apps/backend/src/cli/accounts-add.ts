import { credentialInputSchema, credentialKinds } from '@fleet-watch/trackunit-client';
import { createRequestSync } from '../jobs/request-sync.ts';
import { parseId } from './account-argument.ts';
import { operator, UsageError, type Command, type CommandContext } from './command.ts';

const kinds = { 'api-user': 'API_USER', 'api-key': 'API_KEY' } as const;

const questions: Readonly<Record<string, string>> = {
  clientId: 'Client id',
  clientSecret: 'Client secret',
  username: 'User name',
  password: 'Password',
};

const askCredential = async ({ prompt }: CommandContext, kind: 'API_USER' | 'API_KEY') => {
  const answers: Record<string, string> = { kind };
  const { plain, secret } = credentialKinds[kind];
  for (const field of plain) answers[field] = await prompt.ask(questions[field] ?? field);
  for (const field of secret) answers[field] = await prompt.askSecret(questions[field] ?? field);
  const parsed = credentialInputSchema.safeParse(answers);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  throw new UsageError(`The credential can't be used: ${problems.join(', ')}.`);
};

/** A credential by hand, for an account that cannot install the app. */
export const accountsAdd: Command = {
  words: ['accounts', 'add'],
  positionals: ['accountId'],
  options: { kind: { values: Object.keys(kinds) } },
  summary:
    'adds a credential or replaces it; asks for client id, user name (api-user), client secret, password (api-user)',
  note: 'Secrets are asked for; never type them as arguments.',
  run: async (context) => {
    const { args, options, database, vault, openJobs, terminal } = context;
    const accountId = parseId(args[0], 'account id');
    // Nothing but its own values is let through.
    const kind = kinds[options['kind'] as keyof typeof kinds];
    const credential = await askCredential(context, kind);
    const jobs = await openJobs();
    await database.asSystem(async (tx) => {
      await vault.addCredential(tx, { accountId, credential }, operator);
      await createRequestSync(jobs)(tx, accountId);
    });
    terminal.print(`Added ${accountId} with a credential of kind ${credential.kind}. A sync is queued.`);
  },
};
