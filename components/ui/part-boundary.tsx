'use client'

import { Component, type ReactNode } from 'react'

type PartBoundaryProps = {
  /** Stands where the part stood. `retry` draws the part again, from what is kept. */
  fallback: (retry: () => void) => ReactNode
  /** What the part shows: another value is another try. */
  shows?: string | null | undefined
  children: ReactNode
}

/**
 * A part of a page that cannot be drawn must not take the others with it: extensions and translators change what React
 * has drawn, and then it fails.
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
