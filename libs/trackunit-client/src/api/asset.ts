/**
 * An asset as far as both of Trackunit's APIs agree. `assetType` is Trackunit's broad class (`MACHINE`, `TOOL`,
 * …); values that come later pass through. `lastSeenAt` is null for an asset that never reported.
 */
export type TrackunitAsset = {
  /** Bare, in lower case. */
  readonly assetId: string;
  readonly name: string | null;
  readonly brand: string | null;
  readonly model: string | null;
  readonly serialNumber: string | null;
  readonly assetType: string | null;
  readonly lastSeenAt: Date | null;
};
