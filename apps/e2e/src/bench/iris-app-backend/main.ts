import type { AddressInfo } from 'node:net';
import { startHandwritten, startLibrary } from './contestants.ts';

const [kind, databaseUrl = '', jwksUrl = ''] = process.argv.slice(2);
const start = kind === 'library' ? startLibrary : startHandwritten;
const app = await start({ databaseUrl, jwksUrl });
const server = app.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
