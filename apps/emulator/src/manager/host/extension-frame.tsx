import type { AppSummary, ExtensionSummary } from '@fleet-watch/emulator';
import { useRef, useState } from 'react';
import { useT } from '../i18n/i18n.tsx';
import { useSession, useSignedIn } from '../session/session.tsx';
import { useExtensionHost } from './use-extension-host.ts';

/** What every extension's frame may do; a manifest's `cspHeader.sandbox` adds to it. */
const sandboxFlags = ['allow-scripts', 'allow-same-origin', 'allow-downloads', 'allow-popups'];

/** An extension in its place in Manager. */
export interface ExtensionFrameProps {
  readonly app: AppSummary;
  readonly extension: ExtensionSummary;
  readonly title: string;
  readonly assetId?: string;
  /** Whether the extension's route is the part after `#` in Manager's URL: true for a page, false for a widget. */
  readonly ownsRoute?: boolean;
}

/**
 * Embeds an extension: another origin in a sandbox, with Manager's methods at hand over penpal. Another user, another
 * asset or another extension is another frame: nothing of the one before may be left in it.
 */
export function ExtensionFrame(props: ExtensionFrameProps) {
  const { account, user } = useSignedIn();
  const { extension, assetId } = props;
  const key = [account.accountId, user.userId, extension.frameUrl, assetId].join(' ');
  return <OneExtensionFrame key={key} {...props} />;
}

function OneExtensionFrame(props: ExtensionFrameProps) {
  const { app, extension, title } = props;
  const { preferences } = useSession();
  const t = useT();
  const frame = useRef<HTMLIFrameElement>(null);
  const [src] = useState(() => `${extension.frameUrl}?lang=${preferences.language}`);
  const state = useExtensionHost(frame, props);
  return (
    <div className="extension-frame" data-state={state}>
      {state === 'quiet' && (
        <p className="notice" role="status">
          {t('extension.quiet', { name: title })}
        </p>
      )}
      <iframe
        ref={frame}
        src={src}
        title={title}
        sandbox={[...new Set([...sandboxFlags, ...app.sandbox])].join(' ')}
        allow={app.permissionsPolicy}
      />
    </div>
  );
}
