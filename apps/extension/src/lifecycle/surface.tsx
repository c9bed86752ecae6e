import { useEnvironment } from '@trackunit/iris-app-sdk';
import type { ReactNode } from 'react';
import './surface.css';

/** The ground that everything lies on: tokens, type, and light or dark as Manager says, else as the system does. */
export const Surface = ({ children }: { readonly children: ReactNode }) => {
  const { colorScheme } = useEnvironment();
  return (
    <div className="fw-surface" data-color-scheme={colorScheme}>
      {children}
    </div>
  );
};
