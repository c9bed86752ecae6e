import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Every link of our own documents that names a file must name one that is there. */
const listed = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  encoding: 'utf8',
});
const documents = listed.stdout.split('\n').filter((file) => file !== '' && existsSync(file));

const findLinks = (text: string): string[] =>
  [...text.replace(/```[^]*?```/g, '').matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target]) => target ?? []);

const isFile = (target: string): boolean => !/^([a-z]+:|#)/i.test(target);

const broken = documents.flatMap((file) =>
  findLinks(readFileSync(file, 'utf8'))
    .filter(isFile)
    .map((target) => normalize(join(dirname(file), decodeURI(target.split('#')[0] ?? ''))))
    .filter((target) => !existsSync(target))
    .map((target) => `${file} links to ${target}, which does not exist`),
);

console.log(`${documents.length} documents, ${broken.length} broken links`);
for (const line of broken) console.error(line);
if (broken.length > 0) process.exit(1);
