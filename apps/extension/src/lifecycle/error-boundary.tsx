import { Component, type ErrorInfo, type ReactNode } from 'react';
import { CrashReport } from './crash-report.tsx';

type ErrorBoundaryProps = Readonly<{ extensionName: string; children: ReactNode }>;
type ErrorBoundaryState = Readonly<{ error?: Error; componentStack?: string }>;

const toError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));

/** Catches a fault of our own below it, and shows a way on instead of an empty frame. React offers a class only. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = {};

  static getDerivedStateFromError(thrown: unknown): ErrorBoundaryState {
    return { error: toError(thrown) };
  }

  override componentDidCatch(_thrown: unknown, { componentStack }: ErrorInfo): void {
    this.setState({ componentStack: componentStack ?? '' });
  }

  override render(): ReactNode {
    const { error, componentStack = '' } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <CrashReport
        extensionName={this.props.extensionName}
        error={error}
        componentStack={componentStack}
        onRetry={() => {
          this.setState({});
          window.location.reload();
        }}
      />
    );
  }
}
