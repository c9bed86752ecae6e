/** Trackunit's broad classes of assets. */
export const assetTypes = [
  'MACHINE',
  'EQUIPMENT',
  'TOOL',
  'ATTACHMENT',
  'VEHICLE',
  'GATEWAY',
  'OTHER',
] as const;

/** A kind of thing that a fleet owns. */
export type Kind = {
  readonly assetType: (typeof assetTypes)[number];
  /** Trackunit's own name of the subtype. */
  readonly type: string;
  readonly makes: readonly (readonly [brand: string, models: readonly string[]])[];
};

const kind = (assetType: Kind['assetType'], type: string, makes: Kind['makes']): Kind => ({
  assetType,
  type,
  makes,
});

const scissor = kind('MACHINE', 'AWP/Scissor lift', [
  ['Genie', ['GS-1932', 'GS-2646', 'GS-3369 RT', 'GS-4047']],
  ['JLG', ['1932R', '2646ES', '3394RT', '4045R']],
  ['Haulotte', ['Compact 10', 'Optimum 8', 'H15 SXL']],
  ['Skyjack', ['SJ3219', 'SJ4740', 'SJ6832 RT']],
]);
const boom = kind('MACHINE', 'AWP/Boom lift', [
  ['Genie', ['Z-45 XC', 'S-65 XC', 'Z-60 FE']],
  ['JLG', ['450AJ', '600S', '860SJ']],
  ['Manitou', ['180 ATJ', '280 TJ']],
]);
const telehandler = kind('MACHINE', 'Telehandler', [
  ['Manitou', ['MT 625', 'MT 1840', 'MRT 2660']],
  ['JCB', ['531-70', '540-180', '525-60']],
  ['Merlo', ['TF 33.7', 'Roto 50.26']],
]);
const miniExcavator = kind('MACHINE', 'Mini excavator', [
  ['Kubota', ['KX019-4', 'U27-4', 'KX080-4']],
  ['Takeuchi', ['TB216', 'TB240', 'TB290']],
  ['Wacker Neuson', ['ET20', 'EZ36', 'EZ17e']],
]);
const excavator = kind('MACHINE', 'Excavator', [
  ['Volvo', ['EC220E', 'ECR235', 'EC300E']],
  ['Liebherr', ['R 922', 'R 926', 'A 916']],
  ['Caterpillar', ['320', '325', '336']],
]);
const wheelLoader = kind('MACHINE', 'Wheel loader', [
  ['Volvo', ['L25 Electric', 'L90H', 'L120H']],
  ['Liebherr', ['L 509', 'L 538', 'L 550']],
]);
const roller = kind('MACHINE', 'Roller', [
  ['Bomag', ['BW 120 AD', 'BW 213 D']],
  ['Hamm', ['HD 12', 'H 13i']],
]);
const generator = kind('EQUIPMENT', 'Generator', [
  ['Atlas Copco', ['QAS 60', 'QES 40']],
  ['Himoinsa', ['HYW-45', 'HFW-100']],
]);
const lightTower = kind('EQUIPMENT', 'Light tower', [
  ['Generac', ['CUBE+', 'VT-Hybrid']],
  ['Atlas Copco', ['HiLight B5+', 'HiLight V5+']],
]);
const breaker = kind('ATTACHMENT', 'Hydraulic breaker', [
  ['Epiroc', ['SB 202', 'MB 1000']],
  ['Rammer', ['777', '1655E']],
]);
const drill = kind('TOOL', 'Rotary hammer', [
  ['Hilti', ['TE 70', 'TE 30-22']],
  ['Bosch', ['GBH 18V-45 C', 'GBH 12-52 D']],
]);
const saw = kind('TOOL', 'Cut-off saw', [
  ['Husqvarna', ['K 770', 'K 1 PACE']],
  ['Stihl', ['TS 420', 'TSA 300']],
]);
const truck = kind('VEHICLE', 'Truck', [
  ['MAN', ['TGS 26.400', 'TGM 18.290']],
  ['Volvo', ['FM 420', 'FE Electric']],
]);
const container = kind('OTHER', 'Site container', [
  ['Containex', ['BM 20', 'LC 10']],
  ['ALGECO', ['Progress 6']],
]);

/** A share of a fleet that is of one kind; shares of a mix need not add up to one. */
export type Share = readonly [share: number, kind: Kind];

/** What each kind of company owns. */
export const mixes = {
  rental: [
    [22, scissor],
    [10, boom],
    [14, telehandler],
    [16, miniExcavator],
    [6, wheelLoader],
    [5, roller],
    [10, generator],
    [5, lightTower],
    [4, breaker],
    [5, drill],
    [3, saw],
  ],
  access: [
    [52, scissor],
    [30, boom],
    [9, telehandler],
    [3, generator],
    [3, truck],
    [3, drill],
  ],
  earthmoving: [
    [26, excavator],
    [18, miniExcavator],
    [16, wheelLoader],
    [9, roller],
    [8, telehandler],
    [6, generator],
    [5, breaker],
    [5, drill],
    [3, saw],
    [2, truck],
    [2, container],
  ],
} as const satisfies Readonly<Record<string, readonly Share[]>>;

/** The name of a mix. */
export type MixName = keyof typeof mixes;

const totalOf = (mix: readonly Share[]): number => mix.reduce((sum, [share]) => sum + share, 0);

const totals = {
  rental: totalOf(mixes.rental),
  access: totalOf(mixes.access),
  earthmoving: totalOf(mixes.earthmoving),
};

/** The kind at a point between 0 and 1 of a mix. */
export const kindAt = (name: MixName, at: number): Kind => {
  let left = at * totals[name];
  for (const [share, of] of mixes[name]) {
    left -= share;
    if (left < 0) return of;
  }
  return scissor;
};
