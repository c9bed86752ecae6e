import { fraction } from '../fleet/hash.ts';
import { faultRequestSchema, type FaultRequest, type FaultRule } from './fault-rule.ts';
import { toMatcher } from './route-pattern.ts';

type Entry = {
  rule: FaultRule;
  readonly matches: (route: string) => boolean;
  /** How many faults came before it since the last reset: what it draws from. */
  readonly place: number;
  draws: number;
};

/** The faults that are switched on. Drawing is reproducible: the same rules and requests strike the same. */
export const createFaults = () => {
  const entries: Entry[] = [];
  let made = 0;
  let places = 0;

  const isDrawn = (entry: Entry): boolean => {
    if (entry.rule.probability >= 1) return true;
    entry.draws += 1;
    return fraction(0x0fa17, entry.place, entry.draws) < entry.rule.probability;
  };

  const strike = (entry: Entry): FaultRule => {
    entry.rule = { ...entry.rule, hits: entry.rule.hits + 1 };
    const { rule } = entry;
    if (rule.count !== undefined && rule.hits >= rule.count) entries.splice(entries.indexOf(entry), 1);
    return rule;
  };

  return {
    /** Takes what `createFaultSwitches` looked through: a rule that matches nothing would wait for ever. */
    add: (request: FaultRequest): FaultRule => {
      made += 1;
      places += 1;
      const rule: FaultRule = { ...faultRequestSchema.parse(request), id: `fault-${made}`, hits: 0 };
      entries.push({ rule, matches: toMatcher(rule.route), place: places, draws: 0 });
      return rule;
    },
    list: (): readonly FaultRule[] => entries.map(({ rule }) => rule),
    remove: (id: string): boolean => {
      const at = entries.findIndex(({ rule }) => rule.id === id);
      if (at !== -1) entries.splice(at, 1);
      return at !== -1;
    },
    /** Ids go on, so that none ever means two faults; what is drawn begins anew. */
    reset: (): void => {
      entries.splice(0);
      places = 0;
    },
    /** What strikes a request now: every latency, and the first other fault. */
    strike: (route: string, accountId: string | undefined): readonly FaultRule[] => {
      if (entries.length === 0) return none;
      const struck: FaultRule[] = [];
      let isSpoilt = false;
      for (const entry of [...entries]) {
        const { effect, accountId: only } = entry.rule;
        if (only !== undefined && only !== accountId) continue;
        if ((effect.kind !== 'latency' && isSpoilt) || !entry.matches(route)) continue;
        if (!isDrawn(entry)) continue;
        isSpoilt ||= effect.kind !== 'latency';
        struck.push(strike(entry));
      }
      return struck;
    },
  };
};

const none: readonly FaultRule[] = [];

/** See `createFaults`. */
export type Faults = ReturnType<typeof createFaults>;
