import type { AppSummary } from '@fleet-watch/emulator';
import { useState } from 'react';

/** An app's logo, or its first letter. The name stands beside it, so it says nothing to a screen reader. */
export function AppLogo({ app }: { readonly app: AppSummary }) {
  const [broken, setBroken] = useState(false);
  return app.logoUrl && !broken ? (
    <img className="app-logo" src={app.logoUrl} alt="" onError={() => setBroken(true)} />
  ) : (
    <span className="app-logo" aria-hidden="true">
      {app.name.slice(0, 1).toUpperCase()}
    </span>
  );
}
