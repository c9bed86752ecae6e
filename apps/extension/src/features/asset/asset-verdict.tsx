import type { AssetDetail } from '@fleet-watch/contracts';
import { useFormats, useWords } from '../../i18n/i18n-context.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { assetMessages } from './asset-messages.ts';
import css from './asset-verdict.module.css';

type VerdictProps = Readonly<{
  /** Undefined while it is not known yet, or not yet how old what is known of it is. */
  asset: AssetDetail | undefined;
  now: number;
  /** When the fleet was read last, if that is too long ago to speak of now. */
  staleSince: string | undefined;
}>;

const useVerdict = ({ now, staleSince }: Omit<VerdictProps, 'asset'>) => {
  const words = useWords(assetMessages);
  const formats = useFormats();
  return ({ state, lastSeenAt }: AssetDetail): string => {
    if (staleSince !== undefined) return words.notKnownSince({ ago: formats.ago(staleSince, now) });
    if (lastSeenAt === null) return words.neverReported;
    return state === 'SILENT'
      ? words.noSignFor({ duration: formats.duration(now - Date.parse(lastSeenAt)) })
      : words.reporting({ ago: formats.ago(lastSeenAt, now) });
  };
};

/** How the machine is, in a word and a sentence. */
export const AssetVerdict = ({ asset, ...age }: VerdictProps) => {
  const toVerdict = useVerdict(age);
  return (
    <p className={css['state']}>
      {asset === undefined ? (
        <>
          <Skeleton width="5rem" height="1.5rem" />
          <Skeleton width="12rem" height="1.5rem" />
        </>
      ) : (
        <>
          <StateBadge state={asset.state} />
          <span className={css['verdict']}>{toVerdict(asset)}</span>
        </>
      )}
    </p>
  );
};
