import type { ApiClient } from '../../api/api-client.ts';
import { decodeSync } from '../../api/contract-decoders.ts';

/** Asks for a sync; one that is under way is answered instead of a second. */
export const startSync = (api: ApiClient) => api.send('/syncs', decodeSync, { method: 'POST' });
