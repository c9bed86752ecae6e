import type { AppSummary } from '@fleet-watch/emulator';

/** An app's logo, or its first letter. The name stands beside it, so it says nothing to a screen reader. */
export function AppLogo({ app }: { readonly app: AppSummary }) {
  return app.logoUrl ? (
    <img className="app-logo" src={app.logoUrl} alt="" />
  ) : (
    <span className="app-logo" aria-hidden="true">
      {app.name.slice(0, 1).toUpperCase()}
    </span>
  );
}
