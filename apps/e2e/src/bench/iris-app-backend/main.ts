import type { AddressInfo } from 'node:net';
import { contestants, type ContestantName } from './contestants.ts';

const [name, databaseUrl = '', jwksUrl = ''] = process.argv.slice(2);
const app = await contestants[name as ContestantName]({ databaseUrl, jwksUrl });
const server = app.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
