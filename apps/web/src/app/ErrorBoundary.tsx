import { Component, type ReactNode } from "react";

interface Props {
  readonly renderFallback: (retry: () => void) => ReactNode;
  readonly children: ReactNode;
}

/** Keeps a view that broke from taking the rest of the window with it. */
export class ErrorBoundary extends Component<Props, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return this.props.renderFallback(() => this.setState({ broken: false }));
  }
}
