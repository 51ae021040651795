'use client'

import { Component, type ReactNode } from 'react'

type PartBoundaryProps = {
  /** Rendered in place of the part. `retry` renders the part again. */
  fallback: (retry: () => void) => ReactNode
  /** What the part shows. A new value triggers a retry. */
  shows?: string | null | undefined
  children: ReactNode
}

/**
 * An error boundary, so that one failing part does not take down the page. Browser extensions and translators modify React's DOM,
 * which makes rendering fail.
 */
export class PartBoundary extends Component<PartBoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override componentDidUpdate(before: PartBoundaryProps) {
    if (this.state.hasFailed && before.shows !== this.props.shows) this.#retry()
  }

  override render() {
    return this.state.hasFailed ? this.props.fallback(this.#retry) : this.props.children
  }

  readonly #retry = () => this.setState({ hasFailed: false })
}
